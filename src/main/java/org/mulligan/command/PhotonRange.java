package org.mulligan.command;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mulligan.engine.TrainingPlan.Range;

/** Reads the key {@code photons}: a number, or a range such as {@code 3-300}. */
public final class PhotonRange {
    private static final String NUMBER = "([0-9.]+(?:[eE]\\+?[0-9]+)?)";
    private static final Pattern RANGE = Pattern.compile(NUMBER + "(?:\\s*-\\s*" + NUMBER + ")?");

    private PhotonRange() {}

    /**
     * Numbers with commas between them.
     *
     * @return empty where nothing is given
     * @throws IllegalArgumentException when one is none
     */
    public static List<Double> list(String photons) {
        List<Double> numbers = new ArrayList<>();
        if (photons == null || photons.isBlank()) return numbers;
        for (String each : photons.split(",")) {
            try {
                numbers.add(Double.valueOf(each.strip()));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "photons must be numbers with commas between them, such as 10,100, got \"%s\""
                                .formatted(photons),
                        e);
            }
        }
        return numbers;
    }

    /**
     * @throws IllegalArgumentException when it is neither
     */
    public static Range of(String photons) {
        Matcher numbers = RANGE.matcher(photons.trim());
        if (!numbers.matches())
            throw new IllegalArgumentException(
                    "photons must be a number or a range such as 3-300, got \"%s\""
                            .formatted(photons));
        double low = Double.parseDouble(numbers.group(1));
        return new Range(
                low, numbers.group(2) == null ? low : Double.parseDouble(numbers.group(2)));
    }
}
