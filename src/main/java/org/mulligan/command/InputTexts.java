package org.mulligan.command;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mulligan.engine.SynthesisPlan.Fit;

/** What commands read from the texts of their inputs alike. */
public final class InputTexts {
    private InputTexts() {}

    /**
     * A text without which a command cannot work.
     *
     * @throws IllegalArgumentException when it is empty
     */
    public static String required(String key, String value) {
        if (value == null || value.isBlank())
            throw new IllegalArgumentException("%s must be given; it is empty".formatted(key));
        return value.trim();
    }

    /** What is done with images of another size. */
    public static Fit fit(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "exact" -> Fit.REFUSE;
            case "crop" -> Fit.CROP;
            case "scale" -> Fit.SCALE;
            default ->
                    throw new IllegalArgumentException(
                            "fit must be one of exact, crop, scale, got \"%s\"".formatted(text));
        };
    }

    /** Empty where nothing is given. */
    public static Optional<String> given(String text) {
        return text == null || text.isBlank() ? Optional.empty() : Optional.of(text.trim());
    }

    /** Empty where nothing is given. */
    public static Optional<Path> path(String text) {
        return given(text).map(Path::of);
    }

    /** What semicolons separate. */
    public static List<String> list(String text) {
        return given(text).stream()
                .flatMap(all -> Arrays.stream(all.split(";")))
                .map(String::trim)
                .filter(each -> !each.isEmpty())
                .toList();
    }
}
