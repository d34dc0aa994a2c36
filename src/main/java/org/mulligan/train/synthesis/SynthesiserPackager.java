package org.mulligan.train.synthesis;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mulligan.data.PixelSize;
import org.mulligan.data.samples.SampleBatch;
import org.mulligan.data.samples.Samples;
import org.mulligan.model.LatentSpace;
import org.mulligan.model.ModelContents;
import org.mulligan.model.ModelDescription;
import org.mulligan.model.Synthesis;
import org.mulligan.model.Task;
import org.mulligan.model.Weights;
import org.mulligan.network.SynthesisShape;
import org.mulligan.tensor.NormedLayers;
import org.mulligan.tensor.Sessions;
import org.mulligan.tensor.frozen.FrozenGraph;
import org.mulligan.tensor.frozen.RowGraph;
import org.mulligan.train.PackagePlacement;
import org.mulligan.train.PlanText;
import org.mulligan.train.restore.RestorerPackager;
import org.tensorflow.Operand;
import org.tensorflow.TensorFlow;
import org.tensorflow.types.TFloat32;

/**
 * Makes the package of a trained synthesiser: the frozen generator and its discriminator, figures,
 * cover and card.
 */
final class SynthesiserPackager {
    /** Batches that batch norm's statistics are averaged over. */
    private static final int BATCHES = 40;

    /** Images that are compared. */
    private static final int COMPARED = SynthesisComparison.MOST;

    private static final int COVER_SIDE = 512;

    /** First seed of what is drawn to compare, far from those that users take. */
    private static final long COMPARISON = 1L << 40;

    /** What happened on the way. */
    record Course(
            long step,
            long steps,
            List<String> story,
            SynthesisWatch watch,
            int rollbacks,
            double seconds) {}

    /**
     * What a package is made of.
     *
     * @param judge quantiles of scores; empty without a discriminator inside
     * @param parameters weights of the generator
     */
    record Made(
            Map<Weights, byte[]> graphs,
            Map<String, Object> judge,
            long parameters,
            float[] testInput,
            float[] testOutput,
            int testWidth,
            BufferedImage cover) {}

    private final SynthesisSettings settings;
    private final LatentSpace space;
    private final Samples samples;
    private final boolean bf16;
    private final List<String> figures = new ArrayList<>();
    private final Map<String, Object> validation = new LinkedHashMap<>();

    SynthesiserPackager(
            SynthesisSettings settings, LatentSpace space, Samples samples, boolean bf16) {
        this.settings = settings;
        this.space = space;
        this.samples = samples;
        this.bf16 = bf16;
    }

    /** The figures of the model that was written, a line each. */
    List<String> figures() {
        return figures;
    }

    /** Rows for the images of seeds that follow on each other; their classes take turns. */
    static float[] codes(LatentSpace space, long seed, long first, int count) {
        float[] codes = new float[count * space.width()];
        for (int i = 0; i < count; i++) {
            int index =
                    space.classes().isEmpty() ? 0 : (int) ((first + i) % space.classes().size());
            float[] row = space.row(space.at(seed + first + i), index);
            System.arraycopy(row, 0, codes, i * row.length, row.length);
        }
        return codes;
    }

    /** How different images are: the mean distance of one to the next, root mean square. */
    static double spread(float[] images, int values) {
        int count = images.length / values;
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double square = 0;
            int other = (i + 1) % count;
            for (int k = 0; k < values; k++) {
                double difference = images[i * values + k] - images[other * values + k];
                square += difference * difference;
            }
            sum += Math.sqrt(square / values);
        }
        return Math.max(sum / count, 1e-9);
    }

    Path write(SynthesisGraph graph, Course course) throws IOException {
        Made made = settings.guided().isPresent() ? guided().make(graph) : make(graph);
        ModelDescription description =
                description(provenance(course, made.judge(), made.parameters()));
        return PackagePlacement.put(
                settings.plan().model(),
                settings.plan().resume(),
                new ModelContents(
                        description,
                        made.graphs(),
                        made.testInput(),
                        made.testOutput(),
                        made.testWidth(),
                        made.cover(),
                        new SynthesisCard(
                                        description,
                                        settings,
                                        samples.notes(),
                                        samples.count(),
                                        figures,
                                        course)
                                .text()));
    }

    private GuidedPackager guided() {
        return new GuidedPackager(
                settings.guided().orElseThrow(), settings, space, samples, figures, validation);
    }

    private Made make(SynthesisGraph graph) throws IOException {
        long seed = settings.plan().seed();
        List<float[]> codes = new ArrayList<>();
        for (int i = 0; i < BATCHES; i++)
            codes.add(
                    codes(
                            space,
                            seed,
                            2 * COMPARISON + (long) i * SynthesisGraph.ROWS,
                            SynthesisGraph.ROWS));
        SynthesisShape canvas = settings.canvas();
        Map<String, float[]> weights = graph.generatorWeights(codes);
        long parameters = weights.values().stream().mapToLong(each -> each.length).sum();
        FrozenGraph generator =
                FrozenGraph.ofRows(
                        space.width(),
                        (layers, z) -> settings.system().draw(layers, z, canvas),
                        weights);
        Map<Weights, byte[]> graphs = new EnumMap<>(Weights.class);
        graphs.put(Weights.GENERATOR, generator.bytes());

        SampleBatch held = samples.heldOut(COMPARED);
        int count = held.images().length / canvas.values();
        int drawn = Math.max(count, 64);
        float[] fakes;
        float[] sheet;
        float[] testInput = codes(space, 1, 0, 1);
        float[] testOutput;
        try (RowGraph network = new RowGraph(generator, false)) {
            fakes = run(network, codes(space, seed, COMPARISON, drawn), drawn, canvas.values());
            sheet = run(network, codes(space, 1, 0, 64), 64, canvas.values());
            testOutput = Arrays.copyOf(sheet, canvas.values());
        }
        new SynthesisComparison(samples, settings.plan().seed(), figures, validation)
                .add(held.images(), fakes, count);
        Map<String, Object> judge = new LinkedHashMap<>();
        if (settings.loss().isPresent()) {
            FrozenGraph discriminator = discriminator(graph);
            graphs.put(Weights.DISCRIMINATOR, discriminator.bytes());
            judge.putAll(judge(discriminator, held, fakes, drawn));
        }
        BufferedImage cover =
                SampleSheet.of(
                        sheet,
                        canvas.size(),
                        canvas.channels(),
                        8,
                        Math.max(1, COVER_SIDE / 8 / canvas.size()));
        return new Made(graphs, judge, parameters, testInput, testOutput, 1, cover);
    }

    /** Takes rows of an image and its class. */
    private FrozenGraph discriminator(SynthesisGraph graph) throws IOException {
        SynthesisShape canvas = settings.canvas();
        List<SampleBatch> batches = new ArrayList<>();
        for (int i = 0; i < BATCHES; i++) batches.add(samples.batch(settings.batch(), i));
        int[] wanted = new int[space.classes().isEmpty() ? 0 : settings.batch()];
        for (int i = 0; i < wanted.length; i++) wanted[i] = i % space.classes().size();
        return FrozenGraph.ofRows(
                canvas.values() + canvas.classes(),
                (layers, row) -> observe(layers, row, graph),
                graph.discriminatorWeights(batches, wanted));
    }

    private Operand<TFloat32> observe(
            NormedLayers layers, Operand<TFloat32> row, SynthesisGraph graph) {
        SynthesisShape canvas = settings.canvas();
        Operand<TFloat32> image =
                layers.image(
                        layers.part(row, 0, canvas.values()),
                        canvas.size(),
                        canvas.size(),
                        canvas.channels());
        return settings.system()
                .observe(
                        layers,
                        image,
                        canvas.classes() == 0
                                ? Optional.empty()
                                : Optional.of(layers.part(row, canvas.values(), canvas.classes())),
                        canvas,
                        graph.isSmooth(),
                        layers.noSeed());
    }

    /** Quantiles of the scores of images that were held back, and of drawn ones. */
    private Map<String, Object> judge(
            FrozenGraph discriminator, SampleBatch held, float[] fakes, int drawn) {
        int values = settings.canvas().values();
        int classes = space.classes().size();
        Map<String, Object> judge = new LinkedHashMap<>();
        try (RowGraph network = new RowGraph(discriminator, false)) {
            int count = held.images().length / values;
            int[] fakeLabels = new int[classes == 0 ? 0 : drawn];
            for (int i = 0; i < fakeLabels.length; i++)
                fakeLabels[i] = (int) ((COMPARISON + i) % classes);
            float[] real = run(network, rows(held.images(), held.labels(), count), count, 1);
            float[] fake = run(network, rows(fakes, fakeLabels, drawn), drawn, 1);
            int above = 0;
            for (float r : real) for (float f : fake) if (r > f) above++;
            double share = above / (double) real.length / fake.length;
            figures.add(
                    String.format(
                            Locale.ROOT,
                            "discriminator: the score of a real image that was held back is above that of a drawn one in %.0f %% of the pairs (50 %% = it cannot tell)",
                            100 * share));
            validation.put("real_above_fake", RestorerPackager.rounded(share));
            judge.put("real", quantiles(real));
            judge.put("fake", quantiles(fake));
        }
        return judge;
    }

    private float[] rows(float[] images, int[] labels, int count) {
        int values = settings.canvas().values();
        int classes = space.classes().size();
        float[] rows = new float[count * (values + classes)];
        for (int i = 0; i < count; i++) {
            System.arraycopy(images, i * values, rows, i * (values + classes), values);
            if (classes > 0) rows[i * (values + classes) + values + labels[i]] = 1;
        }
        return rows;
    }

    private static List<Double> quantiles(float[] scores) {
        float[] sorted = scores.clone();
        Arrays.sort(sorted);
        List<Double> quantiles = new ArrayList<>();
        for (int i = 0; i <= 100; i++)
            quantiles.add((double) sorted[Math.round(i / 100f * (sorted.length - 1))]);
        return quantiles;
    }

    static float[] run(RowGraph network, float[] rows, int count, int values) {
        FloatBuffer from = RestorerPackager.buffer(rows.length);
        FloatBuffer to = RestorerPackager.buffer(count * values);
        from.duplicate().put(rows);
        network.run(from, to, count);
        float[] results = new float[count * values];
        to.get(results);
        return results;
    }

    private ModelDescription description(Map<String, Object> provenance) {
        SynthesisShape canvas = settings.canvas();
        Optional<PixelSize> pixel = samples.pixelSize();
        String name = PackagePlacement.name(settings.plan().model(), Task.SYNTHESISE);
        Synthesis synthesis =
                new Synthesis(
                        settings.plan().drawing().system(),
                        space,
                        canvas.size(),
                        canvas.channels(),
                        samples.low(),
                        samples.high(),
                        pixel.map(PixelSize::width).orElse(0.0),
                        pixel.map(PixelSize::unit).orElse(""),
                        settings.guided().map(system -> guided().guide()));
        String of = settings.plan().images().path().getFileName().toString();
        if (settings.guided().isPresent())
            return ModelDescription.guided(
                    name,
                    "Synthesiser (%s) that draws images like those of %s from other images"
                            .formatted(synthesis.system(), of),
                    "CC0-1.0",
                    settings.guided().get().receptiveField(),
                    settings.guided().get().stride(),
                    synthesis,
                    provenance);
        return ModelDescription.synthesiser(
                name,
                "Synthesiser (%s) of %d px images like %d of %s"
                        .formatted(synthesis.system(), canvas.size(), samples.count(), of),
                "CC0-1.0",
                synthesis,
                provenance);
    }

    private Map<String, Object> provenance(
            Course course, Map<String, Object> judge, long parameters) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("timestamp", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        all.put("plan", PlanText.values(settings.plan()));
        all.put("loss", settings.lossName());
        all.put("batch", settings.batch());
        all.put("filters", settings.canvas().filters());
        all.put(
                "software",
                Map.of(
                        "tensorflow", TensorFlow.version(),
                        "java", System.getProperty("java.version")));
        all.put("precision", bf16 ? "bf16" : "fp32");
        all.put("threads", Sessions.THREADS);
        all.put("device", Sessions.placement().name());
        all.put("images", samples.count());
        all.put("images_sha256", samples.hash());
        all.put("notes", samples.notes());
        all.put("steps", course.step());
        all.put("planned_steps", course.steps());
        all.put("seconds", Math.round(1000 * course.seconds()) / 1000.0);
        all.put("rollbacks", course.rollbacks());
        all.put("parameters", parameters);
        all.put("validation", validation);
        if (!judge.isEmpty()) all.put("judge", judge);
        if (settings.loss().isPresent()) {
            Map<String, Object> discriminator = new LinkedHashMap<>();
            discriminator.put("loss", RestorerPackager.rounded(course.watch().discriminator()));
            discriminator.put("loss_asleep", RestorerPackager.rounded(course.watch().asleep()));
            discriminator.put(
                    "real_above_fake", RestorerPackager.rounded(course.watch().realAboveFake()));
            discriminator.put(
                    "state",
                    course.watch().faults().stream()
                            .map(fault -> fault.name().toLowerCase(Locale.ROOT))
                            .findFirst()
                            .orElse("awake"));
            all.put("discriminator", discriminator);
        }
        all.put("log", course.story());
        return all;
    }
}
