package org.mulligan.data.degradation;

import java.util.random.RandomGenerator;
import org.mulligan.image.filter.FastGaussian;

/** How neighbouring pixels come to share noise. The mean of its variance stays as it is. */
interface Correlation {
    /**
     * Draws noise for a plane of light.
     *
     * @param light axes XY, expected photons, not modified
     * @return axes XY, photons, mean 0
     */
    float[] noise(Pixels pixels, float[] light, int width, int height, RandomGenerator random);

    /** None: each pixel for itself. */
    Correlation WHITE = (pixels, light, width, height, random) -> pixels.noise(light, random);

    /** Share of the exposures with any. */
    double SHARE = 0.35;

    /** Of neighbouring pixels' noise, along an axis that has any. */
    double LEAST = 0.1;

    double MOST = 0.6;

    /** Of those of a shift, which is strongest by half a pixel. */
    double MOST_SHIFT = 0.5;

    double MOST_ZOOM = 1.5;

    /** One of those that files come with, or none. */
    static Correlation draw(RandomGenerator random) {
        if (random.nextDouble() >= SHARE) return WHITE;
        int axes = random.nextInt(6);
        boolean alongX = axes != 5;
        boolean alongY = axes != 4 && axes != 3;
        int kind = random.nextInt(4);
        if (kind < 2) {
            double sigma = sigma(random.nextDouble(LEAST, MOST));
            return blur(alongX ? sigma : 0, alongY ? sigma : 0);
        }
        double zoom = kind == 2 ? 1 : random.nextDouble(1.1, MOST_ZOOM);
        double shiftX = random.nextDouble(LEAST, MOST_SHIFT);
        double shiftY = random.nextDouble(LEAST, MOST_SHIFT);
        return interpolation(
                alongX ? new Steps(shiftX, 1 / zoom) : Steps.NONE,
                alongY ? new Steps(shiftY, 1 / zoom) : Steps.NONE);
    }

    /**
     * As after smoothing.
     *
     * @param sigmaX standard deviation of the blur along the rows, px; 0 = none
     */
    static Correlation blur(double sigmaX, double sigmaY) {
        double left = left(sigmaX) * left(sigmaY);
        return (pixels, light, width, height, random) -> {
            float[] noise = pixels.noise(light, random);
            FastGaussian.blur(noise, width, height, sigmaX, sigmaY);
            for (int i = 0; i < noise.length; i++) noise[i] /= (float) left;
            return noise;
        };
    }

    private static double left(double sigma) {
        return sigma > 0 ? FastGaussian.noiseLeft(sigma) : 1;
    }

    /** Standard deviation of the Gaussian blur after which white noise has this correlation. */
    private static double sigma(double lag) {
        double low = 0.2;
        double high = 2;
        for (int i = 0; i < 30; i++) {
            double middle = (low + high) / 2;
            if (FastGaussian.noiseLag(middle) < lag) low = middle;
            else high = middle;
        }
        return (low + high) / 2;
    }

    /**
     * Where along an axis the pixels of the file lie among those of the detector.
     *
     * @param start of the first one, px of the detector
     * @param step from one to the next, px of the detector, at most 1
     */
    record Steps(double start, double step) {
        static final Steps NONE = new Steps(0, 1);

        /** How many pixels of the detector a number of those of the file lie among. */
        private int reach(int length) {
            return (int) (start + step * (length - 1)) + 2;
        }

        /** Share of the variance that the linear interpolation leaves, mean over the axis. */
        private double left(int length) {
            double sum = 0;
            for (int i = 0; i < length; i++) {
                double f = (start + step * i) % 1;
                sum += (1 - f) * (1 - f) + f * f;
            }
            return sum / length;
        }
    }

    /** As after turning, aligning or enlarging: the detector's pixels are interpolated linearly. */
    static Correlation interpolation(Steps x, Steps y) {
        return (pixels, light, width, height, random) -> {
            int columns = x.reach(width);
            int rows = y.reach(height);
            float[] raw = new float[columns * rows];
            for (int row = 0; row < rows; row++)
                for (int column = 0; column < columns; column++)
                    raw[row * columns + column] =
                            between(
                                    light,
                                    width,
                                    height,
                                    (column - x.start) / x.step,
                                    (row - y.start) / y.step);
            float[] drawn = pixels.noise(raw, random);
            double left = Math.sqrt(x.left(width) * y.left(height));
            float[] noise = new float[light.length];
            for (int row = 0; row < height; row++)
                for (int column = 0; column < width; column++)
                    noise[row * width + column] =
                            (float)
                                    (between(
                                                    drawn,
                                                    columns,
                                                    rows,
                                                    x.start + x.step * column,
                                                    y.start + y.step * row)
                                            / left);
            return noise;
        };
    }

    /** Linear interpolation; the border is repeated. */
    private static float between(float[] values, int width, int height, double x, double y) {
        double inX = Math.max(0, Math.min(width - 1, x));
        double inY = Math.max(0, Math.min(height - 1, y));
        int left = (int) inX;
        int top = (int) inY;
        int right = Math.min(width - 1, left + 1);
        int bottom = Math.min(height - 1, top + 1);
        double fx = inX - left;
        double fy = inY - top;
        double above = (1 - fx) * values[top * width + left] + fx * values[top * width + right];
        double below =
                (1 - fx) * values[bottom * width + left] + fx * values[bottom * width + right];
        return (float) ((1 - fy) * above + fy * below);
    }
}
