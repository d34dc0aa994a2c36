package org.mulligan.image.intensity;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mulligan.image.intensity.Appearance.Trait;

/**
 * What the images looked like that a model was trained on. An image is unlike them when one of its
 * numbers is farther outside of theirs than three quarters of the span of theirs and a little more;
 * how much farther, their spread decides, and the fewer they were, the farther.
 *
 * @param images that were measured, 1 or more
 * @param ranges one per trait
 */
public record TypicalAppearance(int images, Map<Trait, Range> ranges) {
    /**
     * Between which the numbers of 90 of 100 training images lie.
     *
     * @param low where they begin
     * @param high where they end
     */
    public record Range(List<Double> low, List<Double> high) {
        public Range {
            low = List.copyOf(low);
            high = List.copyOf(high);
        }
    }

    /**
     * One of an image's numbers that is far from those of the training images.
     *
     * @param index of the number in {@link Appearance#values}
     * @param value of the image
     * @param low where those of the training images begin
     * @param high where they end
     */
    public record Difference(Trait trait, int index, double value, double low, double high) {}

    private static final double PERCENT = 5;

    /**
     * In parts of the span from low to high: of a normal distribution, 4.1 standard deviations from
     * the mean.
     */
    private static final double MARGIN = 0.75;

    /** At n images the margin is 1 + 5 / n times as wide: six times as wide for a single one. */
    private static final double FEW = 5;

    public TypicalAppearance {
        if (images < 1)
            throw new IllegalArgumentException(
                    "An appearance is that of 1 image or more, got " + images);
        for (Trait trait : Trait.values()) {
            Range range = ranges.get(trait);
            if (range == null || !fits(range, trait.size))
                throw new IllegalArgumentException(
                        "An appearance has %d numbers low and as many high for %s, none lower than low, got %s"
                                .formatted(trait.size, trait, range));
        }
        ranges = Collections.unmodifiableMap(new EnumMap<>(ranges));
    }

    private static boolean fits(Range range, int size) {
        if (range.low.size() != size || range.high.size() != size) return false;
        for (int i = 0; i < size; i++) if (!(range.low.get(i) <= range.high.get(i))) return false;
        return true;
    }

    /**
     * Learns from the images of a training.
     *
     * @param training one or more
     */
    public static TypicalAppearance of(List<Appearance> training) {
        Map<Trait, Range> ranges = new EnumMap<>(Trait.class);
        for (Trait trait : Trait.values()) {
            List<Double> low = new ArrayList<>();
            List<Double> high = new ArrayList<>();
            for (int i = 0; i < trait.size; i++) {
                float[] values = new float[training.size()];
                for (int n = 0; n < values.length; n++)
                    values[n] = training.get(n).values(trait).get(i).floatValue();
                Percentiles percentiles = new Percentiles(values);
                low.add(rounded(percentiles.at(PERCENT)));
                high.add(rounded(percentiles.at(100 - PERCENT)));
            }
            ranges.put(trait, new Range(low, high));
        }
        return new TypicalAppearance(training.size(), ranges);
    }

    /**
     * From what {@link #values()} gave.
     *
     * @throws IllegalArgumentException when something is missing or impossible
     */
    public static TypicalAppearance parse(Map<?, ?> values) {
        if (!(values.get("images") instanceof Integer images))
            throw new IllegalArgumentException(
                    "An appearance needs a number of images, got " + values.get("images"));
        Map<Trait, Range> ranges = new EnumMap<>(Trait.class);
        for (Trait trait : Trait.values())
            if (values.get(key(trait)) instanceof Map<?, ?> range)
                ranges.put(trait, new Range(numbers(range.get("low")), numbers(range.get("high"))));
        return new TypicalAppearance(images, ranges);
    }

    /** None where they are not all numbers. */
    private static List<Double> numbers(Object list) {
        return list instanceof List<?> values && values.stream().allMatch(Number.class::isInstance)
                ? values.stream().map(value -> ((Number) value).doubleValue()).toList()
                : List.of();
    }

    /** Plain values for a model's provenance: Map, List, Integer, Double. */
    public Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("images", images);
        ranges.forEach(
                (trait, range) -> {
                    Map<String, Object> numbers = new LinkedHashMap<>();
                    numbers.put("low", range.low);
                    numbers.put("high", range.high);
                    values.put(key(trait), numbers);
                });
        return values;
    }

    private static String key(Trait trait) {
        return trait.name().toLowerCase(Locale.ROOT);
    }

    /** So that a descriptor can be read. */
    private static double rounded(double value) {
        return Math.round(value * 1e4) / 1e4;
    }

    /**
     * In what an image is most unlike those of the training: its number that is farthest outside.
     * Empty for an image of their kind.
     */
    public Optional<Difference> difference(Appearance image) {
        Optional<Difference> difference = Optional.empty();
        double farthest = 1;
        for (Trait trait : Trait.values())
            for (int i = 0; i < trait.size; i++) {
                double value = image.values(trait).get(i);
                double low = ranges.get(trait).low.get(i);
                double high = ranges.get(trait).high.get(i);
                double margin = (MARGIN * (high - low) + floor(trait)) * (1 + FEW / images);
                double excess = Math.max(low - value, value - high) / margin;
                if (excess > farthest) {
                    farthest = excess;
                    difference = Optional.of(new Difference(trait, i, value, low, high));
                }
            }
        return difference;
    }

    /** How little matters to any network: 5 % of the range; 1.4 times the energy. */
    private static double floor(Trait trait) {
        return trait == Trait.QUANTILES ? 0.05 : 0.15;
    }
}
