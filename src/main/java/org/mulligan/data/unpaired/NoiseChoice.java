package org.mulligan.data.unpaired;

import java.util.List;
import org.mulligan.engine.Supervision;
import org.mulligan.noise.NoiseModel;

/**
 * How a network learns from noisy images, as their noise allows.
 *
 * @param supervision never {@link Supervision#AUTO}
 * @param spot that is hidden, where pixels are
 * @param words for people
 */
record NoiseChoice(Supervision supervision, BlindSpot spot, String words) {
    /** From here on a neighbour tells enough of a hidden pixel's noise to draw it. */
    private static final double ALIKE = 0.1;

    /** Pixels that are hidden on a side where the noise is alike as far as it is measured. */
    private static final int FAR = 6;

    /**
     * @param asked what the user asked for
     * @param noise of each plane
     */
    static NoiseChoice of(Supervision asked, List<NoiseModel> noise) {
        long independent = noise.stream().filter(NoiseModel::isIndependent).count();
        boolean white = 2 * independent >= noise.size();
        Supervision chosen =
                asked != Supervision.AUTO
                        ? asked
                        : white ? Supervision.RECORRUPTED : Supervision.STRUCTN2V;
        BlindSpot spot = chosen == Supervision.STRUCTN2V ? spot(noise) : BlindSpot.PIXEL;
        return new NoiseChoice(chosen, spot, words(asked, chosen, spot, independent, noise.size()));
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
        while (reach < correlations.size() && Math.abs(correlations.get(reach)) >= ALIKE) reach++;
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
