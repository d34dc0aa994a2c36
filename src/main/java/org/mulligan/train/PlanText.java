package org.mulligan.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.mulligan.engine.RecordCodec;
import org.mulligan.engine.Supervision;
import org.mulligan.engine.SynthesisPlan;
import org.mulligan.engine.SynthesisPlan.Guides;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.engine.TrainingPlan.Adversary;
import org.mulligan.engine.TrainingPlan.Dimensions;
import org.mulligan.engine.TrainingPlan.Generator;
import org.mulligan.engine.TrainingPlan.Imaging;

/**
 * A plan as lines of {@code key=value}, for checkpoints and provenance. A component has the key
 * that it has in the user's command, which is its name but where it is said here; a path is told by
 * the name that the user gave it.
 */
public final class PlanText {
    /** Where it computes, what it writes and whether it goes on: another run of the same plan. */
    private static final Set<String> LEFT_OUT = Set.of("device", "model", "resume");

    /** What plans of before these could be chosen mean; left out where it is that. */
    private static final Map<String, Object> IMPLIED =
            Map.of(
                    "pixelLoss",
                    Generator.L1,
                    "discriminator",
                    Adversary.PATCH,
                    "align",
                    false,
                    "supervision",
                    Supervision.CLEAN,
                    "start",
                    Optional.empty(),
                    "dimensions",
                    Dimensions.TWO,
                    "calibration",
                    0,
                    "teacher",
                    Optional.empty());

    private PlanText() {}

    /** The plan's settings by the keys of the user's command. */
    public static Map<String, Object> values(TrainingPlan plan) {
        String[] folders = Tasks.folders(plan);
        Map<String, Object> values = new LinkedHashMap<>();
        add(
                values,
                plan,
                Map.of(
                        "noisy",
                        folders[0],
                        "target",
                        folders[1],
                        "loss",
                        "adversary",
                        "supervision",
                        "method"));
        return values;
    }

    static void putIfNot(String implied, Map<String, Object> values, String key, String value) {
        if (!value.equals(implied)) values.put(key, value);
    }

    /** Those of a synthesiser's plan. */
    public static Map<String, Object> values(SynthesisPlan plan) {
        Map<String, Object> values = new LinkedHashMap<>();
        add(values, plan, Map.of("path", "images"));
        // Either the word for folders, or a file.
        plan.images().classes().ifPresent(given -> values.put("classes", plain(Path.of(given))));
        return values;
    }

    /**
     * @param keys those that are not the component's name in lower case
     */
    private static void add(Map<String, Object> values, Record plan, Map<String, String> keys) {
        RecordCodec.components(plan)
                .forEach(
                        (name, value) -> {
                            if (LEFT_OUT.contains(name)) return;
                            if (value.equals(IMPLIED.get(name))) return;
                            if (value instanceof Guides guides && !guides.present()) return;
                            if (value instanceof Imaging imaging)
                                values.putAll(Tasks.imaging(imaging));
                            else if (value instanceof Record part) add(values, part, keys);
                            else values.put(key(name, keys), plain(value));
                        });
    }

    private static String key(String name, Map<String, String> keys) {
        return keys.getOrDefault(name, name.toLowerCase(Locale.ROOT));
    }

    private static Object plain(Object value) {
        if (value instanceof Optional<?> optional) return optional.map(PlanText::plain).orElse("");
        if (value instanceof Path path) return path.getFileName().toString();
        return value instanceof Enum<?> constant ? constant.name().toLowerCase(Locale.ROOT) : value;
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
