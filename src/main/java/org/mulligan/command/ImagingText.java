package org.mulligan.command;

import org.mulligan.engine.TrainingPlan.Imaging;
import org.mulligan.engine.TrainingPlan.Psf;
import org.mulligan.engine.TrainingPlan.Range;
import org.mulligan.model.ModelDescription;

/** What a microscope does to an image, for each task. */
public final class ImagingText {
    private ImagingText() {}

    /**
     * Takes of the values those that concern the task.
     *
     * @throws IllegalArgumentException when there is no such task
     */
    public static Imaging of(
            String task, int scale, Range photons, double readNoise, Psf psf, int hole) {
        return switch (task) {
            case ModelDescription.DENOISE -> Imaging.noise(photons, readNoise);
            case ModelDescription.SUPER_RESOLVE ->
                    new Imaging(
                            task, Imaging.degradationOf(task), scale, photons, readNoise, psf, 1);
            case ModelDescription.DEBLUR ->
                    new Imaging(task, Imaging.degradationOf(task), 1, photons, readNoise, psf, 1);
            case ModelDescription.INPAINT ->
                    new Imaging(task, Imaging.degradationOf(task), 1, photons, 0, Psf.NONE, hole);
            case ModelDescription.EVEN_LIGHT ->
                    new Imaging(task, Imaging.degradationOf(task), 1, photons, 0, Psf.NONE, 1);
            default ->
                    throw new IllegalArgumentException(
                            "There is no task \"%s\"; give deblur, inpaint or even-light"
                                    .formatted(task));
        };
    }
}
