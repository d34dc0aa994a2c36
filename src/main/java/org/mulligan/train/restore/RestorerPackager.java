package org.mulligan.train.restore;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mulligan.data.Plane;
import org.mulligan.data.pairs.TrainingSet;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.model.ModelContents;
import org.mulligan.model.ModelDescription;
import org.mulligan.model.ModelDescription.PercentileRange;
import org.mulligan.model.Weights;
import org.mulligan.network.Architecture;
import org.mulligan.network.NetworkSize;
import org.mulligan.tensor.Sessions;
import org.mulligan.tensor.frozen.FrozenGraph;
import org.mulligan.tensor.frozen.RunningGraph;
import org.mulligan.train.PackagePlacement;
import org.mulligan.train.PlanText;
import org.mulligan.train.Tasks;
import org.tensorflow.TensorFlow;

/**
 * Makes the package of a trained network: frozen weights, test tensors, figures, cover and card.
 */
public final class RestorerPackager {
    private static final int TEST_SIDE = 128;

    /** What happened on the way. */
    record Course(
            TrainingSchedule stages,
            long steps,
            List<String> story,
            DiscriminatorWatch watch,
            int rollbacks,
            double seconds) {}

    private final TrainingPlan plan;
    private final Architecture architecture;
    private final NetworkSize measures;
    private final PercentileRange percentiles;
    private final TrainingSet images;
    private final Validation validation;
    private final boolean bf16;
    private final List<String> figures = new ArrayList<>();

    RestorerPackager(
            TrainingPlan plan,
            Architecture architecture,
            NetworkSize measures,
            PercentileRange percentiles,
            TrainingSet images,
            Validation validation,
            boolean bf16) {
        this.plan = plan;
        this.architecture = architecture;
        this.measures = measures;
        this.percentiles = percentiles;
        this.images = images;
        this.validation = validation;
        this.bf16 = bf16;
    }

    /** The figures of the model that was written, a line each. */
    List<String> figures() {
        return figures;
    }

    /**
     * Writes the package to the plan's place. A model that an earlier part of the same, resumed run
     * left there is replaced.
     */
    Path write(
            Map<String, float[]> faithful,
            Optional<Map<String, float[]>> adversarial,
            Course course)
            throws IOException {
        Map<Weights, FrozenGraph> frozen = new EnumMap<>(Weights.class);
        frozen.put(Weights.FAITHFUL, freeze(faithful));
        if (adversarial.isPresent()) frozen.put(Weights.ADVERSARIAL, freeze(adversarial.get()));

        Plane plane = validation.planes().get(0);
        Map<Weights, Validation.Figures> measured = new EnumMap<>(Weights.class);
        double overshoot = 0;
        List<RestorerCover.Panel> panels = new ArrayList<>();
        int width = measures.scale() * plane.width();
        int height = measures.scale() * plane.height();
        panels.add(
                new RestorerCover.Panel(validation.simplest(), Baseline.of(plane), width, height));
        for (Map.Entry<Weights, FrozenGraph> entry : frozen.entrySet()) {
            try (RunningGraph network = new RunningGraph(entry.getValue(), false)) {
                if (adversarial.isEmpty())
                    measured.put(
                            entry.getKey(),
                            validation.measure((noisy, h, w) -> run(network, noisy, h, w)));
                if (entry.getKey() == Weights.FAITHFUL) overshoot = overshoot(network);
                float[] made = run(network, plane.noisy(), plane.height(), plane.width());
                panels.add(new RestorerCover.Panel(entry.getKey().toString(), made, width, height));
            }
        }
        Optional<PerceptionDistortionCurve> dial = Optional.empty();
        if (adversarial.isPresent()) {
            dial =
                    Optional.of(
                            PerceptionDistortionCurve.measure(
                                    validation,
                                    frozen.get(Weights.FAITHFUL),
                                    frozen.get(Weights.ADVERSARIAL)));
            measured.put(Weights.FAITHFUL, dial.get().faithful());
            measured.put(Weights.ADVERSARIAL, dial.get().adversarial());
        }
        figures.add(validation.simplest() + ": " + validation.noisy());
        figures.add(
                "best Gaussian of it (sigma %s px): %s"
                        .formatted(validation.sigma(), validation.gaussian()));
        if (dial.isPresent()) figures.addAll(dial.get().lines());
        else figures.add("faithful: " + measured.get(Weights.FAITHFUL));

        ModelDescription plain = description(Map.of());
        int stride = plain.stride();
        int side = Math.max((TEST_SIDE + stride - 1) / stride * stride, plain.smallestSide());
        float[] testInput = testInput(plane, side, plain);
        float[] testOutput;
        try (RunningGraph network = new RunningGraph(frozen.get(Weights.FAITHFUL), false)) {
            testOutput = run(network, testInput, side, side);
        }
        Map<Weights, byte[]> graphs = new EnumMap<>(Weights.class);
        frozen.forEach((weights, graph) -> graphs.put(weights, graph.bytes()));
        TrainingAppearance appearance = TrainingAppearance.of(images, plan.imaging().task());
        Map<String, Object> provenance = provenance(course, measured, dial, overshoot);
        appearance.known().ifPresent(known -> provenance.put("appearance", known.values()));
        ModelDescription description = description(provenance);
        BufferedImage picture = RestorerCover.cover(panels, dial);
        return PackagePlacement.put(
                plan.model(),
                plan.resume(),
                new ModelContents(
                        description,
                        graphs,
                        testInput,
                        testOutput,
                        side,
                        picture,
                        new RestorerCard(
                                        description,
                                        plan,
                                        images,
                                        figures,
                                        course,
                                        dial,
                                        appearance)
                                .text()));
    }

    private ModelDescription description(Map<String, Object> provenance) {
        return new ModelDescription(
                PackagePlacement.name(plan.model(), plan.imaging().task()),
                "%s trained on %d images of %s"
                        .formatted(
                                Tasks.product(plan.imaging()),
                                images.trainingImages(),
                                plan.images().clean().getFileName()),
                plan.imaging().task(),
                "CC0-1.0",
                architecture.receptiveField(measures),
                architecture.stride(measures),
                measures.scale(),
                percentiles,
                provenance);
    }

    /**
     * A square of a noisy image, repeated where the image is smaller, normalised by its own
     * percentiles: whoever checks the package normalises it again, which must change nothing. So
     * few pixels are missing that this holds for them too.
     */
    private static float[] testInput(Plane plane, int side, ModelDescription description) {
        boolean holes = description.task().fills();
        float[] from = holes ? plane.clean() : plane.noisy();
        float[] square = new float[side * side];
        for (int y = 0; y < side; y++)
            for (int x = 0; x < side; x++)
                square[y * side + x] =
                        holes && isTestHole(x, y)
                                ? -Float.MAX_VALUE
                                : from[y % plane.height() * plane.width() + x % plane.width()];
        Normalisation own = description.percentiles().of(square);
        for (int i = 0; i < square.length; i++)
            square[i] =
                    square[i] == -Float.MAX_VALUE ? Normalisation.MISSING : own.apply(square[i]);
        return square;
    }

    /** Squares of 2 px, 0.4 % of all pixels: the percentile that becomes 0 is above them. */
    private static boolean isTestHole(int x, int y) {
        return x % 32 / 2 == 5 && y % 32 / 2 == 5;
    }

    private FrozenGraph freeze(Map<String, float[]> weights) throws IOException {
        return FrozenGraph.of(
                (layers, input) -> architecture.apply(layers, input, measures), weights);
    }

    /** How far beyond the input's range the faithful images go, as a share of that range. */
    private double overshoot(RunningGraph network) {
        double most = 0;
        for (Plane plane : validation.planes()) {
            float[] result = run(network, plane.noisy(), plane.height(), plane.width());
            double[] in = range(plane.noisy());
            double[] out = range(result);
            double beyond = Math.max(in[0] - out[0], out[1] - in[1]);
            most = Math.max(most, beyond / (in[1] - in[0]));
        }
        return most;
    }

    private static double[] range(float[] image) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (float value : image) {
            if (value < Normalisation.MISSING / 2) continue;
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        return new double[] {low, high};
    }

    float[] run(RunningGraph network, float[] image, int height, int width) {
        return run(network, image, height, width, measures.scale());
    }

    static float[] run(RunningGraph network, float[] image, int height, int width, int scale) {
        FloatBuffer from = buffer(image.length);
        FloatBuffer to = buffer(scale * scale * image.length);
        from.duplicate().put(image);
        network.run(from, to, height, width);
        float[] result = new float[to.capacity()];
        to.get(result);
        return result;
    }

    public static FloatBuffer buffer(int floats) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(4, floats))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    private Map<String, Object> provenance(
            Course course,
            Map<Weights, Validation.Figures> measured,
            Optional<PerceptionDistortionCurve> dial,
            double overshoot) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("timestamp", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        all.put("plan", PlanText.values(plan));
        all.put(
                "software",
                Map.of(
                        "tensorflow", TensorFlow.version(),
                        "java", System.getProperty("java.version")));
        all.put("precision", bf16 ? "bf16" : "fp32");
        all.put("threads", Sessions.THREADS);
        all.put("device", Sessions.placement().name());
        all.put("images", images.trainingImages());
        all.put("images_sha256", images.hash());
        all.put("notes", images.notes());
        all.put("steps", course.steps());
        all.put(
                "planned_steps",
                Map.of(
                        "faithful", course.stages().faithful(),
                        "discriminator", course.stages().alone(),
                        "adversarial", course.stages().adversarial()));
        all.put("seconds", Math.round(course.seconds()));
        all.put("rollbacks", course.rollbacks());
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("images", validation.planes().size());
        figures.put(validation.simplest(), values(validation.noisy()));
        figures.put("gaussian", values(validation.gaussian()));
        measured.forEach((weights, figure) -> figures.put(weights.toString(), values(figure)));
        all.put("validation", figures);
        all.put("overshoot", rounded(overshoot));
        if (plan.images().noisy().isEmpty() && plan.imaging().task().blurs())
            all.put("psf", Tasks.psf(plan.imaging().psf()));
        dial.ifPresent(way -> all.put("dial", way.provenance()));
        if (measured.containsKey(Weights.ADVERSARIAL)) {
            Map<String, Object> discriminator = new LinkedHashMap<>();
            discriminator.put("loss", rounded(course.watch().loss()));
            discriminator.put("loss_asleep", rounded(course.watch().asleep()));
            discriminator.put("real_above_fake", rounded(course.watch().realAboveFake()));
            discriminator.put("state", course.watch().state().name().toLowerCase(Locale.ROOT));
            all.put("discriminator", discriminator);
        }
        all.put("log", course.story());
        return all;
    }

    static Map<String, Object> values(Validation.Figures figures) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("psnr", rounded(figures.psnr()));
        values.put("ssim", rounded(figures.ssim()));
        values.put("sharpness", rounded(figures.sharpness()));
        values.put("coherence", rounded(figures.coherence()));
        return values;
    }

    public static double rounded(double value) {
        return Math.round(value * 1e4) / 1e4;
    }
}
