package org.mulligan.service.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.mulligan.metric.features.Features;

/** Images as a {@link FeatureExtractor} saw them, a row each. */
final class ExtractedFeatures {
    private final List<float[]> features = new ArrayList<>();
    private final List<float[]> logits = new ArrayList<>();

    /**
     * @param classes logits of the image; empty where none are told
     */
    void add(float[] row, float[] classes) {
        features.add(row);
        logits.add(classes);
    }

    int size() {
        return features.size();
    }

    /** Rows {@code from} to {@code to - 1}, shared. */
    ExtractedFeatures part(int from, int to) {
        ExtractedFeatures part = new ExtractedFeatures();
        part.features.addAll(features.subList(from, to));
        part.logits.addAll(logits.subList(from, to));
        return part;
    }

    /** These rows, then those of another. */
    ExtractedFeatures and(ExtractedFeatures other) {
        ExtractedFeatures both = part(0, size());
        both.features.addAll(other.features);
        both.logits.addAll(other.logits);
        return both;
    }

    /**
     * @throws IllegalArgumentException unless there are two rows or more
     */
    Features features() {
        return Features.of(features.toArray(float[][]::new));
    }

    /** Of each image the class with the largest logit. */
    int[] classes() {
        return logits.stream().mapToInt(ExtractedFeatures::largest).toArray();
    }

    private static int largest(float[] values) {
        int at = 0;
        for (int i = 1; i < values.length; i++) if (values[i] > values[at]) at = i;
        return at;
    }

    /** The share of images whose class has a probability above a threshold. */
    double confident(double threshold) {
        return logits.stream()
                        .mapToDouble(ExtractedFeatures::probability)
                        .filter(p -> p > threshold)
                        .count()
                / (double) size();
    }

    /** Of the most probable class: its share of the softmax. */
    private static double probability(float[] values) {
        double sum = 0;
        for (float value : values) sum += Math.exp(value - values[largest(values)]);
        return 1 / sum;
    }
}
