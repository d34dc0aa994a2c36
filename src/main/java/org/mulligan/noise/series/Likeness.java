package org.mulligan.noise.series;

import java.util.List;

/**
 * Whether the planes of a series show what their neighbours show, so that these can stand for clean
 * images. Of each plane the means of 4 x 4 px are taken, and the differences between those that lie
 * side by side, which hold structure and no slow light. Noise of two planes is independent,
 * whatever it is like within one; so the covariance of two planes is that of what they show. If
 * that falls from one plane to the next by some share, it falls by about as much from the second to
 * the third: two distances say what is shared.
 *
 * <p>Fixed patterns of a detector are shared and count as structure.
 *
 * @param planes of the series that were looked at
 * @param shared share of a plane's structure that the next one shows, about; 1 is all
 * @param certainty standard errors that the covariance of two neighbours lies above 0
 */
public record Likeness(int planes, double shared, double certainty) {
    /** Planes for which learning from neighbours is worth while. */
    private static final int FEWEST = 10;

    private static final double LEAST_SHARED = 0.7;
    private static final double CERTAIN = 5;
    private static final int BLOCK = 4;

    /**
     * @param frames planes that follow one another, each {@code width * height}, not modified;
     *     without what is not a number
     */
    public static Likeness of(List<float[]> frames, int width, int height) {
        double[] covariances = new double[3];
        double error = 0;
        for (int first = 0; first + 2 < frames.size(); first++) {
            double[] a = steps(frames.get(first), width, height);
            double[] b = steps(frames.get(first + 1), width, height);
            double[] c = steps(frames.get(first + 2), width, height);
            covariances[1] += (covariance(a, b) + covariance(b, c)) / 2;
            covariances[2] += covariance(a, c);
            // Steps that share a block are correlated; as if there were half as many.
            error += 2 * covariance(a, a) * covariance(b, b) / Math.max(1, a.length);
        }
        return new Likeness(
                frames.size(),
                covariances[1] > 0 ? Math.max(0, Math.min(1, covariances[2] / covariances[1])) : 0,
                error > 0 ? covariances[1] / Math.sqrt(error) : 0);
    }

    /** Whether a network may learn from neighbours. */
    public boolean isAlike() {
        return planes >= FEWEST && certainty >= CERTAIN && shared >= LEAST_SHARED;
    }

    private static double[] steps(float[] plane, int width, int height) {
        int columns = width / BLOCK;
        int rows = height / BLOCK;
        double[] means = new double[columns * rows];
        for (int y = 0; y < rows * BLOCK; y++)
            for (int x = 0; x < columns * BLOCK; x++)
                means[y / BLOCK * columns + x / BLOCK] += plane[y * width + x];
        double[] steps = new double[Math.max(0, columns - 1) * rows];
        for (int y = 0; y < rows; y++)
            for (int x = 0; x + 1 < columns; x++)
                steps[y * (columns - 1) + x] = means[y * columns + x + 1] - means[y * columns + x];
        return steps;
    }

    /** About 0, which is the mean of differences. */
    private static double covariance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
        return a.length == 0 ? 0 : sum / a.length;
    }
}
