package org.example;

import org.mulligan.network.Architecture;
import org.mulligan.network.NetworkSize;
import org.mulligan.tensor.Initializer;
import org.mulligan.tensor.Layers;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * A stack of 3x3 convolutions that finds the noise.
 *
 * @see <a href="https://doi.org/10.1109/TIP.2017.2662206">Zhang et al. 2017</a>, without its norm
 */
@Plugin(
        type = Architecture.class,
        name = "residual-cnn",
        attrs = @Attr(name = "tasks", value = "denoise deblur"))
public final class ResidualCnn implements Architecture {
    @Override
    public Operand<TFloat32> apply(Layers layers, Operand<TFloat32> x, NetworkSize size) {
        Operand<TFloat32> y = x;
        for (int i = 0; i < hidden(size); i++)
            y = layers.convolveAndActivate("layer" + i, y, 3, size.filters());
        return layers.add(x, layers.convolve("out", y, 3, 1, 1, Initializer.SMALL));
    }

    private static int hidden(NetworkSize size) {
        return 3 * size.depth();
    }

    @Override
    public int stride(NetworkSize size) {
        return 1;
    }

    @Override
    public int receptiveField(NetworkSize size) {
        return 2 * (hidden(size) + 1) + 1;
    }
}
