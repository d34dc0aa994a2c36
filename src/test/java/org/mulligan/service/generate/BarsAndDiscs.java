package org.mulligan.service.generate;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Engine;
import org.mulligan.engine.Precision;
import org.mulligan.engine.SynthesisPlan;
import org.mulligan.engine.TrainingListener;

/** Small images of two classes, and synthesisers that have looked at them for a few steps. */
public final class BarsAndDiscs {
    static final int SIZE = 16;

    private BarsAndDiscs() {}

    /** One image. */
    public static ByteProcessor image(boolean bar, Random random) {
        ByteProcessor plane = new ByteProcessor(SIZE, SIZE);
        for (int at = 0; at < SIZE * SIZE; at++)
            plane.set(at, 20 + (int) Math.abs(4 * random.nextGaussian()));
        plane.setColor(180 + random.nextInt(40));
        int x = 3 + random.nextInt(4);
        if (bar) plane.fillRect(x, 1, 4, 14);
        else plane.fillOval(x, 3 + random.nextInt(4), 7, 7);
        return plane;
    }

    /** Folders {@code bar} and {@code disc} with TIFF files. */
    public static Path write(Path folder, int bars, int discs) throws IOException {
        Random random = new Random(5);
        for (int i = 0; i < bars + discs; i++) {
            Path file = folder.resolve((i < bars ? "bar/b" : "disc/d") + i + ".tif");
            Files.createDirectories(file.getParent());
            new FileSaver(new ImagePlus("", image(i < bars, random))).saveAsTiff(file.toString());
        }
        return folder;
    }

    /** Trains a small multi-layer perceptron on such folders. */
    public static Path train(
            Engine engine, Path images, boolean classes, String system, long steps, Path model)
            throws IOException {
        return engine.train(
                        new SynthesisPlan(
                                new SynthesisPlan.Images(
                                        images,
                                        classes ? Optional.of("folders") : Optional.empty(),
                                        SIZE,
                                        1,
                                        SynthesisPlan.Fit.REFUSE,
                                        false),
                                new SynthesisPlan.Drawing(system, "", 8, 0, 0, 0, false, 0),
                                new SynthesisPlan.Schedule(1, steps, 0, 16),
                                1,
                                Precision.FP32,
                                DeviceChoice.CPU,
                                model,
                                false),
                        TrainingListener.SILENT)
                .model();
    }
}
