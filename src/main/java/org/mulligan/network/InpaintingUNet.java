package org.mulligan.network;

import org.mulligan.extension.ExtensionPoint;
import org.mulligan.tensor.Initializer;
import org.mulligan.tensor.Layers;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * A {@link UNet} that fills in the pixels that are missing, and gives the others back as they came:
 * only what it fills is learnt and judged. Which are missing, their value says ({@link
 * Layers#missing}), so the network has one input as all others do.
 */
@Plugin(
        type = Architecture.class,
        name = "inpainting-unet",
        attrs = @Attr(name = ExtensionPoint.TASKS, value = "inpaint"))
public final class InpaintingUNet implements Architecture {
    private final UNet trunk = new UNet();

    @Override
    public Operand<TFloat32> apply(Layers layers, Operand<TFloat32> x, NetworkSize networkSize) {
        Operand<TFloat32> missing = layers.missing(x);
        Operand<TFloat32> known = layers.subtract(x, layers.multiply(missing, x));
        Operand<TFloat32> y = UNet.features(layers, layers.join(known, missing), networkSize);
        y = layers.convolve("out", y, 1, 1, 1, Initializer.SMALL);
        return layers.add(known, layers.multiply(missing, y));
    }

    @Override
    public int stride(NetworkSize networkSize) {
        return trunk.stride(networkSize);
    }

    @Override
    public int receptiveField(NetworkSize networkSize) {
        return trunk.receptiveField(networkSize);
    }
}
