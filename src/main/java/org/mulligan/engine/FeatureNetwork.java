package org.mulligan.engine;

/**
 * A network of the user's that describes images, for the measures of synthesis.
 *
 * @param rows makes of each image, axes YXC in -1 to 1, its features and after them its logits;
 *     there is no way back through it
 * @param features values that describe an image, 1 or more
 * @param classes logits of an image; 0 = it tells no classes
 */
public record FeatureNetwork(RowNetwork rows, int features, int classes) implements AutoCloseable {
    public FeatureNetwork {
        if (features < 1 || classes < 0)
            throw new IllegalArgumentException(
                    "A feature network gives 1 feature or more, and 0 logits or more; got %d and %d"
                            .formatted(features, classes));
    }

    /** Numbers of a row that comes out. */
    public int width() {
        return features + classes;
    }

    @Override
    public void close() {
        rows.close();
    }
}
