package org.mulligan.data.unpaired;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.mulligan.image.intensity.Normalisation;

/**
 * Hides pixels from a network that is to say what they are. Noise that is alike in neighbouring
 * pixels would tell them, so these are hidden with them; row noise, the whole row.
 *
 * <p>A single pixel becomes the median of those around it (N2V2), which keeps it from being copied;
 * of a larger spot each pixel becomes one from beyond the spot, so that it looks like any other.
 *
 * @param alongX pixels hidden on either side along X; {@link #LINE} = the whole row
 * @param alongY likewise along Y
 * @see <a href="https://arxiv.org/abs/2211.08512">Höck et al. 2022</a>
 */
record BlindSpot(int alongX, int alongY) {
    /** All that a network sees of a line. */
    static final int LINE = Integer.MAX_VALUE;

    /** One pixel. */
    static final BlindSpot PIXEL = new BlindSpot(0, 0);

    /** How far the pixels lie that a hidden one is made of. */
    private static final int RADIUS = 5;

    /** Of the cells of which each has a spot, around it. */
    private static final int APART = 3;

    private static final int TRIES = 20;

    /**
     * Hides spots.
     *
     * @param pixels {@code width * height}; those that are hidden are replaced
     * @return what they were where the network is asked, else {@link Normalisation#MISSING}
     */
    float[] hide(float[] pixels, int width, int height, RandomGenerator random) {
        float[] known = pixels.clone();
        float[] asked = new float[pixels.length];
        Arrays.fill(asked, Normalisation.MISSING);
        int rx = Math.min(alongX, width);
        int ry = Math.min(alongY, height);
        int cellX = alongX == LINE ? width : 2 * rx + 1 + APART;
        int cellY = alongY == LINE ? height : 2 * ry + 1 + APART;
        for (int top = 0; top < height; top += cellY)
            for (int left = 0; left < width; left += cellX) {
                int x = left + random.nextInt(Math.min(cellX, width - left));
                int y = top + random.nextInt(Math.min(cellY, height - top));
                if (rx == 0 && ry == 0) pixels[y * width + x] = median(known, width, height, x, y);
                else fill(known, pixels, width, height, x, y, random);
                ask(known, asked, width, height, x, y);
            }
        return asked;
    }

    /** In a hidden line every pixel is hidden from its own row or column. */
    private void ask(float[] known, float[] asked, int width, int height, int x, int y) {
        int fromX = alongX == LINE ? 0 : x;
        int toX = alongX == LINE ? width : x + 1;
        int fromY = alongY == LINE ? 0 : y;
        int toY = alongY == LINE ? height : y + 1;
        for (int v = fromY; v < toY; v++)
            System.arraycopy(known, v * width + fromX, asked, v * width + fromX, toX - fromX);
    }

    private static float median(float[] from, int width, int height, int x, int y) {
        float[] around = new float[(2 * RADIUS + 1) * (2 * RADIUS + 1)];
        int count = 0;
        for (int v = Math.max(0, y - RADIUS); v <= Math.min(height - 1, y + RADIUS); v++)
            for (int u = Math.max(0, x - RADIUS); u <= Math.min(width - 1, x + RADIUS); u++)
                if (u != x || v != y) around[count++] = from[v * width + u];
        Arrays.sort(around, 0, count);
        return around[count / 2];
    }

    private void fill(
            float[] from, float[] to, int width, int height, int x, int y, RandomGenerator random) {
        int fromX = alongX == LINE ? 0 : Math.max(0, x - alongX);
        int toX = alongX == LINE ? width - 1 : Math.min(width - 1, x + alongX);
        int fromY = alongY == LINE ? 0 : Math.max(0, y - alongY);
        int toY = alongY == LINE ? height - 1 : Math.min(height - 1, y + alongY);
        for (int v = fromY; v <= toY; v++)
            for (int u = fromX; u <= toX; u++)
                to[v * width + u] =
                        other(from, width, height, u, v, fromX, toX, fromY, toY, random);
    }

    /** A pixel near one of the spot that is not of the spot itself. */
    private static float other(
            float[] from,
            int width,
            int height,
            int x,
            int y,
            int fromX,
            int toX,
            int fromY,
            int toY,
            RandomGenerator random) {
        for (int reach = RADIUS; ; reach *= 2)
            for (int i = 0; i < TRIES; i++) {
                int u = x + random.nextInt(-reach, reach + 1);
                int v = y + random.nextInt(-reach, reach + 1);
                if (u < 0 || v < 0 || u >= width || v >= height) continue;
                if (u >= fromX && u <= toX && v >= fromY && v <= toY) continue;
                return from[v * width + u];
            }
    }
}
