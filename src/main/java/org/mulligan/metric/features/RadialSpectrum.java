package org.mulligan.metric.features;

/**
 * How much there is in an image of each fineness, whatever its direction and place. Tiles of T x T
 * px, T = min(32, size), that overlap by half or more: along either axis one where size &lt;= 32,
 * else m = 2 ceil(size / 32) - 1, tile i beginning at floor(i (size - 32) / (m - 1)). Each has its
 * weighted mean subtracted, is multiplied with the weights w = h(x) h(y), h(x) = 1/2 - 1/2 cos(2 pi
 * (x + 1/2) / T), is filled up with zeros to 32 x 32 and Fourier transformed; power is
 * |F|<sup>2</sup> / sum w<sup>2</sup>, so that white noise has its variance at each frequency. Ring
 * r has all frequencies (u, v), -16 &lt; u, v &lt;= 16, of which sqrt(u<sup>2</sup> +
 * v<sup>2</sup>) rounds to r; its value is log<sub>10</sub>(mean power of the ring over all tiles +
 * 10<sup>-6</sup>).
 *
 * @see <a href="https://doi.org/10.1109/TAU.1967.1161901">Welch 1967</a>
 */
final class RadialSpectrum {
    private static final int POINTS = 32;
    private static final int RINGS = POINTS / 2;
    private static final double FLOOR = 1e-6;
    private static final double[] COSINES = new double[POINTS];
    private static final double[] SINES = new double[POINTS];

    static {
        for (int i = 0; i < POINTS; i++) {
            COSINES[i] = StrictMath.cos(2 * Math.PI * i / POINTS);
            SINES[i] = StrictMath.sin(2 * Math.PI * i / POINTS);
        }
    }

    private final int side;
    private final double[] weights;
    private final double[] power = new double[RINGS];
    private final long[] counts = new long[RINGS];

    private RadialSpectrum(int side) {
        this.side = side;
        double[] hann = new double[side];
        for (int x = 0; x < side; x++)
            hann[x] = 0.5 - 0.5 * StrictMath.cos(2 * Math.PI * (x + 0.5) / side);
        weights = new double[side * side];
        for (int y = 0; y < side; y++)
            for (int x = 0; x < side; x++) weights[y * side + x] = hann[y] * hann[x];
    }

    /**
     * @param plane row by row, {@code size} px a side
     * @return 16 values; number i is of ring i + 1, (i + 1) / 32 cycles/px
     */
    static double[] of(double[] plane, int size) {
        RadialSpectrum spectrum = new RadialSpectrum(Math.min(POINTS, size));
        int tiles = size <= POINTS ? 1 : 2 * -Math.floorDiv(-size, POINTS) - 1;
        for (int i = 0; i < tiles; i++)
            for (int j = 0; j < tiles; j++)
                spectrum.addTile(plane, size, start(j, tiles, size), start(i, tiles, size));
        double[] values = new double[RINGS];
        for (int i = 0; i < RINGS; i++)
            values[i] = StrictMath.log10(spectrum.power[i] / spectrum.counts[i] + FLOOR);
        return values;
    }

    private static int start(int tile, int tiles, int size) {
        return tiles == 1 ? 0 : (int) ((long) tile * (size - POINTS) / (tiles - 1));
    }

    private void addTile(double[] plane, int size, int left, int top) {
        double mean = 0;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < weights.length; i++) {
            mean += weights[i] * plane[(top + i / side) * size + left + i % side];
            sum += weights[i];
            squares += weights[i] * weights[i];
        }
        mean /= sum;
        // By row, frequencies 0 to 16 along x: those below 0 are the same turned round.
        double[] re = new double[side * (RINGS + 1)];
        double[] im = new double[side * (RINGS + 1)];
        for (int i = 0; i < weights.length; i++) {
            int x = i % side;
            int row = i / side;
            double value = weights[i] * (plane[(top + row) * size + left + x] - mean);
            for (int u = 0; u <= RINGS; u++) {
                re[row * (RINGS + 1) + u] += value * COSINES[u * x % POINTS];
                im[row * (RINGS + 1) + u] -= value * SINES[u * x % POINTS];
            }
        }
        for (int u = 0; u <= RINGS; u++)
            for (int v = 1 - RINGS; v <= RINGS; v++) {
                int ring = (int) Math.rint(Math.sqrt(u * u + v * v));
                if (ring < 1 || ring > RINGS) continue;
                double sumRe = 0;
                double sumIm = 0;
                for (int y = 0; y < side; y++) {
                    double cos = COSINES[v * y & POINTS - 1];
                    double sin = SINES[v * y & POINTS - 1];
                    double a = re[y * (RINGS + 1) + u];
                    double b = im[y * (RINGS + 1) + u];
                    sumRe += a * cos + b * sin;
                    sumIm += b * cos - a * sin;
                }
                int times = u == 0 || u == RINGS ? 1 : 2;
                power[ring - 1] += times * (sumRe * sumRe + sumIm * sumIm) / squares;
                counts[ring - 1] += times;
            }
    }
}
