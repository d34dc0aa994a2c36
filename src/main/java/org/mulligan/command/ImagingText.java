package org.mulligan.command;

import java.util.Optional;
import java.util.function.Supplier;
import org.mulligan.engine.TrainingPlan.Depth;
import org.mulligan.engine.TrainingPlan.Imaging;
import org.mulligan.engine.TrainingPlan.Psf;
import org.mulligan.engine.TrainingPlan.Range;
import org.mulligan.model.Task;

/** What a microscope does to an image, for each task. */
public final class ImagingText {
    private ImagingText() {}

    /**
     * As {@link #of(Task, int, Range, double, Psf, int, Supplier)}, for a task of single planes.
     */
    public static Imaging of(
            Task task, int scale, Range photons, double readNoise, Psf psf, int hole) {
        return of(
                task,
                scale,
                photons,
                readNoise,
                psf,
                hole,
                () -> {
                    throw new IllegalArgumentException("%s needs stacks".formatted(task));
                });
    }

    /**
     * Takes of the values those that concern the task.
     *
     * @param depth asked only where it does
     * @throws IllegalArgumentException when there is no such task
     */
    public static Imaging of(
            Task task,
            int scale,
            Range photons,
            double readNoise,
            Psf psf,
            int hole,
            Supplier<Depth> depth) {
        String degradation =
                task.training()
                        .map(Task.Training::degradation)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "There is no task \"%s\"; give deblur, inpaint, even-light or isotropic"
                                                        .formatted(task)));
        return new Imaging(
                task,
                degradation,
                task.enlarges() ? scale : 1,
                photons,
                task.hasNoise() ? readNoise : 0,
                task.blurs() ? psf : Psf.NONE,
                task.fills() ? hole : 1,
                task.finerDepth() ? Optional.of(depth.get()) : Optional.empty());
    }
}
