package org.mulligan.service.compare;

import java.util.BitSet;
import java.util.Locale;
import java.util.Optional;
import org.mulligan.metric.risk.Blocks;
import org.mulligan.metric.risk.FineNoise;
import org.mulligan.noise.NoiseModel;

/** Whether candidates can be ranked on a plane, and if not, why in the user's words. */
final class Judgeable {
    private static final int SMALLEST = 64;

    /** Share of saturated pixels that leaves too little to judge by. */
    private static final double MOSTLY_SATURATED = 0.25;

    private static final String REPEAT =
            "give a second shot of the same field (repeat), or a time series of it";

    private final String name;
    private final JudgedPlane plane;
    private Optional<NoiseModel> noise = Optional.empty();
    private boolean measured;

    /**
     * @param name of the image and channel
     */
    Judgeable(String name, JudgedPlane plane) {
        this.name = name;
        this.plane = plane;
    }

    /**
     * Checks what no estimate can do without.
     *
     * @return the blocks that count, without saturated pixels
     * @throws NotRanked for a plane that is tiny, flat, not finite or mostly saturated
     */
    Blocks blocks() {
        if (Math.min(plane.width(), plane.height()) < SMALLEST)
            throw refused(
                    "is %d x %d px, and noise is measured from %d x %d px on; compare on the image"
                            + " that it was cut from",
                    plane.width(), plane.height(), SMALLEST, SMALLEST);
        float high = plane.values()[0];
        float low = high;
        for (float value : plane.values()) {
            if (!Float.isFinite(value))
                throw refused(
                        "has pixels that are not numbers; replace them first (Process > Noise >"
                                + " Remove NaNs...)");
            high = Math.max(high, value);
            low = Math.min(low, value);
        }
        if (high == low)
            throw refused("is flat: all pixels are %s; check exposure and channel", high);
        BitSet leftOut = (BitSet) plane.leftOut().clone();
        double saturated = saturated(high, leftOut);
        if (saturated > MOSTLY_SATURATED)
            throw refused(
                    "is saturated in %.0f %% of its pixels, which hides both structure and noise;"
                            + " record it again with less light, exposure or gain",
                    100 * saturated);
        return new Blocks(plane.width(), plane.height(), leftOut);
    }

    /** Leaves them out where there are more at the highest value than chance has. */
    private double saturated(float high, BitSet leftOut) {
        Optional<NoiseModel> noise = noise();
        int length = plane.values().length;
        int count = 0;
        for (float value : plane.values()) if (value == high) count++;
        double share = (double) count / length;
        boolean clipped =
                noise.isPresent() ? noise.get().saturated() > 0 : share > MOSTLY_SATURATED;
        if (!clipped) return 0;
        for (int i = 0; i < length; i++) if (plane.values()[i] == high) leftOut.set(i);
        return share;
    }

    private Optional<NoiseModel> noise() {
        if (!measured) noise = NoiseModel.of(plane.values(), plane.width(), plane.height());
        measured = true;
        return noise;
    }

    /**
     * The noise, where it is that of each pixel by itself.
     *
     * @throws NotRanked where it is not, or where none is left
     */
    FineNoise independent(Blocks blocks) {
        FineNoise fine =
                FineNoise.of(plane.values(), plane.width(), plane.height(), blocks.leftOut())
                        .orElseThrow(() -> noiseless("no noise was found"));
        Optional<NoiseModel> noise = noise();
        if (isRounding(fine, noise))
            throw noiseless("there is no noise beyond the rounding to grey levels");
        boolean flatAreasWhite = noise.isPresent() && noise.get().lag().isWhite();
        if (!fine.isIndependent() && !flatAreasWhite) throw correlated(fine, noise);
        // Sharp structure that covers everything looks like such lines; flat areas know better.
        if (noise.isPresent() && flatAreasWhite && linesStandOut(noise.get()))
            throw refused(
                    "has rows or columns that are offset, noise that pixels of a line share, and"
                            + " the estimate holds for noise of each pixel by itself: nothing was"
                            + " ranked; correct the lines first, or %s",
                    REPEAT);
        return fine;
    }

    private static boolean linesStandOut(NoiseModel noise) {
        return noise.rowsStandOut() || noise.columnsStandOut();
    }

    /**
     * Rounding alone has a variance of a twelfth of a squared step; to all of it at most thrice.
     */
    private static boolean isRounding(FineNoise fine, Optional<NoiseModel> noise) {
        if (noise.isEmpty()) return fine.meanVariance() == 0;
        double step = noise.get().step();
        return fine.meanVariance() <= step * step / 8;
    }

    private NotRanked correlated(FineNoise fine, Optional<NoiseModel> noise) {
        if (noise.isPresent() && noise.get().isSmooth() && fine.isSmooth())
            return noiseless(
                    String.format(
                            Locale.ROOT,
                            "neighbouring pixels vary together (correlation %.2f along X, %.2f"
                                    + " along Y), so that it was denoised, smoothed or enlarged before",
                            noise.get().lag().x(),
                            noise.get().lag().y()));
        return refused(
                "has noise that neighbouring pixels share (correlation %.2f along X, %.2f along Y),"
                        + " and from one shot the error can be estimated only for noise of each pixel"
                        + " by itself: nothing was ranked; %s, or bin 2 x 2 first (Image > Transform >"
                        + " Bin...)",
                fine.alongX(), fine.alongY(), REPEAT);
    }

    private NotRanked noiseless(String why) {
        return new NotRanked(
                "\"%s\" has no noise of single pixels left: %s. Denoising would only take away structure; compare on the raw image"
                        .formatted(name, why),
                true);
    }

    private NotRanked refused(String text, Object... values) {
        return new NotRanked(
                "\"%s\" ".formatted(name) + String.format(Locale.ROOT, text, values), false);
    }

    /** That a network made it, as its Info says. */
    NotRanked restored() {
        return noiseless("its Info says that a network restored it");
    }
}
