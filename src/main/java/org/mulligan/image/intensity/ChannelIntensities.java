package org.mulligan.image.intensity;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;

/** Finds how each channel of an image is normalised, in one pass over its planes. */
public final class ChannelIntensities {
    private final PlaneSource image;
    private final boolean together;
    private final List<IntensityHistogram> histograms = new ArrayList<>();
    private final long[] unknown;
    private final double[] sums;
    private final double[] squares;
    private final boolean finite;
    private long bad;
    private String firstBad = "";

    private ChannelIntensities(PlaneSource image, boolean together, boolean finite) {
        this.image = image;
        this.finite = finite;
        this.together = together;
        this.unknown = new long[image.channels()];
        this.sums = new double[image.channels()];
        this.squares = new double[image.channels()];
        for (int c = 0; c < image.channels(); c++) histograms.add(new IntensityHistogram());
    }

    /**
     * One channel.
     *
     * @param lowest value of its pixels, and
     * @param highest
     * @param sampled whether not all of its pixels were read, so that some may lie outside of these
     * @param noise its law in the channel's own units; empty where nobody needs it
     */
    public record Channel(
            Normalisation normalisation,
            double lowest,
            double highest,
            boolean sampled,
            Optional<NoiseLaw> noise) {
        /** Of whose noise nothing is said, and whose pixels were all read. */
        public Channel(Normalisation normalisation, double lowest, double highest) {
            this(normalisation, lowest, highest, false, Optional.empty());
        }

        /**
         * What Info says of it.
         *
         * @param number from 1
         * @param how it was measured
         */
        public String note(int number, String how) {
            return "Normalisation of channel %d: %s to %s became 0 to 1 (%s)"
                    .formatted(number, normalisation.low(), normalisation.high(), how);
        }

        /** Of which only a sample was read. */
        Channel ofSample() {
            return new Channel(normalisation, lowest, highest, true, noise);
        }

        /** For a network that is told of the noise; see {@link NoiseChannels#range}. */
        public Channel told(NoiseLaw law) {
            double range =
                    NoiseChannels.range(normalisation.apply(highest))
                            * (normalisation.high() - normalisation.low());
            return new Channel(
                    new Normalisation(normalisation.low(), normalisation.low() + range),
                    lowest,
                    highest,
                    sampled,
                    Optional.of(law));
        }

        /** That of the image whose rows have become its columns. */
        public Channel turned() {
            return new Channel(
                    normalisation, lowest, highest, sampled, noise.map(NoiseLaw::turned));
        }
    }

    /**
     * What is measured of each whole channel, and its extremes; of all channels at once where the
     * scaling says so. Where both percentiles fall on one value though the channel is not constant
     * (a few bright spots on black), the channel's lowest and highest values take their place.
     * Pixels that are missing under a mask are left out.
     *
     * @param beforePlane is told each plane before it is read, from 0; may throw to stop
     * @return one per channel
     * @throws IllegalArgumentException when a channel is constant, saturated or missing, or a pixel
     *     is not finite; the text says which, how many and where
     */
    public static List<Channel> measure(PlaneSource image, Scaling scaling, IntConsumer beforePlane)
            throws IOException {
        return measure(image, scaling, beforePlane, true);
    }

    /**
     * The same, of an image of which only a part is worked on.
     *
     * @param finite whether all pixels must be; else those that are not are left out
     */
    public static List<Channel> measure(
            PlaneSource image, Scaling scaling, IntConsumer beforePlane, boolean finite)
            throws IOException {
        ChannelIntensities intensities = new ChannelIntensities(image, scaling.together(), finite);
        for (int plane = 0; plane < image.count(); plane++) {
            beforePlane.accept(plane);
            intensities.add(plane);
        }
        intensities.requireFinite();
        List<Channel> channels = new ArrayList<>();
        for (int c = 0; c < image.channels(); c++)
            channels.add(
                    new Channel(
                            intensities.normalisation(intensities.measuredWith(c), scaling),
                            intensities.histograms.get(intensities.measuredWith(c)).lowest(),
                            intensities.histograms.get(intensities.measuredWith(c)).highest()));
        return channels;
    }

    /**
     * @throws IllegalArgumentException when a pixel is not finite that no mask covers
     */
    public static void requireFinite(PlaneSource image) throws IOException {
        ChannelIntensities all = new ChannelIntensities(image, true, true);
        for (int plane = 0; plane < image.count() && image.bitDepth() == Float.SIZE; plane++)
            all.add(plane);
        all.requireFinite();
    }

    /** The channel whose numbers hold for this one. */
    private int measuredWith(int channel) {
        return together ? 0 : channel;
    }

    private void add(int plane) throws IOException {
        Pixels pixels = image.read(plane);
        BitSet missing = image.missing(plane);
        int channel = measuredWith(image.channel(plane));
        IntensityHistogram histogram = histograms.get(channel);
        float[] row = new float[image.width()];
        for (int y = 0; y < image.height(); y++) {
            pixels.get(0, y, row.length, row);
            for (int x = 0; x < row.length; x++) {
                if (missing.get(y * row.length + x)) unknown[channel]++;
                else if (Float.isFinite(row[x])) add(histogram, channel, row[x]);
                else if (finite) reject(row[x], x, y, plane);
            }
        }
    }

    private void add(IntensityHistogram histogram, int channel, float value) {
        histogram.add(value);
        sums[channel] += value;
        squares[channel] += (double) value * value;
    }

    private void reject(float value, int x, int y, int plane) {
        if (bad++ == 0) firstBad = "%s at x=%d, y=%d of plane %d".formatted(value, x, y, plane + 1);
    }

    private void requireFinite() {
        if (bad > 0)
            throw new IllegalArgumentException(
                    "%d pixel%s not finite, the first is %s; %s"
                            .formatted(
                                    bad, bad == 1 ? " is" : "s are", firstBad, NotFinite.ADVICE));
    }

    private Normalisation normalisation(int channel, Scaling scaling) {
        IntensityHistogram histogram = histograms.get(channel);
        String which = image.channels() > 1 && !together ? "Channel " + (channel + 1) : "The image";
        if (histogram.total() == 0)
            throw new IllegalArgumentException(
                    "%s is missing: the mask covers all of its pixels; make the mask smaller"
                            .formatted(which));
        double lowest = histogram.lowest();
        double highest = histogram.highest();
        double saturation = image.bitDepth() == 32 ? Double.NaN : (1 << image.bitDepth()) - 1;
        double[] ends =
                scaling.kind() == Scaling.Kind.PERCENTILES
                        ? histogram.percentiles(scaling.low(), scaling.high())
                        : new double[] {lowest, highest};
        if (ends[0] == saturation)
            throw new IllegalArgumentException(
                    "%s is saturated: %s of its pixels have the highest value %.0f; there is nothing to restore, record it with less light or gain"
                            .formatted(which, lowest == highest ? "all" : "nearly all", highest));
        if (lowest == highest)
            throw new IllegalArgumentException(
                    "%s is constant: every %spixel is %s; there is nothing to restore"
                            .formatted(which, unknown[channel] > 0 ? "known " : "", lowest));
        return switch (scaling.kind()) {
            case FIXED -> new Normalisation(scaling.low(), scaling.high());
            case DEVIATION -> {
                double mean = sums[channel] / histogram.total();
                double variance = squares[channel] / histogram.total() - mean * mean;
                yield new Normalisation(
                        mean, mean + Math.sqrt(Math.max(0, variance)) + scaling.epsilon());
            }
            case PERCENTILES ->
                    ends[1] > ends[0]
                            ? new Normalisation(ends[0], ends[1] + scaling.epsilon())
                            : new Normalisation(lowest, highest);
        };
    }
}
