package org.mulligan.service.models;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mulligan.image.intensity.Scaling;
import org.mulligan.model.Task;

/**
 * What a user says of a model that the model does not say itself; empty = as the model says, else
 * found out.
 *
 * @param name under which it is installed; empty = its own
 * @param input which of the network's inputs takes the image
 * @param output which of its outputs is wanted
 * @param axes of the input, letters b, y, x and c in their order
 * @param scaling of an image
 * @param inUnits whether the result is in the units of the image
 * @param task one that {@linkplain Task#isForImported imported networks may have}
 * @param stride what sizes must be multiples of, px; 0 = not said
 */
public record ImportSettings(
        String name,
        String input,
        String output,
        String axes,
        Optional<Scaling> scaling,
        Optional<Boolean> inUnits,
        Optional<Task> task,
        int stride) {
    /** Tasks that an imported network may have. */
    private static final List<Task> TASKS =
            Task.all().stream().filter(Task::isForImported).toList();

    /** Nothing is said. */
    public static final ImportSettings NOTHING =
            new ImportSettings(
                    "", "", "", "", Optional.empty(), Optional.empty(), Optional.empty(), 0);

    private static final String WORDS =
            "auto, none, mean-deviation, \"percentiles LOW HIGH\" (0 to 100), \"range LOW HIGH\" (intensities that become 0 and 1) or \"fixed MEAN DEVIATION\"";

    public ImportSettings {
        if (stride < 0 || stride > 1024)
            throw new IllegalArgumentException(
                    "multiple must be 0 (found out) to 1024 px, got " + stride);
        task.filter(each -> !each.isForImported())
                .ifPresent(
                        each -> {
                            throw new IllegalArgumentException(
                                    "task must be auto or one of %s, got \"%s\""
                                            .formatted(TASKS, each));
                        });
    }

    /** What users write; empty for {@code auto}. */
    public static Optional<Task> task(String text) {
        return text.equals("auto") ? Optional.empty() : Optional.of(Task.of(text));
    }

    /**
     * @param text as users write it
     * @return empty for {@code auto}
     * @throws IllegalArgumentException when it is none; the text says which there are
     */
    public static Optional<Scaling> scaling(String text) {
        String[] words = text.strip().toLowerCase(Locale.ROOT).split("[\\s,]+");
        try {
            return switch (words[0]) {
                case "", "auto" -> Optional.empty();
                case "none" -> Optional.of(Scaling.fixed(0, 1));
                case "mean-deviation" -> Optional.of(Scaling.deviation(1e-6));
                case "percentiles" ->
                        Optional.of(Scaling.percentiles(number(words, 1), number(words, 2)));
                case "range" -> Optional.of(Scaling.fixed(number(words, 1), number(words, 2)));
                case "fixed" ->
                        Optional.of(
                                Scaling.fixed(
                                        number(words, 1), number(words, 1) + number(words, 2)));
                default -> throw new IllegalArgumentException("it is none of these");
            };
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "normalisation must be %s, got \"%s\" (%s)"
                            .formatted(WORDS, text, e.getMessage()),
                    e);
        }
    }

    /** As {@link #scaling(String)} reads it. */
    static String text(Scaling scaling) {
        return switch (scaling.kind()) {
            case PERCENTILES -> "percentiles %s %s".formatted(scaling.low(), scaling.high());
            case DEVIATION -> "mean-deviation";
            case FIXED ->
                    scaling.equals(Scaling.fixed(0, 1))
                            ? "none"
                            : "range %s %s".formatted(scaling.low(), scaling.high());
        };
    }

    private static double number(String[] words, int at) {
        if (words.length != 3) throw new IllegalArgumentException("it needs two numbers");
        return Double.parseDouble(words[at]);
    }
}
