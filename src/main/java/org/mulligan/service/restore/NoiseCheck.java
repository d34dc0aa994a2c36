package org.mulligan.service.restore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.model.ModelDescription;
import org.mulligan.noise.LagCorrelation;
import org.mulligan.noise.LineOffsets;

/**
 * Whether an image has noise of a kind that networks were seen to take for structure, in the user's
 * words: noise that neighbouring pixels share, and offsets of whole rows or columns. Of each
 * channel the middle of the middle plane is looked at, 768 px a side at most.
 *
 * <p>It is for models that learnt from noise of each pixel by itself; one that was trained on the
 * user's images knows theirs.
 */
final class NoiseCheck {
    private static final int SIDE = 768;

    private NoiseCheck() {}

    /**
     * What a user must be warned of.
     *
     * @return none where the model did not learn from white noise
     */
    static List<String> warnings(PlaneSource image, ModelDescription model) throws IOException {
        List<String> lines = new ArrayList<>();
        if (!model.facts().learntWhiteNoise() || model.task().evensLight() || model.task().fills())
            return lines;
        int width = Math.min(SIDE, image.width());
        int height = Math.min(SIDE, image.height());
        for (int channel = 0; channel < image.channels(); channel++) {
            String which = image.channels() == 1 ? "" : " of channel " + (channel + 1);
            float[] middle = middle(image, channel, width, height);
            Optional<LagCorrelation> lag = LagCorrelation.of(middle, width, height);
            if (lag.isEmpty()) continue;
            correlated(lag.get(), which).ifPresent(lines::add);
            Optional<LineOffsets> offsets = LineOffsets.of(middle, width, height);
            if (offsets.isEmpty()) continue;
            double sigma = lag.get().sigma();
            if (offsets.get().rowsStandOut(sigma))
                lines.add(lines("rows", offsets.get().rows(), sigma, which));
            if (offsets.get().columnsStandOut(sigma))
                lines.add(lines("columns", offsets.get().columns(), sigma, which));
        }
        return lines;
    }

    private static Optional<String> correlated(LagCorrelation lag, String which) {
        if (lag.isWhite()) return Optional.empty();
        return Optional.of(
                text(
                        "WARNING: The noise%s is correlated from pixel to pixel (%.2f along X, %.2f along Y, white noise has 0), which the model may take for structure; halve the resolution first (Image > Transform > Bin..., 2 x 2), or train a model on images like this one.",
                        which, lag.x(), lag.y()));
    }

    private static String lines(String what, double offsets, double sigma, String which) {
        return text(
                "WARNING: The %s%s are offset by %.3g (standard deviation, %.0f %% of the noise's), which the model may take for structure; correct the camera's lines first, or train a model on images like this one.",
                what, which, offsets, 100 * offsets / sigma);
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
        float[] middle = new float[width * height];
        float[] row = new float[width];
        for (int y = 0; y < height; y++) {
            pixels.get((image.width() - width) / 2, (image.height() - height) / 2 + y, width, row);
            System.arraycopy(row, 0, middle, y * width, width);
        }
        return middle;
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
