package org.mulligan.service.training;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.FloatProcessor;
import java.nio.file.Path;
import java.util.List;
import org.mulligan.engine.TrainingMeasurement;
import org.mulligan.engine.TrainingMeasurement.Balance;
import org.mulligan.engine.TrainingMeasurement.Held;

/** Measurements and sheets as trainings make them. */
public final class Measurements {
    private Measurements() {}

    public static TrainingMeasurement faithful(long step, double psnr, String... remarks) {
        return new TrainingMeasurement(
                "faithful",
                step,
                400,
                0.5,
                Double.NaN,
                psnr,
                0.9,
                new Held("PSNR", "dB", psnr, 20, 28, true),
                Balance.NONE,
                List.of(remarks));
    }

    public static TrainingMeasurement adversarial(long step, double psnr) {
        return new TrainingMeasurement(
                "adversarial",
                step,
                400,
                0.4,
                1.5,
                psnr,
                0.8,
                new Held("PSNR", "dB", psnr, 20, 28, true),
                new Balance(2, 0.75),
                List.of());
    }

    /** A black sheet of three panels, as a training writes one. */
    public static Path sheet(Path folder, int slices) {
        ImageStack stack = new ImageStack(90, 20);
        for (int i = 0; i < slices; i++)
            stack.addSlice("field " + i, new FloatProcessor(90, 20, new float[90 * 20]));
        ImagePlus image = new ImagePlus("sheet", stack);
        image.setProperty("Info", "Panels: noisy | faithful | taken off\n");
        Path file = folder.resolve("sheet.tif");
        IJ.saveAsTiff(image, file.toString());
        return file;
    }
}
