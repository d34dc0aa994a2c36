package org.mulligan.network;

import java.util.Optional;
import org.mulligan.tensor.Initializer;
import org.mulligan.tensor.NormedLayers;
import org.scijava.plugin.Plugin;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * Transposed 5x5 convolutions with batch norm, judged by 5x5 convolutions of stride 2. At 64 px and
 * 64 filters: 4x4x512, 256, 128, 64, channels against 64, 128, 256. Where classes are asked for,
 * the discriminator compares its features with the class's vector.
 *
 * @see <a href="https://arxiv.org/abs/1511.06434">Radford et al. 2016</a>
 * @see <a href="https://arxiv.org/abs/1802.05637">Miyato and Koyama 2018</a>, the classes
 */
@Plugin(type = SynthesisSystem.class, name = "dcgan")
public final class Dcgan implements GanSystem {
    private static final int KERNEL = 5;
    private static final double SLOPE = 0.2;
    private static final int LEAST_LOOKS = 3;

    @Override
    public Recipe recipe() {
        return new Recipe("non-saturating", 100, 64, 64, 2e-4, 2e-4, 0.5);
    }

    @Override
    public boolean draws(int size) {
        return Doublings.reach(size);
    }

    @Override
    public String sizes() {
        return Doublings.words();
    }

    @Override
    public Operand<TFloat32> generator(
            NormedLayers layers, Operand<TFloat32> z, SynthesisShape shape) {
        Doublings doublings = Doublings.of(shape.size());
        int side = doublings.start();
        int maps = shape.filters() << (doublings.count() - 1);
        Operand<TFloat32> y = layers.dense("first", z, side * side * maps, false, Initializer.HE);
        y = layers.activate(layers.batchNorm("first", y), SLOPE);
        y = layers.image(y, side, side, maps);
        for (int i = 1; i < doublings.count(); i++) {
            maps /= 2;
            y = layers.enlarge("up" + i, y, KERNEL, maps, false, Initializer.NARROW);
            y = layers.activate(layers.batchNorm("up" + i, y), SLOPE);
        }
        return layers.tanh(
                layers.enlarge("out", y, KERNEL, shape.channels(), true, Initializer.NARROW));
    }

    @Override
    public Operand<TFloat32> discriminator(
            NormedLayers layers,
            Operand<TFloat32> image,
            Optional<Operand<TFloat32>> classes,
            SynthesisShape shape,
            boolean smooth,
            Operand<TInt64> seed) {
        Operand<TFloat32> features = features(layers, image, shape, smooth);
        features = layers.dropOut(features, shape.dropOut(), seed);
        Operand<TFloat32> score = layers.dense("score", features, 1, true, Initializer.NARROW);
        if (classes.isEmpty()) return score;
        Operand<TFloat32> ofClass =
                layers.dense(
                        "class",
                        classes.get(),
                        (int) features.shape().get(1),
                        false,
                        Initializer.NARROW);
        return layers.add(score, layers.dot(ofClass, features));
    }

    /** Of all of an image, [n, c]. */
    static Operand<TFloat32> features(
            NormedLayers layers, Operand<TFloat32> image, SynthesisShape shape, boolean smooth) {
        int looks = Math.max(LEAST_LOOKS, Doublings.of(shape.size()).count() - 1);
        int side = shape.size();
        int maps = shape.filters();
        Operand<TFloat32> y = image;
        for (int i = 0; i < looks; i++) {
            if (i > 0) maps *= 2;
            side = (side + 1) / 2;
            boolean normed = i > 0 && !smooth;
            y = layers.convolve("look" + i, y, KERNEL, 2, maps, !normed, Initializer.HE);
            if (normed) y = layers.batchNorm("look" + i, y);
            y = layers.activate(y, SLOPE);
        }
        return layers.vector(y, side * side * maps);
    }
}
