package org.mulligan.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.mulligan.tensor.Sessions;

/**
 * What the parts of an interrupted run must share: the plan and the images, or it is another run;
 * the rest, or its bits are others.
 *
 * @param plan its settings by the keys of the command
 * @param images hash of the training set
 */
public record RunFingerprint(Map<String, Object> plan, String images, boolean bf16) {
    private static final String PLAN = "plan";
    private static final String IMAGES = "images";

    /** By the words for a user; their keys in a checkpoint are {@link #key}. */
    private Map<String, String> machine() {
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put("precision", bf16 ? "bf16" : "fp32");
        machine.put("device", Sessions.placement().name());
        machine.put("number of threads", Integer.toString(Sessions.THREADS));
        machine.put("memory of the JVM", Long.toString(Runtime.getRuntime().maxMemory()));
        return machine;
    }

    private static String key(String words) {
        return words.replace(' ', '.');
    }

    public void store(Properties state) {
        state.setProperty(PLAN, PlanText.of(plan));
        state.setProperty(IMAGES, images);
        machine().forEach((words, value) -> state.setProperty(key(words), value));
    }

    /** Whether an interrupted training goes on whose plan did not have a key. */
    public static boolean lacks(CheckpointFolder checkpoints, String key) throws IOException {
        Optional<Properties> begun = checkpoints.begun();
        return begun.isPresent()
                && begun.get()
                        .getProperty(PLAN, "")
                        .lines()
                        .noneMatch(line -> line.startsWith(key + "="));
    }

    /**
     * @return what makes the bits others than those of an uninterrupted run, a sentence each
     * @throws IllegalArgumentException when it is another run; the text says why
     */
    public List<String> compare(Properties state) {
        PlanText.check(plan, state.getProperty(PLAN));
        if (!images.equals(state.getProperty(IMAGES)))
            throw new IllegalArgumentException(
                    "The training images have changed since the interrupted run; restore them, or train under another name");
        List<String> differences = new ArrayList<>();
        machine()
                .forEach(
                        (words, now) -> {
                            String then = state.getProperty(key(words), "unknown");
                            if (!now.equals(then))
                                differences.add(
                                        "The %s is %s, it was %s before the interruption: the result will not be the same bit for bit."
                                                .formatted(words, now, then));
                        });
        return differences;
    }
}
