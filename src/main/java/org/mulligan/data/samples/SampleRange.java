package org.mulligan.data.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.mulligan.image.intensity.IntensityHistogram;
import org.mulligan.image.plane.Pixels;

/**
 * The intensities that become -1 and +1, one pair for all images and channels: how bright an image
 * is belongs to what is learnt, and a stretch of each would turn empty fields into noise. What lies
 * beyond is clipped, as a generator that ends in a tanh can draw nothing there.
 *
 * @param low intensity that becomes -1, in units of the files
 * @param high intensity that becomes +1
 */
record SampleRange(double low, double high) {
    static final double LOW_PERCENTILE = 0.1;
    static final double HIGH_PERCENTILE = 99.9;

    /** A channel that fills less of the common range is named. */
    private static final double DARK_CHANNEL = 0.25;

    /** Of unsigned bytes whose meaning is known. */
    static SampleRange ofBytes() {
        return new SampleRange(0, 255);
    }

    /**
     * Percentiles over all pixels of all images; where both fall on one value (a few bright spots
     * on black) the lowest and the highest intensity.
     *
     * @param images at least one that is not constant
     */
    static SampleRange measure(List<SampleImage> images, Consumer<String> note) {
        int channels = images.get(0).planes().size();
        IntensityHistogram all = new IntensityHistogram();
        List<IntensityHistogram> each = new ArrayList<>();
        for (int channel = 0; channel < channels; channel++)
            each.add(channels == 1 ? all : new IntensityHistogram());
        for (SampleImage image : images)
            for (int channel = 0; channel < channels; channel++)
                add(image, channel, channels == 1 ? List.of(all) : List.of(all, each.get(channel)));
        SampleRange range = of(all);
        if (channels > 1) range.noteDark(each, note);
        return range;
    }

    private static void add(SampleImage image, int channel, List<IntensityHistogram> histograms) {
        Pixels plane = image.planes().get(channel);
        float[] row = new float[image.width()];
        for (int y = 0; y < image.height(); y++) {
            plane.get(0, image.top() + y, row.length, row);
            for (IntensityHistogram histogram : histograms)
                for (float value : row) histogram.add(value);
        }
    }

    private static SampleRange of(IntensityHistogram histogram) {
        double[] ends = histogram.percentiles(LOW_PERCENTILE, HIGH_PERCENTILE);
        return ends[1] > ends[0]
                ? new SampleRange(ends[0], ends[1])
                : new SampleRange(histogram.lowest(), histogram.highest());
    }

    private void noteDark(List<IntensityHistogram> channels, Consumer<String> note) {
        for (int i = 0; i < channels.size(); i++) {
            SampleRange own = of(channels.get(i));
            double share = (own.high - own.low) / (high - low);
            if (share < DARK_CHANNEL)
                note.accept(
                        "Channel %d fills %.0f %% of the range %.6g to %.6g that all channels share, and little of it will be learnt; bring the channels to like intensities first (Process > Math > Multiply)"
                                .formatted(i + 1, 100 * share, low, high));
        }
    }

    /** The share of all pixels, from 0 to 1, that lie beyond and are clipped. */
    double clipped(List<SampleImage> images) {
        long beyond = 0;
        long all = 0;
        for (SampleImage image : images)
            for (Pixels plane : image.planes()) {
                float[] row = new float[image.width()];
                for (int y = 0; y < image.height(); y++) {
                    plane.get(0, image.top() + y, row.length, row);
                    for (float value : row) if (value < low || value > high) beyond++;
                }
                all += (long) image.width() * image.height();
            }
        return (double) beyond / all;
    }

    /**
     * From the files' units to -1 to 1 of one channel, in place; what lies beyond stays beyond.
     *
     * @param channels interleaved in {@code values}
     */
    void apply(float[] values, int channel, int channels) {
        double scale = 2 / (high - low);
        for (int i = channel; i < values.length; i += channels)
            values[i] = (float) ((values[i] - low) * scale - 1);
    }

    /** From the files' units to -1 to 1, in place. */
    void apply(float[] values) {
        double scale = 2 / (high - low);
        for (int i = 0; i < values.length; i++) {
            double value = (values[i] - low) * scale - 1;
            // With Math.min and Math.max of doubles this took nine tenths of a batch.
            values[i] = (float) (value < -1 ? -1 : value > 1 ? 1 : value);
        }
    }
}
