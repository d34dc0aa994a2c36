package org.mulligan.service.restore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.model.ModelDescription;
import org.mulligan.noise.LagCorrelation;
import org.mulligan.noise.LineOffsets;
import org.mulligan.service.inspect.NoiseWords;

/**
 * Whether an image has noise of a kind that networks were seen to take for structure, in the user's
 * words: noise that neighbouring pixels share, and offsets of whole rows or columns. Of each
 * channel the middle of the middle plane is looked at, 768 px a side at most.
 *
 * <p>What is measured, and its words, are those of the inspector.
 *
 * <p>It is for models that learnt from noise of each pixel by itself; one that was trained on the
 * user's images knows theirs.
 */
final class NoiseCheck {
    private static final int SIDE = 768;

    /** Of what the figures are measured in, px: they need less than the warnings. */
    private static final int FIGURES = 512;

    private NoiseCheck() {}

    /**
     * What a user must be warned of.
     *
     * @return none where the model did not learn from white noise
     */
    static List<String> warnings(PlaneSource image, ModelDescription model) throws IOException {
        List<String> lines = new ArrayList<>();
        if (!model.facts().learntWhiteNoise() || !applies(model)) return lines;
        int width = Math.min(SIDE, image.width());
        int height = Math.min(SIDE, image.height());
        for (int channel = 0; channel < image.channels(); channel++) {
            String which = which(image, channel);
            float[] middle = middle(image, channel, width, height);
            Optional<LagCorrelation> found = LagCorrelation.of(middle, width, height);
            if (found.isEmpty()) continue;
            LagCorrelation lag = found.get();
            NoiseWords.correlated(lag, which)
                    .map(words -> warning(words, NoiseWords.remedy(lag, "denoise")))
                    .ifPresent(lines::add);
            LineOffsets.of(middle, width, height)
                    .flatMap(offsets -> NoiseWords.lines(offsets, lag.sigma(), which))
                    .map(words -> warning(words, NoiseWords.linesRemedy("denoise")))
                    .ifPresent(lines::add);
        }
        return lines;
    }

    private static String warning(String found, String remedy) {
        return "WARNING: %s, which the model may take for structure; %s.".formatted(found, remedy);
    }

    /** The noise of each channel in a line, for the Info of the result. */
    static List<String> figures(PlaneSource image, ModelDescription model) throws IOException {
        List<String> lines = new ArrayList<>();
        if (!applies(model)) return lines;
        int width = Math.min(FIGURES, image.width());
        int height = Math.min(FIGURES, image.height());
        for (int channel = 0; channel < image.channels(); channel++)
            NoiseWords.line(
                            middle(image, channel, width, height),
                            width,
                            height,
                            which(image, channel))
                    .ifPresent(lines::add);
        return lines;
    }

    private static boolean applies(ModelDescription model) {
        return !model.task().evensLight() && !model.task().fills();
    }

    private static String which(PlaneSource image, int channel) {
        return image.channels() == 1 ? "" : " of channel " + (channel + 1);
    }

    private static float[] middle(PlaneSource image, int channel, int width, int height)
            throws IOException {
        int last = 0;
        int planes = 0;
        for (int plane = 0; plane < image.count(); plane++)
            if (image.channel(plane) == channel) planes++;
        for (int plane = 0, seen = 0; plane < image.count(); plane++)
            if (image.channel(plane) == channel && seen++ == planes / 2) last = plane;
        Pixels pixels = image.read(last);
        return pixels.part(
                (image.width() - width) / 2, (image.height() - height) / 2, width, height);
    }
}
