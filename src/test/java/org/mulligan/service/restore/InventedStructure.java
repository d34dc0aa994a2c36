package org.mulligan.service.restore;

import ij.IJ;
import ij.ImagePlus;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Precision;
import org.mulligan.engine.Progress;
import org.mulligan.image.intensity.Percentiles;
import org.mulligan.metric.Trust;
import org.mulligan.noise.Noise;
import org.mulligan.noise.NoiseFit;
import org.mulligan.service.MulliganService;
import org.mulligan.service.restore.RestoreSettings.BitDepth;
import org.scijava.Context;

/**
 * Do the maps catch a structure that a network invents? Draws rings and filaments into results, of
 * heights from half the noise to six times, and counts which of their pixels the consistency map
 * flags, beside the pixels that it flags where nothing was drawn.
 *
 * <p>Arguments: a model and a folder of noisy images; and a PNG file that is to show the first of
 * them, the result with structures twice as high as the noise, and its consistency map.
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
                if (arguments.length > 2 && file.equals(files.get(0))) {
                    float[] invented = draw(faithful, drawn, 2, noise);
                    save(
                            new float[][] {
                                input,
                                invented,
                                Trust.consistency(input, invented, faithful, noise, w, h)
                            },
                            w,
                            h,
                            new File(arguments[2]));
                }
                for (int i = 0; i < HEIGHTS.length; i++) {
                    float[] invented = draw(faithful, drawn, HEIGHTS[i], noise);
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

    private static float[] draw(float[] image, boolean[] where, double height, Noise noise) {
        float[] invented = image.clone();
        for (int i = 0; i < invented.length; i++)
            if (where[i]) invented[i] += (float) (height * noise.sigma(image[i]));
        return invented;
    }

    /** The images in the grey scale of the second, the map from blue (-6) over white to red. */
    private static void save(float[][] panels, int width, int height, File png) throws IOException {
        BufferedImage picture =
                new BufferedImage(3 * width + 8, height, BufferedImage.TYPE_INT_RGB);
        Percentiles percentiles = new Percentiles(panels[1]);
        double black = percentiles.at(0.5);
        double white = percentiles.at(99.9);
        for (int panel = 0; panel < 3; panel++)
            for (int i = 0; i < panels[panel].length; i++) {
                double value = panels[panel][i];
                int rgb;
                if (panel < 2) {
                    rgb = 0x010101 * byteOf((value - black) / (white - black));
                } else {
                    int fade = byteOf(1 - Math.abs(value) / 6);
                    rgb = value < 0 ? fade << 16 | fade << 8 | 255 : 255 << 16 | fade << 8 | fade;
                }
                picture.setRGB(panel * (width + 4) + i % width, i / width, rgb);
            }
        ImageIO.write(picture, "png", png);
    }

    private static int byteOf(double share) {
        return (int) Math.round(255 * Math.max(0, Math.min(1, share)));
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
