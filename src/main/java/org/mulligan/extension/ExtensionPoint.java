package org.mulligan.extension;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What a stranger may add with one class in a jar. The types are named and not imported: some of
 * them need TensorFlow, which the front half has not.
 */
public enum ExtensionPoint {
    ARCHITECTURE("architecture", "org.mulligan.network.Architecture"),
    PIXEL_LOSS("pixel loss", "org.mulligan.loss.PixelLoss"),
    ADVERSARIAL_LOSS("adversarial loss", "org.mulligan.loss.AdversarialLoss"),
    DISCRIMINATOR("discriminator", "org.mulligan.network.Discriminator"),
    DEGRADATION("degradation", "org.mulligan.data.degradation.Degradation"),
    METRIC("metric", "org.mulligan.metric.Metric"),
    MODEL_FORMAT("model format", "org.mulligan.model.format.ModelFormat"),
    SYNTHESIS_SYSTEM("synthesis system", "org.mulligan.network.SynthesisSystem");

    /**
     * Name of an attribute of a plugin: the tasks that it is for, separated by spaces; without it,
     * it is for all.
     */
    public static final String TASKS = "tasks";

    private final String words;
    private final String type;

    ExtensionPoint(String words, String type) {
        this.words = words;
        this.type = type;
    }

    /** For people, and for the attribute of a command's input. */
    public String words() {
        return words;
    }

    /** The name of the plugin type, an interface of ours. */
    public String type() {
        return type;
    }

    /**
     * @param words as {@link #words}
     */
    public static ExtensionPoint of(String words) {
        return Arrays.stream(values())
                .filter(point -> point.words.equals(words))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "No extension point is called \"%s\"; there are %s"
                                                .formatted(
                                                        words,
                                                        Arrays.stream(values())
                                                                .map(ExtensionPoint::words)
                                                                .collect(
                                                                        Collectors.joining(
                                                                                ", ")))));
    }
}
