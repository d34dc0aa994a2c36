package org.mulligan.train.synthesis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mulligan.data.samples.Samples;
import org.mulligan.metric.features.Diversity;
import org.mulligan.metric.features.Features;
import org.mulligan.metric.features.KernelDistance;
import org.mulligan.metric.features.Memorisation;
import org.mulligan.metric.features.PlainFeatures;
import org.mulligan.train.Provenance;

/**
 * Compares what a synthesiser drew with the images of its training and those that were held back,
 * in features that need no network.
 *
 * @param figures takes lines for a person
 * @param validation takes the same for the provenance
 */
record SynthesisComparison(
        Samples samples, long seed, List<String> figures, Map<String, Object> validation) {
    /** Images of a kind that are compared. */
    static final int MOST = 1000;

    /** Drawn images beside real ones, in features that need no network. */
    void add(float[] held, float[] fakes, int count) {
        if (count < 8) {
            figures.add(
                    "Too few images were held back to compare with (%d, 8 or more are needed)"
                            .formatted(count));
            return;
        }
        Features reals = features(held, count);
        Features drawn = features(fakes, count);
        Features trained = features(samples.some(count, seed).images(), count);
        double distance = KernelDistance.of(reals, drawn, 1).whole();
        double floor = KernelDistance.of(reals, trained, 1).whole();
        double diversity = Diversity.of(reals, drawn, 1).ratio();
        figures.add(
                String.format(
                        Locale.ROOT,
                        "kernel distance of %d drawn images to as many real ones that were held back: %.4f (real training images to them: %.4f); in %s",
                        count,
                        distance,
                        floor,
                        PlainFeatures.NAME));
        figures.add(String.format(Locale.ROOT, "diversity %.2f of that of real images", diversity));
        compareWithTraining(drawn, reals);
        validation.put("features", PlainFeatures.NAME);
        validation.put("images", count);
        validation.put("kernel_distance", distance);
        validation.put("kernel_distance_real", floor);
        validation.put("diversity", Provenance.rounded(diversity));
    }

    /** Whether it has learnt its images by heart. */
    private void compareWithTraining(Features drawn, Features reals) {
        int count = Math.min(samples.count(), 4 * MOST);
        float[] images = samples.some(count, seed + 1).images();
        try {
            double ratio = Memorisation.of(drawn, features(images, count), reals).ratio();
            figures.add(
                    String.format(
                            Locale.ROOT,
                            "distance to the nearest training image %.2f of that of real images that were held back (far below 1 = learnt by heart)",
                            ratio));
            validation.put("nearest_training", Provenance.rounded(ratio));
        } catch (IllegalArgumentException e) {
            // Images that come twice are no reason to lose a training.
            figures.add("whether it learnt images by heart was not measured: " + e.getMessage());
        }
    }

    private Features features(float[] images, int count) {
        int values = samples.size() * samples.size() * samples.channels();
        List<float[]> each = new ArrayList<>();
        for (int i = 0; i < count; i++)
            each.add(Arrays.copyOfRange(images, i * values, (i + 1) * values));
        return PlainFeatures.of(each, samples.size(), samples.channels());
    }
}
