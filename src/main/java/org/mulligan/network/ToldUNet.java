package org.mulligan.network;

import org.mulligan.extension.ExtensionPoint;
import org.mulligan.image.intensity.NoiseChannels;
import org.mulligan.tensor.Initializer;
import org.mulligan.tensor.Layers;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The {@link UNet} that is told of the noise: it takes a map of its standard deviation, and how
 * alike that of neighbouring pixels is, so that it need not guess whether fine texture is noise.
 *
 * @see <a href="https://doi.org/10.1109/TIP.2018.2839891">Zhang et al. 2018</a>
 */
@Plugin(
        type = Architecture.class,
        name = "unet-noise-map",
        attrs = @Attr(name = ExtensionPoint.TASKS, value = "denoise"))
public final class ToldUNet implements Architecture {
    private final UNet blind = new UNet();

    @Override
    public Operand<TFloat32> apply(Layers layers, Operand<TFloat32> x, NetworkSize networkSize) {
        Operand<TFloat32> y = UNet.features(layers, x, networkSize);
        return layers.add(layers.first(x), layers.convolve("out", y, 1, 1, 1, Initializer.SMALL));
    }

    @Override
    public boolean isTold() {
        return true;
    }

    @Override
    public int stride(NetworkSize networkSize) {
        return blind.stride(networkSize);
    }

    /** As of the other, and the pixels that the map is a mean over. */
    @Override
    public int receptiveField(NetworkSize networkSize) {
        return blind.receptiveField(networkSize) + 2 * NoiseChannels.RADIUS;
    }
}
