package org.mulligan.service;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.mulligan.image.Appearance;
import org.mulligan.image.Normalisation;
import org.mulligan.image.PlaneSource;
import org.mulligan.image.TypicalAppearance;
import org.mulligan.image.TypicalAppearance.Difference;
import org.mulligan.metric.AppearanceProbe;

/**
 * Whether an image looks like those that a model was trained on, in the user's words. Of each
 * channel at most three planes are read, spread over the stack.
 */
final class Familiarity {
    private static final int MOST_PLANES = 3;

    private final TypicalAppearance known;

    Familiarity(TypicalAppearance known) {
        this.known = known;
    }

    /**
     * What a user must be warned of.
     *
     * @param normalisations one per channel
     * @return lines; none for an image that looks like the training's, or is smaller than 64 px a
     *     side
     */
    List<String> warnings(PlaneSource image, List<Normalisation> normalisations)
            throws IOException {
        List<String> lines = new ArrayList<>();
        for (int channel = 0; channel < normalisations.size(); channel++) {
            List<Appearance> planes = appearances(image, channel, normalisations.get(channel));
            if (planes.isEmpty()) continue;
            List<Difference> differences = known.differences(Appearance.mean(planes));
            if (differences.isEmpty()) continue;
            lines.add(
                    "WARNING: %s is unlike the images that the model was trained on. The result may be wrong; compare it with the raw image."
                            .formatted(
                                    normalisations.size() > 1
                                            ? "Channel " + (channel + 1)
                                            : "This image"));
            differences.forEach(difference -> lines.add("- " + words(difference)));
        }
        return lines;
    }

    private static List<Appearance> appearances(
            PlaneSource image, int channel, Normalisation normalisation) throws IOException {
        int[] planes =
                IntStream.range(0, image.count())
                        .filter(plane -> image.channel(plane) == channel)
                        .toArray();
        int count = Math.min(MOST_PLANES, planes.length);
        List<Appearance> appearances = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int plane = planes[(int) ((2L * i + 1) * planes.length / (2 * count))];
            AppearanceProbe.of(image.read(plane), normalisation).ifPresent(appearances::add);
        }
        return appearances;
    }

    /** One difference; "range" is that between the percentiles that the model normalises by. */
    static String words(Difference difference) {
        return switch (difference.trait()) {
            case NOISE ->
                    text(
                            "Its noise is %s of the intensity range, in most of those %s to %s",
                            number(power(difference.value())),
                            number(power(difference.low())),
                            number(power(difference.high())));
            case SPECTRUM -> {
                double frequency = Appearance.frequency(difference.index());
                double more = difference.value() - difference.mean();
                yield text(
                        "Its power at %.2f cycles/px (structures and noise of about %.0f px) is %s times %s than in those",
                        frequency,
                        1 / frequency,
                        number(power(Math.abs(more))),
                        more > 0 ? "higher" : "lower");
            }
            case INTENSITIES ->
                    text(
                            "%.0f %% of its pixels lie below %.2f of the intensity range, in most of those below %.2f to %.2f",
                            Appearance.PERCENTS.get(difference.index()),
                            difference.value(),
                            difference.low(),
                            difference.high());
        };
    }

    private static double power(double log10) {
        return Math.pow(10, log10);
    }

    /** Two digits that count, never in powers of ten below a million. */
    private static String number(double value) {
        if (value >= 1e6) return text("%.0e", value);
        if (value >= 10) return text("%.0f", value);
        return value >= 1 ? text("%.1f", value) : text("%.2g", value);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
