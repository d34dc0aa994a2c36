package org.mulligan.predict;

import org.mulligan.image.intensity.ChannelIntensities;
import org.mulligan.image.plane.Pixels;

/**
 * Between which intensities a restored value is believed: those of the channel, and a margin more
 * at either end, as far as the result's bit depth goes. A network that is fed what it has never
 * seen can answer with anything.
 */
public record Bounds(float low, float high) {
    /** For a result that is not in the units of the input. */
    static final Bounds NONE = new Bounds(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);

    /**
     * Of a channel of which only a sample was read every intensity is believed.
     *
     * @param share the margin as a share of the channel's range, {@link
     *     org.mulligan.model.ModelDescription#margin}
     */
    public static Bounds of(ChannelIntensities.Channel channel, double share, Pixels result) {
        double range = channel.highest() - channel.lowest();
        double margin = Double.isInfinite(share) ? share : share * range;
        if (channel.sampled()) margin = Double.POSITIVE_INFINITY;
        float low = (float) (channel.lowest() - margin);
        float high = (float) (channel.highest() + margin);
        if (result.bitDepth() == Float.SIZE) return new Bounds(low, high);
        // What rounds to the last integer is still in range.
        float last = (result.bitDepth() == Byte.SIZE ? 0xff : 0xffff) + 0.5f;
        return new Bounds(Math.max(low, Math.nextUp(-0.5f)), Math.min(high, Math.nextDown(last)));
    }

    /**
     * Brings values back between the bounds.
     *
     * @return how many were outside
     */
    int clip(float[] values) {
        int clipped = 0;
        for (int i = 0; i < values.length; i++)
            if (values[i] < low) {
                values[i] = low;
                clipped++;
            } else if (values[i] > high) {
                values[i] = high;
                clipped++;
            }
        return clipped;
    }
}
