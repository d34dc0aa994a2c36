package org.mulligan.service;

import ij.ImagePlus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import org.mulligan.engine.Progress;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.image.io.ImageResult;
import org.mulligan.image.io.ImageSnapshot;
import org.mulligan.image.io.TiffFile;
import org.mulligan.image.plane.ImagePlusPlanes;
import org.mulligan.image.plane.Reading;
import org.mulligan.model.ModelFile;
import org.mulligan.predict.LoadedModel;
import org.mulligan.service.compare.AutoChoice;
import org.mulligan.service.compare.Networks;
import org.mulligan.service.engine.EngineCache;
import org.mulligan.service.report.Purpose;
import org.mulligan.service.restore.FolderRestoring;
import org.mulligan.service.restore.MappedImage;
import org.mulligan.service.restore.MappedRestoring;
import org.mulligan.service.restore.RestoreImgJob;
import org.mulligan.service.restore.RestoreJob;
import org.mulligan.service.restore.RestoreSettings;
import org.mulligan.service.restore.TrustFigures;

/**
 * What {@link MulliganService} does with models that turn an image into another; its methods say
 * what these take and give. All that can be refused is refused before an engine starts.
 */
final class Restorers {
    private final MulliganService service;
    private final EngineCache engines;

    /** A network runs one tile at a time, so images wait for one another. */
    private final Object lock;

    Restorers(MulliganService service, EngineCache engines, Object lock) {
        this.service = service;
        this.engines = engines;
        this.lock = lock;
    }

    /** What is done with an open image. */
    private interface Work<R> {
        R on(ImagePlus image, RestoreSettings settings) throws IOException;
    }

    /** Works on the image, and on the open image of a mask, as they are now. */
    private static <R> R onSnapshot(
            ImagePlus image, RestoreSettings settings, Progress progress, Work<R> work)
            throws IOException {
        try (ImageSnapshot own = ImageSnapshot.of(image, progress::log)) {
            Optional<ImagePlus> mask = settings.mask().image();
            if (mask.isEmpty()) return work.on(own.image(), settings);
            try (ImageSnapshot missing = ImageSnapshot.of(mask.get(), progress::log)) {
                return work.on(own.image(), settings.withMaskImage(missing.image()));
            }
        }
    }

    ImagePlus restore(
            ImagePlus image, RestoreSettings settings, Optional<Path> output, Progress progress)
            throws IOException {
        return onSnapshot(
                image, settings, progress, (own, how) -> restored(own, how, output, progress));
    }

    private ImagePlus restored(
            ImagePlus image, RestoreSettings settings, Optional<Path> output, Progress progress)
            throws IOException {
        settings.cut().in(image);
        if (isAuto(settings)) return auto().image(image, settings, output, progress);
        ChosenModel model = new ChosenModel(service, settings);
        RestoreJob job = usable(image, model, settings, progress);
        if (output.isEmpty()) {
            Optional<GuardedDenoising> guarded = guarded(model, settings, progress);
            if (guarded.isPresent()) return guarded.get().image(image, job);
            synchronized (lock) {
                return job.toMemory(load(model, settings, progress));
            }
        }
        Path target = ImageResult.requireKnown(output.get());
        TiffFile.requireFree(target);
        toFile(image, job, model, target, settings, progress);
        return ImageFiles.open(target);
    }

    private static boolean isAuto(RestoreSettings settings) {
        return settings.purpose() == Purpose.DENOISE
                && settings.model().strip().equals(AutoChoice.AUTO);
    }

    private static void requireNamed(RestoreSettings settings, String what) {
        if (isAuto(settings))
            throw new IllegalArgumentException(
                    "%s by a model that is named, and model=auto may take a filter; name the model that Compare on This Image... finds best"
                            .formatted(what));
    }

    /**
     * For denoising with a model that came with Mulligan: who names his own, or applies a model,
     * wants that one.
     */
    private Optional<GuardedDenoising> guarded(
            ChosenModel model, RestoreSettings settings, Progress progress) throws IOException {
        boolean guards =
                settings.purpose() == Purpose.DENOISE
                        && settings.sharpness() == 0
                        && service.isShipped(model.file())
                        && Networks.isJudged(model.file());
        return guards
                ? Optional.of(
                        new GuardedDenoising(
                                service, model.file(), settings, engines, lock, progress))
                : Optional.empty();
    }

    private void toFile(
            ImagePlus image,
            RestoreJob job,
            ChosenModel model,
            Path target,
            RestoreSettings settings,
            Progress progress)
            throws IOException {
        Optional<GuardedDenoising> guarded = guarded(model, settings, progress);
        if (guarded.isPresent()) {
            guarded.get().file(image, job, target);
            return;
        }
        synchronized (lock) {
            job.toFile(load(model, settings, progress), target);
        }
    }

    private AutoDenoising auto() {
        return new AutoDenoising(service, engines, lock);
    }

    MappedImage restoreWithMaps(
            ImagePlus image, RestoreSettings settings, Optional<Path> output, Progress progress)
            throws IOException {
        return onSnapshot(
                image,
                settings.atOneScale(),
                progress,
                (own, how) -> mapped(own, how, output, progress));
    }

    private MappedImage mapped(
            ImagePlus image, RestoreSettings settings, Optional<Path> output, Progress progress)
            throws IOException {
        requireNamed(settings, "Maps of trust (maps) are");
        ChosenModel model = new ChosenModel(service, settings);
        MappedRestoring.require(model.description());
        RestoreJob job = usable(image, model, settings, progress);
        if (output.isEmpty()) {
            synchronized (lock) {
                try (MappedRestoring mapped = loadWithTwin(model, settings, progress)) {
                    return mapped.toMemory(job);
                }
            }
        }
        Path target = ImageResult.requireKnown(output.get());
        TiffFile.requireFree(target);
        TiffFile.requireFree(MappedRestoring.mapsOf(target));
        List<TrustFigures> figures = new ArrayList<>();
        List<Path> files;
        synchronized (lock) {
            try (MappedRestoring mapped = loadWithTwin(model, settings, progress)) {
                files = mapped.toFiles(job, target, figures::add);
            }
        }
        return new MappedImage(
                ImageFiles.open(files.get(0)), ImageFiles.open(files.get(1)), figures);
    }

    List<Path> restore(Path input, RestoreSettings settings, Path output, Progress progress)
            throws IOException {
        try {
            return restored(input, settings, output, progress);
        } catch (UncheckedIOException e) {
            // A part of an image that cannot be read.
            throw new IOException(e.getCause().getMessage(), e);
        }
    }

    private List<Path> restored(
            Path input, RestoreSettings settings, Path output, Progress progress)
            throws IOException {
        MulliganService.requireExisting(input);
        if (isAuto(settings)) {
            if (ImageFiles.isFolder(input)) return auto().folder(input, settings, output, progress);
            Path target = target(input, output);
            auto().file(
                            ImageFiles.open(input, Reading.byPart().skipping(settings.skips())),
                            settings,
                            target,
                            progress);
            progress.result(target.toString());
            return List.of(target);
        }
        ChosenModel model = new ChosenModel(service, settings);
        if (ImageFiles.isFolder(input)) {
            FolderRestoring folder =
                    new FolderRestoring(
                            input, output, false, settings.cut(), model.made(), progress);
            synchronized (lock) {
                load(model, settings, progress);
                return folder.run(
                        file -> RestoreJob.open(file, model.description(), settings),
                        (image, target, part) -> {
                            toFile(
                                    image,
                                    new RestoreJob(image, settings, part),
                                    model,
                                    target,
                                    settings,
                                    part);
                            return List.of(target);
                        },
                        progress);
            }
        }
        Path target = target(input, output);
        ImagePlus image = RestoreJob.open(input, model.description(), settings);
        RestoreJob job = usable(image, model, settings, progress);
        requireFits(model, settings);
        loadAhead(model, settings);
        toFile(image, job, model, target, settings, progress);
        progress.result(target.toString());
        return List.of(target);
    }

    List<Path> restoreWithMaps(
            Path input,
            RestoreSettings asked,
            Path output,
            Consumer<TrustFigures> figures,
            Progress progress)
            throws IOException {
        RestoreSettings settings = asked.atOneScale();
        MulliganService.requireExisting(input);
        requireNamed(settings, "Maps of trust (maps) are");
        ChosenModel model = new ChosenModel(service, settings);
        MappedRestoring.require(model.description());
        if (ImageFiles.isFolder(input)) {
            FolderRestoring folder =
                    new FolderRestoring(
                            input, output, true, settings.cut(), model.made(), progress);
            synchronized (lock) {
                try (MappedRestoring mapped = loadWithTwin(model, settings, progress)) {
                    return folder.run(
                            file -> open(file, settings),
                            (image, target, part) ->
                                    mapped.toFiles(
                                            new RestoreJob(image, settings, part),
                                            target,
                                            each -> {
                                                part.log(each.line());
                                                figures.accept(each);
                                            }),
                            progress);
                }
            }
        }
        Path target = target(input, output);
        TiffFile.requireFree(MappedRestoring.mapsOf(target));
        RestoreJob job = usable(open(input, settings), model, settings, progress);
        synchronized (lock) {
            try (MappedRestoring mapped = loadWithTwin(model, settings, progress)) {
                List<Path> files = mapped.toFiles(job, target, figures);
                files.forEach(file -> progress.result(file.toString()));
                return files;
            }
        }
    }

    <T extends RealType<T>> Img<FloatType> restore(
            RandomAccessibleInterval<T> image, RestoreSettings settings, Progress progress)
            throws IOException {
        requireNamed(settings, "Images of ImgLib2 are restored");
        ChosenModel model = new ChosenModel(service, settings);
        synchronized (lock) {
            return new RestoreImgJob<>(image, settings, progress)
                    .run(load(model, settings, progress));
        }
    }

    /** Of an image that the model, or any model of its purpose, can restore. */
    private static RestoreJob usable(
            ImagePlus image, ChosenModel model, RestoreSettings settings, Progress progress)
            throws IOException {
        RestoreJob job = new RestoreJob(image, settings, progress);
        settings.cut().in(image);
        if (settings.purpose() == Purpose.RESTORE || settings.purpose() == Purpose.APPLY) {
            settings.purpose().require(model.description());
            job.resolve(model.description());
        } else new ImagePlusPlanes(image); // No such model takes colours, so none need be opened.
        return job;
    }

    private static ImagePlus open(Path file, RestoreSettings settings) throws IOException {
        return ImageFiles.open(file, Reading.ofPlanes().skipping(settings.skips()));
    }

    private static void requireFits(ChosenModel model, RestoreSettings settings)
            throws IOException {
        settings.purpose().require(model.description());
        settings.mask().requireFor(model.description());
    }

    private LoadedModel load(ChosenModel model, RestoreSettings settings, Progress progress)
            throws IOException {
        requireFits(model, settings);
        if (!engines.isRunning())
            progress.update("Starting the engine; the first time takes longer", 0, -1);
        return engines.load(
                model.file(), settings.sharpness(), settings.precision(), settings.device());
    }

    /** While the image is looked at; what goes wrong is said when the network is needed. */
    private void loadAhead(ChosenModel model, RestoreSettings settings) throws IOException {
        ModelFile file = model.file();
        Thread ahead =
                new Thread(
                        () -> {
                            synchronized (lock) {
                                try {
                                    engines.load(
                                            file,
                                            settings.sharpness(),
                                            settings.precision(),
                                            settings.device());
                                } catch (IOException | RuntimeException e) {
                                    return;
                                }
                            }
                        },
                        "Mulligan loads a network");
        ahead.setDaemon(true);
        ahead.start();
    }

    private MappedRestoring loadWithTwin(
            ChosenModel model, RestoreSettings settings, Progress progress) throws IOException {
        LoadedModel loaded = load(model, settings, progress);
        Optional<LoadedModel> twin = Optional.empty();
        if (settings.sharpness() > 0)
            twin = Optional.of(engines.loadTwin(model.file(), loaded.network().precision()));
        return new MappedRestoring(loaded, twin);
    }

    /** The file that a file is restored to. */
    private static Path target(Path input, Path output) throws IOException {
        Path target =
                ImageFiles.isFolder(output)
                        ? output.resolve(ImageFiles.stem(input) + ".tif")
                        : ImageResult.requireKnown(output);
        TiffFile.requireFree(target);
        return target;
    }
}
