package org.mulligan.network;

import java.util.Optional;
import org.mulligan.tensor.Initializer;
import org.mulligan.tensor.NormedLayers;
import org.scijava.plugin.Plugin;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * The alternative to a GAN: an encoder and a decoder built as {@link Dcgan}, which learn by the
 * evidence lower bound. Nothing can collapse or win; the images are smooth.
 *
 * @see <a href="https://arxiv.org/abs/1312.6114">Kingma and Welling 2014</a>
 */
@Plugin(type = SynthesisSystem.class, name = "vae")
public final class VariationalAutoencoder implements VaeSystem {
    private final Dcgan like = new Dcgan();

    @Override
    public Recipe recipe() {
        return new Recipe("", 32, 32, 64, 1e-3, 1e-3, 0.9);
    }

    @Override
    public boolean draws(int size) {
        return like.draws(size);
    }

    @Override
    public String sizes() {
        return like.sizes();
    }

    @Override
    public Operand<TFloat32> decoder(
            NormedLayers layers, Operand<TFloat32> z, SynthesisShape shape) {
        return like.generator(layers, z, shape);
    }

    @Override
    public Operand<TFloat32> encoder(
            NormedLayers layers,
            Operand<TFloat32> image,
            Optional<Operand<TFloat32>> classes,
            SynthesisShape shape,
            Operand<TInt64> seed) {
        Operand<TFloat32> features = Dcgan.features(layers, image, shape, true);
        Operand<TFloat32> known =
                classes.map(which -> layers.append(features, which)).orElse(features);
        return layers.dense("code", known, 2 * shape.latent(), true, Initializer.SMALL);
    }
}
