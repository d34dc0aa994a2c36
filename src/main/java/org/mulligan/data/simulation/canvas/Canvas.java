package org.mulligan.data.simulation.canvas;

import org.mulligan.image.filter.FastGaussian;
import org.mulligan.image.intensity.Percentiles;

/** A plane that simulated light is added to. Axes XY, row by row. */
public final class Canvas {
    public final int width;
    public final int height;
    public final float[] values;

    public Canvas(int width, int height) {
        this.width = width;
        this.height = height;
        this.values = new float[width * height];
    }

    /** Adds light at a point between pixel centres, shared among the four nearest pixels. */
    public void deposit(double x, double y, double light) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        if (left < 0 || top < 0 || left + 1 >= width || top + 1 >= height) return;
        double fx = x - left;
        double fy = y - top;
        int i = top * width + left;
        values[i] += (float) (light * (1 - fx) * (1 - fy));
        values[i + 1] += (float) (light * fx * (1 - fy));
        values[i + width] += (float) (light * (1 - fx) * fy);
        values[i + width + 1] += (float) (light * fx * fy);
    }

    /** Adds a disc with a soft edge, or only its rim. */
    public void disc(double x, double y, double radius, boolean rim, double light) {
        int reach = (int) Math.ceil(radius + 2);
        for (int py = Math.max(0, (int) y - reach); py <= Math.min(height - 1, y + reach); py++)
            for (int px = Math.max(0, (int) x - reach);
                    px <= Math.min(width - 1, x + reach);
                    px++) {
                double distance = Math.hypot(px - x, py - y) - radius;
                double share =
                        rim
                                ? Math.exp(-distance * distance)
                                : Math.max(0, Math.min(1, 0.5 - distance));
                values[py * width + px] += (float) (light * share);
            }
    }

    public float at(double x, double y) {
        int px = (int) Math.max(0, Math.min(width - 1, x));
        int py = (int) Math.max(0, Math.min(height - 1, y));
        return values[py * width + px];
    }

    public void add(Canvas other, double factor) {
        for (int i = 0; i < values.length; i++) values[i] += (float) (factor * other.values[i]);
    }

    public void multiply(Canvas other) {
        for (int i = 0; i < values.length; i++) values[i] *= other.values[i];
    }

    /** Gaussian blur; a wide one works on 4 x 4 px means, which it cannot tell from the pixels. */
    public void blur(double sigma) {
        if (sigma <= 0.2) return;
        if (sigma < 8 || width < 16 || height < 16) {
            FastGaussian.blur(values, width, height, sigma);
            return;
        }
        Canvas small = new Canvas((width + 3) / 4, (height + 3) / 4);
        float[] counts = new float[small.values.length];
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) {
                int i = y / 4 * small.width + x / 4;
                small.values[i] += values[y * width + x];
                counts[i]++;
            }
        for (int i = 0; i < counts.length; i++) small.values[i] /= counts[i];
        small.blur(sigma / 4);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                values[y * width + x] = small.between((x - 1.5) / 4, (y - 1.5) / 4);
    }

    private float between(double x, double y) {
        int left = (int) Math.max(0, Math.min(width - 2, Math.floor(x)));
        int top = (int) Math.max(0, Math.min(height - 2, Math.floor(y)));
        float fx = (float) Math.max(0, Math.min(1, x - left));
        float fy = (float) Math.max(0, Math.min(1, y - top));
        int i = top * width + left;
        return (1 - fy) * ((1 - fx) * values[i] + fx * values[i + 1])
                + fy * ((1 - fx) * values[i + width] + fx * values[i + width + 1]);
    }

    /** Brings the brightest part to 1, so that canvases can be mixed; leaves an empty one empty. */
    public void level() {
        Percentiles percentiles = new Percentiles(values);
        double bright = percentiles.at(99.7);
        if (bright < 1e-3 * percentiles.at(100)) bright = percentiles.at(100) / 2;
        if (bright > 0) for (int i = 0; i < values.length; i++) values[i] /= (float) bright;
    }
}
