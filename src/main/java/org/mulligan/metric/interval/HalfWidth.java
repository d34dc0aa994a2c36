package org.mulligan.metric.interval;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far the truth of a pixel may lie on either side of a result: a quantile of the error, as a
 * function of the pixel's {@link Surroundings}. Its logarithm is a polynomial of degree 2 without
 * mixed terms.
 *
 * @param means of the numbers of the surroundings, over the pixels that were learnt from
 * @param deviations their standard deviations, above 0
 * @param weights the constant, then one for each number, then one for each number's square
 * @see <a href="https://doi.org/10.2307/1913643">Koenker and Bassett 1978</a>, quantile regression
 */
public record HalfWidth(List<Double> means, List<Double> deviations, List<Double> weights) {
    /** Deviations from the mean beyond which nothing was seen, and nothing is extrapolated. */
    private static final double FARTHEST = 4;

    /** Of the logarithm of a half-width, in parts of the intensity range. */
    private static final double LEAST = -12;

    private static final double MOST = 3;

    /** Terms of the polynomial. */
    static final int TERMS = 1 + 2 * Surroundings.COUNT;

    public HalfWidth {
        means = List.copyOf(means);
        deviations = List.copyOf(deviations);
        weights = List.copyOf(weights);
        if (means.size() != Surroundings.COUNT
                || deviations.size() != Surroundings.COUNT
                || weights.size() != TERMS
                || !deviations.stream().allMatch(d -> d > 0 && Double.isFinite(d))
                || !means.stream().allMatch(Double::isFinite)
                || !weights.stream().allMatch(Double::isFinite))
            throw new IllegalArgumentException(
                    "A half-width has %d means, as many deviations above 0, and %d weights, got %s, %s and %s"
                            .formatted(Surroundings.COUNT, TERMS, means, deviations, weights));
    }

    /** From what {@link #values()} gave. */
    static HalfWidth parse(Map<?, ?> values) {
        return new HalfWidth(
                numbers(values.get("means")),
                numbers(values.get("deviations")),
                numbers(values.get("weights")));
    }

    /** None where they are not all numbers. */
    static List<Double> numbers(Object list) {
        return list instanceof List<?> values && values.stream().allMatch(Number.class::isInstance)
                ? values.stream().map(value -> ((Number) value).doubleValue()).toList()
                : List.of();
    }

    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("means", means);
        values.put("deviations", deviations);
        values.put("weights", weights);
        return values;
    }

    /**
     * Of each pixel, not yet calibrated.
     *
     * @param input normalised, row by row, of the size of {@code result}; not modified
     * @param result normalised likewise, not modified
     * @return a new array, above 0
     */
    public float[] of(float[] input, float[] result, int width, int height) {
        float[] sums = new float[result.length];
        Surroundings.each(
                input,
                result,
                width,
                height,
                (number, values) -> {
                    float mean = means.get(number).floatValue();
                    float scale = (float) (1 / deviations.get(number));
                    float linear = weights.get(1 + number).floatValue();
                    float square = weights.get(1 + Surroundings.COUNT + number).floatValue();
                    for (int i = 0; i < sums.length; i++) {
                        float z = clipped((values[i] - mean) * scale);
                        sums[i] += z * (linear + square * z);
                    }
                });
        double constant = weights.get(0);
        for (int i = 0; i < sums.length; i++) sums[i] = (float) exp(constant + sums[i]);
        return sums;
    }

    /** A half-width from its logarithm, within what makes sense. */
    static double exp(double logarithm) {
        return Math.exp(Math.max(LEAST, Math.min(MOST, logarithm)));
    }

    /** A number in standard deviations from its mean. */
    static float clipped(float z) {
        return (float) Math.max(-FARTHEST, Math.min(FARTHEST, z));
    }
}
