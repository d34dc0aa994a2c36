package org.mulligan.service.generate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.mulligan.engine.EngineInfo;
import org.mulligan.model.ModelDescription;
import org.mulligan.predict.Generator;
import org.mulligan.service.report.Provenance;

/** The block of text that says in a drawn image's Info that and how it was invented. */
public final class DrawnInfo {
    /** Property of every drawn image, kept by TIFF files, whatever its title says. */
    public static final String KEY = "Mulligan.synthetic";

    private DrawnInfo() {}

    /**
     * @param story which points, which class
     * @param outcome or {@link Provenance#PENDING}
     */
    public static String of(
            Generator generator, DrawStyle style, List<String> story, String outcome)
            throws IOException {
        return of(
                generator.description(),
                generator.hash(),
                generator.engine(),
                "was invented by a neural network out of chance",
                style,
                story,
                outcome);
    }

    /**
     * @param how it came about
     */
    public static String of(
            ModelDescription model,
            String hash,
            EngineInfo engine,
            String how,
            DrawStyle style,
            List<String> story,
            String outcome) {
        List<String> lines = new ArrayList<>();
        lines.add(Provenance.HEAD);
        lines.add(
                "Synthetic: what is drawn here %s; it is no measurement and shows no specimen."
                        .formatted(how));
        lines.add(
                "Model: %s (%s, %s), sha256 %s"
                        .formatted(
                                model.name(),
                                model.task(),
                                model.synthesis().orElseThrow().system(),
                                hash));
        lines.addAll(story);
        lines.add(truncation(style));
        lines.add("Device: " + engine.device());
        lines.add("Versions: Mulligan %s, %s".formatted(Provenance.version(), engine.runtime()));
        lines.add("Outcome: " + outcome);
        return String.join("\n", lines) + "\n";
    }

    static String truncation(DrawStyle style) {
        return "Truncation: " + style.truncation();
    }
}
