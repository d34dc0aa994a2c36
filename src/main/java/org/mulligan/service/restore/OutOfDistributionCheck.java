package org.mulligan.service.restore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.mulligan.image.intensity.Appearance;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.image.intensity.TypicalAppearance;
import org.mulligan.image.intensity.TypicalAppearance.Difference;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.metric.AppearanceProbe;
import org.mulligan.model.ModelDescription;

/**
 * Whether an image looks like those that a model was trained on, in the user's words. Of each
 * channel at most three planes are looked at, spread over the stack.
 */
final class OutOfDistributionCheck {
    private static final int MOST_PLANES = 3;

    private OutOfDistributionCheck() {}

    /**
     * What a user must be warned of.
     *
     * @param normalisations one per channel
     * @return a line for each channel that is unlike the training's; none where it is smaller than
     *     64 px a side, or the model does not know what its training images looked like
     */
    static List<String> warnings(
            PlaneSource image, List<Normalisation> normalisations, ModelDescription model)
            throws IOException {
        List<String> lines = new ArrayList<>();
        for (int channel = 0; channel < normalisations.size(); channel++) {
            Optional<String> unlike = unlike(image, channel, normalisations.get(channel), model);
            String which =
                    normalisations.size() == 1
                            ? "This image"
                            : "Channel %d of this image".formatted(channel + 1);
            unlike.ifPresent(
                    words ->
                            lines.add(
                                    "WARNING: %s is unlike the training images of %s: %s. The result may be wrong; compare it with the raw image, or train a model on images like this one."
                                            .formatted(which, model.name(), words)));
        }
        return lines;
    }

    /**
     * In what a channel is most unlike those of the training, the end of a sentence.
     *
     * @return empty as {@link #warnings} gives no line
     */
    static Optional<String> unlike(
            PlaneSource image, int channel, Normalisation normalisation, ModelDescription model)
            throws IOException {
        Optional<TypicalAppearance> known = model.facts().appearance();
        if (known.isEmpty()) return Optional.empty();
        return look(image, channel, normalisation)
                .flatMap(known.get()::difference)
                .map(OutOfDistributionCheck::words);
    }

    private static Optional<Appearance> look(
            PlaneSource image, int channel, Normalisation normalisation) throws IOException {
        int[] planes =
                IntStream.range(0, image.count())
                        .filter(plane -> image.channel(plane) == channel)
                        .toArray();
        AppearanceProbe probe = new AppearanceProbe(normalisation);
        int count = Math.min(MOST_PLANES, planes.length);
        for (int i = 0; i < count; i++)
            probe.add(image.read(planes[(int) ((2L * i + 1) * planes.length / (2 * count))]));
        return probe.appearance();
    }

    /** "Range" is that between the percentiles that the model normalises by. */
    private static String words(Difference difference) {
        return switch (difference.trait()) {
            case QUANTILES ->
                    text(
                            "%.0f %% of its pixels lie below %.2f of its intensity range (training: below %.2f to %.2f)",
                            Appearance.PERCENTS.get(difference.index()),
                            difference.value(),
                            difference.low(),
                            difference.high());
            case ENERGIES -> {
                double usual = (difference.low() + difference.high()) / 2;
                yield text(
                        "its energy at %s cycles/px is %s times the usual (training: %s to %s times)",
                        band(difference.index()),
                        power(difference.value() - usual),
                        power(difference.low() - usual),
                        power(difference.high() - usual));
            }
            case STEPS ->
                    text(
                            "its energy at %s cycles/px is %s times that at %s (training: %s to %s times)",
                            band(difference.index() + 1),
                            power(difference.value()),
                            band(difference.index()),
                            power(difference.low()),
                            power(difference.high()));
        };
    }

    private static String band(int ring) {
        return text("%.2f-%.2f", Appearance.EDGES.get(ring), Appearance.EDGES.get(ring + 1));
    }

    /** Two digits that count, in powers of ten only what is far from 1. */
    private static String power(double log10) {
        double value = Math.pow(10, log10);
        if (value >= 1e6 || value < 1e-3) return text("%.0e", value);
        if (value >= 10) return text("%.0f", value);
        return value >= 1 ? text("%.1f", value) : text("%.2g", value);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
