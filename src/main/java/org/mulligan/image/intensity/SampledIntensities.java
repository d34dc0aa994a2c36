package org.mulligan.image.intensity;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.image.plane.SampledPlanes;

/**
 * How each channel of an image is normalised, from pieces of it that are spread over all of it. As
 * many are read as it takes, all of them if need be: by what eighths of them say, three standard
 * errors must be no more than half a percent of the channel's range. The error of a mean over
 * pieces of a finite number of them is less than that of independent ones.
 *
 * @param channels whose lowest and highest values are those of the pieces only
 * @param pieces what was read
 * @param error three standard errors of the worst constant, share of the channel's range
 * @see <a href="https://doi.org/10.1002/9780470316481">Cochran 1977</a>, sampling of clusters
 */
public record SampledIntensities(
        List<ChannelIntensities.Channel> channels, SampledPlanes pieces, double error) {
    private static final double ALLOWED = 0.005;
    private static final int ERRORS = 3;
    private static final int GROUPS = 8;

    /** Pixels of a channel to begin with. */
    private static final int FIRST = 1 << 22;

    /** How many times as many are taken next. */
    private static final int MORE = 4;

    /**
     * Pixels that are not finite are left out.
     *
     * @param beforePiece is told each piece before it is read; may throw to stop
     * @throws IllegalArgumentException when a channel is constant or saturated
     */
    public static SampledIntensities measure(
            PlaneSource image, Scaling scaling, IntConsumer beforePiece) throws IOException {
        int[] piece = image.piece();
        return measure(image, scaling, FIRST / ((long) piece[0] * piece[1]), beforePiece);
    }

    /**
     * @param first pieces of a channel to begin with
     */
    static SampledIntensities measure(
            PlaneSource image, Scaling scaling, long first, IntConsumer beforePiece)
            throws IOException {
        for (long each = Math.max(GROUPS, first); ; each *= MORE) {
            SampledPlanes pieces = new SampledPlanes(image, each);
            // A few pieces may all be background, or saturated.
            boolean last = pieces.isWhole() || pieces.each() < each;
            List<ChannelIntensities.Channel> channels;
            double error;
            try {
                channels = ChannelIntensities.measure(pieces, scaling, beforePiece, false);
                error = last ? 0 : error(pieces, channels, scaling, beforePiece);
            } catch (IllegalArgumentException e) {
                if (last) throw e;
                continue;
            }
            if (error <= ALLOWED)
                return new SampledIntensities(
                        channels.stream().map(ChannelIntensities.Channel::ofSample).toList(),
                        pieces,
                        error);
        }
    }

    private static double error(
            SampledPlanes pieces,
            List<ChannelIntensities.Channel> channels,
            Scaling scaling,
            IntConsumer beforePiece)
            throws IOException {
        List<List<ChannelIntensities.Channel>> groups = new ArrayList<>();
        for (int group = 0; group < GROUPS; group++)
            groups.add(
                    ChannelIntensities.measure(
                            pieces.every(GROUPS, group), scaling, beforePiece, false));
        double unread = Math.sqrt(1 - pieces.share());
        double worst = 0;
        for (int c = 0; c < channels.size(); c++) {
            int channel = c;
            Normalisation all = channels.get(c).normalisation();
            List<Normalisation> of =
                    groups.stream().map(group -> group.get(channel).normalisation()).toList();
            double error =
                    Math.max(
                            deviation(of.stream().mapToDouble(Normalisation::low).toArray()),
                            deviation(of.stream().mapToDouble(Normalisation::high).toArray()));
            double range = all.high() - all.low();
            worst = Math.max(worst, ERRORS * unread * error / Math.sqrt(GROUPS) / range);
        }
        return worst;
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
        return Math.sqrt(squares / (values.length - 1));
    }

    /** For the log and the result's Info. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "Normalisation: from a sample of %d pieces of %d x %d px of each channel, %.1f %% of the whole image; its error is %.2f %% of the range at most (three standard errors)",
                pieces.each(),
                pieces.width(),
                pieces.height(),
                100 * pieces.share(),
                100 * error);
    }
}
