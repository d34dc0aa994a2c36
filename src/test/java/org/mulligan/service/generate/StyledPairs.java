package org.mulligan.service.generate;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Precision;
import org.mulligan.engine.SynthesisPlan;
import org.mulligan.engine.SynthesisPlan.Fit;
import org.mulligan.engine.SynthesisPlan.Guides;

/**
 * Label images of discs in {@code masks}, and 16-bit images of them in {@code images/calm} and
 * {@code images/loud}, which differ in noise.
 */
public final class StyledPairs {
    public static final int SIZE = 32;
    public static final int COUNT = 24;

    /** Standard deviations of the noise. */
    public static final double CALM = 20;

    public static final double LOUD = 400;

    private StyledPairs() {}

    /** Discs that are numbered from 1. */
    public static ImageProcessor labels(int width, int height, Random random) {
        ByteProcessor mask = new ByteProcessor(width, height);
        for (int i = 1; i <= Math.max(2, width * height / 400); i++) {
            mask.setColor(i);
            mask.fillOval(random.nextInt(width - 8), random.nextInt(height - 8), 9, 9);
        }
        return mask;
    }

    /** Writes all of it. */
    public static void write(Path folder) throws IOException {
        Random random = new Random(3);
        for (int i = 0; i < COUNT; i++) {
            ImageProcessor mask = labels(SIZE, SIZE, random);
            String name = "field" + (char) ('a' + i) + ".tif";
            save(folder.resolve("masks").resolve(name), mask);
            for (String style : new String[] {"calm", "loud"})
                save(
                        folder.resolve("images").resolve(style).resolve(name),
                        image(mask, style.equals("calm") ? CALM : LOUD, random));
        }
    }

    private static ImageProcessor image(ImageProcessor mask, double noise, Random random) {
        ShortProcessor image = new ShortProcessor(mask.getWidth(), mask.getHeight());
        for (int i = 0; i < mask.getPixelCount(); i++)
            image.set(
                    i,
                    (int)
                            Math.max(
                                    0,
                                    (mask.get(i) == 0 ? 1000 : 3000)
                                            + noise * random.nextGaussian()));
        return image;
    }

    public static void save(Path file, ImageProcessor plane) throws IOException {
        Files.createDirectories(file.getParent());
        new FileSaver(new ImagePlus("", plane)).saveAsTiff(file.toString());
    }

    /** To train on them. */
    public static SynthesisPlan plan(Path folder, String name, long steps, boolean resume) {
        return new SynthesisPlan(
                new SynthesisPlan.Images(
                        folder.resolve("images"),
                        Optional.of("folders"),
                        SIZE,
                        1,
                        Fit.REFUSE,
                        true,
                        new Guides(
                                Optional.of(folder.resolve("masks")),
                                true,
                                java.util.List.of(),
                                0)),
                new SynthesisPlan.Drawing("styled", "", 6, 3e-3, 3e-3, 0, false, 0),
                new SynthesisPlan.Schedule(1, steps, 0, 8),
                1,
                Precision.FP32,
                DeviceChoice.CPU,
                folder.resolve(name),
                resume);
    }
}
