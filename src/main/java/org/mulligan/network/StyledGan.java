package org.mulligan.network;

import java.util.List;
import java.util.Optional;
import org.mulligan.tensor.Initializer;
import org.mulligan.tensor.NormedLayers;
import org.scijava.plugin.Plugin;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * One generator, several styles: a small U-Net whose feature maps are scaled and shifted by the
 * latent numbers and the style, taught by a patch discriminator with spectral norm that sees the
 * drawn image beside that which it was drawn from. What a pixel becomes is a mean and a spread, by
 * which the noise of that pixel is multiplied: shot noise is the square root of light, which layers
 * of ReLU find slowly.
 *
 * @see <a href="https://arxiv.org/abs/1611.07004">Isola et al. 2017</a>, image to image
 * @see <a href="https://arxiv.org/abs/1802.05637">Miyato and Koyama 2018</a>, styles by projection
 */
@Plugin(type = SynthesisSystem.class, name = "styled")
public final class StyledGan implements GuidedSystem {
    private static final double SLOPE = 0.2;
    private static final int DEPTH = 2;

    /** The discriminator halves an image three times. */
    private static final int MULTIPLE = 8;

    private static final int SMALLEST = 32;

    @Override
    public Recipe recipe() {
        return new Recipe("hinge", 8, 16, 16, 1e-3, 1e-3, 0);
    }

    @Override
    public boolean draws(int size) {
        return size >= SMALLEST && size % MULTIPLE == 0;
    }

    @Override
    public String sizes() {
        return "multiples of %d px from %d px on; it is trained on patches of that size, and then draws images of any size"
                .formatted(MULTIPLE, SMALLEST);
    }

    @Override
    public int stride() {
        return 1 << DEPTH;
    }

    @Override
    public int receptiveField() {
        return new UNet().receptiveField(new NetworkSize(1, DEPTH, 1));
    }

    @Override
    public Operand<TFloat32> generator(
            NormedLayers layers,
            Operand<TFloat32> planes,
            Operand<TFloat32> code,
            SynthesisShape shape) {
        int maps = shape.filters();
        Operand<TFloat32> noise = layers.channels(planes, 1, 1);
        Operand<TFloat32> full = pair(layers, "down0", planes, code, maps);
        Operand<TFloat32> half = pair(layers, "down1", layers.halve(full), code, 2 * maps);
        Operand<TFloat32> y = pair(layers, "bottom", layers.halve(half), code, 4 * maps);
        y = layers.stack(List.of(half, enlarge(layers, "narrow1", y, 2 * maps)));
        y = pair(layers, "up1", y, code, 2 * maps);
        y = layers.stack(List.of(full, enlarge(layers, "narrow0", y, maps)));
        y = pair(layers, "up0", y, code, maps);
        // The image itself once more: its edges need not find their way through the features.
        y = layers.stack(List.of(y, layers.channels(planes, 0, 1)));
        Operand<TFloat32> mean = layers.convolve("mean", y, 1, 1, 1, true, Initializer.SMALL);
        Operand<TFloat32> spread = layers.convolve("spread", y, 1, 1, 1, true, Initializer.SMALL);
        return layers.add(mean, layers.multiply(spread, noise));
    }

    /** Two 3x3 convolutions in a style. */
    private static Operand<TFloat32> pair(
            NormedLayers layers,
            String name,
            Operand<TFloat32> x,
            Operand<TFloat32> code,
            int maps) {
        Operand<TFloat32> y = x;
        for (String each : new String[] {name + "a", name + "b"}) {
            y = layers.convolve(each, y, 3, 1, maps, true, Initializer.HE);
            y = layers.activate(layers.modulate(each + ".style", y, code), SLOPE);
        }
        return y;
    }

    /** A 1x1 convolution and repetition commute; before the repetition it costs a quarter. */
    private static Operand<TFloat32> enlarge(
            NormedLayers layers, String name, Operand<TFloat32> x, int maps) {
        return layers.twice(layers.convolve(name, x, 1, 1, maps, true, Initializer.HE));
    }

    @Override
    public Operand<TFloat32> discriminator(
            NormedLayers layers,
            Operand<TFloat32> image,
            Optional<Operand<TFloat32>> classes,
            SynthesisShape shape,
            boolean smooth,
            Operand<TInt64> seed) {
        int maps = 2 * shape.filters();
        Operand<TFloat32> drawn =
                layers.standardise(layers.channels(image, 0, 1), shape.mean(), shape.deviation());
        Operand<TFloat32> y = layers.stack(List.of(drawn, layers.channels(image, 1, 1)));
        y = layers.activate(layers.normedConvolve("full", y, 3, 1, maps / 2), SLOPE);
        for (int i = 0; i < 3; i++)
            y = layers.activate(layers.normedConvolve("down" + i, y, 4, 2, maps << i), SLOPE);
        y = layers.activate(layers.normedConvolve("deep", y, 3, 1, maps << 2), SLOPE);
        y = layers.dropOut(y, shape.dropOut(), seed);
        Operand<TFloat32> score = layers.normedConvolve("score", y, 1, 1, 1);
        if (classes.isPresent())
            score =
                    layers.add(
                            score,
                            layers.dotEach(
                                    layers.normedDense("class", classes.get(), maps << 2), y));
        return layers.vector(score, 1);
    }
}
