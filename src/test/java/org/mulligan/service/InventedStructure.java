package org.mulligan.service;

import ij.IJ;
import ij.ImagePlus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Precision;
import org.mulligan.engine.Progress;
import org.mulligan.metric.Noise;
import org.mulligan.metric.NoiseFit;
import org.mulligan.metric.Trust;
import org.mulligan.service.RestoreSettings.BitDepth;
import org.scijava.Context;

/**
 * Do the maps catch a structure that a network invents? Draws rings and filaments into results, of
 * heights from half the noise to six times, and counts which of their pixels the consistency map
 * flags, beside the pixels that it flags where nothing was drawn.
 *
 * <p>Arguments: a model and a folder of noisy images.
 */
final class InventedStructure {
    private static final double[] HEIGHTS = {0.5, 1, 2, 3, 4, 6};
    private static final int SHAPES = 8;
    private static final int RADIUS = 12;

    private InventedStructure() {}

    public static void main(String[] arguments) throws Exception {
        List<Path> files;
        try (Stream<Path> all = Files.list(Path.of(arguments[1]))) {
            files = all.sorted().toList();
        }
        double[] caught = new double[HEIGHTS.length];
        double honest = 0;
        try (Context context = new Context()) {
            MulliganService mulligan = context.service(MulliganService.class);
            RestoreSettings settings =
                    RestoreSettings.denoise(
                            arguments[0], 0, 0, Precision.AUTO, DeviceChoice.AUTO, BitDepth.FLOAT);
            for (Path file : files) {
                ImagePlus noisy = IJ.openImage(file.toString());
                ImagePlus result =
                        mulligan.restore(noisy, settings, Optional.empty(), Progress.SILENT);
                float[] input = (float[]) noisy.getProcessor().convertToFloat().getPixels();
                float[] faithful = (float[]) result.getProcessor().getPixels();
                int w = noisy.getWidth();
                int h = noisy.getHeight();
                Noise noise = NoiseFit.of(input, faithful, 1);
                honest +=
                        flagged(
                                        Trust.consistency(input, faithful, faithful, noise, w, h),
                                        all(input.length))
                                / files.size();
                boolean[] drawn = shapes(noisy.getWidth(), noisy.getHeight());
                for (int i = 0; i < HEIGHTS.length; i++) {
                    float[] invented = faithful.clone();
                    for (int k = 0; k < invented.length; k++)
                        if (drawn[k])
                            invented[k] += (float) (HEIGHTS[i] * noise.sigma(faithful[k]));
                    caught[i] +=
                            flagged(
                                            Trust.consistency(
                                                    input, invented, faithful, noise, w, h),
                                            drawn)
                                    / files.size();
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%d images; honest pixels flagged: %.2f %%%n",
                files.size(),
                100 * honest);
        List<String> row = new ArrayList<>();
        for (int i = 0; i < HEIGHTS.length; i++)
            row.add(String.format(Locale.ROOT, "%s sigma: %.1f %%", HEIGHTS[i], 100 * caught[i]));
        System.out.println("invented pixels flagged, by height: " + String.join(", ", row));
    }

    private static double flagged(float[] consistency, boolean[] among) {
        int flagged = 0;
        int count = 0;
        for (int i = 0; i < among.length; i++) {
            if (!among[i]) continue;
            count++;
            if (Math.abs(consistency[i]) > Trust.INCONSISTENT) flagged++;
        }
        return flagged / (double) count;
    }

    private static boolean[] all(int length) {
        boolean[] all = new boolean[length];
        Arrays.fill(all, true);
        return all;
    }

    /** Rings and filaments, 3 px thick, at places of chance. */
    private static boolean[] shapes(int width, int height) {
        boolean[] drawn = new boolean[width * height];
        Random random = new Random(1);
        for (int shape = 0; shape < SHAPES; shape++) {
            int x = 2 * RADIUS + random.nextInt(width - 4 * RADIUS);
            int y = 2 * RADIUS + random.nextInt(height - 4 * RADIUS);
            double angle = random.nextDouble() * Math.PI;
            boolean ring = shape % 2 == 0;
            for (int dy = -2 * RADIUS; dy <= 2 * RADIUS; dy++)
                for (int dx = -2 * RADIUS; dx <= 2 * RADIUS; dx++) {
                    double away =
                            ring
                                    ? Math.hypot(dx, dy) - RADIUS
                                    : dx * Math.sin(angle) - dy * Math.cos(angle);
                    boolean near = ring || Math.hypot(dx, dy) <= 2 * RADIUS;
                    if (near && Math.abs(away) <= 1.5) drawn[(y + dy) * width + x + dx] = true;
                }
        }
        return drawn;
    }
}
