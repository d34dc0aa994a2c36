package org.mulligan.service.models;

import java.nio.file.Path;
import java.util.List;
import org.mulligan.model.export.ExportFormat;

/**
 * What is written for other programs.
 *
 * @param model name or path
 * @param sharpness which weights: 0 = faithful, 1 = adversarial, in between a mixture
 * @param authors names; empty = those that the model states
 * @param output a folder, or a zip where it ends in {@code .zip}; never overwritten
 */
public record ExportSettings(
        String model, ExportFormat format, double sharpness, List<String> authors, Path output) {
    public ExportSettings {
        if (!(sharpness >= 0 && sharpness <= 1))
            throw new IllegalArgumentException(
                    "sharpness must be from 0 to 1, got %s".formatted(sharpness));
        authors = List.copyOf(authors);
    }
}
