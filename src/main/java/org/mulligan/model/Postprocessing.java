package org.mulligan.model;

/**
 * What a network's output goes through before it is an image, in this order; it becomes part of the
 * network.
 *
 * @param gain 1 = as it is
 * @param offset 0 = as it is
 * @param low smaller values become this; may be infinite
 * @param high larger ones this
 */
public record Postprocessing(
        Activation activation, double gain, double offset, double low, double high) {
    /** The function that other tools leave out of a network. */
    public enum Activation {
        NONE,
        SIGMOID,
        /** Over the channels. */
        SOFTMAX
    }

    public static final Postprocessing NONE =
            new Postprocessing(
                    Activation.NONE, 1, 0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    public Postprocessing {
        if (!Double.isFinite(gain) || !Double.isFinite(offset) || gain == 0 || !(high > low))
            throw new IllegalArgumentException(
                    "An output cannot be scaled by %s, moved by %s and clipped to %s and %s"
                            .formatted(gain, offset, low, high));
    }

    public Postprocessing scaled(double by, double plus) {
        return new Postprocessing(activation, gain * by, offset * by + plus, low, high);
    }

    public Postprocessing with(Activation function) {
        return new Postprocessing(function, gain, offset, low, high);
    }

    public Postprocessing clipped(double from, double to) {
        return new Postprocessing(
                activation, gain, offset, Math.max(low, from), Math.min(high, to));
    }

    /** Whether nothing is clipped. */
    public boolean isOpen() {
        return Double.isInfinite(low) && Double.isInfinite(high);
    }
}
