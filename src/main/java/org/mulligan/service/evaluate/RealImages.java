package org.mulligan.service.evaluate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.mulligan.data.samples.SampleBatch;
import org.mulligan.data.samples.Samples;
import org.mulligan.engine.Progress;
import org.mulligan.metric.features.Features;
import org.mulligan.service.engine.RowPortions;

/**
 * Real images, described: those that drawn ones are compared with, as many others that give the
 * floor, and all that could have been learnt by heart. Images held back in training come into the
 * floor first.
 */
final class RealImages {
    /** Floats of all descriptions of training images that are kept, 256 MB. */
    private static final int MOST = 1 << 26;

    private static final int MOST_IMAGES = 100_000;

    private final Samples samples;
    private final int count;
    private final ExtractedFeatures training;
    private final ExtractedFeatures held;
    private final int[] labels;
    private final int[] heldLabels;
    private SynthesisFigures.Distances floor;

    /**
     * Describes them.
     *
     * @param wanted images to compare with, at most
     * @throws IllegalArgumentException when there are too few
     */
    RealImages(Samples samples, FeatureExtractor extractor, int wanted, Progress progress)
            throws IOException {
        this.samples = samples;
        int most = (samples.count() + samples.heldOutCount()) / 2;
        if (most < EvaluationPlan.LEAST)
            throw new IllegalArgumentException(
                    "%d real images are too few: %d are compared with drawn ones and as many with each other, so %d are needed, and thousands are better"
                            .formatted(
                                    samples.count() + samples.heldOutCount(),
                                    EvaluationPlan.LEAST,
                                    2 * EvaluationPlan.LEAST));
        count = Math.min(wanted, most);
        int values = samples.size() * samples.size() * samples.channels();
        held = new ExtractedFeatures();
        SampleBatch back =
                samples.heldOut(Math.max(1, Math.min(samples.heldOutCount(), MOST / values)));
        extractor.describe(back.images(), held);
        heldLabels = back.labels();
        training = new ExtractedFeatures();
        List<Integer> classes = new ArrayList<>();
        int portion = RowPortions.portion(values);
        int all = samples.count();
        for (int done = 0; done < all; done += portion) {
            if (progress.cancelled()) throw new CancellationException("Cancelled");
            SampleBatch batch = samples.batch(portion, done / portion);
            int some = Math.min(portion, samples.count() - done);
            float[] images =
                    some == portion
                            ? batch.images()
                            : java.util.Arrays.copyOf(batch.images(), some * values);
            extractor.describe(images, training);
            for (int i = 0; i < some && batch.labels().length > 0; i++)
                classes.add(batch.labels()[i]);
            int columns = training.features().columns();
            all =
                    Math.min(
                            samples.count(),
                            Math.max(2 * count, Math.min(MOST / columns, MOST_IMAGES)));
            progress.update("Describing real images", Math.min(1, done / (double) all), -1);
        }
        labels = classes.stream().mapToInt(Integer::intValue).toArray();
    }

    /** How many are compared. */
    int count() {
        return count;
    }

    /** Those that drawn ones are compared with. */
    ExtractedFeatures compared() {
        return training.part(0, count);
    }

    /** As many others. */
    ExtractedFeatures others() {
        int back = Math.min(count, held.size());
        return held.part(0, back).and(training.part(count, 2 * count - back));
    }

    /** Class of each of {@link #others()}; empty where there are none. */
    int[] otherLabels() {
        if (labels.length == 0) return labels;
        int back = Math.min(count, held.size());
        int[] classes = new int[count];
        for (int i = 0; i < count; i++)
            classes[i] = i < back ? heldLabels[i] : labels[count + i - back];
        return classes;
    }

    /** All that are trained on, as far as memory allows. */
    ExtractedFeatures training() {
        return training;
    }

    /** Those that are never trained on. */
    ExtractedFeatures heldOut() {
        return held;
    }

    /** Class of image {@code i} of those compared; 0 where there are none. */
    int label(int i) {
        return labels.length == 0 ? 0 : labels[i];
    }

    /** The pixels of a row of {@link #training()}, in -1 to 1. */
    float[] image(int row) {
        return samples.batch(1, row).images();
    }

    Samples samples() {
        return samples;
    }

    /** How far real images are from each other. */
    SynthesisFigures.Distances floor(int of, long seed) {
        if (floor == null || floor.frechet().reals() != of) {
            Features reals = compared().part(0, of).features();
            floor = SynthesisFigures.Distances.of(reals, others().part(0, of).features(), seed);
        }
        return floor;
    }
}
