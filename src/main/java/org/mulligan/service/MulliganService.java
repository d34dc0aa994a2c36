package org.mulligan.service;

import ij.ImagePlus;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Function;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import org.mulligan.data.degradation.Degradation;
import org.mulligan.disk.WholeFiles;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Engine;
import org.mulligan.engine.EngineSettings;
import org.mulligan.engine.EngineSettingsFile;
import org.mulligan.engine.Progress;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.engine.TrainingReport;
import org.mulligan.engine.process.Engines;
import org.mulligan.extension.ExtensionIndex;
import org.mulligan.extension.ExtensionPoint;
import org.mulligan.extension.ImageJPatch;
import org.mulligan.image.depth.StackSpacing;
import org.mulligan.image.io.ImageCut;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.image.io.ImageResult;
import org.mulligan.image.io.ImageSnapshot;
import org.mulligan.image.io.TiffFile;
import org.mulligan.image.plane.Reading;
import org.mulligan.image.zarr.ZarrFormat;
import org.mulligan.metric.Metric;
import org.mulligan.model.ModelFile;
import org.mulligan.model.ModelFolder;
import org.mulligan.model.Task;
import org.mulligan.model.format.ModelFormat;
import org.mulligan.service.check.CheckPlan;
import org.mulligan.service.check.CheckReport;
import org.mulligan.service.check.ImageCheck;
import org.mulligan.service.compare.Comparing;
import org.mulligan.service.compare.Comparison;
import org.mulligan.service.compare.Networks;
import org.mulligan.service.convert.Converting;
import org.mulligan.service.engine.EngineCache;
import org.mulligan.service.engine.EngineStatus;
import org.mulligan.service.evaluate.FolderComparison;
import org.mulligan.service.inspect.Findings;
import org.mulligan.service.inspect.InspectedFiles;
import org.mulligan.service.inspect.Inspection;
import org.mulligan.service.inspect.InspectionFiles;
import org.mulligan.service.models.Downloads;
import org.mulligan.service.report.html.ReportFiles;
import org.mulligan.service.restore.MappedImage;
import org.mulligan.service.restore.Preview;
import org.mulligan.service.restore.RestoreSettings;
import org.mulligan.service.restore.Simulating;
import org.mulligan.service.restore.TrustFigures;
import org.mulligan.service.training.FolderSpacing;
import org.mulligan.service.training.StartedTrainings;
import org.mulligan.service.training.TrainingRecord;
import org.scijava.Context;
import org.scijava.log.LogService;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.plugin.PluginService;
import org.scijava.service.AbstractService;
import org.scijava.service.SciJavaService;
import org.scijava.service.Service;

/**
 * The one door to Mulligan for commands and scripts. Starts the engine at first use and ends it
 * with the context.
 */
@Plugin(type = Service.class)
public class MulliganService extends AbstractService implements SciJavaService {
    static {
        ImageJPatch.apply();
    }

    /** A network runs one tile at a time, so images wait for one another. */
    private final Object lock = new Object();

    private final Downloads downloads = new Downloads();

    private EngineCache engines =
            new EngineCache(settings -> Engines.ownProcess(settings, extensionJars()));

    @Parameter private LogService log;
    @Parameter private PluginService plugins;

    private ClassLoader loader;

    /** With the loader that SciJava has just read its index with. */
    @Override
    public void initialize() {
        loader = Context.getClassLoader();
    }

    /** The engine's process trains with what strangers add, so it needs their jars. */
    private List<Path> extensionJars() {
        return new ExtensionIndex(plugins).jars(loader);
    }

    /**
     * Models that can be named: the shipped ones, then the user's; broken packages are left out and
     * logged.
     */
    public List<ModelFile> models() {
        return ModelFolder.standard().list(warning -> log.warn(warning));
    }

    /**
     * The model of a name in the list, or at a path.
     *
     * @throws IllegalArgumentException when there is none; the text lists the names
     * @throws IOException when the package is broken
     */
    public ModelFile model(String nameOrPath) throws IOException {
        return ModelFolder.standard().find(nameOrPath);
    }

    /** The package of a shipped model; empty where this installation has none of that name. */
    public Optional<Path> shippedModel(String name) {
        return ModelFolder.standard()
                .shipped()
                .map(folder -> folder.resolve(name))
                .filter(Files::exists);
    }

    /** Whether a model came with Mulligan. */
    boolean isShipped(ModelFile model) {
        return ModelFolder.standard()
                .shipped()
                .map(folder -> folder.toAbsolutePath().normalize())
                .filter(model.path().toAbsolutePath().normalize().getParent()::equals)
                .isPresent();
    }

    /**
     * Where a model named on training is written: a path stays a path; a bare name goes into the
     * user's folder of models.
     */
    public Path modelPath(String nameOrPath) {
        return ModelFolder.standard().pathFor(nameOrPath);
    }

    /**
     * Restores an open image, each plane of each channel by itself.
     *
     * @param noisy 8, 16 or 32 bit, any number of channels, slices and frames; RGB where the model
     *     evens the light; not modified
     * @param output a TIFF file to write plane by plane; the result is then backed by that file.
     *     Empty: in memory
     * @return a new image, as much larger as the model's scale says, with the input's calibration,
     *     axes, colours, labels, overlay and Info, and its provenance
     * @throws IllegalArgumentException for RGB images where the model does not even the light, for
     *     constant and for non-finite ones; the text says what to do
     * @throws CancellationException when {@code progress} cancels; nothing is left behind
     */
    public ImagePlus restore(
            ImagePlus noisy, RestoreSettings settings, Optional<Path> output, Progress progress)
            throws IOException {
        return restorers().restore(noisy, settings, output, progress);
    }

    /**
     * As {@link #restore(ImagePlus, RestoreSettings, Optional, Progress)}, with maps of how much to
     * trust: for each channel what the adversary added, whether the result explains the input, and
     * how stable it is. Costs about 13 predictions more.
     *
     * @param output a TIFF file for the result; the maps then go to NAME-maps.tif beside it
     */
    public MappedImage restoreWithMaps(
            ImagePlus noisy, RestoreSettings settings, Optional<Path> output, Progress progress)
            throws IOException {
        return restorers().restoreWithMaps(noisy, settings, output, progress);
    }

    /**
     * Restores a file to a file, or every image of a folder to a folder, plane by plane.
     *
     * @param input any format that ImageJ opens, or a folder of such files
     * @param output for a folder, one TIFF per image of the same stem; never overwritten
     * @param progress is told each file as a result, as soon as it is whole
     * @return the files written
     */
    public List<Path> restore(Path input, RestoreSettings settings, Path output, Progress progress)
            throws IOException {
        return restorers().restore(input, settings, output, progress);
    }

    /**
     * As {@link #restore(Path, RestoreSettings, Path, Progress)}, with maps of how much to trust
     * beside each result, in NAME-maps.tif. Where the maps fail there is no result either.
     *
     * @param figures is told those of each channel of each image
     * @return the files written: image, maps, image, maps
     */
    public List<Path> restoreWithMaps(
            Path input,
            RestoreSettings settings,
            Path output,
            Consumer<TrustFigures> figures,
            Progress progress)
            throws IOException {
        return restorers().restoreWithMaps(input, settings, output, figures, progress);
    }

    /**
     * Restores an image of a script.
     *
     * @param noisy first two axes XY; every further axis counts planes, which are restored one by
     *     one and normalised together; not modified
     * @return a new image of the same interval (its first two axes times the model's scale), in the
     *     units of {@code noisy}
     */
    public <T extends RealType<T>> Img<FloatType> restore(
            RandomAccessibleInterval<T> noisy, RestoreSettings settings, Progress progress)
            throws IOException {
        return restorers().restore(noisy, settings, progress);
    }

    private Restorers restorers() {
        return new Restorers(this, engines, lock);
    }

    /** What can be done with models that draw images. */
    public Synthesisers synthesisers() {
        return new Synthesisers(this, engines, lock);
    }

    /** What can be done with the files that models are. */
    public ModelShelf shelf() {
        return new ModelShelf(
                this,
                engines,
                lock,
                downloads,
                () -> plugins.createInstancesOfType(ModelFormat.class));
    }

    /**
     * Trains a network; see {@link org.mulligan.engine.Engine#train}. Figures and a preview on the
     * way are kept beside the model: {@link TrainingRecord}.
     */
    public TrainingReport train(TrainingPlan plan, TrainingListener listener) throws IOException {
        return engines.train(plan, new TrainingRecord(listener, plan.model(), plan.resume()));
    }

    /** Writes a page on a restored image; see {@link ReportFiles#write}. */
    public void report(ReportFiles files, Progress progress) throws IOException {
        files.write(models(), progress);
    }

    /** The trainings that have not reached their end. */
    public StartedTrainings trainings() {
        return new StartedTrainings(ModelFolder.standard().user());
    }

    /**
     * How far apart the planes of the stacks of a folder are, as their calibration says.
     *
     * @throws IllegalArgumentException when the folder cannot be read, holds no stack, or stacks
     *     that are not alike
     */
    public StackSpacing spacing(Path folder) {
        try {
            return FolderSpacing.of(folder);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "%s cannot be read: %s".formatted(folder, e.getMessage()), e);
        }
    }

    /**
     * Takes away what a training that was stopped has left: the model, what it could go on from,
     * and the files beside it.
     */
    public void discard(TrainingPlan plan) throws IOException {
        WholeFiles.delete(plan.model());
        WholeFiles.delete(plan.checkpointFolder());
        TrainingRecord.delete(plan.model());
        trainings().forgetEnded(plan.model());
    }

    /**
     * Makes images to train on or to try things with.
     *
     * @param folder is made where it is missing; nothing in it is overwritten
     * @throws CancellationException when {@code progress} cancels; what is written stays
     * @throws IllegalArgumentException when there is no degradation of the name for denoisers
     */
    public void simulate(Path folder, Simulating.Plan plan, Progress progress) throws IOException {
        Simulating.run(
                folder,
                plan,
                plan.noise().map(name -> degradation(Task.DENOISE.word(), name)),
                progress);
    }

    /**
     * What a training with target images only would learn from: the current plane of one beside
     * exposures of it.
     *
     * @return a new 32-bit stack, target on the left, degraded on the right
     */
    public ImagePlus previewDegradation(ImagePlus target, TrainingPlan.Imaging imaging, long seed) {
        return Preview.of(
                target, imaging, degradation(imaging.task().word(), imaging.degradation()), seed);
    }

    private Degradation degradation(String task, String name) {
        ExtensionIndex index = new ExtensionIndex(plugins);
        index.requireFor(task, ExtensionPoint.DEGRADATION, name);
        return index.make(Degradation.class, ExtensionPoint.DEGRADATION, "degradation", name);
    }

    /**
     * Compares folders of images with the targets of the same names.
     *
     * @param noisy adds rows for the noisy images and the best Gaussian blur of them
     * @param faithful adds to each other result a row of an unsharp mask of these, as sharp as it
     * @param metrics names of those that have columns besides
     * @param lines is told those of a table: PSNR, SSIM, both after CARE's affine fit, sharpness
     *     and coherence
     * @throws IOException also when images could not be read; the table, without them, is told
     *     before
     */
    public void evaluate(
            List<Path> results,
            Path target,
            Optional<Path> noisy,
            Optional<Path> faithful,
            List<String> metrics,
            Consumer<String> lines,
            Progress progress)
            throws IOException {
        ExtensionIndex index = new ExtensionIndex(plugins);
        Map<String, Metric> further = new LinkedHashMap<>();
        for (String name : metrics)
            further.put(name, index.make(Metric.class, ExtensionPoint.METRIC, "metric", name));
        FolderComparison comparison = new FolderComparison(target, further, progress);
        comparison.table(results, noisy, faithful).forEach(lines);
        List<String> failures = comparison.failures();
        if (!failures.isEmpty())
            throw new IOException(
                    "%d images were not compared, the table is without them: %s"
                            .formatted(comparison.failed(), String.join("; ", failures)));
    }

    /**
     * Measures the noise of an open image and says what to do about it; see {@link
     * org.mulligan.service.inspect.Verdict}.
     *
     * @param image not modified
     * @param output a folder for the table and the plots; empty = none
     * @return of each channel
     * @throws IllegalArgumentException for RGB and palettes; the text says what to do
     * @throws IOException when a table is in the folder already
     * @throws CancellationException when {@code progress} cancels
     */
    public List<Findings> inspect(ImagePlus image, Optional<Path> output, Progress progress)
            throws IOException {
        Optional<InspectionFiles> files = inspectionFiles(output);
        try (ImageSnapshot own = ImageSnapshot.of(image, progress::log)) {
            List<Findings> channels = Inspection.of(own.image(), progress);
            if (files.isPresent()) {
                files.get().add(channels);
                progress.result(files.get().writeTable().toString());
            }
            return channels;
        }
    }

    /**
     * As {@link #inspect(ImagePlus, Optional, Progress)}, for a file or every image of a folder.
     *
     * @param lines is told the tables and sentences
     * @throws IOException when images of a folder could not be inspected; the others are
     */
    public void inspect(
            Path input, Optional<Path> output, Consumer<String> lines, Progress progress)
            throws IOException {
        requireExisting(input);
        InspectedFiles files = new InspectedFiles(input, progress);
        files.run(inspectionFiles(output), lines, progress);
    }

    /**
     * Checks images before a training; see {@link ImageCheck}.
     *
     * @param output folder for the table and the contact sheet; empty = none
     * @return what was found, whether or not a training would start
     * @throws IllegalArgumentException when there are no images
     * @throws IOException when a folder cannot be read, or its files are in the output already
     * @throws CancellationException when {@code progress} cancels
     */
    public CheckReport checkImages(CheckPlan plan, Optional<Path> output, Progress progress)
            throws IOException {
        return ImageCheck.of(plan, output, progress);
    }

    /**
     * Writes an open image in another format; see {@link Converting}.
     *
     * @param image not modified
     * @param cut which part of it is written
     * @param output ends in .ome.zarr or .tif; not there yet
     * @return the image that was written, opened
     * @throws CancellationException when {@code progress} cancels
     */
    public ImagePlus convert(
            ImagePlus image, ImageCut cut, Path output, ZarrFormat format, Progress progress)
            throws IOException {
        try (ImageSnapshot own = ImageSnapshot.of(image, progress::log)) {
            new Converting(Converting.part(own.image(), cut, progress), progress)
                    .to(output, format);
        }
        return ImageFiles.open(output);
    }

    /**
     * As {@link #convert(ImagePlus, ImageCut, Path, ZarrFormat, Progress)}, for a file, or an
     * image, level, labels or field in an OME-Zarr.
     *
     * @param output empty = it is only opened
     */
    public ImagePlus convert(
            Path input, ImageCut cut, Optional<Path> output, ZarrFormat format, Progress progress)
            throws IOException {
        if (output.isPresent()) {
            convertFile(input, cut, output.get(), format, false, progress);
            return ImageFiles.open(output.get());
        }
        requireImage(input);
        ImagePlus image = Converting.part(ImageFiles.open(input), cut, progress);
        ImageFiles.notes(image).forEach(progress::warn);
        return image;
    }

    /**
     * The same without opening what was written; planes of TIFF and OME-Zarr may be larger than the
     * memory.
     *
     * @param skips whether parts that cannot be read are filled and named; the image is then read
     *     twice, as its Info says them and comes first
     */
    public void convertFile(
            Path input,
            ImageCut cut,
            Path output,
            ZarrFormat format,
            boolean skips,
            Progress progress)
            throws IOException {
        requireImage(input);
        ImageResult.requireKnown(output);
        TiffFile.requireFree(output);
        ImagePlus image = ImageFiles.open(input, Reading.byPart().skipping(skips));
        new Converting(Converting.part(image, cut, progress), progress).to(output, format);
    }

    private static void requireImage(Path input) throws IOException {
        requireExisting(input);
        if (ImageFiles.isFolder(input))
            throw new IllegalArgumentException(
                    "%s is a folder, and one image is converted at a time; give an image"
                            .formatted(input));
    }

    private static Optional<InspectionFiles> inspectionFiles(Optional<Path> folder)
            throws IOException {
        return folder.isPresent()
                ? Optional.of(new InspectionFiles(folder.get()))
                : Optional.empty();
    }

    /**
     * Ranks denoisers on an open image without its truth, and shows them beside each other; see
     * {@link org.mulligan.service.compare.Judging}.
     *
     * @param image not modified
     * @param repeat file of a second shot of the same field; empty: the image's other planes are
     *     looked at
     * @param output a folder for the sheet and the table; empty = none
     * @throws IllegalArgumentException where nothing can be ranked, as for noise that neighbouring
     *     pixels share; the text says why and what to do
     * @throws IOException when its files are in the folder already
     * @throws CancellationException when {@code progress} cancels
     */
    public Comparison compare(
            ImagePlus image, Optional<Path> repeat, Optional<Path> output, Progress progress)
            throws IOException {
        Optional<ImagePlus> second = Optional.empty();
        if (repeat.isPresent()) second = Optional.of(ImageFiles.open(repeat.get()));
        try (ImageSnapshot own = ImageSnapshot.of(image, progress::log)) {
            return comparing(output).image(own.image(), second, progress);
        }
    }

    /**
     * As {@link #compare(ImagePlus, Optional, Optional, Progress)}, for a file or every image of a
     * folder.
     *
     * @param repeat a second shot of the file; for a folder a folder of them under the same names
     * @param lines is told the tables and sentences
     * @throws IOException when images of a folder were not ranked; the others are
     */
    public void compare(
            Path input,
            Optional<Path> repeat,
            Optional<Path> output,
            Consumer<String> lines,
            Progress progress)
            throws IOException {
        requireExisting(input);
        comparing(output).files(input, repeat, lines, progress);
    }

    private Comparing comparing(Optional<Path> output) {
        return new Comparing(
                new Networks(models(), engines, lock, RestoreSettings.denoise("")), output);
    }

    /**
     * What computes here. Every device is measured now, which takes a second or two.
     *
     * @throws org.mulligan.engine.EngineException when no engine starts; the text says why
     */
    public EngineStatus engineStatus(Progress progress) throws IOException {
        progress.update("Measuring devices", 0, -1);
        Engine engine = engines.running();
        return new EngineStatus(
                engine.info(), engine.devices(), EngineSettingsFile.read(DeviceChoice.AUTO));
    }

    /**
     * Measures how fast this machine denoises, which takes about half a minute.
     *
     * @param lines is told the results for people, line by line
     * @throws org.mulligan.engine.EngineException when no engine starts; the text says why
     */
    public void benchmark(Progress progress, Consumer<String> lines) throws IOException {
        EngineStatus status = engineStatus(progress);
        synchronized (lock) {
            new MachineBenchmark(engines, progress)
                    .run(status, model(MachineBenchmark.MODEL), lines);
        }
    }

    /**
     * Measures one denoising for each line that is read, for scripts that measure other programs in
     * turns with this one.
     *
     * @param side of the image, px
     * @param lines is told "ready", and then the milliseconds from image to image and in the
     *     network
     */
    public void benchmarkInTurns(int side, BufferedReader asked, Consumer<String> lines)
            throws IOException {
        synchronized (lock) {
            new MachineBenchmark(engines, Progress.SILENT)
                    .inTurns(model(MachineBenchmark.MODEL), side, asked, lines);
        }
    }

    /**
     * Ends the engine for predictions at once, with what it is doing; the next use starts another.
     * Trainings have engines of their own.
     */
    public void endEngine() {
        engines.close();
    }

    /** Ends the engine, and its memory with it; the next use starts it again. */
    @Override
    public void dispose() {
        engines.close();
    }

    /** Another engine for tests, before the first use. */
    public void startEngineWith(Function<EngineSettings, Engine> start) {
        engines = new EngineCache(start);
    }

    public static void requireExisting(Path input) throws NoSuchFileException {
        if (!ImageFiles.exists(input))
            throw new NoSuchFileException(input.toString(), null, "it does not exist");
    }

    static Path requireTiff(Path output) {
        String name = output.getFileName().toString().toLowerCase(Locale.ROOT);
        if (!name.endsWith(".tif") && !name.endsWith(".tiff"))
            throw new IllegalArgumentException(
                    "The output is written as TIFF, so its name must end in .tif, got " + output);
        return output;
    }
}
