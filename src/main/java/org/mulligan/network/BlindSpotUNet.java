package org.mulligan.network;

import java.util.ArrayDeque;
import java.util.Deque;
import org.mulligan.extension.ExtensionPoint;
import org.mulligan.tensor.Initializer;
import org.mulligan.tensor.Layers;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * A {@link UNet} for pixels that are hidden in training only: neither its input nor the features of
 * its first level are handed to its end, or it would hand on the noise of pixels that are not
 * hidden. Pooling by means has no checkerboard to blur.
 *
 * @see <a href="https://arxiv.org/abs/2211.08512">Höck et al. 2022</a>
 */
@Plugin(
        type = Architecture.class,
        name = "n2v2",
        visible = false,
        attrs = @Attr(name = ExtensionPoint.TASKS, value = "denoise"))
public final class BlindSpotUNet implements Architecture {
    private static final UNet LIKE = new UNet();

    @Override
    public Operand<TFloat32> apply(Layers layers, Operand<TFloat32> x, NetworkSize networkSize) {
        int filters = networkSize.filters();
        Deque<Operand<TFloat32>> skips = new ArrayDeque<>();
        Operand<TFloat32> y = UNet.encode(layers, x, networkSize, skips);
        for (int level = networkSize.depth() - 1; level >= 0; level--) {
            y = layers.convolve("narrow" + level, y, 1, 1, filters << level, Initializer.HE);
            y = layers.twice(y);
            if (level > 0) y = layers.join(skips.pop(), y);
            y = UNet.pair(layers, "up" + level, y, filters << level);
        }
        return layers.convolve("out", y, 1, 1, 1, Initializer.HE);
    }

    @Override
    public int stride(NetworkSize networkSize) {
        return LIKE.stride(networkSize);
    }

    @Override
    public int receptiveField(NetworkSize networkSize) {
        return LIKE.receptiveField(networkSize);
    }
}
