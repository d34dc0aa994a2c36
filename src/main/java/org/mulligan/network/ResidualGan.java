package org.mulligan.network;

import java.util.Optional;
import org.mulligan.tensor.Initializer;
import org.mulligan.tensor.NormedLayers;
import org.scijava.plugin.Plugin;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * A generator and a discriminator of residual blocks, the latter with spectral norm. Sizes change
 * by transposed convolutions and convolutions of 4x4 and stride 2, whose kernel the stride divides:
 * no checkerboard; and the finest resolution has no other layer, as half of the time would go
 * there. The discriminator has a second derivative everywhere, so it takes gradient penalties as it
 * is.
 *
 * @see <a href="https://arxiv.org/abs/1802.05957">Miyato et al. 2018</a>
 */
@Plugin(type = SynthesisSystem.class, name = "resnet")
public final class ResidualGan implements GanSystem {
    private static final double SLOPE = 0.2;

    /** Feature maps at a small size, as a multiple of those at the largest. */
    private static final int MOST = 8;

    @Override
    public Recipe recipe() {
        return new Recipe("hinge", 100, 32, 64, 1e-3, 1e-3, 0);
    }

    @Override
    public boolean draws(int size) {
        return Doublings.reach(size);
    }

    @Override
    public String sizes() {
        return Doublings.words();
    }

    private static int maps(SynthesisShape shape, int side) {
        return shape.filters() * Math.min(MOST, shape.size() / side) / 2;
    }

    @Override
    public Operand<TFloat32> generator(
            NormedLayers layers, Operand<TFloat32> z, SynthesisShape shape) {
        Doublings doublings = Doublings.of(shape.size());
        int side = doublings.start();
        int maps = maps(shape, side);
        Operand<TFloat32> y =
                layers.image(
                        layers.dense("first", z, side * side * maps, true, Initializer.HE),
                        side,
                        side,
                        maps);
        for (int i = 1; i < doublings.count(); i++) {
            side *= 2;
            y = layers.activate(layers.batchNorm("up" + i, y), 0);
            y = layers.enlarge("up" + i, y, 4, maps(shape, side), true, Initializer.HE);
            y = refine(layers, "block" + i, y, maps(shape, side));
        }
        y = layers.activate(layers.batchNorm("out", y), 0);
        return layers.tanh(layers.enlarge("out", y, 4, shape.channels(), true, Initializer.NARROW));
    }

    /** A residual block: begins as nothing and learns what to add. */
    private static Operand<TFloat32> refine(
            NormedLayers layers, String name, Operand<TFloat32> x, int maps) {
        Operand<TFloat32> y = layers.activate(layers.batchNorm(name + "a", x), 0);
        y = layers.convolve(name + "a", y, 3, 1, maps, true, Initializer.HE);
        y = layers.activate(layers.batchNorm(name + "b", y), 0);
        y = layers.convolve(name + "b", y, 3, 1, maps, true, Initializer.SMALL);
        return layers.add(x, y);
    }

    @Override
    public Operand<TFloat32> discriminator(
            NormedLayers layers,
            Operand<TFloat32> image,
            Optional<Operand<TFloat32>> classes,
            SynthesisShape shape,
            boolean smooth,
            Operand<TInt64> seed) {
        int side = shape.size();
        // What is dark with little in it would leave a discriminator of bounded slope at
        // equilibrium.
        Operand<TFloat32> y = layers.standardise(image, shape.mean(), shape.deviation());
        for (int i = 0; i < Doublings.of(shape.size()).count(); i++) {
            side /= 2;
            int maps = maps(shape, side);
            y = layers.normedConvolve("down" + i, y, 4, 2, maps);
            if (i > 0) y = compare(layers, "block" + i, y, maps);
            y = layers.activate(y, SLOPE);
        }
        int values = side * side * maps(shape, side);
        Operand<TFloat32> features =
                layers.dropOut(layers.vector(y, values), shape.dropOut(), seed);
        Operand<TFloat32> score = layers.normedDense("score", features, 1);
        if (classes.isEmpty()) return score;
        Operand<TFloat32> ofClass = layers.normedDense("class", classes.get(), values);
        return layers.add(score, layers.dot(ofClass, features));
    }

    private static Operand<TFloat32> compare(
            NormedLayers layers, String name, Operand<TFloat32> x, int maps) {
        Operand<TFloat32> y = layers.activate(x, SLOPE);
        y = layers.normedConvolve(name + "a", y, 3, 1, maps);
        y = layers.normedConvolve(name + "b", layers.activate(y, SLOPE), 3, 1, maps);
        return layers.add(x, y);
    }
}
