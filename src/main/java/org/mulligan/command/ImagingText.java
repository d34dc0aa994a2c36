package org.mulligan.command;

import org.mulligan.engine.TrainingPlan.Imaging;
import org.mulligan.engine.TrainingPlan.Psf;
import org.mulligan.engine.TrainingPlan.Range;
import org.mulligan.model.Task;

/** What a microscope does to an image, for each task. */
public final class ImagingText {
    private ImagingText() {}

    /**
     * Takes of the values those that concern the task.
     *
     * @throws IllegalArgumentException when there is no such task
     */
    public static Imaging of(
            Task task, int scale, Range photons, double readNoise, Psf psf, int hole) {
        String degradation =
                task.training()
                        .map(Task.Training::degradation)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "There is no task \"%s\"; give deblur, inpaint or even-light"
                                                        .formatted(task)));
        return new Imaging(
                task,
                degradation,
                task.enlarges() ? scale : 1,
                photons,
                task.hasNoise() ? readNoise : 0,
                task.blurs() ? psf : Psf.NONE,
                task.fills() ? hole : 1);
    }
}
