package org.mulligan.train.synthesis;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
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
import org.mulligan.engine.SynthesisPlan;
import org.mulligan.model.LatentSpace;
import org.mulligan.model.ModelDescription;
import org.mulligan.model.Synthesis;
import org.mulligan.model.Task;
import org.mulligan.model.Weights;
import org.mulligan.network.SynthesisShape;
import org.mulligan.tensor.frozen.FrozenGraph;
import org.mulligan.tensor.frozen.RowGraph;
import org.mulligan.train.ModelPackager;
import org.mulligan.train.PlanText;
import org.mulligan.train.Provenance;
import org.mulligan.train.TrainingRun;

/**
 * Makes the package of a trained synthesiser: the frozen generator and its discriminator, figures,
 * cover and card.
 */
final class SynthesiserPackager extends ModelPackager {
    /** Batches that batch norm's statistics are averaged over. */
    private static final int BATCHES = 40;

    /** Images that are compared. */
    private static final int COMPARED = SynthesisComparison.MOST;

    private static final int COVER_SIDE = 512;

    /** Images on the cover. */
    private static final int SHEET = 64;

    /** First seed of what is drawn to compare, far from those that users take. */
    private static final long COMPARISON = 1L << 40;

    /**
     * What happened on the way.
     *
     * @param seconds that the training took
     */
    record Course(TrainingRun run, long steps, SynthesisWatch watch, double seconds) {}

    private final SynthesisSettings settings;
    private final LatentSpace space;
    private final Samples samples;
    private final boolean bf16;
    private final SynthesisGraph graph;
    private final Course course;
    private final Map<String, Object> validation = new LinkedHashMap<>();
    private final Map<String, Object> judge = new LinkedHashMap<>();

    /** Weights of the generator. */
    private long parameters;

    private FrozenGraph generator;
    private Optional<GuidedPackager> guided = Optional.empty();

    SynthesiserPackager(
            SynthesisSettings settings,
            LatentSpace space,
            Samples samples,
            boolean bf16,
            SynthesisGraph graph,
            Course course) {
        super(settings.plan().model(), settings.plan().resume());
        this.settings = settings;
        this.space = space;
        this.samples = samples;
        this.bf16 = bf16;
        this.graph = graph;
        this.course = course;
    }

    @Override
    protected Network network() throws IOException {
        if (settings.guided().isPresent()) {
            guided =
                    Optional.of(
                            new GuidedPackager(
                                    settings.guided().get(),
                                    settings,
                                    space,
                                    samples,
                                    figures,
                                    validation));
            Network network = guided.get().network(graph);
            parameters = guided.get().parameters();
            return network;
        }
        long seed = settings.plan().seed();
        List<float[]> codes = new ArrayList<>();
        for (int i = 0; i < BATCHES; i++)
            codes.add(
                    LatentRows.of(
                            space,
                            seed,
                            2 * COMPARISON + (long) i * SynthesisGraph.ROWS,
                            SynthesisGraph.ROWS));
        Map<String, float[]> weights = graph.generatorWeights(codes);
        parameters = weights.values().stream().mapToLong(each -> each.length).sum();
        generator = FrozenGraph.ofRows(space.width(), graph::draw, weights);
        float[] testInput = LatentRows.of(space, 1, 0, 1);
        float[] testOutput =
                Arrays.copyOf(
                        drawn(LatentRows.of(space, 1, 0, SHEET), SHEET), settings.shape().values());
        return new Network(
                Map.of(Weights.GENERATOR, generator.bytes()),
                testInput,
                testOutput,
                1,
                blankCover());
    }

    private float[] drawn(float[] rows, int count) {
        try (RowGraph network = new RowGraph(generator, false)) {
            return network.run(rows, count, settings.shape().values());
        }
    }

    @Override
    protected String card(ModelDescription description) {
        return new SynthesisCard(
                        description,
                        settings,
                        portable(samples.notes()),
                        samples.count(),
                        figures,
                        course)
                .text();
    }

    @Override
    protected Network measured(Network plain) {
        BufferedImage[] cover = {plain.cover()};
        Map<Weights, byte[]> graphs = new EnumMap<>(plain.graphs());
        if (guided.isPresent()) {
            attempt("The comparison with real images", guided.get()::compare);
            attempt("The cover", () -> cover[0] = guided.get().cover());
        } else {
            compare(graphs);
            attempt("The cover", () -> cover[0] = cover());
        }
        return new Network(
                graphs, plain.testInput(), plain.testOutput(), plain.testWidth(), cover[0]);
    }

    /** Compares drawn images with real ones, and adds the discriminator, which judges both. */
    private void compare(Map<Weights, byte[]> graphs) {
        SynthesisShape shape = settings.shape();
        long seed = settings.plan().seed();
        SampleBatch held = samples.heldOut(COMPARED);
        int count = held.images().length / shape.values();
        int drawn = Math.max(count, 64);
        float[] fakes = drawn(LatentRows.of(space, seed, COMPARISON, drawn), drawn);
        attempt(
                "The comparison with real images",
                () ->
                        new SynthesisComparison(samples, seed, figures, validation)
                                .add(held.images(), fakes, count));
        if (!(graph instanceof AdversarialSynthesis gan)) return;
        attempt(
                "The discriminator",
                () -> {
                    FrozenGraph discriminator = discriminator(gan);
                    judge.putAll(judge(discriminator, held, fakes, drawn));
                    graphs.put(Weights.DISCRIMINATOR, discriminator.bytes());
                });
    }

    private BufferedImage cover() {
        SynthesisShape shape = settings.shape();
        return SampleSheet.of(
                drawn(LatentRows.of(space, 1, 0, SHEET), SHEET),
                shape.size(),
                shape.channels(),
                8,
                Math.max(1, COVER_SIDE / 8 / shape.size()));
    }

    /** Takes rows of an image and its class. */
    private FrozenGraph discriminator(AdversarialSynthesis gan) throws IOException {
        SynthesisShape shape = settings.shape();
        List<SampleBatch> batches = new ArrayList<>();
        for (int i = 0; i < BATCHES; i++) batches.add(samples.batch(settings.batch(), i));
        int[] classes = new int[space.classes().isEmpty() ? 0 : settings.batch()];
        for (int i = 0; i < classes.length; i++) classes[i] = i % space.classes().size();
        return FrozenGraph.ofRows(
                shape.values() + shape.classes(),
                gan::scoreOfRow,
                gan.discriminatorWeights(batches, classes));
    }

    /** Quantiles of the scores of images that were held back, and of drawn ones. */
    private Map<String, Object> judge(
            FrozenGraph discriminator, SampleBatch held, float[] fakes, int drawn) {
        int values = settings.shape().values();
        int classes = space.classes().size();
        Map<String, Object> judge = new LinkedHashMap<>();
        try (RowGraph network = new RowGraph(discriminator, false)) {
            int count = held.images().length / values;
            int[] fakeLabels = new int[classes == 0 ? 0 : drawn];
            for (int i = 0; i < fakeLabels.length; i++)
                fakeLabels[i] = (int) ((COMPARISON + i) % classes);
            float[] real = network.run(rows(held.images(), held.labels(), count), count, 1);
            float[] fake = network.run(rows(fakes, fakeLabels, drawn), drawn, 1);
            int above = 0;
            for (float r : real) for (float f : fake) if (r > f) above++;
            double share = above / (double) real.length / fake.length;
            figures.add(
                    String.format(
                            Locale.ROOT,
                            "discriminator: the score of a real image that was held back is above that of a drawn one in %.0f %% of the pairs (50 %% = it cannot tell)",
                            100 * share));
            validation.put("real_above_fake", Provenance.rounded(share));
            judge.put("real", quantiles(real));
            judge.put("fake", quantiles(fake));
        }
        return judge;
    }

    private float[] rows(float[] images, int[] labels, int count) {
        int values = settings.shape().values();
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

    @Override
    protected ModelDescription description(Map<String, Object> provenance) {
        SynthesisShape shape = settings.shape();
        Optional<PixelSize> pixel = samples.pixelSize();
        String name = name(Task.SYNTHESISE);
        Synthesis synthesis =
                new Synthesis(
                        settings.plan().drawing().system(),
                        space,
                        shape.size(),
                        shape.channels(),
                        samples.low(),
                        samples.high(),
                        pixel.map(PixelSize::width).orElse(0.0),
                        pixel.map(PixelSize::unit).orElse(""),
                        settings.guided().map(system -> guided.orElseThrow().guide()));
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
                        .formatted(synthesis.system(), shape.size(), samples.count(), of),
                "CC0-1.0",
                synthesis,
                provenance);
    }

    /** Lines without where on this machine the images lie: a model travels. */
    private List<String> portable(List<String> lines) {
        SynthesisPlan.Images source = settings.plan().images();
        List<Path> places = new ArrayList<>(List.of(source.path()));
        source.guides().inputs().ifPresent(places::add);
        List<String> named = lines;
        for (Path place : places) {
            if (place.getParent() == null) continue;
            String folder = place.getParent() + File.separator;
            named = named.stream().map(line -> line.replace(folder, "")).toList();
        }
        return named;
    }

    @Override
    protected Map<String, Object> provenance() {
        Provenance provenance =
                new Provenance(PlanText.values(settings.plan()))
                        .put("loss", settings.lossName())
                        .put("batch", settings.batch())
                        .put("filters", settings.shape().filters())
                        .machine(bf16)
                        .images(samples.count(), samples.hash(), portable(samples.notes()))
                        .put("left_out", samples.leftOut())
                        .run(
                                course.run(),
                                course.steps(),
                                Math.round(1000 * course.seconds()) / 1000.0)
                        .put("parameters", parameters)
                        .put("validation", validation);
        if (!judge.isEmpty()) provenance.put("judge", judge);
        SynthesisWatch watch = course.watch();
        if (settings.loss().isPresent())
            provenance.discriminator(
                    watch.discriminator(),
                    watch.equilibriumLoss(),
                    watch.realAboveFake(),
                    watch.faults().stream().map(fault -> fault.key).findFirst().orElse("awake"));
        return provenance.put("log", portable(course.run().log().lines())).values();
    }
}
