package org.mulligan.service.inspect;

import java.util.Locale;
import java.util.Optional;
import org.mulligan.noise.LagCorrelation;
import org.mulligan.noise.LineOffsets;

/**
 * The words for noise that a denoiser of white noise takes for structure, and for what to do about
 * it: those of the inspector, and of the warning that a denoising gives.
 */
public final class NoiseWords {
    static final String TRAIN =
            "train a model on images like this one (Train Denoiser...; clean images are not needed)";

    private NoiseWords() {}

    /**
     * What was found where the noise is correlated; empty where it is white.
     *
     * @param which what goes behind "The noise", as " of channel 2"
     */
    public static Optional<String> correlated(LagCorrelation lag, String which) {
        if (lag.isWhite()) return Optional.empty();
        return Optional.of(
                text(
                        "The noise%s is correlated from pixel to pixel (%.2f along X, %.2f along Y, white noise has 0)",
                        which, lag.x(), lag.y()));
    }

    /**
     * What to do about correlated noise: to bin where that helps, and to train else.
     *
     * @param denoise what to do once it is binned, as "denoise"
     */
    public static String remedy(LagCorrelation lag, String denoise) {
        return lag.isWhiteBinned()
                ? "halve the resolution first (Image > Transform > Bin..., 2 x 2) and %s then, or %s"
                        .formatted(denoise, TRAIN)
                : "binning 2 x 2 would leave it correlated, so " + TRAIN;
    }

    /**
     * What was found where whole rows or columns are offset; empty where none are.
     *
     * @param sigma standard deviation of the noise
     * @param which what goes behind "rows", as " of channel 2"
     */
    public static Optional<String> lines(LineOffsets lines, double sigma, String which) {
        boolean rows = lines.rowsStandOut(sigma);
        boolean columns = lines.columnsStandOut(sigma);
        if (!rows && !columns) return Optional.empty();
        return Optional.of(
                text(
                        "Whole %s%s are offset (by %.0f %% of the noise)",
                        rows && columns ? "rows and columns" : rows ? "rows" : "columns",
                        which,
                        100 * Math.max(lines.rows(), lines.columns()) / sigma));
    }

    /** What to do about offset lines. */
    public static String linesRemedy(String denoise) {
        return "correct the lines of the camera or scanner first and %s then, or %s"
                .formatted(denoise, TRAIN);
    }

    /**
     * The noise of a plane in one line, for the Info of what is made of it; empty where it is too
     * small or has none.
     *
     * @param plane row by row, not modified
     * @param which as of {@link #correlated}
     */
    public static Optional<String> line(float[] plane, int width, int height, String which) {
        Optional<LagCorrelation> found = LagCorrelation.of(plane, width, height);
        if (found.isEmpty()) return Optional.empty();
        LagCorrelation lag = found.get();
        Optional<Light> light = Light.of(plane, width, height, lag);
        String noise =
                light.map(
                                each ->
                                        text(
                                                "gain %s counts/photon, read noise at most %s counts, SNR %.2g of bright pixels",
                                                number(each.gain()),
                                                number(each.readNoise()),
                                                each.snr(each.bright())))
                        .orElse("standard deviation %s counts".formatted(number(lag.sigma())));
        String lines =
                LineOffsets.of(plane, width, height)
                        .map(
                                each ->
                                        text(
                                                ", rows offset by %.2f and columns by %.2f of it",
                                                each.rows() / lag.sigma(),
                                                each.columns() / lag.sigma()))
                        .orElse("");
        return Optional.of(
                text(
                        "Noise%s: %s; correlation %.2f along X, %.2f along Y%s",
                        which, noise, lag.x(), lag.y(), lines));
    }

    private static String number(double value) {
        return new Figure("", "", value).text();
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
