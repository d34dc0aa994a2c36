package org.mulligan.metric.risk;

/**
 * A figure of each block of an image. How much it varies from block to block tells how well its
 * mean is known; that of two results' difference, block by block, is known better than either.
 *
 * @param sums of the pixels of each block that count
 * @param counts of these pixels; 0 where none does
 */
public record BlockMeans(double[] sums, int[] counts) {
    /** Of all pixels that count. */
    public double mean() {
        double sum = 0;
        for (double each : sums) sum += each;
        return sum / pixels();
    }

    private long pixels() {
        long pixels = 0;
        for (int count : counts) pixels += count;
        return pixels;
    }

    /**
     * Of the mean, from the spread of the blocks. It holds also what differs from place to place in
     * the image, and is at most too large for that.
     */
    public double standardError() {
        double mean = mean();
        double squares = 0;
        int blocks = 0;
        for (int i = 0; i < sums.length; i++) {
            if (counts[i] == 0) continue;
            double residual = sums[i] - mean * counts[i];
            squares += residual * residual;
            blocks++;
        }
        return Math.sqrt(squares * blocks / Math.max(1, blocks - 1)) / pixels();
    }

    /** This less so many times the other, block by block. */
    public BlockMeans less(BlockMeans other, double factor) {
        double[] differences = new double[sums.length];
        for (int i = 0; i < differences.length; i++)
            differences[i] = sums[i] - factor * other.sums[i];
        return new BlockMeans(differences, counts);
    }
}
