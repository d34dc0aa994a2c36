package org.mulligan.loss;

import org.mulligan.tensor.Layers;
import org.scijava.plugin.SciJavaPlugin;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * What a discriminator and a generator minimise. Scores are unbounded, one per place of the image;
 * high means real. Annotate with {@code @Plugin(type = AdversarialLoss.class, name = "...")}; the
 * name is the user's key and is stored in the model.
 */
public interface AdversarialLoss extends SciJavaPlugin {
    /**
     * @param real scores of real images, [n, h, w, 1]
     * @param fake scores of the generator's images, same shape
     * @return a scalar
     */
    Operand<TFloat32> discriminator(Layers layers, Operand<TFloat32> real, Operand<TFloat32> fake);

    /** A scalar that falls when the generator's images are taken for real. */
    Operand<TFloat32> generator(Layers layers, Operand<TFloat32> fake);

    /** The discriminator's loss when it sees no difference between real and fake. */
    double equilibriumLoss();

    /**
     * Limit of the critic's weights, which are cut down to it after each step; 0 = none. A loss
     * with a limit or a penalty is for synthesis: there the scores are those of a critic, without a
     * scale.
     */
    default double clip() {
        return 0;
    }

    /**
     * Weight of a gradient penalty: the squared distance from 1 of the norm of the score's
     * gradient, between real and fake images; 0 = none.
     */
    default double penalty() {
        return 0;
    }

    /** Steps of the discriminator for one of the generator. */
    default int steps() {
        return 1;
    }
}
