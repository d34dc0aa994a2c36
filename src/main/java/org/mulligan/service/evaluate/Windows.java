package org.mulligan.service.evaluate;

/** Square windows over an image, a step apart; the last ones lie at its right and lower border. */
final class Windows {
    private final int width;
    private final int height;
    private final int size;
    private final int step;
    private final int columns;
    private final int rows;

    /**
     * @param width of the image, px, at least {@code size}
     * @param height of the image, px, at least {@code size}
     */
    Windows(int width, int height, int size, int step) {
        if (width < size || height < size || step < 1)
            throw new IllegalArgumentException(
                    "Windows of %d px, %d px apart, do not lie in %d x %d px"
                            .formatted(size, step, width, height));
        this.width = width;
        this.height = height;
        this.size = size;
        this.step = step;
        columns = along(width);
        rows = along(height);
    }

    private int along(int length) {
        return (length - size + step - 1) / step + 1;
    }

    int count() {
        return Math.multiplyExact(columns, rows);
    }

    /** Left column of a window, px. */
    int x(int window) {
        return Math.min(window % columns * step, width - size);
    }

    /** Top row of a window, px. */
    int y(int window) {
        return Math.min(window / columns * step, height - size);
    }

    /**
     * Copies a window.
     *
     * @param image axes YXC
     * @param into written from {@code at} on: size x size x channels values
     */
    void copy(float[] image, int window, int channels, float[] into, int at) {
        for (int y = 0; y < size; y++)
            System.arraycopy(
                    image,
                    ((y(window) + y) * width + x(window)) * channels,
                    into,
                    at + y * size * channels,
                    size * channels);
    }

    /**
     * Gives each pixel the mean of the windows that it lies in.
     *
     * @param values one a window
     * @return axes YX, a new array
     */
    float[] spread(float[] values) {
        // Sums of a window's corners, added up twice, are sums over windows at each pixel.
        double[] sums = new double[(width + 1) * (height + 1)];
        double[] counts = new double[sums.length];
        for (int i = 0; i < values.length; i++) {
            corners(sums, i, values[i]);
            corners(counts, i, 1);
        }
        addUp(sums);
        addUp(counts);
        float[] means = new float[width * height];
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) {
                int at = y * (width + 1) + x;
                means[y * width + x] = (float) (sums[at] / Math.round(counts[at]));
            }
        return means;
    }

    private void corners(double[] sums, int window, double value) {
        int at = y(window) * (width + 1) + x(window);
        int below = at + size * (width + 1);
        sums[at] += value;
        sums[at + size] -= value;
        sums[below] -= value;
        sums[below + size] += value;
    }

    private void addUp(double[] sums) {
        int line = width + 1;
        for (int i = 0; i < sums.length; i++) if (i % line > 0) sums[i] += sums[i - 1];
        for (int i = line; i < sums.length; i++) sums[i] += sums[i - line];
    }
}
