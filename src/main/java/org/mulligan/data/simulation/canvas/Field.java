package org.mulligan.data.simulation.canvas;

import java.util.random.RandomGenerator;

/** Smooth random fields, from cubic B-splines over a coarse grid of Gaussian numbers. */
public final class Field {
    private Field() {}

    /**
     * A field of mean 0 and a standard deviation near 1.
     *
     * @param scale distance between bumps, px, 1 or more
     */
    public static Canvas smooth(int width, int height, double scale, RandomGenerator random) {
        Canvas field = new Canvas(width, height);
        int columns = (int) (width / scale) + 5;
        int rows = (int) (height / scale) + 5;
        double shiftX = random.nextDouble();
        double shiftY = random.nextDouble();
        float[] wide = new float[rows * width];
        for (int row = 0; row < rows; row++) {
            float[] grid = new float[columns];
            // A B-spline of white noise has a standard deviation near 0.48 along each axis'
            // weights.
            for (int i = 0; i < columns; i++) grid[i] = (float) (1.9 * random.nextGaussian());
            for (int x = 0; x < width; x++) {
                double position = x / scale + shiftX;
                int i = (int) position;
                double f = position - i;
                wide[row * width + x] =
                        (float)
                                (before(f) * grid[i]
                                        + near(f) * grid[i + 1]
                                        + near(1 - f) * grid[i + 2]
                                        + before(1 - f) * grid[i + 3]);
            }
        }
        for (int y = 0; y < height; y++) {
            double position = y / scale + shiftY;
            int row = (int) position * width;
            double f = position - (int) position;
            float a = (float) before(f);
            float b = (float) near(f);
            float c = (float) near(1 - f);
            float d = (float) before(1 - f);
            for (int x = 0; x < width; x++, row++)
                field.values[y * width + x] =
                        a * wide[row]
                                + b * wide[row + width]
                                + c * wide[row + 2 * width]
                                + d * wide[row + 3 * width];
        }
        return field;
    }

    /**
     * Several smooth fields on top of each other, each of half the scale.
     *
     * @param roughness amplitude of a field relative to that of twice its scale
     */
    public static Canvas fractal(
            int width,
            int height,
            double scale,
            int octaves,
            double roughness,
            RandomGenerator random) {
        Canvas sum = new Canvas(width, height);
        double amplitude = 1;
        double power = 0;
        for (int i = 0; i < octaves && scale >= 1; i++) {
            sum.add(smooth(width, height, scale, random), amplitude);
            power += amplitude * amplitude;
            amplitude *= roughness;
            scale /= 2;
        }
        for (int i = 0; i < sum.values.length; i++) sum.values[i] /= (float) Math.sqrt(power);
        return sum;
    }

    private static double before(double f) {
        return (1 - f) * (1 - f) * (1 - f) / 6;
    }

    private static double near(double f) {
        return (4 - 6 * f * f + 3 * f * f * f) / 6;
    }
}
