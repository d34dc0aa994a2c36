package org.mulligan.noise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * In how much of a denoised plane more than half of the noise is left. In each block of 32 px the
 * noise that was taken away is the standard deviation of input minus result about its means of 8 px
 * cells; what there was to take away is that of the input in the flattest quarter of the blocks of
 * like brightness. Where a block lost less than half of that, more than half of the noise is left.
 *
 * <p>Known error: where no block of a brightness is flat its structure counts as noise; noise that
 * is wider than a cell is not seen.
 */
public final class NoiseLeft {
    private static final int SIDE = 32;
    private static final int CELL = 8;

    /** Brightness classes of equally many blocks. */
    private static final int CLASSES = 8;

    private static final double FLAT = 0.25;
    private static final double LEFT = 0.5;

    /**
     * @param mean of the result
     * @param input standard deviation
     * @param removed standard deviation of input minus result
     */
    private record Block(double mean, double input, double removed) {}

    private final List<Block> blocks = new ArrayList<>();

    /**
     * Looks at a plane, or a strip of it.
     *
     * @param result of the same size as {@code input}, in the same units
     */
    public void add(float[] input, float[] result, int width, int height) {
        int across = width / SIDE;
        IntStream.range(0, across * (height / SIDE))
                .parallel()
                .mapToObj(
                        i ->
                                block(
                                        input,
                                        result,
                                        width,
                                        i / across * SIDE * width + i % across * SIDE))
                .filter(block -> Double.isFinite(block.mean + block.input))
                .forEachOrdered(blocks::add);
    }

    /**
     * @param from number of its first pixel
     */
    private static Block block(float[] input, float[] result, int width, int from) {
        double mean = 0;
        float[] removed = new float[SIDE * SIDE];
        float[] own = new float[SIDE * SIDE];
        for (int i = 0; i < own.length; i++) {
            int at = from + i / SIDE * width + i % SIDE;
            own[i] = input[at];
            removed[i] = input[at] - result[at];
            mean += result[at] / own.length;
        }
        return new Block(mean, deviation(own), deviation(removed));
    }

    /** How many blocks there were. */
    public int blocks() {
        return blocks.size();
    }

    /** The share of all blocks so far in which more than half of the noise is left, 0 to 1. */
    public double share() {
        Block[] sorted = blocks.toArray(Block[]::new);
        Arrays.sort(sorted, (a, b) -> Double.compare(a.mean, b.mean));
        int classes = Math.max(1, Math.min(CLASSES, sorted.length / 16));
        int left = 0;
        for (int c = 0; c < classes; c++) {
            int from = sorted.length * c / classes;
            int to = sorted.length * (c + 1) / classes;
            double[] inputs = new double[to - from];
            for (int i = from; i < to; i++) inputs[i - from] = sorted[i].input;
            Arrays.sort(inputs);
            double noise = inputs.length == 0 ? 0 : inputs[(int) (FLAT * inputs.length)];
            for (int i = from; i < to; i++) if (sorted[i].removed < LEFT * noise) left++;
        }
        return sorted.length == 0 ? 0 : left / (double) sorted.length;
    }

    /** About the means of the cells. */
    private static double deviation(float[] block) {
        double[] sums = new double[SIDE / CELL * SIDE / CELL];
        double squares = 0;
        for (int i = 0; i < block.length; i++) {
            sums[i / SIDE / CELL * (SIDE / CELL) + i % SIDE / CELL] += block[i];
            squares += (double) block[i] * block[i];
        }
        for (double sum : sums) squares -= sum * sum / (CELL * CELL);
        return Math.sqrt(Math.max(0, squares) / block.length);
    }
}
