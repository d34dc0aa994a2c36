package org.mulligan.network;

import org.mulligan.extension.ExtensionPoint;
import org.mulligan.tensor.Initializer;
import org.mulligan.tensor.Layers;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * A {@link UNet} at the resolution of the input whose features become sub-pixels, added to the
 * bicubic enlargement: before the first step the output is that. A last 3x3 convolution at the
 * resolution of the output lets neighbouring sub-pixels agree; without it the adversary draws a
 * checkerboard.
 *
 * @see <a href="https://arxiv.org/abs/1609.05158">Shi et al. 2016</a>, the sub-pixels
 */
@Plugin(
        type = Architecture.class,
        name = "upscaling-unet",
        attrs = @Attr(name = ExtensionPoint.TASKS, value = "super-resolve"))
public final class UpscalingUNet implements Architecture {
    private static final int MAPS = 8;

    private final UNet trunk = new UNet();

    @Override
    public Operand<TFloat32> apply(Layers layers, Operand<TFloat32> x, NetworkSize networkSize) {
        int scale = networkSize.scale();
        Operand<TFloat32> y = UNet.features(layers, x, networkSize);
        y = layers.convolveAndActivate("spread", y, 3, MAPS * scale * scale);
        y = layers.subpixels(y, scale);
        y = layers.convolve("out", y, 3, 1, 1, Initializer.SMALL);
        return layers.add(layers.bicubic(layers.middle(x), scale), y);
    }

    @Override
    public int stride(NetworkSize networkSize) {
        return trunk.stride(networkSize);
    }

    /** One more 3x3 convolution at either resolution; the bicubic kernel reaches 2 px itself. */
    @Override
    public int receptiveField(NetworkSize networkSize) {
        return trunk.receptiveField(networkSize) + 4;
    }

    @Override
    public int reach(NetworkSize networkSize) {
        return trunk.reach(networkSize);
    }
}
