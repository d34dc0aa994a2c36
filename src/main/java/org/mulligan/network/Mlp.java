package org.mulligan.network;

import java.util.Optional;
import org.mulligan.tensor.Initializer;
import org.mulligan.tensor.NormedLayers;
import org.scijava.plugin.Plugin;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * The first GAN that everybody writes: dense layers only, 100-256-512-pixels and back with ReLU. It
 * knows nothing of neighbours, so its images keep some salt and pepper.
 *
 * @see <a href="https://arxiv.org/abs/1406.2661">Goodfellow et al. 2014</a>
 */
@Plugin(type = SynthesisSystem.class, name = "mlp")
public final class Mlp implements GanSystem {
    private static final int LARGEST = 64;

    @Override
    public Recipe recipe() {
        return new Recipe("non-saturating", 100, 256, 100, 2e-4, 2e-4, 0.9);
    }

    @Override
    public boolean draws(int size) {
        return size >= 8 && size <= LARGEST;
    }

    @Override
    public String sizes() {
        return "any from 8 to %d px".formatted(LARGEST);
    }

    @Override
    public boolean hasLargeLayers() {
        return false;
    }

    @Override
    public Operand<TFloat32> generator(
            NormedLayers layers, Operand<TFloat32> z, SynthesisShape shape) {
        Operand<TFloat32> y = hidden(layers, "first", z, shape.filters());
        y = hidden(layers, "second", y, 2 * shape.filters());
        y = layers.tanh(layers.dense("out", y, shape.values(), true, Initializer.WEAK));
        return layers.image(y, shape.size(), shape.size(), shape.channels());
    }

    @Override
    public Operand<TFloat32> discriminator(
            NormedLayers layers,
            Operand<TFloat32> image,
            Optional<Operand<TFloat32>> classes,
            SynthesisShape shape,
            boolean smooth,
            Operand<TInt64> seed) {
        Operand<TFloat32> pixels = layers.vector(image, shape.values());
        Operand<TFloat32> y = classes.map(which -> layers.append(pixels, which)).orElse(pixels);
        y = hidden(layers, "first", y, 2 * shape.filters());
        y = layers.dropOut(y, shape.dropOut(), seed);
        y = hidden(layers, "second", y, shape.filters());
        return layers.dense("score", y, 1, true, Initializer.WEAK);
    }

    /** ReLU as a leaky one without a leak: that has a second derivative. */
    private static Operand<TFloat32> hidden(
            NormedLayers layers, String name, Operand<TFloat32> x, int out) {
        return layers.activate(layers.dense(name, x, out, true, Initializer.WEAK), 0);
    }
}
