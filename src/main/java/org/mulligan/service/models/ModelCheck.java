package org.mulligan.service.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.EngineException;
import org.mulligan.engine.GraphFacts;
import org.mulligan.engine.Precision;
import org.mulligan.engine.Progress;
import org.mulligan.engine.RowNetwork;
import org.mulligan.model.ModelDescription;
import org.mulligan.model.ModelFacts;
import org.mulligan.model.ModelFile;
import org.mulligan.model.TestTensors;
import org.mulligan.model.Weights;
import org.mulligan.model.archive.PrivateFolder;
import org.mulligan.model.export.ModelExport;
import org.mulligan.model.format.ModelKind;
import org.mulligan.predict.LoadedModel;
import org.mulligan.predict.ModelTrial;
import org.mulligan.service.engine.EngineCache;
import org.mulligan.service.engine.RowPortions;

/** Checks one model after another; what is wrong with one is said and the next one is checked. */
public final class ModelCheck {
    /** Of a test output, beside as much of its largest value: that of bioimage.io. */
    private static final double TEST_TOLERANCE = 1e-3;

    /** Of intensities 0 to 1; float32 on a GPU is a little less exact than on a CPU. */
    private static final double SEAM_TOLERANCE = 1e-4;

    private static final int TIMES = 3;

    /** Images that are drawn at a time. */
    private static final int DRAWN = 16;

    /** Makes a model of another tool one of ours. */
    @FunctionalInterface
    public interface Importer {
        Imported run(Path source, Path target, Progress progress) throws IOException;
    }

    private final EngineCache engines;
    private final Importer importer;
    private final DeviceChoice device;
    private final int side;
    private final Progress progress;

    /**
     * @param side of the image whose time is taken, px; 0 = none is
     */
    public ModelCheck(
            EngineCache engines,
            Importer importer,
            DeviceChoice device,
            int side,
            Progress progress) {
        this.engines = engines;
        this.importer = importer;
        this.device = device;
        this.side = side;
        this.progress = progress;
    }

    /** What one check gathers. */
    private static final class Findings {
        private String task = "";
        private long weights;
        private final TreeSet<String> operations = new TreeSet<>();
        private OptionalDouble test = OptionalDouble.empty();
        private OptionalDouble seam = OptionalDouble.empty();
        private OptionalDouble time = OptionalDouble.empty();
        private int side;
        private String device = "";
        private final List<String> problems = new ArrayList<>();
    }

    public CheckedModel check(Path path) {
        Findings found = new Findings();
        String kind = ModelKind.of(path);
        try (PrivateFolder scratch = PrivateFolder.temporary("check")) {
            if (ModelKind.isOurs(kind)) check(ModelFile.open(path), found);
            else checkForeign(path, scratch.path().resolve("model"), found);
        } catch (CancellationException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            found.problems.add(e.getMessage() == null ? e.toString() : e.getMessage());
        }
        return new CheckedModel(
                String.valueOf(path.getFileName()),
                kind,
                found.task,
                size(path),
                found.weights,
                found.operations.size(),
                found.test,
                found.seam,
                found.time,
                found.side,
                found.device,
                found.problems);
    }

    private void check(ModelFile model, Findings found) throws IOException {
        found.task = model.description().task().word();
        read(model, found);
        if (found.problems.isEmpty()) run(model, found);
    }

    /** As the import would make it; its test is the one of its own test tensors. */
    private void checkForeign(Path path, Path scratch, Findings found) throws IOException {
        ModelFile model = ModelFile.open(importer.run(path, scratch, progress).model());
        check(model, found);
        found.test = OptionalDouble.empty();
        Optional<ModelFacts.ImportTest> test = model.description().facts().importTest();
        if (test.isEmpty()) return;
        found.test = test.get().difference();
        if (test.get().failed())
            found.problems.add(
                    "test tensors: what is computed here differs from what the package holds by up to %.2g"
                            .formatted(found.test.orElse(Double.NaN)));
    }

    private static long size(Path path) {
        try {
            return ModelExport.size(path);
        } catch (IOException e) {
            return 0;
        }
    }

    /** What can be said without running it. */
    private void read(ModelFile model, Findings found) throws IOException {
        for (Weights which : model.weights()) {
            GraphFacts facts = engines.engine(device).facts(model, which);
            found.weights = Math.max(found.weights, facts.weights());
            found.operations.addAll(facts.operations());
            if (!facts.refused().isEmpty())
                found.problems.add(
                        "its %s weights use operations that do more than compute, or that nobody knows: %s; do not run it"
                                .formatted(which, String.join(", ", facts.refused())));
        }
        try {
            model.card();
        } catch (IOException e) {
            found.problems.add(e.getMessage());
        }
    }

    private void run(ModelFile model, Findings found) throws IOException {
        TestTensors tensors = model.testTensors();
        if (model.description().takesRows()) draw(model, tensors, found);
        else restore(model, tensors, found);
        found.device = engines.engine(device).info().device();
    }

    private void restore(ModelFile model, TestTensors tensors, Findings found) throws IOException {
        LoadedModel exact = engines.load(model, 0, Precision.FP32, device);
        ModelTrial trial = new ModelTrial(exact, progress);
        compare(
                trial.run(tensors.input(), tensors.width(), tensors.height()),
                tensors.output(),
                found);
        ModelDescription description = model.description();
        // What evens the light sees a thumbnail, whole; what takes one size only is cut in one way;
        // what draws from images has noise of its own at each pixel.
        boolean cut =
                !description.task().evensLight()
                        && description.tensorSpec().side() == 0
                        && !description.isGuided();
        if (cut) seam(trial, found);
        if (side == 0 || description.isGuided()) return;
        LoadedModel usual = engines.load(model, 0, Precision.AUTO, device);
        found.time = OptionalDouble.of(new ModelTrial(usual, progress).milliseconds(side, TIMES));
        found.side = side;
    }

    private static void seam(ModelTrial trial, Findings found) throws IOException {
        double seam = trial.seam();
        found.seam = OptionalDouble.of(seam);
        if (!(seam <= SEAM_TOLERANCE))
            found.problems.add(
                    "seams: two tilings of one image differ by up to %.2g, allowed is %.0e; its receptive field or stride is larger than it says"
                            .formatted(seam, SEAM_TOLERANCE));
    }

    private void draw(ModelFile model, TestTensors tensors, Findings found) throws IOException {
        RowPortions portions = engines.rows(device);
        int width = tensors.input().length;
        int values = tensors.output().length;
        try (RowNetwork generator = portions.engine().loadRows(model, Weights.GENERATOR)) {
            compare(
                    portions.run(generator, tensors.input(), width, values),
                    tensors.output(),
                    found);
            if (side == 0) return;
            found.time = OptionalDouble.of(timeOf(portions, generator, tensors));
            found.side = model.description().synthesis().orElseThrow().size();
        }
    }

    /** Of one image among several that are drawn together. */
    private static double timeOf(RowPortions portions, RowNetwork generator, TestTensors tensors)
            throws EngineException {
        int width = tensors.input().length;
        float[] rows = new float[DRAWN * width];
        for (int i = 0; i < DRAWN; i++)
            System.arraycopy(tensors.input(), 0, rows, i * width, width);
        double[] taken = new double[TIMES + 1];
        for (int i = 0; i <= TIMES; i++) {
            long begun = System.nanoTime();
            portions.run(generator, rows, width, tensors.output().length);
            // The first one warms up and does not count.
            taken[i] = i == 0 ? Double.MAX_VALUE : (System.nanoTime() - begun) / 1e6 / DRAWN;
        }
        Arrays.sort(taken);
        return taken[TIMES / 2];
    }

    private static void compare(float[] computed, float[] stored, Findings found) {
        double largest = ModelTrial.largest(computed, stored);
        found.test = OptionalDouble.of(largest);
        double most = 0;
        for (float value : stored) most = Math.max(most, Math.abs(value));
        double allowed = TEST_TOLERANCE * (1 + most);
        if (!(largest <= allowed))
            found.problems.add(
                    "test tensors: what is computed here differs from what the package holds by up to %.2g, allowed is %.2g"
                            .formatted(largest, allowed));
    }

    /**
     * The models at a place.
     *
     * @param place a package, or a folder of packages
     * @throws IllegalArgumentException when there are none
     */
    public static List<Path> models(Path place) throws IOException {
        if (!Files.isDirectory(place) || !ModelKind.of(place).isEmpty()) return List.of(place);
        try (var entries = Files.list(place)) {
            List<Path> models =
                    entries.filter(path -> !path.getFileName().toString().startsWith("."))
                            .filter(ModelCheck::looksLikeModel)
                            .sorted()
                            .toList();
            if (models.isEmpty())
                throw new IllegalArgumentException(
                        "There is no model in %s: no zip, no frozen graph (.pb), and no folder with a model in it"
                                .formatted(place));
            return models;
        }
    }

    private static boolean looksLikeModel(Path path) {
        String name = path.getFileName().toString().toLowerCase(java.util.Locale.ROOT);
        return name.endsWith(".zip") || !ModelKind.of(path).isEmpty();
    }
}
