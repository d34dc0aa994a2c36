package org.mulligan.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.mulligan.engine.SynthesisPlan;
import org.mulligan.engine.TrainingPlan;

/**
 * A plan as lines of {@code key=value}, for checkpoints and provenance. Paths are those the user
 * gave.
 */
public final class PlanText {
    private PlanText() {}

    /** The plan's settings by the keys of the user's command. */
    public static Map<String, Object> values(TrainingPlan plan) {
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
        // Left out where a plan of before these could be chosen means the same.
        putIfNot(TrainingPlan.Generator.L1, values, "pixelloss", plan.generator().pixelLoss());
        values.put("filters", plan.generator().filters());
        values.put("depth", plan.generator().depth());
        values.put("adversary", plan.adversary().loss());
        putIfNot(
                TrainingPlan.Adversary.PATCH,
                values,
                "discriminator",
                plan.adversary().discriminator());
        values.put("weight", plan.adversary().weight());
        values.put("minutes", plan.schedule().minutes());
        values.put("steps", plan.schedule().steps());
        values.put("patch", plan.schedule().patch());
        values.put("batch", plan.schedule().batch());
        values.put("seed", plan.seed());
        values.put("precision", plan.precision().toString());
        return values;
    }

    static void putIfNot(String implied, Map<String, Object> values, String key, String value) {
        if (!value.equals(implied)) values.put(key, value);
    }

    /** Those of a synthesiser's plan. */
    public static Map<String, Object> values(SynthesisPlan plan) {
        SynthesisPlan.Images images = plan.images();
        SynthesisPlan.Drawing drawing = plan.drawing();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("images", images.path().getFileName().toString());
        values.put(
                "classes",
                images.classes().map(given -> Path.of(given).getFileName().toString()).orElse(""));
        values.put("size", images.size());
        values.put("channels", images.channels());
        values.put("fit", images.fit().toString().toLowerCase(Locale.ROOT));
        values.put("symmetries", images.symmetries());
        SynthesisPlan.Guides guides = images.guides();
        if (guides.present()) {
            values.put(
                    "inputs",
                    guides.inputs().map(path -> path.getFileName().toString()).orElse(""));
            values.put("labels", guides.labels());
            values.put("photons", guides.photons());
            values.put("readnoise", guides.readNoise());
        }
        values.put("system", drawing.system());
        values.put("loss", drawing.loss());
        values.put("filters", drawing.filters());
        values.put("rate", drawing.rate());
        values.put("discriminatorrate", drawing.discriminatorRate());
        values.put("r1", drawing.r1());
        values.put("augment", drawing.augment());
        values.put("dropout", drawing.dropOut());
        values.put("minutes", plan.schedule().minutes());
        values.put("steps", plan.schedule().steps());
        values.put("epochs", plan.schedule().epochs());
        values.put("batch", plan.schedule().batch());
        values.put("seed", plan.seed());
        values.put("precision", plan.precision().toString());
        return values;
    }

    /** Lines of {@code key=value}. */
    public static String of(Map<String, Object> values) {
        List<String> lines = new ArrayList<>();
        values.forEach((key, value) -> lines.add(key + "=" + value));
        return String.join("\n", lines);
    }

    /**
     * @param values of the plan of now
     * @throws IllegalArgumentException when the stored plan is another one; the text says where
     *     they differ
     */
    static void check(Map<String, Object> values, String stored) {
        List<String> now = of(values).lines().toList();
        List<String> then = stored.lines().toList();
        Stream<String> left =
                then.stream()
                        .filter(line -> !values.containsKey(line.split("=", 2)[0]))
                        .map(line -> "%s left out, was %s".formatted(line.split("=", 2)[0], line));
        Stream<String> others =
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
                                });
        List<String> differences = Stream.concat(others, left).toList();
        if (!differences.isEmpty())
            throw new IllegalArgumentException(
                    "The interrupted training had other settings (%s). Give the same ones to resume, or train under another name"
                            .formatted(String.join("; ", differences)));
    }
}
