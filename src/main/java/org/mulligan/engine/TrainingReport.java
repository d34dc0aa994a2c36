package org.mulligan.engine;

import java.nio.file.Path;
import java.util.List;

/**
 * How a training ended.
 *
 * @param model the model package that was written
 * @param steps steps done in all, those before a resume included
 * @param complete false when it was stopped early; it can be resumed then
 * @param lines what to tell the user: figures beside the best Gaussian, the discriminator's state,
 *     in words
 */
public record TrainingReport(Path model, long steps, boolean complete, List<String> lines) {
    public TrainingReport {
        lines = List.copyOf(lines);
    }
}
