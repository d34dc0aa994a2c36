package org.mulligan.metric.interval;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Shares of pixels whose truth lies inside of the interval, 0 to 1.
 *
 * @param mean over the fields
 * @param least of a field
 * @param most of a field
 * @param quartiles by intensity of the result, from dark to light; each over all planes
 */
public record Coverage(double mean, double least, double most, List<Double> quartiles) {
    public Coverage {
        quartiles = List.copyOf(quartiles);
        if (quartiles.size() != Misses.QUARTILES
                || !(isShare(mean) && isShare(least) && isShare(most))
                || !quartiles.stream().allMatch(Coverage::isShare))
            throw new IllegalArgumentException(
                    "A coverage has a mean, a least, a most and four quartiles from 0 to 1, got %s, %s, %s and %s"
                            .formatted(mean, least, most, quartiles));
    }

    private static boolean isShare(double value) {
        return value >= 0 && value <= 1;
    }

    static Coverage parse(Map<?, ?> values) {
        return new Coverage(
                number(values, "mean"),
                number(values, "least"),
                number(values, "most"),
                HalfWidth.numbers(values.get("quartiles")));
    }

    /** Not a number where there is none. */
    static double number(Map<?, ?> values, String key) {
        return values.get(key) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("mean", rounded(mean));
        values.put("least", rounded(least));
        values.put("most", rounded(most));
        values.put("quartiles", quartiles.stream().map(Coverage::rounded).toList());
        return values;
    }

    /** So that a descriptor can be read. */
    static double rounded(double value) {
        return Math.round(value * 1e4) / 1e4;
    }
}
