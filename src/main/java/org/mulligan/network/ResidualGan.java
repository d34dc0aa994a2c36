package org.mulligan.network;

import java.util.Optional;
import org.mulligan.tensor.Initial;
import org.mulligan.tensor.NormedLayers;
import org.scijava.plugin.Plugin;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * A residual generator and a residual discriminator with spectral norm. Sizes change by transposed
 * convolutions and convolutions of 4x4 and stride 2: at a third of the cost of a 3x3 convolution at
 * the finer resolution, and without a checkerboard, as the stride divides the kernel. The
 * discriminator has a second derivative everywhere, so it takes gradient penalties as it is.
 *
 * @see <a href="https://arxiv.org/abs/1802.05957">Miyato et al. 2018</a>
 */
@Plugin(type = SynthesisSystem.class, name = "resnet")
public final class ResidualGan implements SynthesisSystem {
    private static final double SLOPE = 0.2;

    /** Feature maps at a small size, as a multiple of those at the largest. */
    private static final int MOST = 8;

    @Override
    public Recipe recipe() {
        return new Recipe("hinge", 100, 32, 64, 2e-4, 4e-4, 0);
    }

    @Override
    public boolean draws(int size) {
        return Doublings.reach(size);
    }

    @Override
    public String sizes() {
        return Doublings.words();
    }

    private static int maps(Canvas canvas, int side) {
        return canvas.filters() * Math.min(MOST, canvas.size() / side);
    }

    @Override
    public Operand<TFloat32> draw(NormedLayers layers, Operand<TFloat32> z, Canvas canvas) {
        Doublings doublings = Doublings.of(canvas.size());
        int side = doublings.start();
        int maps = maps(canvas, side);
        Operand<TFloat32> y =
                layers.image(
                        layers.dense("first", z, side * side * maps, true, Initial.HE),
                        side,
                        side,
                        maps);
        for (int i = 0; i < doublings.count(); i++) {
            side *= 2;
            y = enlarge(layers, "up" + i, y, maps(canvas, side));
        }
        y = layers.activate(layers.batchNorm("out", y), 0);
        return layers.tanh(layers.convolve("out", y, 3, 1, canvas.channels(), true, Initial.HE));
    }

    private static Operand<TFloat32> enlarge(
            NormedLayers layers, String name, Operand<TFloat32> x, int maps) {
        Operand<TFloat32> y = layers.activate(layers.batchNorm(name + "a", x), 0);
        y = layers.enlarge(name + "a", y, 4, maps, true, Initial.HE);
        y = layers.activate(layers.batchNorm(name + "b", y), 0);
        y = layers.convolve(name + "b", y, 3, 1, maps, true, Initial.HE);
        Operand<TFloat32> skip =
                layers.twice(layers.convolve(name + "skip", x, 1, 1, maps, true, Initial.HE));
        return layers.add(skip, y);
    }

    @Override
    public Operand<TFloat32> observe(
            NormedLayers layers,
            Operand<TFloat32> image,
            Optional<Operand<TFloat32>> classes,
            Canvas canvas,
            boolean smooth,
            Operand<TInt64> seed) {
        int side = canvas.size();
        Operand<TFloat32> y = image;
        for (int i = 0; i < Doublings.of(canvas.size()).count(); i++) {
            side /= 2;
            y = halve(layers, "down" + i, y, maps(canvas, side), i > 0);
        }
        Operand<TFloat32> features = layers.pool(layers.activate(y, SLOPE));
        features = layers.dropOut(features, canvas.dropOut(), seed);
        Operand<TFloat32> score = layers.normedDense("score", features, 1);
        if (classes.isEmpty()) return score;
        Operand<TFloat32> wanted =
                layers.normedDense("class", classes.get(), (int) features.shape().get(1));
        return layers.add(score, layers.dot(wanted, features));
    }

    private static Operand<TFloat32> halve(
            NormedLayers layers, String name, Operand<TFloat32> x, int maps, boolean active) {
        int in = Math.max(maps / 2, (int) x.shape().get(3));
        Operand<TFloat32> y = active ? layers.activate(x, SLOPE) : x;
        y = layers.activate(layers.normedConvolve(name + "a", y, 3, 1, in), SLOPE);
        y = layers.normedConvolve(name + "b", y, 4, 2, maps);
        return layers.add(layers.normedConvolve(name + "skip", x, 2, 2, maps), y);
    }
}
