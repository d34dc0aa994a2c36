package org.mulligan.noise;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The noise of a plane, or of planes of one camera, as a law that others can draw from or reckon
 * with: its variance at each brightness, and how far it is of each pixel by itself.
 *
 * <p>The variance is a line through the photon transfer ({@link PhotonTransfer}), and not below a
 * floor. Where that cannot be measured, because there is no range of brightness, it is one
 * constant: that of the flat areas. It includes what rounding to the values' steps adds.
 *
 * <p>Known error: of the variance, over all pixels of 60 simulated fields of ten kinds (gain 0.2 to
 * 50, peaks of 5 to 1000 photons, 8 to 16 bit) 0.7 %, at worst 5 %; at the deciles of brightness
 * 0.7 %, at worst 12 %. Of real images, the mean over all pixels: 30 of W2S 1 %, at worst 4 %; 36
 * of FMD without wide field 2 %, at worst 12 %. Where noise is correlated beyond {@value
 * TransferCurve#WHITE} structure counts too, and it is up to 26 % off.
 *
 * <p>Of large planes the middle 1024 x 1024 px are looked at, and of many planes eight.
 *
 * @param slope variance per brightness, units of the plane; 0 where the noise is constant
 * @param intercept variance at brightness 0, by the line; squared units of the plane
 * @param floor least variance, squared units of the plane; above 0
 * @param lag how alike neighbouring pixels' noise is
 * @param lines offsets of rows and columns; none where the planes are too small to tell
 * @param saturated share of the pixels at the highest value, where that is no chance
 * @param step smallest difference of two values, units of the plane
 * @param frames of which the noise was measured by their differences; 0 where single planes told it
 */
public record NoiseModel(
        double slope,
        double intercept,
        double floor,
        LagCorrelation lag,
        Optional<LineOffsets> lines,
        double saturated,
        double step,
        int frames) {
    /** Side of what is looked at, px. */
    private static final int SIDE = 1024;

    private static final int MOST_PLANES = 8;

    /** Share of saturated pixels that matters. */
    private static final double SATURATED = 0.001;

    /** Standard deviations in steps of the values; that of rounding alone is 0.29. */
    private static final double ROUNDING = 0.35;

    /** Correlation along both axes beyond which nothing is left of the noise of single pixels. */
    private static final double SMOOTH = 0.7;

    public NoiseModel {
        if (!(slope >= 0) || !(floor > 0) || !Double.isFinite(slope + intercept + floor))
            throw new IllegalArgumentException(
                    "A noise model needs a slope of 0 or more and a floor above 0, got %s and %s"
                            .formatted(slope, floor));
    }

    /**
     * Of one plane.
     *
     * @param plane row by row, not modified; what is not a number is passed over
     * @return empty where it is too small to measure, or all alike
     */
    public static Optional<NoiseModel> of(float[] plane, int width, int height) {
        return ofPlanes(List.of(plane), width, height);
    }

    /**
     * Of planes that one camera took in one way, as those of a stack.
     *
     * @param planes one or more, each row by row, not modified
     * @return empty where they are too small to measure, or all alike
     */
    public static Optional<NoiseModel> ofPlanes(List<float[]> planes, int width, int height) {
        List<float[]> looked = looked(planes, width, height);
        int w = Math.min(SIDE, width);
        int h = Math.min(SIDE, height);
        return TransferCurve.ofPlanes(looked, w, h).map(curve -> of(curve, looked, w, h, 0));
    }

    /**
     * Of frames that show the same, whose differences are noise.
     *
     * @param frames two or more, in their order, each row by row, not modified
     * @return empty where they are too small to measure, or copies
     */
    public static Optional<NoiseModel> ofRepeats(List<float[]> frames, int width, int height) {
        if (frames.size() < 2)
            throw new IllegalArgumentException(
                    "Repeats need two frames or more, got " + frames.size());
        List<float[]> first = frames.subList(0, Math.min(MOST_PLANES, frames.size()));
        List<float[]> looked = looked(first, width, height);
        int w = Math.min(SIDE, width);
        int h = Math.min(SIDE, height);
        return TransferCurve.ofRepeats(looked, w, h)
                .map(curve -> of(curve, looked, w, h, looked.size()));
    }

    private static NoiseModel of(
            TransferCurve curve, List<float[]> planes, int width, int height, int frames) {
        Quantisation values = curve.values();
        Optional<LineOffsets> lines = LineOffsets.of(planes.get(planes.size() / 2), width, height);
        double least = Math.max(values.variance(), Double.MIN_NORMAL);
        double slope = 0;
        double intercept = Math.max(least, Math.pow(curve.lag().sigma(), 2));
        double floor = intercept;
        Optional<TransferLine> line = curve.line();
        if (line.isPresent()) {
            slope = line.get().slope();
            intercept = line.get().at(0) + values.variance();
            // In the dark the steps of the values, or black that was cut off, bend the line.
            floor = Math.max(least, curve.darkest());
        }
        return new NoiseModel(
                slope,
                intercept,
                floor,
                curve.lag(),
                lines,
                values.saturated(planes),
                values.step(),
                frames);
    }

    private static List<float[]> looked(List<float[]> planes, int width, int height) {
        int count = Math.min(MOST_PLANES, planes.size());
        List<float[]> looked = new ArrayList<>();
        for (int i = 0; i < count; i++)
            looked.add(
                    middle(planes.get((2 * i + 1) * planes.size() / (2 * count)), width, height));
        return looked;
    }

    private static float[] middle(float[] plane, int width, int height) {
        if (width <= SIDE && height <= SIDE) return plane;
        int columns = Math.min(SIDE, width);
        int rows = Math.min(SIDE, height);
        float[] middle = new float[columns * rows];
        int from = (height - rows) / 2 * width + (width - columns) / 2;
        for (int y = 0; y < rows; y++)
            System.arraycopy(plane, from + y * width, middle, y * columns, columns);
        return middle;
    }

    /** Of the noise of a pixel, at an expected brightness; squared units of the plane, above 0. */
    public double variance(float intensity) {
        return Math.max(floor, slope * intensity + intercept);
    }

    /** Its root: standard deviation, units of the plane. */
    public double sigma(float intensity) {
        return Math.sqrt(variance(intensity));
    }

    /** Whether the noise is taken to be alike at each brightness, as no more could be measured. */
    public boolean isConstant() {
        return slope == 0;
    }

    /** Whether the noise is that of each pixel by itself: neither neighbours nor lines share it. */
    public boolean isIndependent() {
        return lag.isWhite() && !rowsStandOut() && !columnsStandOut();
    }

    public boolean rowsStandOut() {
        return lines.isPresent() && lines.get().rowsStandOut(lag.sigma());
    }

    public boolean columnsStandOut() {
        return lines.isPresent() && lines.get().columnsStandOut(lag.sigma());
    }

    /**
     * Whether no noise of single pixels is left: it was denoised, smoothed or enlarged before, or
     * the rounding to the values' steps is all there is.
     */
    public boolean isNoiseFree() {
        return isRoundingOnly() || isSmooth();
    }

    /** Whether there is no more than the rounding to the values' steps. */
    public boolean isRoundingOnly() {
        return lag.sigma() < ROUNDING * step;
    }

    /** Whether neighbouring pixels vary together as no camera's do. */
    public boolean isSmooth() {
        return Math.min(lag.x(), lag.y()) > SMOOTH;
    }

    /** Whether so many pixels are saturated that what is reckoned from the noise is off. */
    public boolean isSaturated() {
        return saturated > SATURATED;
    }

    /** One line for people. */
    public String words() {
        if (isRoundingOnly()) return "no noise beyond the rounding to grey levels";
        if (isSmooth())
            return text(
                    "no noise of single pixels is left (correlation %.2f along X, %.2f along Y)",
                    lag.x(), lag.y());
        List<String> words = new ArrayList<>();
        words.add(
                isConstant()
                        ? text(
                                "standard deviation %.3g at every brightness, as no growth with the light was measured",
                                Math.sqrt(floor))
                        : text(
                                "variance %.3g x intensity %+.3g, at least %.3g",
                                slope, intercept, floor));
        words.add(
                lag.isWhite()
                        ? text(
                                "of each pixel by itself (correlation %.2f along X, %.2f along Y)",
                                lag.x(), lag.y())
                        : text(
                                "correlated from pixel to pixel (%.2f along X, %.2f along Y)",
                                lag.x(), lag.y()));
        lines.filter(each -> rowsStandOut())
                .ifPresent(
                        each ->
                                words.add(
                                        text(
                                                "rows offset by %.0f %% of it",
                                                100 * each.rows() / lag.sigma())));
        lines.filter(each -> columnsStandOut())
                .ifPresent(
                        each ->
                                words.add(
                                        text(
                                                "columns offset by %.0f %% of it",
                                                100 * each.columns() / lag.sigma())));
        if (isSaturated()) words.add(text("%.2g %% of the pixels saturated", 100 * saturated));
        if (frames > 0) words.add("measured from %d frames".formatted(frames));
        return String.join("; ", words);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
