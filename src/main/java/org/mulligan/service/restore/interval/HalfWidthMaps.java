package org.mulligan.service.restore.interval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.mulligan.image.filter.Bicubic;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.metric.interval.Interval;
import org.mulligan.metric.interval.NoiseLevel;

/**
 * The half-widths of a result's pixels, plane by plane. A plane whose noise is not like that of the
 * calibration has none, and neither has a channel that something else speaks against.
 */
public final class HalfWidthMaps {
    private final Interval interval;
    private final int scale;
    private final List<Optional<String>> against;
    private final List<Optional<String>> noise = new ArrayList<>();
    private final double[] sums;
    private final long[] pixels;

    /**
     * @param scale pixels of the result along one of the input
     * @param against by channel, why it has no half-width, if it has none
     */
    public HalfWidthMaps(Interval interval, int scale, List<Optional<String>> against) {
        this.interval = interval;
        this.scale = scale;
        this.against = List.copyOf(against);
        for (int c = 0; c < against.size(); c++) noise.add(Optional.empty());
        sums = new double[against.size()];
        pixels = new long[against.size()];
    }

    /**
     * Of one plane.
     *
     * @param input in the units of the image, row by row, not modified
     * @param faithful result of the faithful weights, in the same units; not modified
     * @param width of the input, px
     * @param normalisation that the network was given the channel by
     * @return a new array of the size of the result, in the units of the image; not numbers where
     *     the interval is suspended
     */
    public float[] plane(
            int channel,
            float[] input,
            float[] faithful,
            int width,
            int height,
            Normalisation normalisation) {
        float[] half = new float[faithful.length];
        Arrays.fill(half, Float.NaN);
        if (against.get(channel).isPresent()) return half;
        float[] seen = normalised(input, normalisation);
        if (scale > 1) seen = Bicubic.enlarge(seen, width, height, scale);
        float[] result = normalised(faithful, normalisation);
        Optional<String> unlike = interval.suspended(NoiseLevel.of(seen, result));
        if (unlike.isPresent()) {
            if (noise.get(channel).isEmpty()) noise.set(channel, unlike);
            return half;
        }
        half = interval.halfWidth(seen, result, scale * width, scale * height);
        float unit = (float) (normalisation.high() - normalisation.low());
        for (int i = 0; i < half.length; i++) half[i] *= unit;
        return half;
    }

    private static float[] normalised(float[] values, Normalisation normalisation) {
        float[] normalised = new float[values.length];
        for (int i = 0; i < values.length; i++) normalised[i] = normalisation.apply(values[i]);
        return normalised;
    }

    /**
     * Counts what is taken of a plane in the figures.
     *
     * @param half of {@link #plane}, or a part of it
     */
    public void count(int channel, float[] half) {
        for (float value : half)
            if (!Float.isNaN(value)) {
                sums[channel] += value;
                pixels[channel]++;
            }
    }

    /** Of a channel's planes so far. */
    public IntervalFigures figures(int channel) {
        return new IntervalFigures(
                interval,
                sums[channel] / pixels[channel],
                against.get(channel).or(() -> noise.get(channel)));
    }

    /** The first channel of which planes have no half-width, and why; mostly none. */
    public Optional<String> suspended() {
        for (int c = 0; c < sums.length; c++) {
            Optional<String> reason = figures(c).suspended();
            if (reason.isEmpty()) continue;
            String which = sums.length == 1 ? "" : " of channel " + (c + 1);
            return Optional.of(
                    "the interval%s is suspended%s: %s"
                            .formatted(which, pixels[c] > 0 ? " in a part" : "", reason.get()));
        }
        return Optional.empty();
    }
}
