package org.mulligan.train.restore;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.mulligan.data.Plane;
import org.mulligan.data.pairs.TrainingSet;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.image.filter.Mirror;
import org.mulligan.image.intensity.NoiseChannels;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.metric.interval.Interval;
import org.mulligan.model.ModelDescription;
import org.mulligan.model.Weights;
import org.mulligan.network.NetworkSize;
import org.mulligan.noise.law.MeasuredLaw;
import org.mulligan.tensor.frozen.FrozenGraph;
import org.mulligan.tensor.frozen.RunningGraph;
import org.mulligan.train.ModelPackager;
import org.mulligan.train.PlanText;
import org.mulligan.train.Provenance;
import org.mulligan.train.Tasks;
import org.mulligan.train.TrainingRun;

/**
 * Makes the package of a trained restorer: frozen weights, test tensors, figures, cover and card.
 */
final class RestorerPackager extends ModelPackager {
    /**
     * What happened on the way.
     *
     * @param seconds that the training took
     */
    record Course(
            TrainingRun run, TrainingSchedule schedule, DiscriminatorWatch watch, double seconds) {}

    private final RestorerSettings settings;
    private final TrainingPlan plan;
    private final NetworkSize size;
    private final TrainingSet images;
    private final Validation validation;
    private final Course course;
    private final Map<String, float[]> faithful;
    private final Optional<Map<String, float[]>> adversarial;
    private final Map<Weights, FrozenGraph> frozen = new EnumMap<>(Weights.class);
    private TrainingAppearance appearance = TrainingAppearance.NONE;
    private final Map<Weights, Validation.Score> measured = new EnumMap<>(Weights.class);
    private Optional<PerceptionDistortionCurve> curve = Optional.empty();
    private Optional<Double> overshoot = Optional.empty();
    private Optional<String> glance = Optional.empty();
    private Optional<Interval> interval = Optional.empty();

    /**
     * @param faithful weights by their names
     * @param adversarial likewise; empty where there was no adversary
     */
    RestorerPackager(
            RestorerSettings settings,
            TrainingSet images,
            Validation validation,
            Course course,
            Map<String, float[]> faithful,
            Optional<Map<String, float[]>> adversarial) {
        super(settings.plan().model(), settings.plan().resume());
        this.settings = settings;
        this.images = images;
        this.validation = validation;
        this.course = course;
        this.faithful = faithful;
        this.adversarial = adversarial;
        plan = settings.plan();
        size = settings.size();
    }

    @Override
    protected Network network() throws IOException {
        frozen.put(Weights.FAITHFUL, freeze(faithful));
        if (adversarial.isPresent()) frozen.put(Weights.ADVERSARIAL, freeze(adversarial.get()));
        ModelDescription plain = description(Map.of());
        int stride = plain.stride();
        int side = Math.max((TestTile.SIDE + stride - 1) / stride * stride, plain.smallestSide());
        float[] testInput = testInput(plain, side);
        float[] testOutput;
        try (RunningGraph network = new RunningGraph(frozen.get(Weights.FAITHFUL), false)) {
            testOutput = network.run(testInput, side, side);
        }
        Map<Weights, byte[]> graphs = new EnumMap<>(Weights.class);
        frozen.forEach((weights, graph) -> graphs.put(weights, graph.bytes()));
        return new Network(graphs, testInput, testOutput, side, blankCover());
    }

    private float[] testInput(ModelDescription plain, int side) {
        boolean holes = plain.task().fills();
        if (size.isVolume()) return testVolume(plain, side);
        int planes = settings.isTold() ? 1 : size.planes();
        float[] tile =
                TestTile.of(
                        validation.planes().stream()
                                .map(
                                        plane ->
                                                new TestTile.Image(
                                                        holes ? plane.target() : plane.noisy(),
                                                        plane.width(),
                                                        plane.height(),
                                                        planes)),
                        side,
                        planes,
                        holes,
                        plain.percentiles());
        return settings.isTold()
                ? NoiseChannels.of(tile, side, side, MeasuredLaw.of(tile, side, side))
                : tile;
    }

    /** Plane by plane. */
    private float[] testVolume(ModelDescription plain, int side) {
        int deep = Math.max(size.slab(), plain.smallestDepth());
        float[] tile =
                TestTile.of(
                        validation.given().stream()
                                .map(
                                        volume ->
                                                new TestTile.Image(
                                                        Plane.together(deepened(volume, deep)),
                                                        volume.width(),
                                                        volume.height(),
                                                        deep)),
                        side,
                        deep,
                        false,
                        plain.percentiles());
        float[] volume = new float[tile.length];
        for (int i = 0; i < tile.length; i++) volume[i % deep * side * side + i / deep] = tile[i];
        return volume;
    }

    /** The noisy planes of a volume, mirrored at its end until they are enough. */
    private static List<float[]> deepened(Plane volume, int deep) {
        List<float[]> planes = volume.apart(volume.noisy());
        return IntStream.range(0, deep)
                .mapToObj(p -> planes.get(Mirror.at(p, planes.size())))
                .toList();
    }

    /** Measures the networks on the images that were held back. */
    @Override
    protected Network measured(Network plain) {
        attempt(
                "The appearance of the training images",
                () -> appearance = TrainingAppearance.of(images, plan.imaging().task()));
        figures.add(validation.baselineName() + ": " + validation.noisy());
        figures.add(
                "best Gaussian of it (sigma %s px): %s"
                        .formatted(validation.sigma(), validation.gaussian()));
        attempt("The figures of the networks", this::measure);
        if (ErrorIntervals.applies(plan.imaging().task(), validation))
            attempt("The interval of the results", this::calibrate);
        BufferedImage[] cover = {plain.cover()};
        attempt("The cover", () -> cover[0] = RestorerCover.cover(panels(), curve));
        return new Network(
                plain.graphs(), plain.testInput(), plain.testOutput(), plain.testWidth(), cover[0]);
    }

    private void calibrate() throws IOException {
        try (RunningGraph network = new RunningGraph(frozen.get(Weights.FAITHFUL), false)) {
            Interval found = new ErrorIntervals(images, settings.stride(), plan.seed()).of(network);
            interval = Optional.of(found);
            figures.add("interval of 90 % around faithful results: " + found.words());
        }
    }

    private void measure() {
        try (RunningGraph network = new RunningGraph(frozen.get(Weights.FAITHFUL), false)) {
            overshoot = Optional.of(overshoot(network));
            if (adversarial.isEmpty())
                measured.put(Weights.FAITHFUL, validation.measure(network::run));
            glance = validation.onMiddles(network::run);
        }
        if (adversarial.isPresent()) {
            PerceptionDistortionCurve found =
                    PerceptionDistortionCurve.measure(
                            validation.withTargets().orElseThrow(),
                            frozen.get(Weights.FAITHFUL),
                            frozen.get(Weights.ADVERSARIAL));
            curve = Optional.of(found);
            measured.put(Weights.FAITHFUL, found.faithful());
            measured.put(Weights.ADVERSARIAL, found.adversarial());
        }
        if (curve.isPresent()) figures.addAll(curve.get().lines());
        else figures.add("faithful: " + measured.get(Weights.FAITHFUL));
        glance.ifPresent(text -> figures.add("faithful, as the steps were measured: " + text));
    }

    /** One of the images that were held back, and what each network makes of it. */
    private List<RestorerCover.Panel> panels() {
        List<Plane> planes = validation.planes();
        int shown =
                IntStream.range(0, planes.size())
                        .boxed()
                        .max(Comparator.comparingDouble(i -> RestorerCover.contrast(planes.get(i))))
                        .orElseThrow();
        Plane plane = planes.get(shown);
        List<RestorerCover.Panel> panels = new ArrayList<>();
        int width = size.scale() * plane.width();
        int height = size.scale() * plane.height();
        panels.add(
                new RestorerCover.Panel(
                        validation.baselineName(), Baseline.of(plane), width, height));
        for (Map.Entry<Weights, FrozenGraph> entry : frozen.entrySet()) {
            try (RunningGraph network = new RunningGraph(entry.getValue(), false)) {
                float[] made = validation.restored(shown, network::run);
                panels.add(new RestorerCover.Panel(entry.getKey().toString(), made, width, height));
            }
        }
        return panels;
    }

    @Override
    protected String card(ModelDescription description) {
        return new RestorerCard(
                        description,
                        plan,
                        images,
                        validation.explanation(),
                        figures,
                        course,
                        adversarial.isPresent(),
                        curve,
                        appearance,
                        interval)
                .text();
    }

    @Override
    protected ModelDescription description(Map<String, Object> provenance) {
        ModelDescription description =
                new ModelDescription(
                        name(plan.imaging().task()),
                        "%s trained on %d images of %s"
                                .formatted(
                                        Tasks.product(plan.imaging()),
                                        images.trainingImages(),
                                        plan.images().target().getFileName()),
                        plan.imaging().task(),
                        "CC0-1.0",
                        settings.parts().architecture().receptiveField(size),
                        settings.stride(),
                        size.scale(),
                        RestorerSettings.PERCENTILES,
                        provenance);
        if (settings.isTold()) return description.withNoiseTold();
        return size.isVolume()
                ? description.ofVolumes(settings.distances())
                : description.withNeighbours(settings.distances());
    }

    private FrozenGraph freeze(Map<String, float[]> weights) throws IOException {
        if (size.isVolume())
            return FrozenGraph.ofVolumes(
                    (layers, input) -> settings.parts().architecture().apply(layers, input, size),
                    weights);
        return size.planes() == 1
                ? FrozenGraph.of(
                        (layers, input) ->
                                settings.parts().architecture().apply(layers, input, size),
                        weights)
                : FrozenGraph.ofPlanes(
                        size.planes(),
                        (layers, input) ->
                                settings.parts().architecture().apply(layers, input, size),
                        weights);
    }

    /** How far beyond the input's range the faithful images go, as a share of that range. */
    private double overshoot(RunningGraph network) {
        double most = 0;
        for (Plane given : validation.given()) {
            float[] result = network.run(given.taken(), given.height(), given.width());
            double[] in = range(given.noisy());
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
            if (Normalisation.isMissing(value)) continue;
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        return new double[] {low, high};
    }

    @Override
    protected Map<String, Object> provenance() {
        Map<String, Object> rows = new LinkedHashMap<>();
        rows.put("images", validation.planes().size());
        rows.put(validation.baselineName(), validation.noisy().values());
        rows.put("gaussian", validation.gaussian().values());
        measured.forEach((weights, figure) -> rows.put(weights.toString(), figure.values()));
        TrainingSchedule schedule = course.schedule();
        DiscriminatorWatch watch = course.watch();
        Provenance provenance =
                new Provenance(planned())
                        .machine(settings.bf16())
                        .images(images.trainingImages(), images.hash(), images.notes())
                        .put("left_out", images.leftOut())
                        .run(
                                course.run(),
                                Map.of(
                                        "faithful", schedule.faithful(),
                                        "discriminator", schedule.alone(),
                                        "adversarial", schedule.adversarial()),
                                Math.round(course.seconds()))
                        .put("validation", rows);
        overshoot.ifPresent(most -> provenance.put("overshoot", Provenance.rounded(most)));
        if (plan.images().noisy().isEmpty() && plan.imaging().task().blurs())
            provenance.put("psf", Tasks.psf(plan.imaging().psf()));
        plan.imaging().depth().ifPresent(depth -> provenance.put("depth", Tasks.depth(depth)));
        curve.ifPresent(way -> provenance.put("dial", way.provenance()));
        if (adversarial.isPresent())
            provenance.discriminator(
                    watch.loss(),
                    watch.equilibriumLoss(),
                    watch.realAboveFake(),
                    watch.state().key);
        provenance.put("log", course.run().log().lines());
        interval.ifPresent(found -> provenance.put("interval", found.values()));
        appearance.known().ifPresent(known -> provenance.put("appearance", known.values()));
        return provenance.values();
    }

    /**
     * The plan, with the size of the network that it came to: weights to start with have theirs.
     */
    private Map<String, Object> planned() {
        Map<String, Object> planned = PlanText.values(plan);
        planned.put("filters", settings.size().filters());
        planned.put("depth", settings.size().depth());
        return planned;
    }
}
