package org.mulligan.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.mulligan.data.degradation.Degradation;
import org.mulligan.engine.RecordCodec;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.engine.TrainingPlan.Imaging;
import org.mulligan.engine.TrainingPlan.Psf;
import org.mulligan.image.psf.Optics;
import org.mulligan.model.ModelFacts;
import org.mulligan.model.Task;

/**
 * What a plan says of the microscope, in the words of its command, of models and of degradations.
 */
public final class Tasks {
    /** Key of the folder of second images of each field. */
    private static final String SECOND = "noisy2";

    /** Of a folder that is not given. */
    private static final String NONE = "clean";

    private Tasks() {}

    /** What was trained, e.g. "Deblurrer". */
    public static String product(Imaging imaging) {
        String product = imaging.training().product();
        return imaging.task().enlarges() ? product + " x" + imaging.scale() : product;
    }

    /** Keys of the folders of measured and of target images. */
    public static String[] folders(TrainingPlan plan) {
        Task.Training training = plan.imaging().training();
        if (plan.images().supervision().isClean())
            return new String[] {training.measured(), training.target()};
        return plan.images().noisy().isPresent()
                ? new String[] {training.measured(), SECOND}
                : new String[] {NONE, training.measured()};
    }

    /** As {@link ModelFacts#psf} reads it. */
    public static Map<String, Object> psf(Psf psf) {
        return psf.optics()
                .map(RecordCodec::components)
                .orElseGet(
                        () ->
                                Map.of(
                                        "fwhm",
                                        psf.isRange()
                                                ? psf.fwhm() + "-" + psf.widest()
                                                : psf.fwhm()));
    }

    /** As {@link ModelFacts#depthStep} reads it. */
    public static Map<String, Object> depth(TrainingPlan.Depth depth) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("zstep", depth.step());
        values.put("axial", depth.axial());
        values.put("psf", depth.lateral());
        return values;
    }

    /** What a degradation needs to know. */
    public static Degradation.Conditions conditions(Imaging imaging) {
        if (imaging.depth().isPresent()) {
            TrainingPlan.Depth depth = imaging.depth().get();
            return Degradation.Conditions.of(
                    new Degradation.Depth(depth.step(), depth.blur(), Optional.empty()));
        }
        double readNoise = imaging.readNoise();
        int hole = imaging.hole();
        if (imaging.psf().optics().isEmpty())
            return Degradation.Conditions.between(
                    imaging.scale(), imaging.psf().fwhm(), imaging.psf().widest(), readNoise, hole);
        TrainingPlan.Optics optics = imaging.psf().optics().get();
        return Degradation.Conditions.airy(
                imaging.scale(),
                new Optics(optics.na(), optics.wavelength(), optics.index()),
                optics.pixel(),
                readNoise,
                hole);
    }

    /** What the microscope does, by the keys of the command that concern the task. */
    static Map<String, Object> imaging(Imaging imaging) {
        Map<String, Object> values = new LinkedHashMap<>();
        Task task = imaging.task();
        // Plans had no task when there were only denoisers.
        if (!task.equals(Task.DENOISE)) values.put("task", task.word());
        PlanText.putIfNot(
                imaging.training().degradation(), values, "degradation", imaging.degradation());
        if (task.enlarges()) values.put("scale", imaging.scale());
        if (task.fills()) values.put("hole", imaging.hole());
        if (task.blurs()) values.put("psf", psf(imaging.psf()));
        imaging.depth().ifPresent(depth -> values.putAll(depth(depth)));
        if (task.hasNoise()) {
            values.put("photons", imaging.photons().low() + "-" + imaging.photons().high());
            values.put("readnoise", imaging.readNoise());
        }
        return values;
    }
}
