package org.mulligan.service;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mulligan.engine.Progress;
import org.mulligan.model.ModelFile;
import org.mulligan.predict.LoadedModel;
import org.mulligan.service.compare.AutoChoice;
import org.mulligan.service.compare.FilteredJob;
import org.mulligan.service.compare.Networks;
import org.mulligan.service.compare.SaferChoice;
import org.mulligan.service.engine.EngineCache;
import org.mulligan.service.report.Provenance;
import org.mulligan.service.restore.RestoreJob;
import org.mulligan.service.restore.RestoreSettings;

/**
 * Denoising with a shipped model that does not make an image worse than a filter would. Before, a
 * small part of the image is judged; after, it is seen in how many blocks the noise is still there
 * ({@link RestoreJob#doubt}). Where either raises a doubt the judge of the whole image decides what
 * takes the model's place ({@link SaferChoice}); where it cannot, the next shipped denoiser about
 * whose result there is no doubt. Else the result stays, with a warning.
 *
 * @param asked that of the settings
 * @param lock a network runs one tile at a time, so images wait for one another
 */
record GuardedDenoising(
        MulliganService service,
        ModelFile asked,
        RestoreSettings settings,
        EngineCache engines,
        Object lock,
        Progress progress) {
    private static final String JUDGED =
            "a filter is better by an estimate from the image's own noise";

    /** The result in memory. */
    ImagePlus image(ImagePlus image, RestoreJob job) throws IOException {
        Optional<AutoChoice> before = before(image);
        if (before.isPresent()) return image(image, before.get());
        ImagePlus result;
        synchronized (lock) {
            result = job.toMemory(load(asked));
        }
        if (job.doubt().isEmpty()) return result;
        Optional<AutoChoice> after = judged(image, job.doubt().get());
        if (after.isPresent()) return image(image, after.get());
        for (AutoChoice next : others(job.doubt().get())) {
            RestoreJob again = job(image, next);
            synchronized (lock) {
                ImagePlus other = again.toMemory(load(next.method().model().orElseThrow()));
                if (again.doubt().isEmpty()) return said(next, other);
            }
        }
        return result;
    }

    private ImagePlus image(ImagePlus image, AutoChoice choice) throws IOException {
        said(choice, image);
        if (!choice.method().isModel())
            return new FilteredJob(image, choice, settings, progress).toMemory();
        synchronized (lock) {
            return job(image, choice).toMemory(load(choice.method().model().orElseThrow()));
        }
    }

    /** The result in a file that is not there yet. */
    void file(ImagePlus image, RestoreJob job, Path target) throws IOException {
        Optional<AutoChoice> before = before(image);
        if (before.isPresent()) {
            file(image, before.get(), target);
            return;
        }
        synchronized (lock) {
            job.toFile(load(asked), target);
        }
        if (job.doubt().isEmpty()) return;
        Path first = target.resolveSibling(target.getFileName() + ".first");
        Files.move(target, first, StandardCopyOption.REPLACE_EXISTING);
        try {
            Optional<AutoChoice> after = judged(image, job.doubt().get());
            if (after.isPresent()) file(image, after.get(), target);
            else
                for (AutoChoice next : others(job.doubt().get())) {
                    RestoreJob again = job(image, next);
                    synchronized (lock) {
                        again.toFile(load(next.method().model().orElseThrow()), target);
                    }
                    if (again.doubt().isEmpty()) {
                        said(next, image);
                        break;
                    }
                    Files.delete(target);
                }
        } finally {
            // Where nothing took its place.
            if (Files.exists(target)) Files.deleteIfExists(first);
            else Files.move(first, target);
        }
    }

    private void file(ImagePlus image, AutoChoice choice, Path target) throws IOException {
        said(choice, image);
        if (!choice.method().isModel()) {
            new FilteredJob(image, choice, settings, progress).toFile(target);
            return;
        }
        synchronized (lock) {
            job(image, choice).toFile(load(choice.method().model().orElseThrow()), target);
        }
    }

    private Optional<AutoChoice> before(ImagePlus image) throws IOException {
        return safer().isDoubtful(settings.cut().channelsAlone().of(image))
                ? judged(image, JUDGED)
                : Optional.empty();
    }

    private Optional<AutoChoice> judged(ImagePlus image, String doubt) throws IOException {
        return safer().judged(
                        settings.cut().channelsAlone().of(image),
                        new Networks(shipped(), engines, lock, settings),
                        why(doubt));
    }

    private SaferChoice safer() {
        return new SaferChoice(
                asked, new Networks(List.of(asked), engines, lock, settings), progress);
    }

    /** That can take its place, itself among them; only a doubt is worth to open them. */
    private List<ModelFile> shipped() {
        return service.models().stream()
                .filter(model -> service.isShipped(model) && Networks.isJudged(model))
                .toList();
    }

    /** The other shipped denoisers, in their order. */
    private List<AutoChoice> others(String doubt) {
        return shipped().stream()
                .filter(model -> !model.name().equals(asked.name()))
                .map(model -> AutoChoice.unjudged(model, whyNext(doubt, model)))
                .toList();
    }

    private List<String> whyNext(String doubt, ModelFile model) {
        List<String> lines = new ArrayList<>(why(doubt));
        lines.add("Choice: %s, the next shipped denoiser".formatted(model.name()));
        return lines;
    }

    private List<String> why(String doubt) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "Guard: %s is not taken for this image, as %s; Apply Mulligan Model... (mulligan apply-model) gives its result"
                        .formatted(asked.name(), doubt));
        lines.addAll(
                Provenance.inPlaceOf(
                        Provenance.made(asked.description(), asked.hash(), settings.sharpness())));
        return lines;
    }

    private ImagePlus said(AutoChoice choice, ImagePlus image) {
        choice.notes().stream()
                .filter(note -> note.startsWith("Guard: ") || note.startsWith("Choice: "))
                .forEach(progress::warn);
        return image;
    }

    private RestoreJob job(ImagePlus image, AutoChoice choice) {
        return AutoDenoising.job(image, choice, settings, progress);
    }

    private LoadedModel load(ModelFile model) throws IOException {
        return engines.load(model, settings.sharpness(), settings.precision(), settings.device());
    }
}
