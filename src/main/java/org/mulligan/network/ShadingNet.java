package org.mulligan.network;

import java.util.ArrayDeque;
import org.mulligan.extension.ExtensionPoint;
import org.mulligan.tensor.Initializer;
import org.mulligan.tensor.Layers;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Evens the light of a whole image: chooses a gain and an offset at knots, as many as the way down
 * of a {@link UNet} leaves pixels, and gives back the image times the one plus the other, each
 * bilinear between its knots. Such fields are smooth, so it cannot draw anything, and whoever has
 * the image before and after can find them. It is run on whole thumbnails, never on tiles.
 */
@Plugin(
        type = Architecture.class,
        name = "shading-net",
        attrs = @Attr(name = ExtensionPoint.TASKS, value = "even-light"))
public final class ShadingNet implements Architecture {
    /** Pairs of convolutions between the knots: with them each knot sees the whole thumbnail. */
    private static final int WIDE = 2;

    /** Side of the thumbnail, px; all of it can be seen. */
    private static final int SEEN = 64;

    @Override
    public Operand<TFloat32> apply(Layers layers, Operand<TFloat32> x, NetworkSize networkSize) {
        Operand<TFloat32> y = UNet.encode(layers, x, networkSize, new ArrayDeque<>());
        int maps = networkSize.filters() << networkSize.depth();
        for (int i = 0; i < WIDE; i++) y = UNet.pair(layers, "wide" + i, y, maps);
        Operand<TFloat32> gain =
                layers.exponential(layers.convolve("gain", y, 1, 1, 1, Initializer.SMALL));
        Operand<TFloat32> offset = layers.convolve("offset", y, 1, 1, 1, Initializer.SMALL);
        return layers.light(x, gain, offset);
    }

    @Override
    public int stride(NetworkSize networkSize) {
        return 1 << networkSize.depth();
    }

    @Override
    public int receptiveField(NetworkSize networkSize) {
        return 2 * SEEN - 1;
    }
}
