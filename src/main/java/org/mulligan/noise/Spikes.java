package org.mulligan.noise;

import java.util.Arrays;

/**
 * Single pixels that are far brighter or darker than what lies around them: hot and dead pixels,
 * hits of particles. What is far is said by the {@link NoiseFit} of the pixels about the medians of
 * their neighbours, so the noise of bright places and fine structure counts.
 */
final class Spikes {
    /** Standard deviations beyond which a pixel is one. */
    private static final double FAR = 10;

    /** Where more of all pixels are so far off, as the photons of a very dark image, none is. */
    private static final double MOST = 0.005;

    private Spikes() {}

    /**
     * Marks them; none in an image with pixels that are not numbers.
     *
     * @param image row by row, not modified
     * @return of its size, true at a spike
     */
    static boolean[] of(float[] image, int width, int height) {
        boolean[] spikes = new boolean[image.length];
        for (float value : image) if (!Float.isFinite(value)) return spikes;
        float[] around = aroundEach(image, width, height);
        Noise noise = NoiseFit.of(image, around, NoiseFit.grain(image));
        int count = 0;
        for (int i = 0; i < image.length; i++) {
            spikes[i] = Math.abs(image[i] - around[i]) > FAR * noise.sigma(around[i]);
            if (spikes[i]) count++;
        }
        return count <= MOST * image.length ? spikes : new boolean[image.length];
    }

    /** The median of the pixels that touch a pixel, at the border of fewer. */
    private static float[] aroundEach(float[] image, int width, int height) {
        float[] around = new float[image.length];
        float[] values = new float[8];
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) {
                int count = 0;
                for (int v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++)
                    for (int u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++)
                        if (v != y || u != x) values[count++] = image[v * width + u];
                Arrays.sort(values, 0, count);
                around[y * width + x] = (values[(count - 1) / 2] + values[count / 2]) / 2;
            }
        return around;
    }
}
