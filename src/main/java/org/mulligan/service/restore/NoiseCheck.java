package org.mulligan.service.restore;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.model.ModelDescription;
import org.mulligan.noise.LagCorrelation;
import org.mulligan.noise.LineOffsets;
import org.mulligan.noise.law.MeasuredLaw;
import org.mulligan.noise.law.PeakLight;
import org.mulligan.service.inspect.NoiseWords;
import org.mulligan.service.report.Purpose;

/**
 * Whether an image has noise of a kind that networks were seen to take for structure, in the user's
 * words: noise that neighbouring pixels share, and offsets of whole rows or columns. Of each
 * channel the middle of the middle plane is looked at, 768 px a side at most.
 *
 * <p>What is measured, and its words, are those of the inspector.
 *
 * <p>The warnings are for models that learnt from noise of each pixel by itself; one that was
 * trained on the user's images knows theirs. Models that sharpen are told of another thing: an
 * image that is noisier than all that they have seen.
 *
 * @param warnings what a user must be warned of
 * @param shared channels whose noise is to be denoised at half the resolution, too
 * @param figures the noise of each channel in a line, for the Info of the result; measured beside
 *     the work, and waited for when they are asked for
 */
record NoiseCheck(List<String> warnings, BitSet shared, Supplier<List<String>> figures) {
    /**
     * Share of the finest detail up to which what looks correlated is noise: FMD's wide-field
     * images have 0.3, an electron micrograph whose structure is as fine as its pixels 0.8.
     */
    private static final double COARSE = 0.5;

    /** So much darker than any of the training an image is, as far as its noise can tell. */
    private static final double DARKER = 2;

    private static final int SIDE = 768;

    /** Of what the figures are measured in, px: they need less than the warnings. */
    private static final int FIGURES = 512;

    /**
     * Reads the image and measures it.
     *
     * @param image without the offsets of its lines and its outliers
     * @param raw the same with them
     * @param scales whether noise that neighbours share is denoised at half the resolution
     */
    static NoiseCheck of(PlaneSource image, PlaneSource raw, ModelDescription model, boolean scales)
            throws IOException {
        if (!applies(model)) return new NoiseCheck(List.of(), new BitSet(), List::of);
        List<CompletableFuture<Optional<String>>> figures = new ArrayList<>();
        List<CompletableFuture<Found>> warnings = new ArrayList<>();
        List<CompletableFuture<Optional<String>>> dark = new ArrayList<>();
        for (int channel = 0; channel < image.channels(); channel++) {
            String which = which(image, channel);
            if (model.facts().learntWhiteNoise()) {
                Middle middle = Middle.of(image, channel, SIDE);
                warnings.add(CompletableFuture.supplyAsync(() -> found(middle, which, scales)));
            }
            OptionalDouble fewest = model.facts().fewestPhotons();
            if (fewest.isPresent()) {
                Middle middle = Middle.of(image, channel, SIDE);
                dark.add(
                        CompletableFuture.supplyAsync(
                                () -> dark(middle, which, fewest.getAsDouble())));
            }
            Middle middle = Middle.of(raw, channel, FIGURES);
            figures.add(
                    CompletableFuture.supplyAsync(
                            () ->
                                    NoiseWords.line(
                                            middle.pixels, middle.width, middle.height, which)));
        }
        BitSet shared = new BitSet();
        for (int channel = 0; channel < warnings.size(); channel++)
            if (warnings.get(channel).join().shared) shared.set(channel);
        return new NoiseCheck(
                Stream.concat(
                                warnings.stream().flatMap(found -> found.join().lines.stream()),
                                dark.stream().flatMap(found -> found.join().stream()))
                        .toList(),
                shared,
                () -> figures.stream().flatMap(found -> found.join().stream()).toList());
    }

    /**
     * @param shared whether it is to be denoised at half the resolution, too
     */
    private record Found(List<String> lines, boolean shared) {}

    private static Found found(Middle middle, String which, boolean scales) {
        List<String> lines = new ArrayList<>();
        Optional<LagCorrelation> measured =
                LagCorrelation.of(middle.pixels, middle.width, middle.height);
        if (measured.isEmpty()) return new Found(lines, false);
        LagCorrelation lag = measured.get();
        boolean shared =
                scales
                        && lag.isWhiteAtHalf()
                        && MeasuredLaw.of(middle.pixels, middle.width, middle.height).fine()
                                <= COARSE;
        if (!shared)
            NoiseWords.correlated(lag, which)
                    .map(words -> warning(words, NoiseWords.remedy(lag, "denoise")))
                    .ifPresent(lines::add);
        LineOffsets.of(middle.pixels, middle.width, middle.height)
                .flatMap(offsets -> NoiseWords.lines(offsets, lag.sigma(), which))
                .map(words -> warning(words, NoiseWords.linesRemedy("denoise")))
                .ifPresent(lines::add);
        return new Found(lines, shared);
    }

    /** Who is shown noise that is stronger than any he has seen sharpens it. */
    private static Optional<String> dark(Middle middle, String which, double fewest) {
        double photons = PeakLight.photons(middle.pixels, middle.width, middle.height);
        if (DARKER * photons >= fewest) return Optional.empty();
        return Optional.of(
                "WARNING: The image%s is as noisy as one of %s at its brightest, and the model has learnt to sharpen those of %s or more: it may sharpen noise. Take %s instead, or expose longer."
                        .formatted(
                                which,
                                photons < 1.5 ? "1 photon" : "%.0f photons".formatted(photons),
                                BigDecimal.valueOf(fewest).stripTrailingZeros().toPlainString(),
                                Purpose.DENOISE.command()));
    }

    private static String warning(String found, String remedy) {
        return "WARNING: %s, which the model may take for structure; %s.".formatted(found, remedy);
    }

    private static boolean applies(ModelDescription model) {
        return !model.task().evensLight() && !model.task().fills();
    }

    private static String which(PlaneSource image, int channel) {
        return image.channels() == 1 ? "" : " of channel " + (channel + 1);
    }

    private record Middle(float[] pixels, int width, int height) {
        /**
         * @param most px of a side
         */
        static Middle of(PlaneSource image, int channel, int most) throws IOException {
            int last = 0;
            int planes = 0;
            for (int plane = 0; plane < image.count(); plane++)
                if (image.channel(plane) == channel) planes++;
            for (int plane = 0, seen = 0; plane < image.count(); plane++)
                if (image.channel(plane) == channel && seen++ == planes / 2) last = plane;
            int width = Math.min(most, image.width());
            int height = Math.min(most, image.height());
            Pixels pixels = image.read(last);
            return new Middle(
                    pixels.part(
                            (image.width() - width) / 2,
                            (image.height() - height) / 2,
                            width,
                            height),
                    width,
                    height);
        }
    }
}
