package org.mulligan.metric.interval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the factor of a half-width on fields that nothing was learnt from. Conformal risk control:
 * where the fields are exchangeable with a new one, on average at least the stated share of the
 * pixels of the new one lies inside. What counts are fields, not pixels and not images: the pixels
 * of a field, and images of one field, are alike.
 *
 * <p>A guarantee needs one field more than 1 / (1 - level) less one: nine at 90 %. With as few it
 * takes an interval that nearly no pixel of theirs lies outside of; with fewer there is none, and
 * the factor is what just covers the stated share of what was seen.
 *
 * @see <a href="https://arxiv.org/abs/2208.02814">Angelopoulos et al. 2022</a>
 */
public final class Calibration {
    private final double level;
    private final boolean apart;
    private final HalfWidth halfWidth;
    private final Map<String, List<Misses>> fields = new LinkedHashMap<>();
    private final Map<String, List<Misses>> constants = new LinkedHashMap<>();

    /**
     * @param level share of the pixels that is to lie inside, above 0 and below 1
     * @param apart whether the fields were kept for this alone; else nothing is guaranteed
     */
    public Calibration(double level, boolean apart, HalfWidth halfWidth) {
        this.level = level;
        this.apart = apart;
        this.halfWidth = halfWidth;
    }

    /**
     * One more plane, all normalised, of one size, not modified.
     *
     * @param field whose image it is
     * @param truth what the result should have been
     */
    public void add(
            String field, float[] input, float[] result, float[] truth, int width, int height) {
        float[] half = halfWidth.of(input, result, width, height);
        fields.computeIfAbsent(field, key -> new ArrayList<>())
                .add(new Misses(half, result, truth));
        Arrays.fill(half, 1);
        constants
                .computeIfAbsent(field, key -> new ArrayList<>())
                .add(new Misses(half, result, truth));
    }

    /** Least number of fields that anything can be guaranteed of. */
    public static int least(double level) {
        return (int) Math.ceil(1 / (1 - level) - 1 - 1e-9);
    }

    /**
     * What was found.
     *
     * @throws IllegalStateException where there is no field
     */
    public Calibrated result() {
        if (fields.isEmpty()) throw new IllegalStateException("No field was held back");
        List<List<Misses>> all = List.copyOf(fields.values());
        double allowed = allowed(all.size());
        int factor = factor(all, allowed);
        Optional<Coverage> coverage =
                all.size() < 2 ? Optional.empty() : Optional.of(leftOut(all, allowed));
        double constant = Misses.factor(factor(List.copyOf(constants.values()), allowed));
        double width =
                all.stream()
                                .flatMap(List::stream)
                                .mapToDouble(Misses::width)
                                .average()
                                .orElseThrow()
                        * Misses.factor(factor);
        return new Calibrated(
                Misses.factor(factor),
                all.size(),
                apart && all.size() >= least(level),
                coverage,
                width / constant);
    }

    /**
     * @param factor of the half-width
     * @param fields that it was found on
     * @param guaranteed whether it holds for a new field, on average
     * @param coverage that was measured on fields that did not help to find it
     * @param ofConstant mean half-width by the one constant half-width with as good a coverage
     */
    public record Calibrated(
            double factor,
            int fields,
            boolean guaranteed,
            Optional<Coverage> coverage,
            double ofConstant) {}

    /** Mean share of the pixels that may lie outside, so that no more of a new field do. */
    private double allowed(int fields) {
        double share = 1 - level;
        return apart && fields >= least(level)
                ? Math.max(0, (share * (fields + 1) - 1) / fields)
                : share;
    }

    /** The smallest factor whose mean share outside is no more than is allowed. */
    private static int factor(List<List<Misses>> on, double allowed) {
        int low = 0;
        int high = Misses.factors() - 1;
        while (low < high) {
            int middle = (low + high) / 2;
            if (risk(on, middle) <= allowed + 1e-12) high = middle;
            else low = middle + 1;
        }
        return low;
    }

    private static double risk(List<List<Misses>> on, int factor) {
        return on.stream().mapToDouble(field -> share(field, factor)).average().orElseThrow();
    }

    private static double share(List<Misses> field, int factor) {
        return field.stream().mapToDouble(plane -> plane.share(factor)).average().orElseThrow();
    }

    /** Each field with the factor of the others, of which as much may lie outside as of all. */
    private static Coverage leftOut(List<List<Misses>> all, double allowed) {
        double sum = 0;
        double least = 1;
        double most = 0;
        double[] quartiles = new double[Misses.QUARTILES];
        int planes = 0;
        for (int i = 0; i < all.size(); i++) {
            List<List<Misses>> others = new ArrayList<>(all);
            List<Misses> field = others.remove(i);
            int factor = factor(others, allowed);
            double inside = 1 - share(field, factor);
            sum += inside;
            least = Math.min(least, inside);
            most = Math.max(most, inside);
            for (Misses plane : field)
                for (int q = 0; q < quartiles.length; q++)
                    quartiles[q] += 1 - plane.share(q, factor);
            planes += field.size();
        }
        for (int q = 0; q < quartiles.length; q++) quartiles[q] /= planes;
        return new Coverage(
                sum / all.size(), least, most, Arrays.stream(quartiles).boxed().toList());
    }
}
