package org.mulligan.service.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mulligan.model.ModelDescription;
import org.mulligan.predict.LoadedModel;
import org.mulligan.predict.Restoration;

/** The block of text that says in a result's Info how it came about. */
public final class Provenance {
    /** Stands for the outcome while pixels are still being computed; long enough for any. */
    public static final String PENDING = "(not finished)" + " ".repeat(286);

    /** The line before what Mulligan says of an image. */
    public static final String HEAD = "[Mulligan]";

    private static final String RESTORED = "This image was restored by a neural network";

    private Provenance() {}

    /** Whether an image's Info says that it is a result. */
    public static boolean isRestored(String info) {
        return info.contains(RESTORED);
    }

    /**
     * @param info of the input; kept in front
     * @param outcome {@link Restoration#outcome}, or {@link #PENDING}
     */
    public static String append(
            Optional<String> info,
            LoadedModel model,
            String source,
            Restoration restoration,
            String outcome) {
        List<String> lines = new ArrayList<>();
        info.filter(text -> !text.isEmpty()).map(String::stripTrailing).ifPresent(lines::add);
        lines.add(HEAD);
        lines.add(RESTORED + ": its pixels are estimates, not measurements.");
        lines.addAll(model(model, source));
        lines.addAll(restoration.notes());
        lines.add("Precision: " + model.network().precision());
        lines.add("Device: " + model.engine().device());
        lines.add("Versions: Mulligan %s, %s".formatted(version(), model.engine().runtime()));
        lines.add("Outcome: " + outcome);
        return String.join("\n", lines) + "\n";
    }

    /** Which image and which weights a result comes from. */
    public static List<String> model(LoadedModel model, String source) {
        List<String> lines = new ArrayList<>();
        lines.add(source(source));
        lines.addAll(made(model.description(), model.hash(), model.sharpness()));
        model.description()
                .facts()
                .seed()
                .ifPresent(seed -> lines.add("Seed of the training: " + seed));
        return lines;
    }

    /** The line that names the image. */
    public static String source(String title) {
        return "Source: " + title;
    }

    /** Lines that results of other weights do not have. */
    public static List<String> made(ModelDescription model, String hash, double sharpness) {
        return List.of(
                "Model: %s (%s), sha256 %s".formatted(model.name(), model.task(), hash),
                "Weights: " + weights(sharpness));
    }

    /**
     * What a result says of the model in whose place something else was taken.
     *
     * @param made of that model
     */
    public static List<String> inPlaceOf(List<String> made) {
        return made.stream().map("In place of "::concat).toList();
    }

    private static String weights(double sharpness) {
        String which =
                sharpness == 0
                        ? "faithful"
                        : sharpness == 1
                                ? "adversarial"
                                : "between the faithful and the adversarial ones";
        return "%s (sharpness %s)".formatted(which, sharpness);
    }

    public static String version() {
        String version = Provenance.class.getPackage().getImplementationVersion();
        return version == null ? "(development build)" : version;
    }
}
