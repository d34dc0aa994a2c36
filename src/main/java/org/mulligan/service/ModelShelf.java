package org.mulligan.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.mulligan.disk.WholeFiles;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Progress;
import org.mulligan.image.io.TiffFile;
import org.mulligan.model.ModelFile;
import org.mulligan.model.ModelFolder;
import org.mulligan.model.ModelRemoval;
import org.mulligan.model.export.ModelExport;
import org.mulligan.model.format.ModelFormat;
import org.mulligan.service.engine.EngineCache;
import org.mulligan.service.models.CheckedModel;
import org.mulligan.service.models.Downloads;
import org.mulligan.service.models.ExportSettings;
import org.mulligan.service.models.Exporting;
import org.mulligan.service.models.ImportSettings;
import org.mulligan.service.models.Imported;
import org.mulligan.service.models.Importing;
import org.mulligan.service.models.InstalledModel;
import org.mulligan.service.models.ModelCheck;
import org.mulligan.service.report.TextTable;

/**
 * What can be done with the files that models are: bring those of other tools in, write them for
 * others, check them, list and remove them.
 */
public final class ModelShelf {
    private final MulliganService service;
    private final EngineCache engines;
    private final Object lock;
    private final Downloads downloads;
    private final Supplier<List<ModelFormat>> formats;

    ModelShelf(
            MulliganService service,
            EngineCache engines,
            Object lock,
            Downloads downloads,
            Supplier<List<ModelFormat>> formats) {
        this.downloads = downloads;
        this.formats = formats;
        this.service = service;
        this.engines = engines;
        this.lock = lock;
    }

    /**
     * Imports a model of another tool: what it is is read, its network is judged before it is run,
     * made one of ours, and tested; nothing is left behind when that fails.
     *
     * @param source a file, a folder, or an http(s) address
     * @throws IllegalArgumentException when the network is refused, or something must be said of it
     * @throws IOException when it is no model, one that cannot be imported, or broken
     */
    public Imported importModel(String source, ImportSettings settings, Progress progress)
            throws IOException {
        synchronized (lock) {
            return new Importing(formats.get(), engines.running(), downloads, progress)
                    .run(source, settings, name -> service.modelPath(name.toString()));
        }
    }

    /**
     * What an import would have to infer, for a user to look at before; nothing is written.
     *
     * @return of {@code task}, {@code normalisation} and {@code units} those that neither the model
     *     nor the settings say, as users write them
     * @throws IllegalArgumentException as {@link #importModel}
     * @throws IOException likewise
     */
    public java.util.Map<String, String> inferImport(
            String source, ImportSettings settings, Progress progress) throws IOException {
        synchronized (lock) {
            return new Importing(formats.get(), engines.running(), downloads, progress)
                    .inferred(source, settings);
        }
    }

    /**
     * Writes a model as other programs open it.
     *
     * @throws IllegalArgumentException when there is no such model or it lacks such weights, or the
     *     readers of the format could not run it; the text says what to do
     * @throws java.nio.file.FileAlreadyExistsException when the output exists
     */
    public void export(ExportSettings settings, Progress progress) throws IOException {
        ModelFile model = service.model(settings.model());
        synchronized (lock) {
            new Exporting(engines, progress).write(model, settings);
        }
    }

    /**
     * Checks models. One that is broken is a row that says so.
     *
     * @param place a name, a package, or a folder of packages; empty = all that are installed
     * @param side of the image whose time is taken, px; 0 = none is
     * @param output a file ending in {@code .csv}; the same as text goes to one ending in {@code
     *     .txt} beside it. Empty = none
     * @throws CancellationException when {@code progress} cancels; nothing is written then
     */
    public List<CheckedModel> check(
            String place, DeviceChoice device, int side, Optional<Path> output, Progress progress)
            throws IOException {
        if (output.isPresent()) requireFree(output.get());
        List<Path> models = places(place);
        List<CheckedModel> checked = new ArrayList<>();
        synchronized (lock) {
            ModelCheck check = new ModelCheck(engines, this::importTo, device, side, progress);
            for (Path model : models) {
                if (progress.cancelled()) throw new CancellationException("Cancelled");
                progress.update(
                        "Checking " + model.getFileName(),
                        checked.size() / (double) models.size(),
                        -1);
                checked.add(check.check(model));
            }
        }
        if (output.isPresent()) write(CheckedModel.table(checked), output.get());
        return checked;
    }

    private Imported importTo(Path source, Path target, Progress progress) throws IOException {
        return new Importing(formats.get(), engines.running(), downloads, progress)
                .run(source.toString(), ImportSettings.NOTHING, name -> target);
    }

    private List<Path> places(String place) throws IOException {
        if (place.isBlank()) {
            List<Path> installed =
                    ModelFolder.standard().places(text -> {}).stream()
                            .map(ModelFolder.Place::path)
                            .toList();
            if (installed.isEmpty())
                throw new IllegalArgumentException(
                        "No models are installed; give the path of a model or of a folder of models");
            return installed;
        }
        Path path = Path.of(place.strip());
        if (Files.exists(path)) return ModelCheck.models(path);
        // A name, of a model that may not open.
        List<Path> named =
                ModelFolder.standard().places(text -> {}).stream()
                        .filter(found -> found.name().equals(place.strip()))
                        .map(ModelFolder.Place::path)
                        .toList();
        if (!named.isEmpty()) return named;
        throw new IllegalArgumentException(
                "There is no file or folder \"%s\", and no installed model of this name"
                        .formatted(place));
    }

    private static void requireFree(Path output) throws IOException {
        if (!output.toString().toLowerCase(Locale.ROOT).endsWith(".csv"))
            throw new IllegalArgumentException(
                    "The output is a table, so its name must end in .csv, got " + output);
        TiffFile.requireFree(output);
        TiffFile.requireFree(textOf(output));
    }

    private static Path textOf(Path output) {
        return output.resolveSibling(
                output.getFileName().toString().replaceFirst("(?i)\\.csv$", ".txt"));
    }

    private static void write(TextTable table, Path output) throws IOException {
        WholeFiles.replace(
                textOf(output),
                (String.join("\n", table.lines()) + "\n").getBytes(StandardCharsets.UTF_8));
        WholeFiles.replace(output, table.csv().getBytes(StandardCharsets.UTF_8));
    }

    /** All that are installed, broken ones too; the shipped ones first. */
    public List<InstalledModel> installed() {
        List<InstalledModel> models = new ArrayList<>();
        for (ModelFolder.Place place : ModelFolder.standard().places(text -> {}))
            models.add(installed(place));
        return models;
    }

    private static InstalledModel installed(ModelFolder.Place place) {
        Optional<ModelFile> file = Optional.empty();
        String problem = "";
        long bytes = 0;
        try {
            bytes = ModelExport.size(place.path());
            file = Optional.of(ModelFile.open(place.path()));
        } catch (IOException e) {
            problem = e.getMessage();
        }
        return new InstalledModel(
                place.name(), file, place.path(), place.shipped(), bytes, problem);
    }

    /**
     * Removes one of the user's own models.
     *
     * @return what was removed
     * @throws IllegalArgumentException when it came with Mulligan, or there is none of the name
     */
    public Path remove(String name) throws IOException {
        return ModelRemoval.remove(ModelFolder.standard(), name);
    }
}
