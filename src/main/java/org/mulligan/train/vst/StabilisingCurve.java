package org.mulligan.train.vst;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A rising curve through knots that makes the noise of an image alike at every brightness, and the
 * way back. Beyond the outermost knots the outermost pieces go on.
 *
 * @param from normalised intensities of the image, rising
 * @param to what they become, in the denoiser's units, rising
 * @param back what these become again, normalised intensities, rising; not quite {@code from}, as
 *     the mean of what a curve makes is not what it makes of the mean
 * @see <a href="https://arxiv.org/abs/2411.10209">Herbreteau, Unser 2024</a>
 */
record StabilisingCurve(float[] from, float[] to, float[] back) {
    /** Of the curve among a network's weights, and before the names of those that are learnt. */
    static final String NAME = "curve";

    static final int KNOTS = 128;

    /**
     * A curve to begin with.
     *
     * @param images that it is for
     * @param sigma standard deviation of the noise that the network takes off, in its units; empty
     *     where it takes off any, and the curve begins as a straight line of slope 1. Else it is
     *     the one that the measured noise asks for, and 0 stays 0
     */
    static StabilisingCurve start(List<NoisyImage> images, OptionalDouble sigma) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (NoisyImage image : images)
            for (float value : image.pixels()) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        double[] from = new double[KNOTS];
        double[] to = new double[KNOTS];
        // Photon noise changes most in the dark, where most of the pixels are.
        for (int i = 0; i < KNOTS; i++) {
            double share = i / (KNOTS - 1.0);
            from[i] = low + (high - low) * share * share;
        }
        to[0] = from[0];
        for (int i = 1; i < KNOTS; i++) {
            double middle = (from[i - 1] + from[i]) / 2;
            double slope = sigma.isPresent() ? sigma.getAsDouble() / noise(images, middle) : 1;
            to[i] = to[i - 1] + slope * (from[i] - from[i - 1]);
        }
        float[] knots = floats(from, 0);
        StabilisingCurve curve = new StabilisingCurve(knots, floats(to, 0), knots);
        return sigma.isEmpty()
                ? curve
                : new StabilisingCurve(knots, floats(to, -curve.at(0)), knots);
    }

    /** Standard deviation over all images at a brightness. */
    private static double noise(List<NoisyImage> images, double brightness) {
        double variance = 0;
        for (NoisyImage image : images)
            variance += Math.pow(image.sigma(brightness), 2) / images.size();
        return Math.sqrt(variance);
    }

    private static float[] floats(double[] values, double plus) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) floats[i] = (float) (values[i] + plus);
        return floats;
    }

    /**
     * The curve that has been learnt from this one.
     *
     * @param weights as {@link org.mulligan.tensor.MonotoneCurve#learnt} names them
     */
    StabilisingCurve learnt(Map<String, float[]> weights) {
        return new StabilisingCurve(
                from, learnt(to, weights, NAME), learnt(back, weights, NAME + ".back"));
    }

    private static float[] learnt(float[] start, Map<String, float[]> weights, String name) {
        float[] slopes = weights.get(name + ".slopes");
        double[] learnt = new double[start.length];
        learnt[0] = start[0] + (double) weights.get(name + ".first")[0];
        for (int i = 1; i < learnt.length; i++)
            learnt[i] =
                    learnt[i - 1] + ((double) start[i] - start[i - 1]) * Math.exp(slopes[i - 1]);
        return floats(learnt, 0);
    }

    /** As weights of a finished network. */
    Map<String, float[]> weights() {
        return Map.of(NAME + ".from", from, NAME + ".to", to, NAME + ".back", back);
    }

    /** What an intensity becomes. */
    double at(double intensity) {
        int i = 0;
        while (i < from.length - 2 && from[i + 1] <= intensity) i++;
        return to[i] + slope(i) * (intensity - from[i]);
    }

    private double slope(int piece) {
        return ((double) to[piece + 1] - to[piece]) / ((double) from[piece + 1] - from[piece]);
    }
}
