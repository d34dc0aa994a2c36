package org.mulligan.service.generate;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.EngineSettings;
import org.mulligan.engine.Precision;
import org.mulligan.engine.SynthesisPlan;
import org.mulligan.engine.TrainingListener;
import org.mulligan.worker.SameProcessEngine;

/** A small synthesiser of two classes, trained for a few steps; once for all tests. */
public final class TrainedSynthesiser {
    public static final int SIZE = 16;

    private static Path model;

    private TrainedSynthesiser() {}

    /**
     * A package named {@code spots.zip}: classes {@code left} and {@code right}, 0.5 um a pixel.
     */
    public static synchronized Path model() throws IOException {
        if (model != null) return model;
        Path folder = Files.createTempDirectory("mulligan-synthesiser");
        folder.toFile().deleteOnExit();
        model = train(folder, "spots.zip", true);
        // Deleted in the opposite order.
        for (String file : new String[] {"images.tif", "labels.txt", "spots.zip"})
            folder.resolve(file).toFile().deleteOnExit();
        return model;
    }

    /** A new package of the same images. */
    public static Path train(Path folder, String name, boolean classes) throws IOException {
        Path images = folder.resolve("images.tif");
        Path labels = folder.resolve("labels.txt");
        if (!Files.exists(images)) write(images, labels);
        try (SameProcessEngine engine =
                new SameProcessEngine(EngineSettings.on(DeviceChoice.CPU))) {
            return engine.train(
                            new SynthesisPlan(
                                    new SynthesisPlan.Images(
                                            images,
                                            classes
                                                    ? Optional.of(labels.toString())
                                                    : Optional.empty(),
                                            SIZE,
                                            1,
                                            SynthesisPlan.Fit.REFUSE,
                                            false),
                                    new SynthesisPlan.Drawing("mlp", "", 0, 0, 0, 0, false, 0),
                                    new SynthesisPlan.Schedule(1, 60, 0, 16),
                                    1,
                                    Precision.FP32,
                                    DeviceChoice.CPU,
                                    folder.resolve(name),
                                    false),
                            TrainingListener.SILENT)
                    .model();
        }
    }

    /** A blurred spot in the left or in the right half. */
    private static void write(Path images, Path labels) throws IOException {
        ImageStack stack = new ImageStack(SIZE, SIZE);
        List<String> lines = new ArrayList<>();
        Random random = new Random(2);
        for (int i = 0; i < 120; i++) {
            ImageProcessor plane = new ByteProcessor(SIZE, SIZE);
            plane.setValue(200);
            plane.fillOval(
                    (i % 2 == 0 ? 1 : SIZE / 2) + random.nextInt(4), random.nextInt(12), 5, 5);
            plane.blurGaussian(1);
            plane.add(20);
            // No two images are the same.
            for (int k = 0; k < SIZE * SIZE; k++) plane.set(k, plane.get(k) + random.nextInt(9));
            stack.addSlice(plane);
            lines.add(i % 2 == 0 ? "left" : "right");
        }
        ImagePlus image = new ImagePlus("images", stack);
        Calibration calibration = new Calibration();
        calibration.pixelWidth = 0.5;
        calibration.pixelHeight = 0.5;
        calibration.setUnit("um");
        image.setCalibration(calibration);
        IJ.saveAsTiff(image, images.toString());
        Files.write(labels, lines);
    }
}
