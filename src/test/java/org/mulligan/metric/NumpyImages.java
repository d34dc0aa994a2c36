package org.mulligan.metric;

/** Images that {@code src/test/python/metric_numbers.py} makes too. */
final class NumpyImages {
    private NumpyImages() {}

    /** The reference, row by row. */
    static float[] reference(int width, int height, double offset) {
        float[] image = new float[width * height];
        for (int i = 0; i < image.length; i++)
            image[i] = (float) (reference(i % width, i / width) + offset);
        return image;
    }

    /** Something like it, row by row. */
    static float[] test(int width, int height) {
        float[] image = new float[width * height];
        for (int i = 0; i < image.length; i++) {
            int x = i % width;
            int y = i / width;
            image[i] = (float) (reference(x, y) + (3 * x + 8 * y + x * x) % 11);
        }
        return image;
    }

    private static double reference(int x, int y) {
        return (7 * x + 13 * y + x * y) % 17 / 2.0 + (5 * x + 11 * y + 2 * x * y) % 13;
    }
}
