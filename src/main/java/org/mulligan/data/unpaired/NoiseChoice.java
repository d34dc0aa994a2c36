package org.mulligan.data.unpaired;

import java.util.List;
import org.mulligan.engine.Supervision;
import org.mulligan.noise.NoiseModel;
import org.mulligan.noise.spectrum.FinestDetail;

/**
 * How a network learns from noisy images, as their noise allows.
 *
 * @param supervision never {@link Supervision#AUTO}
 * @param spot that is hidden, where pixels are
 * @param words for people
 */
record NoiseChoice(Supervision supervision, BlindSpot spot, String words) {
    /**
     * From here on a neighbour tells of a hidden pixel's noise; fine structure may look like less.
     */
    private static final double ALIKE = 0.15;

    /** Pixels that are hidden on a side where the noise is alike as far as it is measured. */
    private static final int FAR = 6;

    /** Share of the pixels at white beyond which the noise there is no noise any more. */
    private static final double MOST_SATURATED = 0.01;

    /** Correlation that fine structure may be taken for. */
    private static final double FINE = 0.45;

    /** Of noise of each pixel by itself, by {@link FinestDetail#ratio}; at most. */
    private static final double WHITE = 1.2;

    /**
     * Whether noise is that of each pixel by itself. Structure as fine as the pixels looks like
     * correlation, but not in the finest detail.
     */
    static boolean isIndependent(NoiseModel noise, float[] plane, int width) {
        if (noise.isIndependent()) return true;
        boolean lines = noise.rowsStandOut() || noise.columnsStandOut();
        return !lines
                && Math.max(noise.lag().x(), noise.lag().y()) < FINE
                && FinestDetail.ratio(plane, width, plane.length / width) < WHITE;
    }

    /**
     * @param asked what the user asked for
     * @param planes that it is to learn from
     */
    static NoiseChoice of(Supervision asked, List<NoisyPlane> planes) {
        List<NoiseModel> noise = planes.stream().map(NoisyPlane::noise).toList();
        long independent = planes.stream().filter(NoisyPlane::independent).count();
        boolean white = 2 * independent >= noise.size();
        Supervision chosen =
                asked != Supervision.AUTO ? asked : white ? ofWhite(noise) : Supervision.STRUCTN2V;
        BlindSpot spot = chosen == Supervision.STRUCTN2V ? spot(noise) : BlindSpot.PIXEL;
        return new NoiseChoice(chosen, spot, words(asked, chosen, spot, independent, noise.size()));
    }

    /** Counts can be split where their noise follows the light, and is not cut off at white. */
    private static Supervision ofWhite(List<NoiseModel> noise) {
        long lawful =
                noise.stream()
                        .filter(one -> !one.isConstant() && one.saturated() < MOST_SATURATED)
                        .count();
        return 2 * lawful >= noise.size() ? Supervision.RECORRUPTED : Supervision.NOISE2VOID;
    }

    private static BlindSpot spot(List<NoiseModel> noise) {
        return new BlindSpot(most(noise, true), most(noise, false));
    }

    private static int most(List<NoiseModel> noise, boolean alongX) {
        long lines =
                noise.stream()
                        .filter(one -> alongX ? one.rowsStandOut() : one.columnsStandOut())
                        .count();
        if (2 * lines >= noise.size()) return BlindSpot.LINE;
        int[] reach =
                noise.stream()
                        .mapToInt(one -> reach(alongX ? one.lag().alongX() : one.lag().alongY()))
                        .sorted()
                        .toArray();
        return reach[reach.length / 2];
    }

    /** Pixels to a side. */
    private static int reach(List<Double> correlations) {
        int reach = 0;
        while (reach < correlations.size() && correlations.get(reach) >= ALIKE) reach++;
        return reach == correlations.size() ? FAR : reach;
    }

    private static String words(
            Supervision asked, Supervision chosen, BlindSpot spot, long independent, int count) {
        String found =
                "The noise is that of each pixel by itself in %d of %d planes"
                        .formatted(independent, count);
        boolean white = 2 * independent >= count;
        if (asked == Supervision.AUTO)
            return "%s: method=%s%s".formatted(found, chosen.word(), hidden(chosen, spot));
        if (!white && (chosen == Supervision.RECORRUPTED || chosen == Supervision.NOISE2VOID))
            return "Warning: %s; method=%s will take the rest for structure, method=structn2v is made for it"
                    .formatted(found, chosen.word());
        return "%s; method=%s as given%s".formatted(found, chosen.word(), hidden(chosen, spot));
    }

    private static String hidden(Supervision chosen, BlindSpot spot) {
        return chosen == Supervision.STRUCTN2V
                ? ", which hides %s along X and %s along Y"
                        .formatted(length(spot.alongX()), length(spot.alongY()))
                : "";
    }

    private static String length(int side) {
        return side == BlindSpot.LINE ? "whole lines" : 2 * side + 1 + " px";
    }
}
