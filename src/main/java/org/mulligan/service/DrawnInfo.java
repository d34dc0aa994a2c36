package org.mulligan.service;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.mulligan.predict.Generator;

/** The block of text that says in a drawn image's Info that and how it was invented. */
final class DrawnInfo {
    /** Property of every drawn image, kept by TIFF files, whatever its title says. */
    static final String KEY = "Mulligan.synthetic";

    private DrawnInfo() {}

    /**
     * @param story which points, which class
     * @param outcome or {@link Provenance#PENDING}
     */
    static String of(Generator generator, DrawStyle style, List<String> story, String outcome)
            throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("[Mulligan]");
        lines.add(
                "Synthetic: what is drawn here was invented by a neural network out of chance; it is no measurement and shows no specimen.");
        lines.add(
                "Model: %s (%s, %s), sha256 %s"
                        .formatted(
                                generator.description().name(),
                                generator.description().task(),
                                generator.synthesis().system(),
                                generator.hash()));
        lines.addAll(story);
        lines.add("Truncation: " + style.truncation());
        lines.add("Device: " + generator.engine().device());
        lines.add(
                "Versions: Mulligan %s, %s"
                        .formatted(Provenance.version(), generator.engine().runtime()));
        lines.add("Outcome: " + outcome);
        return String.join("\n", lines) + "\n";
    }
}
