package org.mulligan.model;

import org.mulligan.image.intensity.Normalisation;
import org.mulligan.image.intensity.Scaling;

/**
 * How a network that another tool made wants its images, and what it gives: our own take one
 * channel, normalised by percentiles, and give it back in its units.
 *
 * @param inputChannels that go in together
 * @param outputChannels that come out together
 * @param scaling of each channel that goes in
 * @param inUnits whether the result is in the units of the input, so that the scaling is undone;
 *     else it is what the network says, e.g. a probability
 * @param side of the only square that the network takes, px; 0 = any multiple of the stride
 */
public record TensorSpec(
        int inputChannels, int outputChannels, Scaling scaling, boolean inUnits, int side) {
    public TensorSpec {
        if (inputChannels < 1 || outputChannels < 1)
            throw new IllegalArgumentException(
                    "A network takes and gives one channel or more, got %d and %d"
                            .formatted(inputChannels, outputChannels));
        if (inUnits && inputChannels != outputChannels)
            throw new IllegalArgumentException(
                    "A result of %d channels cannot be in the units of an input of %d"
                            .formatted(outputChannels, inputChannels));
        if (side < 0)
            throw new IllegalArgumentException("A side must be 0 (any) or px, got " + side);
    }

    /** That of our own networks. */
    static TensorSpec own(ModelDescription.PercentileRange percentiles) {
        return new TensorSpec(
                1, 1, Scaling.percentiles(percentiles.low(), percentiles.high()), true, 0);
    }

    /**
     * What the network is given for an image.
     *
     * @param image channels fastest; not modified
     */
    public float[] normalised(float[] image) {
        if (scaling.together()) return each(image, scaling.of(image)::apply);
        float[] normalised = new float[image.length];
        float[] channel = new float[image.length / inputChannels];
        for (int c = 0; c < inputChannels; c++) {
            for (int i = 0; i < channel.length; i++) channel[i] = image[i * inputChannels + c];
            Normalisation map = scaling.of(channel);
            for (int i = 0; i < channel.length; i++)
                normalised[i * inputChannels + c] = map.apply(channel[i]);
        }
        return normalised;
    }

    /** What a package states as the result of a network's output. */
    public float[] stated(float[] output) {
        return undone() ? each(output, fixed()::undo) : output.clone();
    }

    /** The network's output of which a package states this result. */
    public float[] unstated(float[] result) {
        return undone() ? each(result, value -> fixed().apply(value)) : result.clone();
    }

    private boolean undone() {
        return inUnits && scaling.kind() == Scaling.Kind.FIXED;
    }

    private Normalisation fixed() {
        return new Normalisation(scaling.low(), scaling.high());
    }

    private interface Map {
        double of(float value);
    }

    private static float[] each(float[] values, Map map) {
        float[] mapped = new float[values.length];
        for (int i = 0; i < values.length; i++) mapped[i] = (float) map.of(values[i]);
        return mapped;
    }

    /** Whether it takes and gives one channel, so that channels go through one after the other. */
    public boolean isOneByOne() {
        return inputChannels == 1 && outputChannels == 1;
    }
}
