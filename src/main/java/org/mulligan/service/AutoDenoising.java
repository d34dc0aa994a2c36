package org.mulligan.service;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mulligan.engine.Progress;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.image.io.ImageResult;
import org.mulligan.image.io.TiffFile;
import org.mulligan.image.plane.Reading;
import org.mulligan.model.ModelFile;
import org.mulligan.predict.LoadedModel;
import org.mulligan.service.compare.AutoChoice;
import org.mulligan.service.compare.FilteredJob;
import org.mulligan.service.compare.Networks;
import org.mulligan.service.engine.EngineCache;
import org.mulligan.service.restore.FolderRestoring;
import org.mulligan.service.restore.RestoreJob;
import org.mulligan.service.restore.RestoreSettings;

/**
 * Denoising with {@code model=auto}: each image is judged by itself, and what is best for it is
 * done.
 *
 * @param lock a network runs one tile at a time, so images wait for one another
 */
record AutoDenoising(MulliganService service, EngineCache engines, Object lock) {
    private AutoChoice choose(ImagePlus image, RestoreSettings settings, Progress progress)
            throws IOException {
        Networks networks = new Networks(service.models(), engines, lock, settings);
        AutoChoice choice =
                AutoChoice.of(settings.cut().channelsAlone().of(image), networks, progress);
        // What is not the choice of an estimate should not be overlooked.
        for (String note : choice.notes().subList(1, choice.notes().size()))
            if (choice.ranked()) progress.log(note);
            else progress.warn(note);
        return choice;
    }

    ImagePlus image(
            ImagePlus image, RestoreSettings settings, Optional<Path> output, Progress progress)
            throws IOException {
        if (output.isPresent()) {
            Path target = ImageResult.requireKnown(output.get());
            TiffFile.requireFree(target);
            file(image, settings, target, progress);
            return ImageFiles.open(target);
        }
        AutoChoice choice = choose(image, settings, progress);
        if (!choice.method().isModel())
            return new FilteredJob(image, choice, settings, progress).toMemory();
        synchronized (lock) {
            return job(image, choice, settings, progress).toMemory(load(choice, settings));
        }
    }

    void file(ImagePlus image, RestoreSettings settings, Path target, Progress progress)
            throws IOException {
        AutoChoice choice = choose(image, settings, progress);
        if (!choice.method().isModel()) {
            new FilteredJob(image, choice, settings, progress).toFile(target);
            return;
        }
        synchronized (lock) {
            job(image, choice, settings, progress).toFile(load(choice, settings), target);
        }
    }

    List<Path> folder(Path input, RestoreSettings settings, Path output, Progress progress)
            throws IOException {
        FolderRestoring folder =
                new FolderRestoring(
                        input, output, false, settings.cut(), AutoChoice.made(), progress);
        return folder.run(
                file -> ImageFiles.open(file, Reading.byPart().skipping(settings.skips())),
                (image, target, part) -> {
                    file(image, settings, target, part);
                    return List.of(target);
                },
                progress);
    }

    /** With the model that was chosen. */
    static RestoreJob job(
            ImagePlus image, AutoChoice choice, RestoreSettings settings, Progress progress) {
        ModelFile model = choice.method().model().orElseThrow();
        RestoreSettings own = settings.withModel(model.name(), model.description());
        return new RestoreJob(image, own, progress, choice.notes());
    }

    private LoadedModel load(AutoChoice choice, RestoreSettings settings) throws IOException {
        ModelFile model = choice.method().model().orElseThrow();
        return engines.load(model, settings.sharpness(), settings.precision(), settings.device());
    }
}
