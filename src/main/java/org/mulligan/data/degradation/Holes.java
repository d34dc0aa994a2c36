package org.mulligan.data.degradation;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.mulligan.extension.ExtensionPoint;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

/**
 * Pixels that are missing: rectangles, blobs, scan lines and scattered pixels, over a tenth to a
 * fifth of the image. The others are as they are.
 */
@Plugin(
        type = Degradation.class,
        name = Holes.NAME,
        attrs = @Attr(name = ExtensionPoint.TASKS, value = "inpaint"))
public final class Holes implements Degradation {
    public static final String NAME = "holes";

    private static final double LEAST_SHARE = 0.1;
    private static final double MOST_SHARE = 0.2;
    private static final double SHARE_BLOBS = 0.4;
    private static final double SHARE_LINES = 0.15;
    private static final double SHARE_PIXELS = 0.1;

    @Override
    public Exposure expose(
            float[] photons, int width, int height, Conditions conditions, RandomGenerator random) {
        float[] measured = photons.clone();
        double share = random.nextDouble(LEAST_SHARE, MOST_SHARE);
        int largest = Math.min(conditions.hole(), Math.max(1, Math.min(width, height) / 2));
        long gone = 0;
        while (gone < share * measured.length) {
            double kind = random.nextDouble();
            if (kind < SHARE_PIXELS) gone += pixels(measured, width, random);
            else if (kind < SHARE_PIXELS + SHARE_LINES)
                gone += line(measured, width, height, largest, random);
            else if (kind < SHARE_PIXELS + SHARE_LINES + SHARE_BLOBS)
                gone += blob(measured, width, height, largest, random);
            else gone += rectangle(measured, width, height, largest, random);
        }
        return new Exposure(measured, photons.clone());
    }

    private static int rectangle(
            float[] image, int width, int height, int largest, RandomGenerator random) {
        int w = 1 + random.nextInt(largest);
        int h = 1 + random.nextInt(largest);
        int x = random.nextInt(width - w + 1);
        int y = random.nextInt(height - h + 1);
        for (int row = y; row < y + h; row++)
            Arrays.fill(image, row * width + x, row * width + x + w, Float.NaN);
        return w * h;
    }

    private static int blob(
            float[] image, int width, int height, int largest, RandomGenerator random) {
        double a = random.nextDouble(0.5, 0.5 + largest / 2.0);
        double b = random.nextDouble(0.5, 0.5 + largest / 2.0);
        double centreX = random.nextDouble(width);
        double centreY = random.nextDouble(height);
        int gone = 0;
        for (int y = (int) Math.max(0, centreY - b); y <= Math.min(height - 1, centreY + b); y++)
            for (int x = (int) Math.max(0, centreX - a);
                    x <= Math.min(width - 1, centreX + a);
                    x++) {
                double dx = (x - centreX) / a;
                double dy = (y - centreY) / b;
                if (dx * dx + dy * dy > 1) continue;
                image[y * width + x] = Float.NaN;
                gone++;
            }
        return gone;
    }

    /** Along a row or a column, through the whole image, up to an eighth of a hole thick. */
    private static int line(
            float[] image, int width, int height, int largest, RandomGenerator random) {
        int thick = 1 + random.nextInt(Math.max(1, largest / 8));
        boolean row = random.nextBoolean();
        int at = random.nextInt((row ? height : width) - thick + 1);
        for (int y = row ? at : 0; y < (row ? at + thick : height); y++)
            for (int x = row ? 0 : at; x < (row ? width : at + thick); x++)
                image[y * width + x] = Float.NaN;
        return thick * (row ? width : height);
    }

    private static int pixels(float[] image, int width, RandomGenerator random) {
        for (int i = 0; i < width; i++) image[random.nextInt(image.length)] = Float.NaN;
        return width;
    }
}
