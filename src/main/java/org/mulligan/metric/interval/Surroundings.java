package org.mulligan.metric.interval;

import org.mulligan.image.filter.GaussianBlur;

/**
 * What is known of each pixel of a result without the truth, and what its error grows with: how
 * light it is, how far result and input are apart around it, and how much the result changes there.
 * All in the units that the network sees, so that gain and offset of a camera do not matter.
 */
final class Surroundings {
    /** Numbers of a pixel. */
    static final int COUNT = 13;

    /** Below it differences are all the same: a thousandth of the intensity range. */
    private static final double LEAST = 1e-3;

    /** Where an intensity is as good as dark. */
    private static final double DARK = 0.02;

    /** Takes one number of all pixels. */
    interface Taker {
        /**
         * @param number from 0 to {@link #COUNT} - 1, in order
         * @param values row by row; only to be read, and only now
         */
        void take(int number, float[] values);
    }

    private final int width;
    private final int height;
    private final Taker taker;
    private int number;

    private Surroundings(int width, int height, Taker taker) {
        this.width = width;
        this.height = height;
        this.taker = taker;
    }

    /**
     * Computes one number after the other, so that few planes are in memory at once.
     *
     * @param input normalised, row by row, of the size of {@code result}; not modified
     * @param result likewise
     */
    static void each(float[] input, float[] result, int width, int height, Taker taker) {
        new Surroundings(width, height, taker).of(input, result);
    }

    private void of(float[] input, float[] result) {
        float[] values = new float[result.length];
        give(result);
        for (int i = 0; i < values.length; i++)
            values[i] = (float) Math.log(Math.max(0, result[i]) + DARK);
        give(values);
        float[] residual = new float[result.length];
        for (int i = 0; i < residual.length; i++) residual[i] = input[i] - result[i];
        float[] squares = squares(residual);
        give(logRoot(blur(squares, 3)));
        give(logRoot(blur(squares, 8)));
        give(log(blur(residual, 1.5)));
        give(log(blur(residual, 4)));
        float[] fine = blur(result, 1);
        float[] middle = blur(result, 2);
        float[] coarse = blur(result, 4);
        give(slope(fine, values));
        give(slope(middle, values));
        give(log(difference(fine, middle, values)));
        give(log(difference(middle, coarse, values)));
        squares = squares(result);
        give(logRoot(variance(blur(squares, 2), middle)));
        give(difference(coarse, result, values));
        give(logRoot(variance(blur(squares, 6), blur(result, 6))));
    }

    private void give(float[] values) {
        taker.take(number++, values);
    }

    private float[] blur(float[] values, double sigma) {
        return GaussianBlur.blur(values, width, height, sigma);
    }

    private static float[] squares(float[] values) {
        float[] squares = new float[values.length];
        for (int i = 0; i < squares.length; i++) squares[i] = values[i] * values[i];
        return squares;
    }

    private static float[] difference(float[] from, float[] less, float[] into) {
        for (int i = 0; i < into.length; i++) into[i] = from[i] - less[i];
        return into;
    }

    private static float[] variance(float[] meanSquare, float[] mean) {
        for (int i = 0; i < mean.length; i++)
            meanSquare[i] = Math.max(0, meanSquare[i] - mean[i] * mean[i]);
        return meanSquare;
    }

    private static float[] log(float[] values) {
        for (int i = 0; i < values.length; i++)
            values[i] = (float) Math.log(Math.abs(values[i]) + LEAST);
        return values;
    }

    private static float[] logRoot(float[] squares) {
        for (int i = 0; i < squares.length; i++)
            squares[i] = (float) Math.log(Math.sqrt(squares[i]) + LEAST);
        return squares;
    }

    /** Logarithm of the gradient's length, by central differences. */
    private float[] slope(float[] image, float[] into) {
        for (int y = 0; y < height; y++) {
            int above = Math.max(0, y - 1) * width;
            int below = Math.min(height - 1, y + 1) * width;
            for (int x = 0; x < width; x++) {
                int left = y * width + Math.max(0, x - 1);
                int right = y * width + Math.min(width - 1, x + 1);
                double length =
                        Math.hypot(image[right] - image[left], image[below + x] - image[above + x]);
                into[y * width + x] = (float) Math.log(length / 2 + LEAST);
            }
        }
        return into;
    }
}
