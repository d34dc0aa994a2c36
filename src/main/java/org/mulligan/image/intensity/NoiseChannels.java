package org.mulligan.image.intensity;

import java.util.Arrays;
import java.util.List;

/**
 * What a network that is told of the noise takes for each pixel: the normalised image, the standard
 * deviation of its noise in the same units, the noise's correlation along X and along Y, and its
 * share of the finest detail; see {@link NoiseLaw}.
 *
 * <p>The brightness that the standard deviation is of is the mean over the pixels around, 5 x 5 at
 * most, so that it hangs on no pixel's own noise.
 *
 * @see <a href="https://doi.org/10.1109/TIP.2018.2839891">Zhang et al. 2018</a>, the level map
 */
public final class NoiseChannels {
    /** In their order, for a package's descriptor. */
    public static final List<String> NAMES =
            List.of(
                    "intensity",
                    "noise",
                    "noise_correlation_x",
                    "noise_correlation_y",
                    "noise_fine");

    public static final int COUNT = NAMES.size();

    /** Pixels on either side over which the brightness is a mean. */
    public static final int RADIUS = 2;

    /** A normalised image has no brighter pixel. */
    private static final double BRIGHTEST = 3;

    private NoiseChannels() {}

    /**
     * What becomes 1 in such a network's image, where the percentile that is 1 elsewhere is far
     * below the brightest pixel: a few pixels of fifty times its brightness would outweigh in one
     * step of a training all that was learnt before.
     *
     * @param brightest pixel, where the percentile is 1
     */
    public static double range(double brightest) {
        return Math.max(1, brightest / BRIGHTEST);
    }

    /**
     * The channels of an image.
     *
     * @param image axes XY, row by row, normalised; not modified
     * @param law of the noise of the normalised image
     * @return as many values a pixel as {@link #COUNT} says, channels fastest
     */
    public static float[] of(float[] image, int width, int height, NoiseLaw law) {
        float[] channels = new float[image.length * COUNT];
        float[] columns = new float[width];
        float lagX = (float) law.lagX();
        float lagY = (float) law.lagY();
        float fine = (float) law.fine();
        for (int y = 0; y < height; y++) {
            int top = Math.max(0, y - RADIUS);
            int bottom = Math.min(height - 1, y + RADIUS);
            Arrays.fill(columns, 0);
            for (int row = top; row <= bottom; row++)
                for (int x = 0, at = row * width; x < width; x++) columns[x] += image[at + x];
            for (int x = 0; x < width; x++) {
                int left = Math.max(0, x - RADIUS);
                int right = Math.min(width - 1, x + RADIUS);
                float sum = 0;
                for (int i = left; i <= right; i++) sum += columns[i];
                float mean = sum / ((bottom - top + 1) * (right - left + 1));
                int at = (y * width + x) * COUNT;
                channels[at] = image[y * width + x];
                channels[at + 1] = (float) law.sigma(mean);
                channels[at + 2] = lagX;
                channels[at + 3] = lagY;
                channels[at + 4] = fine;
            }
        }
        return channels;
    }
}
