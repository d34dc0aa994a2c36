package org.mulligan.service.models;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.mulligan.engine.Engine;
import org.mulligan.engine.Progress;
import org.mulligan.image.intensity.Scaling;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.model.ConversionRequest;
import org.mulligan.model.ConvertedModel;
import org.mulligan.model.ForeignModelException;
import org.mulligan.model.ModelDescription;
import org.mulligan.model.ModelFile;
import org.mulligan.model.Task;
import org.mulligan.model.TensorSpec;
import org.mulligan.model.format.ForeignModel;
import org.mulligan.model.format.ForeignTensor.Image;
import org.mulligan.model.format.ModelFormat;
import org.mulligan.service.models.ImportedTest.Outcome;
import org.scijava.plugin.Plugin;

/** Makes a model of another tool one of ours: read, adopted by the engine, tested, written. */
public final class Importing {
    /** Levels of an 8-bit colour. */
    private static final int BRIGHTEST = 255;

    private static final String GRAPH = "graph.pb";

    private final List<ModelFormat> formats;
    private final Engine engine;
    private final Downloads downloads;
    private final Progress progress;

    /**
     * @param formats the first that knows a model reads it
     */
    public Importing(
            List<ModelFormat> formats, Engine engine, Downloads downloads, Progress progress) {
        this.formats = formats;
        this.engine = engine;
        this.downloads = downloads;
        this.progress = progress;
    }

    /**
     * @param target makes of the model's name the path it is written to
     */
    public Imported run(String source, ImportSettings settings, UnaryOperator<Path> target)
            throws IOException {
        progress.update("Reading the model", 0, -1);
        try (Unpacked unpacked = Unpacked.of(source, downloads, progress)) {
            return unpacked.naming(() -> run(unpacked, source, settings, target));
        } finally {
            downloads.clear();
        }
    }

    private Imported run(
            Unpacked unpacked, String source, ImportSettings settings, UnaryOperator<Path> target)
            throws IOException {
        Optional<ModelFile> own = own(unpacked.place());
        if (own.isPresent()) return install(own.get(), source, settings, target);
        requireWanted();
        ForeignModel foreign = read(unpacked.place(), source);
        String name = name(settings, foreign, source);
        Path model = target.apply(Path.of(name));
        requireFree(model);
        ConvertedModel converted = convert(foreign, settings, unpacked.scratch());
        requireWanted();
        return write(foreign, settings, converted, source, model, unpacked.scratch());
    }

    /**
     * What a model and the settings leave open, as it was found out; nothing is written. What was
     * fetched stays for the import that follows.
     *
     * @return of {@code task}, {@code normalisation} and {@code units} those that nobody said, as
     *     users write them
     */
    public Map<String, String> inferred(String source, ImportSettings settings) throws IOException {
        progress.update("Reading the model", 0, -1);
        boolean sound = false;
        try (Unpacked unpacked = Unpacked.of(source, downloads, progress)) {
            Map<String, String> inferred =
                    unpacked.naming(() -> inferred(unpacked, source, settings));
            sound = true;
            return inferred;
        } finally {
            if (!sound) downloads.clear();
        }
    }

    private Map<String, String> inferred(Unpacked unpacked, String source, ImportSettings settings)
            throws IOException {
        requireWanted();
        if (own(unpacked.place()).isPresent()) return Map.of();
        ForeignModel foreign = read(unpacked.place(), source);
        ForeignModel.Network network = foreign.network();
        boolean task = settings.task().or(network::task).isEmpty();
        boolean scaling = settings.scaling().or(network::scaling).isEmpty();
        boolean units = settings.inUnits().or(network::inUnits).isEmpty();
        if (!task && !scaling && !units) return Map.of();
        ConvertedModel converted = convert(foreign, settings, unpacked.scratch());
        TensorSpec tensorSpec = tensorSpec(foreign, settings, converted);
        Map<String, String> inferred = new LinkedHashMap<>();
        if (task && tensorSpec.isOneByOne())
            inferred.put("task", task(foreign, settings, converted).word());
        if (scaling) inferred.put("normalisation", ImportSettings.text(tensorSpec.scaling()));
        if (units && tensorSpec.inputChannels() == tensorSpec.outputChannels())
            inferred.put("units", tensorSpec.inUnits() ? "image" : "network");
        return inferred;
    }

    private void requireWanted() {
        if (progress.cancelled()) throw new CancellationException("Cancelled");
    }

    private static Optional<ModelFile> own(Path place) {
        try {
            return Optional.of(ModelFile.open(place));
        } catch (IOException e) {
            return Optional.empty(); // Another reader may know it, and say what is wrong.
        }
    }

    /** A package of Mulligan's needs nothing but a copy. */
    private static Imported install(
            ModelFile own, String source, ImportSettings settings, UnaryOperator<Path> target)
            throws IOException {
        String name = settings.name().isEmpty() ? own.description().name() : settings.name();
        Path model = target.apply(Path.of(name));
        requireFree(model);
        return new Imported(
                own.copyTo(model).path(),
                List.of("%s is a model of Mulligan; it was installed".formatted(source)));
    }

    /** Measured, and written to {@link #GRAPH} of a folder. */
    private ConvertedModel convert(ForeignModel foreign, ImportSettings settings, Path scratch)
            throws IOException {
        progress.update("Measuring the network", 0.2, -1);
        return engine.convert(
                request(foreign, settings, scratch.resolve(GRAPH)), progress::cancelled);
    }

    private static void requireFree(Path model) throws FileAlreadyExistsException {
        if (Files.exists(model, LinkOption.NOFOLLOW_LINKS))
            throw new FileAlreadyExistsException(
                    model.toString(), null, "a model of this name exists; give another with name=");
    }

    private ForeignModel read(Path place, String source) throws IOException {
        for (ModelFormat format : formats) {
            Optional<ForeignModel> found = format.read(place);
            if (found.isPresent()) return found.get();
        }
        throw new ForeignModelException(
                "%s holds no model that Mulligan knows: it imports packages of the bioimage.io zoo, CSBDeep zips, TensorFlow SavedModels (a folder with saved_model.pb) and frozen graphs (.pb)%s"
                        .formatted(source, others()));
    }

    /** The formats that strangers add, for the end of a list. */
    private String others() {
        return formats.stream()
                .filter(format -> format.getClass().getPackage() != ModelFormat.class.getPackage())
                .map(format -> format.getClass().getAnnotation(Plugin.class))
                .filter(Objects::nonNull)
                .map(plugin -> ", " + plugin.name())
                .collect(Collectors.joining());
    }

    private static ConversionRequest request(
            ForeignModel foreign, ImportSettings settings, Path graph) {
        ForeignModel.Network network = foreign.network();
        boolean own = settings.axes().isEmpty();
        return new ConversionRequest(
                foreign.graph(),
                settings.input(),
                settings.output(),
                own ? network.inputAxes() : settings.axes(),
                own ? network.outputAxes() : "",
                network.postprocessing(),
                settings.stride() > 0 ? settings.stride() : network.stride(),
                network.side(),
                graph);
    }

    private Imported write(
            ForeignModel foreign,
            ImportSettings settings,
            ConvertedModel converted,
            String source,
            Path model,
            Path scratch)
            throws IOException {
        TensorSpec tensorSpec = tensorSpec(foreign, settings, converted);
        Map<String, Object> provenance = provenance(foreign, converted, source);
        ModelDescription description =
                ModelDescription.imported(
                        validName(model),
                        summary(foreign),
                        task(foreign, settings, converted),
                        licence(foreign),
                        receptiveField(converted),
                        converted.stride(),
                        converted.scale(),
                        tensorSpec,
                        provenance);
        progress.update("Testing", 0.7, -1);
        ImportedTest test = new ImportedTest(engine, description, scratch);
        Outcome outcome = test.run(foreign, Files.readAllBytes(scratch.resolve(GRAPH)));
        provenance.put("test", outcome.provenance());
        List<String> lines = ImportedCard.lines(description, foreign, converted, outcome.line());
        requireWanted();
        Image in = outcome.input();
        ModelFile written =
                test.write(
                        model,
                        outcome,
                        ImportedCard.cover(in, outcome.output()),
                        ImportedCard.text(description, foreign, source, lines));
        return new Imported(written.path(), lines);
    }

    /** Of a network that sees all of the only square it takes, what its tiles can spare. */
    private static int receptiveField(ConvertedModel converted) {
        return seesAllOfItsTile(converted)
                ? converted.side() / 8 * 2 + 1
                : converted.receptiveField();
    }

    static boolean seesAllOfItsTile(ConvertedModel converted) {
        return converted.side() > 0 && converted.receptiveField() == ConvertedModel.WHOLE;
    }

    private static String licence(ForeignModel foreign) {
        String licence = foreign.about().licence();
        // SPDX's; what else people write there is in the original only.
        return licence.matches("[A-Za-z0-9][A-Za-z0-9.+-]{1,63}") && !licence.equals("null")
                ? licence
                : ModelDescription.NO_LICENCE;
    }

    private static String name(ImportSettings settings, ForeignModel foreign, String source) {
        if (!settings.name().isEmpty()) return settings.name();
        String own = foreign.about().name();
        if (own.isBlank()) {
            String path =
                    source.strip()
                            .replaceFirst("[/\\\\]+$", "")
                            // What the exporters write says nothing of what is in it.
                            .replaceFirst(
                                    "(?i)([^/\\\\])[/\\\\]((tf_?)?saved_?model|model)(\\.zip)?$",
                                    "$1");
            own =
                    ImageFiles.stem(
                            path.substring(
                                    Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1));
        }
        String plain = own.replaceAll("[^A-Za-z0-9_+\\- ()]", " ").strip().replaceAll(" +", " ");
        if (plain.length() > 64) plain = plain.substring(0, 64).strip();
        return plain.length() >= 5 ? plain : "model-" + plain;
    }

    /** The name within the package, which has rules of its own. */
    private static String validName(Path model) {
        String name =
                model.getFileName()
                        .toString()
                        .replaceFirst("(?i)\\.zip$", "")
                        .replaceAll("[^A-Za-z0-9_+\\- ()]", "_");
        return name.length() >= 5 ? name : "model-" + name;
    }

    private static String summary(ForeignModel foreign) {
        String summary = foreign.about().summary().replaceAll("\\s+", " ").strip();
        if (summary.isEmpty() || summary.equals("null")) return "Imported: " + foreign.format();
        return summary.length() <= 300 ? summary : summary.substring(0, 297) + "...";
    }

    private static TensorSpec tensorSpec(
            ForeignModel foreign, ImportSettings settings, ConvertedModel converted) {
        boolean colours = converted.inputChannels() == 3;
        Scaling scaling =
                settings.scaling()
                        .or(() -> foreign.network().scaling())
                        .orElse(
                                converted.whole()
                                        ? Scaling.fixed(0, 1)
                                        : colours
                                                ? Scaling.fixed(0, BRIGHTEST)
                                                : Scaling.percentiles(0, 100));
        boolean same = converted.inputChannels() == converted.outputChannels();
        boolean inUnits =
                settings.inUnits()
                        .or(() -> foreign.network().inUnits().map(stated -> stated && same))
                        .orElse(same && (converted.scale() > 1 || colours || converted.whole()));
        return new TensorSpec(
                converted.inputChannels(),
                converted.outputChannels(),
                scaling,
                inUnits,
                converted.side());
    }

    private static Task task(
            ForeignModel foreign, ImportSettings settings, ConvertedModel converted) {
        boolean oneByOne = converted.inputChannels() == 1 && converted.outputChannels() == 1;
        Task task =
                settings.task()
                        .or(() -> foreign.network().task())
                        .orElse(converted.scale() > 1 ? Task.SUPER_RESOLVE : Task.IMAGE_TO_IMAGE);
        if (!oneByOne) return Task.IMAGE_TO_IMAGE;
        if (task.equals(Task.DENOISE) && converted.scale() > 1) return Task.SUPER_RESOLVE;
        return task.enlarges() && converted.scale() == 1 ? Task.IMAGE_TO_IMAGE : task;
    }

    private static Map<String, Object> provenance(
            ForeignModel foreign, ConvertedModel converted, String source) {
        Map<String, Object> provenance = new LinkedHashMap<>();
        String file = source.strip().replaceFirst("[/\\\\]+$", "");
        provenance.put(
                "imported",
                Map.of(
                        "from", file.substring(file.lastIndexOf('/') + 1),
                        "format", foreign.format(),
                        "tensorflow", converted.tensorFlow(),
                        "input", converted.input() + " " + converted.inputAxes(),
                        "output", converted.output() + " " + converted.outputAxes()));
        provenance.put("authors", foreign.about().authors());
        provenance.put("cite", foreign.about().cite());
        provenance.put("tags", foreign.about().tags());
        return provenance;
    }
}
