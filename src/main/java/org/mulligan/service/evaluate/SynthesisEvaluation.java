package org.mulligan.service.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.mulligan.data.samples.Fit;
import org.mulligan.data.samples.GuideSource;
import org.mulligan.data.samples.SampleShape;
import org.mulligan.data.samples.Samples;
import org.mulligan.disk.WholeFiles;
import org.mulligan.engine.Progress;
import org.mulligan.metric.features.Memorisation;
import org.mulligan.metric.features.NearestNeighbours;
import org.mulligan.model.LatentSpace;
import org.mulligan.model.ModelFacts;
import org.mulligan.model.ModelFile;
import org.mulligan.model.Synthesis;
import org.mulligan.predict.Generator;
import org.mulligan.service.engine.RowPortions;
import org.mulligan.service.evaluate.SynthesisFigures.ClassFigures;
import org.mulligan.service.evaluate.SynthesisFigures.Cost;
import org.mulligan.service.evaluate.SynthesisFigures.Distances;
import org.mulligan.service.report.Purpose;

/** Compares what synthesisers draw with real images, and writes a summary. */
public final class SynthesisEvaluation {
    private record Key(long seed, int size, int channels, double low, double high) {}

    /** What is compared with real images: the source of drawn ones. */
    private interface Source {
        /** Images {@code first} to {@code first + count - 1}. */
        float[] images(int first, int count) throws IOException;
    }

    private final EvaluationPlan plan;
    private final RowPortions buffers;
    private final Progress progress;
    private final Map<Key, RealImages> reals = new HashMap<>();

    public SynthesisEvaluation(EvaluationPlan plan, RowPortions buffers, Progress progress) {
        this.plan = plan;
        this.buffers = buffers;
        this.progress = progress;
    }

    /**
     * Evaluates all, and writes after each.
     *
     * @return the figures in the plan's order
     */
    public List<SynthesisFigures> run(List<ModelFile> models) throws IOException {
        SummaryFiles summary = new SummaryFiles(plan.output());
        summary.require();
        requireNames(models);
        for (ModelFile model : models) Purpose.EVALUATE.require(model.description());
        List<SynthesisFigures> all = new ArrayList<>();
        for (ModelFile model : models) all.add(evaluate(model, summary));
        if (plan.fakes().isPresent()) all.add(evaluate(plan.fakes().get(), summary));
        return all;
    }

    private static void requireNames(List<ModelFile> models) {
        Map<String, Path> names = new HashMap<>();
        for (ModelFile model : models) {
            Path other = names.put(model.name(), model.path());
            if (other != null)
                throw new IllegalArgumentException(
                        "%s and %s have one name, and the summary goes by names; evaluate them with different outputs, or rename one"
                                .formatted(other, model.path()));
        }
    }

    private SynthesisFigures evaluate(ModelFile model, SummaryFiles summary) throws IOException {
        Synthesis synthesis = model.description().synthesis().orElseThrow();
        List<String> notes = new ArrayList<>();
        ModelFacts facts = model.description().facts();
        long seed = facts.planSeed().orElse(plan.seed());
        try (FeatureExtractor extractor = extractor(synthesis.size(), synthesis.channels());
                Generator generator =
                        new Generator(buffers.engine(), buffers.generators(), model)) {
            RealImages real =
                    reals(
                            new Key(
                                    seed,
                                    synthesis.size(),
                                    synthesis.channels(),
                                    synthesis.low(),
                                    synthesis.high()),
                            extractor,
                            plan.count());
            Samples samples = real.samples();
            IntUnaryOperator classOf = classes(model.name(), synthesis, real, notes);
            boolean same =
                    facts.learntFrom(
                            samples.hash(), plan.fit().toString().toLowerCase(Locale.ROOT));
            if (!same)
                notes.add(
                        "These are not the images that %s was trained on (or other classes or another fit), so the nearest one says nothing on what it learnt by heart"
                                .formatted(model.name()));
            return write(
                    model.name(),
                    extractor,
                    real,
                    real.count(),
                    (first, count) -> draw(generator, first, count, classOf),
                    synthesis.space().classes().isEmpty() ? Optional.empty() : Optional.of(classOf),
                    synthesis.space().classes().size(),
                    same,
                    Optional.of(cost(model)),
                    notes,
                    summary);
        }
    }

    /** Image i has the seed plus i. */
    private float[] draw(Generator generator, int first, int count, IntUnaryOperator classOf)
            throws IOException {
        LatentSpace space = generator.synthesis().space();
        List<float[]> rows = new ArrayList<>();
        for (int i = first; i < first + count; i++)
            rows.add(space.row(space.at(plan.seed() + i), classOf.applyAsInt(i)));
        int values = generator.synthesis().values();
        float[] images = new float[count * values];
        float[][] drawn = generator.draw(rows);
        for (int i = 0; i < count; i++) System.arraycopy(drawn[i], 0, images, i * values, values);
        return images;
    }

    /** Of images that somebody has drawn. */
    private SynthesisFigures evaluate(Path fakes, SummaryFiles summary) throws IOException {
        SampleShape shape = SampleShape.of(fakes);
        if (shape.width() != shape.height())
            throw new IllegalArgumentException(
                    "The drawn images in %s must be square, and the first has %d x %d px"
                            .formatted(fakes, shape.width(), shape.height()));
        Samples drawn =
                Samples.open(
                        fakes,
                        Optional.empty(),
                        shape.width(),
                        shape.channels(),
                        Fit.REFUSE,
                        plan.seed(),
                        line -> {});
        int all = drawn.count() + drawn.heldOutCount();
        try (FeatureExtractor extractor = extractor(shape.width(), shape.channels())) {
            Samples wanted = open(plan.seed(), shape.width(), shape.channels());
            Key key =
                    new Key(
                            plan.seed(),
                            shape.width(),
                            shape.channels(),
                            wanted.low(),
                            wanted.high());
            RealImages real = described(key, wanted, extractor, Math.min(plan.count(), all));
            Samples scaled = drawn.scaledTo(wanted.low(), wanted.high());
            return write(
                    fakes.getFileName().toString(),
                    extractor,
                    real,
                    Math.min(real.count(), all),
                    (first, count) -> some(scaled, first, count),
                    Optional.empty(),
                    0,
                    false,
                    Optional.empty(),
                    new ArrayList<>(),
                    summary);
        }
    }

    /** The held-back ones, which nobody trains on here, come first. */
    private static float[] some(Samples drawn, int first, int count) {
        int values = drawn.size() * drawn.size() * drawn.channels();
        float[] images = new float[count * values];
        int back = drawn.heldOutCount();
        float[] held = first < back ? drawn.heldOut(Math.min(back, first + count)).images() : null;
        for (int i = 0; i < count; i++) {
            int at = first + i;
            float[] from = at < back ? held : drawn.batch(1, at - back).images();
            System.arraycopy(from, at < back ? at * values : 0, images, i * values, values);
        }
        return images;
    }

    private SynthesisFigures write(
            String name,
            FeatureExtractor extractor,
            RealImages real,
            int count,
            Source source,
            Optional<IntUnaryOperator> asked,
            int classes,
            boolean same,
            Optional<Cost> cost,
            List<String> notes,
            SummaryFiles summary)
            throws IOException {
        Samples samples = real.samples();
        int values = samples.size() * samples.size() * samples.channels();
        ExtractedFeatures drawn = new ExtractedFeatures();
        List<float[]> shown = new ArrayList<>();
        int portion = RowPortions.portion(values);
        for (int done = 0; done < count; done += portion) {
            update("Describing drawn images of " + name, done / (double) count);
            float[] images = source.images(done, Math.min(portion, count - done));
            extractor.describe(images, drawn);
            for (int at = 0;
                    at < images.length && shown.size() < NeighbourSheet.SHOWN;
                    at += values) shown.add(java.util.Arrays.copyOfRange(images, at, at + values));
        }
        if (count < plan.count())
            notes.add(
                    "%d images were asked for; there were %d drawn and %d real ones to compare, and as many real ones are needed for the floor"
                            .formatted(plan.count(), count, real.count()));
        update("Comparing " + name, 0);
        ExtractedFeatures compared = real.compared().part(0, count);
        Distances figures = Distances.of(compared.features(), drawn.features(), plan.seed());
        update("Comparing real images with each other", 0.4);
        Distances floor = real.floor(count, plan.seed());
        update("Looking for the nearest real images of " + name, 0.8);
        figures.frechet().warning().ifPresent(notes::add);
        figures.kernel().warning().ifPresent(notes::add);
        Optional<Memorisation> nearest = nearest(drawn, real, notes);
        boolean told = extractor.classes() > 0;
        if (told && asked.isPresent() && extractor.classes() != classes)
            notes.add(
                    "The features tell %d classes and the model has %d, so whether it draws what is asked for cannot be said"
                            .formatted(extractor.classes(), classes));
        boolean comparable = told && extractor.classes() == classes;
        SynthesisFigures all =
                new SynthesisFigures(
                        name,
                        extractor.name(),
                        count,
                        figures,
                        floor,
                        nearest,
                        same,
                        told
                                ? Optional.of(
                                        ClassFigures.of(
                                                drawn,
                                                compared,
                                                comparable ? asked : Optional.empty()))
                                : Optional.empty(),
                        told
                                ? Optional.of(realClasses(real, count, compared, comparable))
                                : Optional.empty(),
                        cost,
                        plan.seed(),
                        notes);
        summary.add(all);
        WholeFiles.replace(
                plan.output().resolve(name + "-neighbours.png"), neighbours(shown, drawn, real));
        return all;
    }

    private static Optional<Memorisation> nearest(
            ExtractedFeatures drawn, RealImages real, List<String> notes) {
        if (real.heldOut().size() < 2) {
            notes.add("Too few real images were held back to say how near the nearest one is");
            return Optional.empty();
        }
        if (real.training().size() < real.samples().count())
            notes.add(
                    "The nearest real image was sought among %d of %d"
                            .formatted(real.training().size(), real.samples().count()));
        try {
            return Optional.of(
                    Memorisation.of(
                            drawn.features(),
                            real.training().features(),
                            real.heldOut().features()));
        } catch (IllegalArgumentException e) {
            notes.add(e.getMessage());
            return Optional.empty();
        }
    }

    private static ClassFigures realClasses(
            RealImages real, int count, ExtractedFeatures compared, boolean comparable) {
        int[] labels = real.otherLabels();
        return ClassFigures.of(
                real.others().part(0, count),
                compared,
                comparable && labels.length > 0 ? Optional.of(i -> labels[i]) : Optional.empty());
    }

    /** Drawn images have the classes of the real ones, where those are known. */
    private IntUnaryOperator classes(
            String name, Synthesis synthesis, RealImages real, List<String> notes) {
        List<String> own = synthesis.space().classes();
        List<String> known = real.samples().classes();
        if (own.isEmpty()) return i -> 0;
        if (known.isEmpty()) {
            notes.add(
                    "The classes of the real images are not given, so all were drawn equally often");
            return i -> i % own.size();
        }
        if (!known.equals(own))
            throw new IllegalArgumentException(
                    "The classes of the real images are %s, and those of %s are %s; they must be the same"
                            .formatted(known, name, own));
        return real::label;
    }

    private byte[] neighbours(List<float[]> shown, ExtractedFeatures drawn, RealImages real)
            throws IOException {
        NearestNeighbours nearest =
                NearestNeighbours.of(
                        drawn.part(0, shown.size()).features(), real.training().features());
        List<float[]> found = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) found.add(real.image(nearest.index(i)));
        return NeighbourSheet.png(shown, found, real.samples().size(), real.samples().channels());
    }

    private FeatureExtractor extractor(int size, int channels) throws IOException {
        if (plan.features().isEmpty()) return new FeatureExtractor.Plain(size, channels);
        Path file = plan.features().get();
        Path whole = file.toAbsolutePath().normalize();
        // The folder itself has that name as often as not.
        boolean usual = whole.endsWith("saved_model") && whole.getNameCount() > 1;
        return new FeatureExtractor.Own(
                (usual ? whole.getParent() : whole).getFileName().toString(),
                buffers.engine().loadFeatures(file, size, channels),
                buffers,
                size * size * channels);
    }

    private RealImages reals(Key key, FeatureExtractor extractor, int wanted) throws IOException {
        RealImages known = reals.get(key);
        return known != null
                ? known
                : described(key, open(key.seed(), key.size(), key.channels()), extractor, wanted);
    }

    private RealImages described(Key key, Samples samples, FeatureExtractor extractor, int wanted)
            throws IOException {
        RealImages real =
                new RealImages(
                        samples.scaledTo(key.low(), key.high()), extractor, wanted, progress);
        reals.put(key, real);
        return real;
    }

    private Samples open(long seed, int size, int channels) throws IOException {
        update("Reading real images", 0);
        // As a training reads them, so that the same ones are held back.
        return Samples.judged(
                plan.images(),
                plan.classes(),
                size,
                channels,
                Fit.valueOf(plan.fit().name()),
                GuideSource.NONE,
                seed,
                progress::log);
    }

    private void update(String what, double fraction) {
        if (progress.cancelled()) throw new CancellationException("Cancelled");
        progress.update(what, fraction, -1);
    }

    private static Cost cost(ModelFile model) throws IOException {
        ModelFacts facts = model.description().facts();
        return new Cost(
                facts.steps(),
                facts.seconds(),
                facts.parameters(),
                bytes(model.path()),
                model.hash());
    }

    private static long bytes(Path model) throws IOException {
        if (!Files.isDirectory(model)) return Files.size(model);
        long sum = 0;
        try (Stream<Path> files = Files.walk(model)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) sum += Files.size(file);
        }
        return sum;
    }
}
