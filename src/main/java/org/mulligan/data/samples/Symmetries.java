package org.mulligan.data.samples;

import java.util.SplittableRandom;

/** The eight ways to turn and mirror a square, for images that have no up. */
public final class Symmetries {
    /** How many there are; the first leaves an image as it is. */
    private static final int COUNT = 8;

    private Symmetries() {}

    /**
     * Turns each image of a batch in one of the eight ways.
     *
     * @param size side of an image, px
     * @param seed with the batch's step, all of the choice
     * @return a new batch
     */
    public static SampleBatch turn(SampleBatch batch, int size, int channels, long seed) {
        SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + batch.step());
        float[] images = new float[batch.images().length];
        int values = size * size * channels;
        for (int i = 0; i < images.length / values; i++)
            turn(batch.images(), images, i * values, size, channels, random.nextInt(COUNT));
        return new SampleBatch(batch.step(), images, batch.labels());
    }

    /**
     * Turns one image.
     *
     * @param at where it begins in both arrays
     * @param way 0 to 7: bit 0 mirrors, bit 1 turns upside down, bit 2 swaps rows and columns
     */
    private static void turn(float[] from, float[] to, int at, int size, int channels, int way) {
        for (int y = 0; y < size; y++)
            for (int x = 0; x < size; x++) {
                int column = (way & 1) == 0 ? x : size - 1 - x;
                int row = (way & 2) == 0 ? y : size - 1 - y;
                int source = (way & 4) == 0 ? row * size + column : column * size + row;
                System.arraycopy(
                        from, at + source * channels, to, at + (y * size + x) * channels, channels);
            }
    }
}
