package org.mulligan.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.mulligan.data.degradation.Degradation;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.engine.TrainingPlan.Imaging;
import org.mulligan.engine.TrainingPlan.Psf;
import org.mulligan.image.psf.Optics;
import org.mulligan.model.ModelDescription;

/** The words for a model's task, and the settings that its training command has. */
public final class Tasks {
    private Tasks() {}

    /** What was trained, e.g. "Deblurrer". */
    public static String product(Imaging imaging) {
        return switch (imaging.task()) {
            case ModelDescription.DENOISE -> "Denoiser";
            case ModelDescription.SUPER_RESOLVE -> "Super-resolver x" + imaging.scale();
            case ModelDescription.DEBLUR -> "Deblurrer";
            case ModelDescription.INPAINT -> "Inpainter";
            case ModelDescription.EVEN_LIGHT -> "Evener of light";
            default -> "Restorer (%s)".formatted(imaging.task());
        };
    }

    /** The command that runs its models, as the menu has it. */
    public static String command(String task) {
        return switch (task) {
            case ModelDescription.DENOISE -> "Denoise...";
            case ModelDescription.SUPER_RESOLVE -> "Super-Resolve...";
            default -> "Restore...";
        };
    }

    /** Keys of the folders of measured and of wanted images. */
    static String[] folders(String task) {
        return switch (task) {
            case ModelDescription.DENOISE -> new String[] {"noisy", "clean"};
            case ModelDescription.SUPER_RESOLVE -> new String[] {"low", "high"};
            default -> new String[] {"measured", "wanted"};
        };
    }

    /** Whether a PSF belongs to what the task undoes. */
    public static boolean blurs(String task) {
        return task.equals(ModelDescription.SUPER_RESOLVE) || task.equals(ModelDescription.DEBLUR);
    }

    /** As {@link org.mulligan.model.ModelFacts#psf} reads it. */
    public static Map<String, Object> psf(Psf psf) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (psf.optics().isEmpty()) values.put("fwhm", psf.fwhm());
        psf.optics()
                .ifPresent(
                        optics -> {
                            values.put("na", optics.na());
                            values.put("wavelength", optics.wavelength());
                            values.put("index", optics.index());
                            values.put("pixel", optics.pixel());
                        });
        return values;
    }

    /** What a degradation needs to know. */
    public static Degradation.Conditions conditions(Imaging imaging) {
        double readNoise = imaging.readNoise();
        int hole = imaging.hole();
        if (imaging.psf().optics().isEmpty())
            return Degradation.Conditions.gaussian(
                    imaging.scale(), imaging.psf().fwhm(), readNoise, hole);
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
        String task = imaging.task();
        if (!task.equals(ModelDescription.DENOISE)) values.put("task", task);
        if (task.equals(ModelDescription.SUPER_RESOLVE)) values.put("scale", imaging.scale());
        if (task.equals(ModelDescription.INPAINT)) values.put("hole", imaging.hole());
        if (blurs(task)) values.put("psf", psf(imaging.psf()));
        if (!task.equals(ModelDescription.INPAINT) && !task.equals(ModelDescription.EVEN_LIGHT)) {
            values.put("photons", imaging.photons().low() + "-" + imaging.photons().high());
            values.put("readnoise", imaging.readNoise());
        }
        return values;
    }
}
