package org.mulligan.noise.law;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.mulligan.image.intensity.NoiseLaw;
import org.mulligan.noise.ClippedDeviation;
import org.mulligan.noise.NoiseModel;

/**
 * Measures what a network is told of the noise: the law of {@link NoiseModel}, and how much of it
 * there is in the finest detail. Structure that is finer than the cells in which a noise model is
 * measured counts there as noise that neighbours share; in the finest detail it does not, and noise
 * that neighbours share has little of it.
 */
public final class MeasuredLaw {
    /** Binomial differences of this order along both axes at once. */
    private static final double[] DIFFERENCE = {1, -4, 6, -4, 1};

    private static final int EDGE = DIFFERENCE.length / 2;

    /** Sum of the squares along one axis. */
    private static final double GAIN = 70;

    /** Of white noise it is 1. */
    private static final double MOST_FINE = 2;

    /** Differences that are looked at. */
    private static final int MOST = 1 << 16;

    private MeasuredLaw() {}

    /**
     * Of one plane. Where no model can be measured the differences of neighbours are taken to be
     * white noise.
     *
     * @param plane row by row, not modified
     */
    public static NoiseLaw of(float[] plane, int width, int height) {
        return of(List.of(plane), width, height);
    }

    /**
     * As {@link #of(float[], int, int)} of planes that one camera took in one way.
     *
     * @param planes one or more, each row by row, not modified
     */
    public static NoiseLaw of(List<float[]> planes, int width, int height) {
        Optional<NoiseModel> found = NoiseModel.ofPlanes(planes, width, height);
        if (found.isEmpty()) return white(planes.get(planes.size() / 2));
        NoiseModel model = found.get();
        NoiseLaw law =
                new NoiseLaw(
                        model.slope(),
                        model.intercept(),
                        model.floor(),
                        model.lag().x(),
                        model.lag().y(),
                        1);
        return law.withFine(fine(planes, width, height, law));
    }

    private static NoiseLaw white(float[] plane) {
        float[] differences = new float[Math.max(0, plane.length - 1)];
        for (int i = 0; i < differences.length; i++)
            differences[i] = (float) ((plane[i + 1] - plane[i]) / Math.sqrt(2));
        double sigma = ClippedDeviation.of(differences);
        return new NoiseLaw(0, 0, Math.max(sigma * sigma, Double.MIN_NORMAL), 0, 0, 1);
    }

    /** Standard deviation of the finest detail in that of white noise of the law. */
    private static double fine(List<float[]> planes, int width, int height, NoiseLaw law) {
        int columns = width - 2 * EDGE;
        int rows = height - 2 * EDGE;
        long all = (long) planes.size() * columns * rows;
        // Odd, so that all columns are looked at.
        int step = (int) (all / MOST) | 1;
        float[] values = new float[(int) (all / step)];
        int n = 0;
        for (int i = 0; i < values.length; i++) {
            long place = (long) i * step;
            float[] plane = planes.get((int) (place / ((long) columns * rows)));
            int within = (int) (place % ((long) columns * rows));
            int corner = within / columns * width + within % columns;
            double difference = 0;
            double mean = 0;
            for (int y = 0; y < DIFFERENCE.length; y++) {
                double row = 0;
                for (int x = 0; x < DIFFERENCE.length; x++) {
                    double value = plane[corner + y * width + x];
                    row += DIFFERENCE[x] * value;
                    mean += value;
                }
                difference += DIFFERENCE[y] * row;
            }
            mean /= DIFFERENCE.length * DIFFERENCE.length;
            double share = difference / GAIN / law.sigma(mean);
            if (Math.abs(share) < Float.MAX_VALUE) values[n++] = (float) share;
        }
        // Where an area has no noise at all, as without light and read noise, the law is no
        // measure.
        return n == 0 ? 1 : Math.min(MOST_FINE, ClippedDeviation.of(Arrays.copyOf(values, n)));
    }
}
