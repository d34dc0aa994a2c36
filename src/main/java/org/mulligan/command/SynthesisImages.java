package org.mulligan.command;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mulligan.engine.SynthesisPlan.Fit;

/** What commands on synthesis read from texts alike. */
final class SynthesisImages {
    private SynthesisImages() {}

    /** What is done with images of another size. */
    static Fit fit(String text) {
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
    static Optional<String> given(String text) {
        return text == null || text.isBlank() ? Optional.empty() : Optional.of(text.trim());
    }

    /** Empty where nothing is given. */
    static Optional<Path> path(String text) {
        return given(text).map(Path::of);
    }

    /** What semicolons separate. */
    static List<String> list(String text) {
        return given(text).stream()
                .flatMap(all -> Arrays.stream(all.split(";")))
                .map(String::trim)
                .filter(each -> !each.isEmpty())
                .toList();
    }
}
