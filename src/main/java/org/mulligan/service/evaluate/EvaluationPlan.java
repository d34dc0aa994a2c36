package org.mulligan.service.evaluate;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.mulligan.engine.SynthesisPlan.Fit;

/**
 * What is to be compared with real images.
 *
 * @param models synthesisers, names or paths
 * @param fakes drawn images: a folder, a stack or an idx file; instead of models
 * @param images the real ones
 * @param classes of the real ones, as in training; empty = none
 * @param fit what is done with real images of another size
 * @param count images of either kind, at most
 * @param features folder or zip of a SavedModel that describes images; empty = plain features
 * @param seed of what is drawn, and of all sub-samples
 * @param output folder for what is written
 */
public record EvaluationPlan(
        List<String> models,
        Optional<Path> fakes,
        Path images,
        Optional<String> classes,
        Fit fit,
        int count,
        Optional<Path> features,
        long seed,
        Path output) {
    /** Fewer say nothing. */
    static final int LEAST = 8;

    public EvaluationPlan {
        models = List.copyOf(models);
        if (models.isEmpty() == fakes.isEmpty())
            throw new IllegalArgumentException(
                    "Give either model (one synthesiser or several) or fakes (drawn images), and not both");
        if (new HashSet<>(models).size() < models.size())
            throw new IllegalArgumentException(
                    "A model is named twice: " + String.join("; ", models));
        if (count < LEAST)
            throw new IllegalArgumentException(
                    "count must be %d or more, got %d".formatted(LEAST, count));
    }
}
