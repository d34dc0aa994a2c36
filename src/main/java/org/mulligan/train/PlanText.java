package org.mulligan.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mulligan.engine.TrainingPlan;

/**
 * A plan as lines of {@code key=value}, for checkpoints and provenance. Paths are those the user
 * gave.
 */
final class PlanText {
    private PlanText() {}

    /** The plan's settings by the keys of the user's command. */
    static Map<String, Object> values(TrainingPlan plan) {
        TrainingPlan.Images images = plan.images();
        Map<String, Object> values = new LinkedHashMap<>();
        String[] folders = Tasks.folders(plan.imaging().task());
        values.put(
                folders[0], images.noisy().map(path -> path.getFileName().toString()).orElse(""));
        values.put(folders[1], images.clean().getFileName().toString());
        values.put("fit", images.fit());
        values.put("skip", images.skip());
        values.putAll(Tasks.imaging(plan.imaging()));
        values.put("architecture", plan.generator().architecture());
        values.put("filters", plan.generator().filters());
        values.put("depth", plan.generator().depth());
        values.put("adversary", plan.adversary().loss());
        values.put("weight", plan.adversary().weight());
        values.put("minutes", plan.schedule().minutes());
        values.put("steps", plan.schedule().steps());
        values.put("patch", plan.schedule().patch());
        values.put("batch", plan.schedule().batch());
        values.put("seed", plan.seed());
        values.put("precision", plan.precision().toString());
        return values;
    }

    static String of(TrainingPlan plan) {
        List<String> lines = new ArrayList<>();
        values(plan).forEach((key, value) -> lines.add(key + "=" + value));
        return String.join("\n", lines);
    }

    /**
     * @throws IllegalArgumentException when the stored plan is another one; the text says where
     *     they differ
     */
    static void check(TrainingPlan plan, String stored) {
        List<String> now = of(plan).lines().toList();
        List<String> then = stored.lines().toList();
        List<String> differences =
                now.stream()
                        .filter(line -> !then.contains(line))
                        .map(
                                line -> {
                                    String key = line.substring(0, line.indexOf('=') + 1);
                                    String old =
                                            then.stream()
                                                    .filter(other -> other.startsWith(key))
                                                    .findFirst()
                                                    .orElse(key);
                                    return "%s, was %s".formatted(line, old);
                                })
                        .toList();
        if (!differences.isEmpty())
            throw new IllegalArgumentException(
                    "The interrupted training had other settings (%s). Give the same ones to resume, or train under another name"
                            .formatted(String.join("; ", differences)));
    }
}
