package org.mulligan.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntConsumer;

/** Finds how each channel of an image is normalised, in one pass over its planes. */
public final class ChannelIntensities {
    private final PlaneSource image;
    private final List<IntensityHistogram> histograms = new ArrayList<>();
    private final long[] unknown;
    private long bad;
    private String firstBad = "";

    private ChannelIntensities(PlaneSource image) {
        this.image = image;
        this.unknown = new long[image.channels()];
        for (int c = 0; c < image.channels(); c++) histograms.add(new IntensityHistogram());
    }

    /**
     * One channel.
     *
     * @param lowest value of its pixels, and
     * @param highest
     */
    public record Channel(Normalisation normalisation, double lowest, double highest) {}

    /**
     * Percentiles of each whole channel, and its extremes. Where both fall on one value though the
     * channel is not constant (a few bright spots on black), the channel's lowest and highest
     * values take their place. Pixels that are missing under a mask are left out.
     *
     * @param low percentile that becomes 0
     * @param high percentile that becomes 1
     * @param beforePlane is told each plane before it is read, from 0; may throw to stop
     * @return one per channel
     * @throws IllegalArgumentException when a channel is constant, saturated or missing, or a pixel
     *     is not finite; the text says which, how many and where
     */
    public static List<Channel> measure(
            PlaneSource image, double low, double high, IntConsumer beforePlane)
            throws IOException {
        ChannelIntensities intensities = new ChannelIntensities(image);
        for (int plane = 0; plane < image.count(); plane++) {
            beforePlane.accept(plane);
            intensities.add(plane);
        }
        intensities.requireFinite();
        List<Channel> channels = new ArrayList<>();
        for (int c = 0; c < image.channels(); c++)
            channels.add(
                    new Channel(
                            intensities.normalisation(c, low, high),
                            intensities.histograms.get(c).lowest(),
                            intensities.histograms.get(c).highest()));
        return channels;
    }

    private void add(int plane) throws IOException {
        Pixels pixels = image.read(plane);
        BitSet missing = image.missing(plane);
        IntensityHistogram histogram = histograms.get(image.channel(plane));
        float[] row = new float[image.width()];
        for (int y = 0; y < image.height(); y++) {
            pixels.get(0, y, row.length, row);
            for (int x = 0; x < row.length; x++) {
                if (missing.get(y * row.length + x)) unknown[image.channel(plane)]++;
                else if (Float.isFinite(row[x])) histogram.add(row[x]);
                else reject(row[x], x, y, plane);
            }
        }
    }

    private void reject(float value, int x, int y, int plane) {
        if (bad++ == 0) firstBad = "%s at x=%d, y=%d of plane %d".formatted(value, x, y, plane + 1);
    }

    private void requireFinite() {
        if (bad > 0)
            throw new IllegalArgumentException(
                    "%d pixel%s not finite, the first is %s; replace them first, e.g. with Process > Noise > Remove NaNs..."
                            .formatted(bad, bad == 1 ? " is" : "s are", firstBad));
    }

    private Normalisation normalisation(int channel, double low, double high) {
        IntensityHistogram histogram = histograms.get(channel);
        String which = image.channels() > 1 ? "Channel " + (channel + 1) : "The image";
        if (histogram.total() == 0)
            throw new IllegalArgumentException(
                    "%s is missing: the mask covers all of its pixels; make the mask smaller"
                            .formatted(which));
        double lowest = histogram.lowest();
        double highest = histogram.highest();
        double saturation = image.bitDepth() == 32 ? Double.NaN : (1 << image.bitDepth()) - 1;
        double[] ends = histogram.percentiles(low, high);
        if (ends[0] == saturation)
            throw new IllegalArgumentException(
                    "%s is saturated: %s of its pixels have the highest value %.0f; there is nothing to restore, record it with less light or gain"
                            .formatted(which, lowest == highest ? "all" : "nearly all", highest));
        if (lowest == highest)
            throw new IllegalArgumentException(
                    "%s is constant: every %spixel is %s; there is nothing to restore"
                            .formatted(which, unknown[channel] > 0 ? "known " : "", lowest));
        if (ends[1] > ends[0]) return new Normalisation(ends[0], ends[1]);
        return new Normalisation(lowest, highest);
    }
}
