package org.mulligan.noise.series;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How the light of a series changes: an exponential trend through the frames' means above the
 * offset, by Theil and Sen (the median of the slopes of all pairs of frames), which a few dropped
 * or flashing frames do not bend; and flicker, what is left beyond the trend and the noise that a
 * mean has.
 *
 * <p>Known error: the change of a frame within a tenth of the flicker's standard deviation for 20
 * frames or more. A trend of a specimen that moves in or out is a trend.
 *
 * @param change of one frame to the next, as a share: -0.01 loses 1 % a frame
 * @param total from the first frame to the last, as a share
 * @param halfLife frames until half of the light is gone; infinite where it does not fall
 * @param flicker standard deviation about the trend, as a share; 0 where noise explains it
 * @see <a href="https://doi.org/10.1080/01621459.1968.10480934">Sen 1968</a>
 */
public record Bleaching(double change, double total, double halfLife, double flicker) {
    private static final int FEWEST = 3;
    private static final double NORMAL = 1.4826;

    /**
     * Empty where fewer than three frames have light above the offset.
     *
     * @param means of the frames, in their order; frames not above the offset are passed over
     * @param offset counts without light
     * @param error standard deviation of a frame's mean by noise: that of a pixel by the square
     *     root of their number
     */
    public static Optional<Bleaching> of(List<Double> means, double offset, double error) {
        int[] lit =
                IntStream.range(0, means.size())
                        .filter(i -> means.get(i) - offset > 3 * error && means.get(i) > offset)
                        .toArray();
        if (lit.length < FEWEST) return Optional.empty();
        double[] logs =
                Arrays.stream(lit).mapToDouble(i -> Math.log(means.get(i) - offset)).toArray();
        double[] slopes = new double[lit.length * (lit.length - 1) / 2];
        int count = 0;
        for (int i = 0; i < lit.length; i++)
            for (int j = i + 1; j < lit.length; j++)
                slopes[count++] = (logs[j] - logs[i]) / (lit[j] - lit[i]);
        double slope = median(slopes);
        double[] off = new double[lit.length];
        for (int i = 0; i < off.length; i++) off[i] = logs[i] - slope * lit[i];
        double level = median(off.clone());
        double[] sizes = Arrays.stream(off).map(value -> Math.abs(value - level)).toArray();
        // Two degrees of freedom have gone into the trend.
        double spread = NORMAL * median(sizes) * Math.sqrt(lit.length / (lit.length - 2.0));
        double middle = level + slope * (means.size() - 1) / 2;
        double noise = error / Math.exp(middle);
        double beyond = spread * spread - noise * noise;
        // The spread is known to 1 / sqrt(n) or so.
        boolean certain = beyond > 2 * spread * spread / Math.sqrt(lit.length);
        return Optional.of(
                new Bleaching(
                        Math.expm1(slope),
                        Math.expm1(slope * (means.size() - 1)),
                        slope < 0 ? Math.log(0.5) / slope : Double.POSITIVE_INFINITY,
                        certain ? Math.sqrt(beyond) : 0));
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int half = values.length / 2;
        return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }
}
