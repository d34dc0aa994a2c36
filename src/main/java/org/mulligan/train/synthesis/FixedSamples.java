package org.mulligan.train.synthesis;

import java.awt.image.BufferedImage;
import java.util.Optional;
import java.util.OptionalDouble;
import org.mulligan.data.samples.Samples;
import org.mulligan.model.LatentSpace;
import org.mulligan.network.SynthesisShape;

/** The same samples all along a training, for the one who watches it learn to draw them. */
final class FixedSamples {
    private static final int COLUMNS = 8;

    private final SynthesisShape shape;
    private final Optional<GuidedSheet> guided;
    private final float[] codes;
    private final double realSpread;

    FixedSamples(SynthesisSettings settings, Samples samples, LatentSpace space) {
        shape = settings.shape();
        long seed = settings.plan().seed();
        guided =
                settings.guided()
                        .map(
                                system ->
                                        new GuidedSheet(
                                                shape,
                                                space,
                                                samples.some(GuidedSheet.IMAGES, seed),
                                                seed));
        codes =
                guided.map(GuidedSheet::rows)
                        .orElseGet(() -> LatentRows.of(space, seed, 0, SynthesisGraph.ROWS));
        realSpread =
                guided.isPresent()
                        ? Double.NaN
                        : spread(samples.some(SynthesisGraph.ROWS, seed).images(), shape.values());
    }

    /** What they are drawn from, {@link SynthesisGraph#ROWS} rows. */
    float[] codes() {
        return codes;
    }

    /** How different drawn images are, divided by how different real ones are. */
    OptionalDouble diversity(float[] drawn) {
        // From one input little may vary, and rightly so.
        return guided.isPresent()
                ? OptionalDouble.empty()
                : OptionalDouble.of(spread(drawn, shape.values()) / realSpread);
    }

    /** One picture of the drawn images. */
    BufferedImage sheet(float[] drawn) {
        return SampleSheet.of(
                guided.map(sheet -> sheet.picture(drawn)).orElse(drawn),
                shape.size(),
                shape.channels(),
                COLUMNS,
                1);
    }

    /** How different images are: the mean distance of one to the next, root mean square. */
    private static double spread(float[] images, int values) {
        int count = images.length / values;
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double square = 0;
            int other = (i + 1) % count;
            for (int k = 0; k < values; k++) {
                double difference = images[i * values + k] - images[other * values + k];
                square += difference * difference;
            }
            sum += Math.sqrt(square / values);
        }
        return Math.max(sum / count, 1e-9);
    }
}
