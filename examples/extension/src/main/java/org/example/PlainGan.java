package org.example;

import java.util.Optional;
import org.mulligan.network.GanSystem;
import org.mulligan.network.SynthesisShape;
import org.mulligan.network.SynthesisSystem;
import org.mulligan.tensor.Initializer;
import org.mulligan.tensor.NormedLayers;
import org.scijava.plugin.Plugin;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** One dense layer that draws and one that judges: as little as a GAN can be. */
@Plugin(type = SynthesisSystem.class, name = "plain-gan")
public final class PlainGan implements GanSystem {
    @Override
    public Recipe recipe() {
        return new Recipe("hinge", 16, 32, 16, 1e-3, 1e-3, 0.5);
    }

    @Override
    public boolean draws(int size) {
        return size <= 32;
    }

    @Override
    public String sizes() {
        return "up to 32 px";
    }

    @Override
    public Operand<TFloat32> generator(NormedLayers layers, Operand<TFloat32> z, SynthesisShape shape) {
        Operand<TFloat32> y = layers.dense("out", z, shape.values(), true, Initializer.WEAK);
        return layers.image(layers.tanh(y), shape.size(), shape.size(), shape.channels());
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
        Operand<TFloat32> x = classes.map(which -> layers.append(pixels, which)).orElse(pixels);
        return layers.dense("score", x, 1, true, Initializer.WEAK);
    }
}
