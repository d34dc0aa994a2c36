package org.mulligan.metric.features;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Describes an image by 64 values that need no trained network, for the measures of synthesis where
 * there is none. They know nothing of what a picture shows, only of intensities, fineness and
 * texture, so they are a weaker judge than a network that was trained on such images; a distance on
 * them is never an "FID". The same image has the same values for ever, on every machine:
 *
 * <ul>
 *   <li>0 to 15, quantiles: of the n pixels, each the mean of its channels, in ascending order
 *       those at floor((2 i + 1) n / 32);
 *   <li>16 to 31, spectrum: see {@link RadialSpectrum}, of the same means of channels, for the
 *       frequencies 1/32 to 16/32 cycles/px;
 *   <li>32 to 47, random filters: see {@link RandomFilters}, on the image as it is;
 *   <li>48 to 63, the same filters on the image shrunk to 16 x 16 px by averaging areas, whose
 *       subject is the layout of the whole.
 * </ul>
 *
 * <p>Computed in doubles, in a fixed order and with {@code StrictMath}, then rounded to floats.
 */
public final class PlainFeatures {
    /** What to call them, in words for a table or a card. */
    public static final String NAME =
            "plain features (quantiles, spectrum, random filters; 64 values)";

    /** Values per image. */
    public static final int VALUES = 64;

    /** Pixels of the least side. */
    public static final int LEAST_SIZE = 8;

    private static final int QUANTILES = 16;
    private static final int LAYOUT = 16;

    private PlainFeatures() {}

    /**
     * Describes one image.
     *
     * @param pixels axes YXC, {@code (y * size + x) * channels + c}, scaled by the caller to -1..1,
     *     all images of a comparison alike; not modified
     * @param size pixels of either side, at least 8; a comparison is of images of one size
     * @param channels 1 or 3
     * @return a new array of 64 values
     * @throws IllegalArgumentException if there are not size x size x channels finite pixels, the
     *     image is too small or has another number of channels
     */
    public static float[] of(float[] pixels, int size, int channels) {
        check(pixels, size, channels);
        int count = size * size;
        double[][] planes = new double[channels][count];
        double[] gray = new double[count];
        for (int i = 0; i < count; i++) {
            double sum = 0;
            for (int c = 0; c < channels; c++) {
                planes[c][i] = pixels[i * channels + c];
                sum += planes[c][i];
            }
            gray[i] = sum / channels;
        }
        double[][] layout = new double[channels][];
        for (int c = 0; c < channels; c++) layout[c] = shrunk(planes[c], size);

        float[] values = new float[VALUES];
        int at = 0;
        at = put(RadialSpectrum.of(gray, size), values, put(quantiles(gray), values, at));
        RandomFilters filters = RandomFilters.of(channels);
        at = put(filters.responses(planes, size), values, at);
        put(filters.responses(layout, LAYOUT), values, at);
        return values;
    }

    /**
     * Describes a set of two images or more, on all cores.
     *
     * @see #of(float[], int, int)
     */
    public static Features of(List<float[]> images, int size, int channels) {
        float[][] rows = new float[images.size()][];
        IntStream.range(0, rows.length)
                .parallel()
                .forEach(i -> rows[i] = of(images.get(i), size, channels));
        return Features.of(rows);
    }

    private static void check(float[] pixels, int size, int channels) {
        if (size < LEAST_SIZE)
            throw new IllegalArgumentException(
                    "Plain features need an image of %d px a side or more, got %d"
                            .formatted(LEAST_SIZE, size));
        if (channels != 1 && channels != 3)
            throw new IllegalArgumentException(
                    "Plain features are of images with 1 or 3 channels, got " + channels);
        if (pixels.length != (long) size * size * channels)
            throw new IllegalArgumentException(
                    "An image of %d x %d px and %d channels has %d values, got %d"
                            .formatted(
                                    size,
                                    size,
                                    channels,
                                    (long) size * size * channels,
                                    pixels.length));
        for (int i = 0; i < pixels.length; i++)
            if (!Float.isFinite(pixels[i]))
                throw new IllegalArgumentException(
                        "Value %d of the image is %s; plain features need finite numbers, about -1 to 1"
                                .formatted(i, pixels[i]));
    }

    private static int put(double[] group, float[] values, int at) {
        for (int i = 0; i < group.length; i++) values[at + i] = (float) group[i];
        return at + group.length;
    }

    private static double[] quantiles(double[] gray) {
        double[] sorted = gray.clone();
        Arrays.sort(sorted);
        double[] quantiles = new double[QUANTILES];
        for (int i = 0; i < QUANTILES; i++)
            quantiles[i] = sorted[(int) ((2 * i + 1) * (long) sorted.length / (2 * QUANTILES))];
        return quantiles;
    }

    /** To 16 x 16 px, each the mean of its area, shares of pixels included. */
    private static double[] shrunk(double[] plane, int size) {
        double[] narrow = new double[size * LAYOUT];
        double[] small = new double[LAYOUT * LAYOUT];
        for (int x = 0; x < LAYOUT; x++)
            for (int from = x * size / LAYOUT; from * LAYOUT < (x + 1) * size; from++) {
                double share = share(from, x, size);
                for (int y = 0; y < size; y++)
                    narrow[y * LAYOUT + x] += share * plane[y * size + from];
            }
        for (int y = 0; y < LAYOUT; y++)
            for (int from = y * size / LAYOUT; from * LAYOUT < (y + 1) * size; from++) {
                double share = share(from, y, size);
                for (int x = 0; x < LAYOUT; x++)
                    small[y * LAYOUT + x] += share * narrow[from * LAYOUT + x];
            }
        return small;
    }

    /** Of the length of cell {@code cell} the part that pixel {@code from} makes up. */
    private static double share(int from, int cell, int size) {
        int begin = Math.max(from * LAYOUT, cell * size);
        int end = Math.min((from + 1) * LAYOUT, (cell + 1) * size);
        return (end - begin) / (double) size;
    }
}
