package org.mulligan.train.vst;

import java.util.ArrayList;
import java.util.List;
import org.mulligan.tensor.frozen.RunningGraph;

/**
 * How well hidden pixels are told, against what they were with their noise.
 *
 * @param network squared errors of the network, a sum of each block of the images, data range 1
 * @param neighbours likewise of the mean of their four neighbours, which is what the network was
 *     given
 * @param count hidden pixels
 */
record HiddenError(List<Double> network, List<Double> neighbours, long count) {
    private static final int MOST_IMAGES = 4;

    /** Of an image the middle, px. */
    private static final int SIDE = 512;

    /** Farther apart errors have nothing to do with each other, px. */
    private static final int BLOCK = 32;

    /** Of the 16 grids. */
    private static final int[] GRIDS = {0, 5, 10, 15};

    /** Standard errors that are no chance. */
    private static final double CLEAR = 2;

    /** dB; by less, curves were found to be better that were worse where no pixel is hidden. */
    private static final double WORTH = 0.05;

    /**
     * @param stride of the network, px
     */
    static HiddenError of(RunningGraph network, List<NoisyImage> images, int stride) {
        List<Double> told = new ArrayList<>();
        List<Double> meant = new ArrayList<>();
        long count = 0;
        for (NoisyImage image : images.subList(0, Math.min(MOST_IMAGES, images.size()))) {
            NoisyImage cut = image.middle(SIDE).cropped(stride);
            int across = (cut.width() + BLOCK - 1) / BLOCK;
            int down = (cut.height() + BLOCK - 1) / BLOCK;
            double[] byNetwork = new double[across * down];
            double[] byNeighbours = new double[across * down];
            for (int grid : GRIDS) {
                float[] input = cut.pixels().clone();
                HiddenPixels.hide(input, cut.width(), cut.height(), grid);
                float[] made = network.run(input, cut.height(), cut.width());
                for (int y = grid / HiddenPixels.APART; y < cut.height(); y += HiddenPixels.APART)
                    for (int x = grid % HiddenPixels.APART;
                            x < cut.width();
                            x += HiddenPixels.APART) {
                        int i = y * cut.width() + x;
                        int block = y / BLOCK * across + x / BLOCK;
                        byNetwork[block] += Math.pow((double) made[i] - cut.pixels()[i], 2);
                        byNeighbours[block] += Math.pow((double) input[i] - cut.pixels()[i], 2);
                        count++;
                    }
            }
            for (double sum : byNetwork) told.add(sum);
            for (double sum : byNeighbours) meant.add(sum);
        }
        return new HiddenError(told, meant, count);
    }

    /**
     * Whether this network's error is smaller than another's on the same pixels by more than chance
     * would have it, and so much that it is worth it.
     */
    boolean isClearlyBelow(HiddenError other) {
        int blocks = network.size();
        if (blocks < 2) return false;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < blocks; i++) {
            double gain = other.network.get(i) - network.get(i);
            sum += gain;
            squares += gain * gain;
        }
        double spread =
                Math.sqrt(Math.max(0, squares - sum * sum / blocks) * blocks / (blocks - 1));
        return sum > CLEAR * spread && decibels() > other.decibels() + WORTH;
    }

    /** PSNR of the network [dB], data range 1. */
    double decibels() {
        return decibels(network);
    }

    /** That of the mean of the neighbours. */
    double neighboursDecibels() {
        return decibels(neighbours);
    }

    private double decibels(List<Double> sums) {
        return -10 * Math.log10(sums.stream().mapToDouble(sum -> sum).sum() / count);
    }
}
