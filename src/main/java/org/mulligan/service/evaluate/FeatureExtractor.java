package org.mulligan.service.evaluate;

import java.util.stream.IntStream;
import org.mulligan.engine.EngineException;
import org.mulligan.engine.FeatureNetwork;
import org.mulligan.metric.features.PlainFeatures;
import org.mulligan.service.engine.RowPortions;

/** Says what images look like in numbers, and, where it can, of which class they are. */
interface FeatureExtractor extends AutoCloseable {
    /** What to call the features, in words. */
    String name();

    /** Classes that it tells; 0 = none. */
    int classes();

    /**
     * Describes images.
     *
     * @param images NHWC in -1 to 1, one after the other
     * @param into gets a row for each image
     */
    void describe(float[] images, ExtractedFeatures into) throws EngineException;

    @Override
    void close();

    /** By values that need no network. */
    record Plain(int size, int channels) implements FeatureExtractor {
        @Override
        public String name() {
            return PlainFeatures.NAME;
        }

        @Override
        public int classes() {
            return 0;
        }

        @Override
        public void describe(float[] images, ExtractedFeatures into) {
            int values = size * size * channels;
            float[][] rows = new float[images.length / values][];
            IntStream.range(0, rows.length)
                    .parallel()
                    .forEach(
                            i ->
                                    rows[i] =
                                            PlainFeatures.of(
                                                    java.util.Arrays.copyOfRange(
                                                            images, i * values, (i + 1) * values),
                                                    size,
                                                    channels));
            for (float[] row : rows) into.add(row, new float[0]);
        }

        @Override
        public void close() {
            // holds nothing
        }
    }

    /**
     * By a network of the user's.
     *
     * @param values of an image
     */
    record Own(String file, FeatureNetwork network, RowPortions buffers, int values)
            implements FeatureExtractor {
        @Override
        public String name() {
            return "features of %s (%d values)".formatted(file, network.features());
        }

        @Override
        public int classes() {
            return network.classes();
        }

        @Override
        public void describe(float[] images, ExtractedFeatures into) throws EngineException {
            int width = network.width();
            float[] rows = buffers.run(network.rows(), images, values, width);
            for (int at = 0; at < rows.length; at += width)
                into.add(
                        java.util.Arrays.copyOfRange(rows, at, at + network.features()),
                        java.util.Arrays.copyOfRange(rows, at + network.features(), at + width));
        }

        @Override
        public void close() {
            network.close();
        }
    }
}
