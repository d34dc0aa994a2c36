package org.mulligan.metric.features;

/**
 * How strongly an image answers to 16 fixed random textures: two layers of 3 x 3 filters without
 * borders, first 8 filters over all channels, max(0, .), means of 2 x 2 px (an odd last row or
 * column left out); then 16 filters over the 8 maps, max(0, .) and the mean m over all places. A
 * value is log<sub>10</sub>(m + 10<sup>-2</sup>).
 *
 * <p>Weights are drawn in the order layer, filter, channel, row, column from SplitMix64 that starts
 * at the state 0x4D756C6C6967616E ("Mulligan"), anew for each number of channels: u = (z
 * &gt;&gt;&gt; 11) 2<sup>-53</sup>, weight sqrt(6 / (9 channels)) (2 u - 1). From each filter of
 * the first layer its mean is subtracted, so that brightness, which the quantiles tell, is not told
 * again.
 *
 * @see <a href="https://doi.org/10.1145/2660193.2660195">Steele et al. 2014</a>, for SplitMix64
 */
final class RandomFilters {
    private static final long SEED = 0x4D756C6C6967616EL;
    private static final int FIRST = 8;
    private static final int SECOND = 16;
    private static final double FLOOR = 1e-2;
    private static final RandomFilters GRAY = new RandomFilters(1);
    private static final RandomFilters COLOUR = new RandomFilters(3);

    private final double[][] first;
    private final double[][] second;
    private long state = SEED;

    private RandomFilters(int channels) {
        first = draw(FIRST, channels);
        second = draw(SECOND, FIRST);
        for (double[] filter : first) {
            double mean = 0;
            for (double weight : filter) mean += weight;
            mean /= filter.length;
            for (int i = 0; i < filter.length; i++) filter[i] -= mean;
        }
    }

    /** For 1 or 3 channels. */
    static RandomFilters of(int channels) {
        return channels == 1 ? GRAY : COLOUR;
    }

    private double[][] draw(int filters, int channels) {
        double[][] drawn = new double[filters][9 * channels];
        double scale = Math.sqrt(6.0 / (9 * channels));
        for (double[] filter : drawn)
            for (int i = 0; i < filter.length; i++) filter[i] = scale * (2 * uniform() - 1);
        return drawn;
    }

    private double uniform() {
        state += 0x9E3779B97F4A7C15L;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        z ^= z >>> 31;
        return (z >>> 11) * 0x1p-53;
    }

    /**
     * @param planes one per channel, row by row, {@code size} px a side, at least 8
     * @return 16 values
     */
    double[] responses(double[][] planes, int size) {
        double[][] pooled = new double[FIRST][];
        int half = (size - 2) / 2;
        for (int f = 0; f < FIRST; f++)
            pooled[f] = pool(filtered(planes, size, first[f]), size - 2);
        double[] responses = new double[SECOND];
        for (int f = 0; f < SECOND; f++) {
            double[] map = filtered(pooled, half, second[f]);
            double sum = 0;
            for (double value : map) sum += value;
            responses[f] = StrictMath.log10(sum / map.length + FLOOR);
        }
        return responses;
    }

    /** Two px smaller a side, nowhere below 0. */
    private static double[] filtered(double[][] planes, int size, double[] filter) {
        int inner = size - 2;
        double[] map = new double[inner * inner];
        for (int y = 0; y < inner; y++) {
            int out = y * inner;
            for (int c = 0; c < planes.length; c++)
                for (int dy = 0; dy < 3; dy++) {
                    double[] plane = planes[c];
                    int in = (y + dy) * size;
                    double a = filter[9 * c + 3 * dy];
                    double b = filter[9 * c + 3 * dy + 1];
                    double d = filter[9 * c + 3 * dy + 2];
                    for (int x = 0; x < inner; x++)
                        map[out + x] +=
                                a * plane[in + x] + b * plane[in + x + 1] + d * plane[in + x + 2];
                }
            for (int x = 0; x < inner; x++) map[out + x] = Math.max(0, map[out + x]);
        }
        return map;
    }

    private static double[] pool(double[] map, int size) {
        int half = size / 2;
        double[] pooled = new double[half * half];
        for (int y = 0; y < half; y++)
            for (int x = 0; x < half; x++) {
                int at = 2 * y * size + 2 * x;
                pooled[y * half + x] =
                        (map[at] + map[at + 1] + map[at + size] + map[at + size + 1]) / 4;
            }
        return pooled;
    }
}
