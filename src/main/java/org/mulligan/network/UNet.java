package org.mulligan.network;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.mulligan.extension.ExtensionPoint;
import org.mulligan.tensor.Initializer;
import org.mulligan.tensor.Layers;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * A residual U-Net: average pooling down, repetition and convolution up (transposed convolutions
 * leave a checkerboard), leaky ReLU, no norm. Level i has {@code filters * 2^i} feature maps and
 * two 3x3 convolutions each way. What is learnt is added to the plane; where planes of a series are
 * taken together, to the mean of the two in the middle, which are the nearest ones. In a volume
 * planes see those beside them, and learn of those farther away where the image is halved: at full
 * resolution that costs most and gives least.
 *
 * @see <a href="https://arxiv.org/abs/1505.04597">Ronneberger et al. 2015</a>
 */
@Plugin(
        type = Architecture.class,
        name = "unet",
        attrs = @Attr(name = ExtensionPoint.TASKS, value = "denoise deblur isotropic"))
public final class UNet implements Architecture {
    /** Name of the only weights whose shape depends on the planes that are taken together. */
    public static final String FIRST_KERNEL = "down0a.kernel";

    /** Name of weights that are as many as the first level has feature maps. */
    public static final String FIRST_BIAS = "down0a.bias";

    @Override
    public Operand<TFloat32> apply(Layers layers, Operand<TFloat32> x, NetworkSize networkSize) {
        Operand<TFloat32> y = features(layers, x, networkSize);
        return layers.add(layers.middle(x), layers.convolve("out", y, 1, 1, 1, Initializer.SMALL));
    }

    /**
     * All of the network but its last layer, for other architectures.
     *
     * @param x [n, h, w, c]
     * @return [n, h, w, filters]
     */
    static Operand<TFloat32> features(Layers layers, Operand<TFloat32> x, NetworkSize networkSize) {
        int filters = networkSize.filters();
        int depth = networkSize.depth();
        Deque<Operand<TFloat32>> skips = new ArrayDeque<>();
        Operand<TFloat32> y = encode(layers, x, networkSize, skips);
        for (int level = depth - 1; level >= 0; level--) {
            // A 1x1 convolution and repetition commute; before the repetition it costs a quarter.
            y = layers.convolve("narrow" + level, y, 1, 1, filters << level, Initializer.HE);
            y = layers.alongDepth("up" + level + "z", y);
            y = layers.join(skips.pop(), layers.twice(y));
            y = pair(layers, "up" + level, y, filters << level);
        }
        return y;
    }

    /**
     * The way down, and the bottom.
     *
     * @param x [n, h, w, c]
     * @param skips the features of each level before it is halved are pushed onto it
     * @return [n, h / 2<sup>depth</sup>, w / 2<sup>depth</sup>, filters 2<sup>depth</sup>]
     */
    static Operand<TFloat32> encode(
            Layers layers,
            Operand<TFloat32> x,
            NetworkSize networkSize,
            Deque<Operand<TFloat32>> skips) {
        int filters = networkSize.filters();
        int depth = networkSize.depth();
        Operand<TFloat32> y = layers.besides(x);
        for (int level = 0; level < depth; level++) {
            y = pair(layers, "down" + level, y, filters << level);
            skips.push(y);
            y = layers.alongDepth("halved" + level + "z", layers.halve(y));
        }
        return pair(layers, "bottom", y, filters << depth);
    }

    @Override
    public int stride(NetworkSize networkSize) {
        return 1 << networkSize.depth();
    }

    /**
     * Counted along the longest way, through the bottom: on each level two 3x3 convolutions down
     * and two up reach 4 pixels of that level, at the bottom 2; and a pixel that is pooled and
     * repeated sees the rest of its block.
     */
    @Override
    public int receptiveField(NetworkSize networkSize) {
        int depth = networkSize.depth();
        int radius = 2 << depth;
        for (int level = 0; level < depth; level++) radius += 4 << level;
        return 2 * (radius + (1 << depth) - 1) + 1;
    }

    /** Those beside a plane, and one more each time that the image is halved or enlarged. */
    @Override
    public int reach(NetworkSize networkSize) {
        return Layers.BESIDE + 2 * networkSize.depth();
    }

    /** How often a network halves the image whose weights have these names. */
    public static int depth(Set<String> names) {
        int depth = 0;
        while (names.contains("down" + depth + "a.bias")) depth++;
        return depth;
    }

    /** Two 3x3 convolutions. */
    static Operand<TFloat32> pair(Layers layers, String name, Operand<TFloat32> x, int out) {
        Operand<TFloat32> y = layers.convolveAndActivate(name + "a", x, 3, out);
        return layers.convolveAndActivate(name + "b", y, 3, out);
    }
}
