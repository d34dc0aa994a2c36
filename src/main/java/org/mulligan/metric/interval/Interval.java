package org.mulligan.metric.interval;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a model knows of how sure its faithful results are: the half-width of an interval around
 * each pixel, and what it was calibrated on.
 *
 * @param level share of the pixels that is to lie inside, above 0 and below 1
 * @param halfWidth as it was learnt
 * @param factor that it is multiplied by
 * @param fields that the factor was found on, 1 or more
 * @param guaranteed whether the level holds for new fields like these, on average
 * @param coverage as it was measured on fields that did not help to find the factor; empty where
 *     there was one field
 * @param ofConstant mean half-width by that of one constant interval with as good a coverage
 * @param quietest {@link NoiseLevel} of the plane with the least noise that was seen
 * @param noisiest that of the plane with the most
 */
public record Interval(
        double level,
        HalfWidth halfWidth,
        double factor,
        int fields,
        boolean guaranteed,
        Optional<Coverage> coverage,
        double ofConstant,
        double quietest,
        double noisiest) {
    /** How many times as much noise, or as little, as was seen is still like it. */
    private static final double MARGIN = 1.5;

    public Interval {
        if (!(level > 0 && level < 1)
                || !(factor > 0 && Double.isFinite(factor))
                || fields < 1
                || guaranteed && fields < Calibration.least(level)
                || !(quietest >= 0 && noisiest >= quietest && Double.isFinite(noisiest)))
            throw new IllegalArgumentException(
                    "An interval has a level below 1, a factor above 0, 1 field or more (%d or more for a guarantee) and a range of noise, got %s, %s, %d and %s to %s"
                            .formatted(
                                    Calibration.least(level),
                                    level,
                                    factor,
                                    fields,
                                    quietest,
                                    noisiest));
    }

    /**
     * From what {@link #values()} gave.
     *
     * @throws IllegalArgumentException when something is missing or impossible
     */
    public static Interval parse(Map<?, ?> values) {
        return new Interval(
                Coverage.number(values, "level"),
                HalfWidth.parse(values),
                Coverage.number(values, "factor"),
                (int) Coverage.number(values, "fields"),
                Boolean.TRUE.equals(values.get("guaranteed")),
                values.get("coverage") instanceof Map<?, ?> coverage
                        ? Optional.of(Coverage.parse(coverage))
                        : Optional.empty(),
                Coverage.number(values, "of_constant"),
                Coverage.number(values, "quietest"),
                Coverage.number(values, "noisiest"));
    }

    /** Plain values for a model's provenance: Map, List, Integer, Double, Boolean. */
    public Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("level", level);
        values.put("fields", fields);
        values.put("guaranteed", guaranteed);
        coverage.ifPresent(measured -> values.put("coverage", measured.values()));
        values.put("of_constant", Coverage.rounded(ofConstant));
        values.put("quietest", quietest);
        values.put("noisiest", noisiest);
        values.put("factor", factor);
        values.putAll(halfWidth.values());
        return values;
    }

    /**
     * The half-width of each pixel's interval.
     *
     * @param input normalised, row by row, of the size of {@code result}; not modified
     * @param result of the faithful weights, normalised likewise
     * @return a new array, normalised, above 0
     */
    public float[] halfWidth(float[] input, float[] result, int width, int height) {
        float[] half = halfWidth.of(input, result, width, height);
        for (int i = 0; i < half.length; i++) half[i] *= (float) factor;
        return half;
    }

    /**
     * Why the interval does not hold for a plane.
     *
     * @param noise its {@link NoiseLevel}
     * @return an end of a sentence; empty where it holds as far as the noise can tell
     */
    public Optional<String> suspended(double noise) {
        boolean noisy = noise > MARGIN * noisiest;
        if (!noisy && noise * MARGIN >= quietest) return Optional.empty();
        return Optional.of(
                text(
                        "its noise is %.2g of its intensity range, and it was calibrated on %.2g to %.2g",
                        noise, quietest, noisiest));
    }

    /** What it promises and what was measured, a sentence or two. */
    public String words() {
        String promise =
                guaranteed
                        ? text(
                                "on average at least %.0f %% of the pixels of a new field like these lie inside (conformal risk control over %d fields that were kept for it)",
                                100 * level, fields)
                        : text(
                                "no guarantee: %d field%s held back, and %d that are kept for it are needed (calibration)",
                                fields, fields == 1 ? " was" : "s were", Calibration.least(level));
        return promise
                + coverage.map(
                                measured ->
                                        text(
                                                "; measured on each field with the others' factor: %.1f %% inside (%.1f to %.1f %% of a field; by quartile of intensity, from dark to light, %.1f, %.1f, %.1f and %.1f %%)",
                                                100 * measured.mean(),
                                                100 * measured.least(),
                                                100 * measured.most(),
                                                100 * measured.quartiles().get(0),
                                                100 * measured.quartiles().get(1),
                                                100 * measured.quartiles().get(2),
                                                100 * measured.quartiles().get(3)))
                        .orElse("; its coverage was not measured, as that takes two fields")
                + text("; mean width %.2f of a constant one", ofConstant);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
