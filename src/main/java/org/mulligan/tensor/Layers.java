package org.mulligan.tensor;

import java.util.List;
import org.mulligan.image.filter.Bicubic;
import org.mulligan.image.intensity.Normalisation;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.op.nn.DepthToSpace;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * The layers that networks and losses are made of. Tensors are NHWC. Everything is float32 here; a
 * session whose precision is bf16 rewrites the convolutions and what lies between them, which is as
 * fast as a graph written in bfloat16, all but the {@link LastLayer}.
 */
public class Layers {
    final Ops tf;
    final WeightSource parameters;

    public Layers(Graph graph, WeightSource parameters) {
        tf = Ops.create(graph);
        this.parameters = parameters;
    }

    /**
     * A convolution with bias; borders are padded with 0 so that the output has 1 / stride of the
     * input's size.
     *
     * @param x [n, h, w, in]
     * @param size side of the kernel, px
     * @return [n, h / stride, w / stride, out]
     */
    public Operand<TFloat32> convolve(
            String name, Operand<TFloat32> x, int size, int stride, int out, Initializer initial) {
        long in = x.shape().get(3);
        Operand<TFloat32> kernel = parameters.get(name + ".kernel", initial, size, size, in, out);
        Operand<TFloat32> bias = parameters.get(name + ".bias", Initializer.ZERO, out);
        return tf.nn.biasAdd(convolve(x, kernel, stride), bias);
    }

    final Operand<TFloat32> convolve(Operand<TFloat32> x, Operand<TFloat32> kernel, int stride) {
        return tf.nn.conv2d(x, kernel, List.of(1L, (long) stride, (long) stride, 1L), "SAME");
    }

    /** {@link #convolve} with stride 1, then leaky ReLU. */
    public Operand<TFloat32> convolveAndActivate(
            String name, Operand<TFloat32> x, int size, int out) {
        return activate(convolve(name, x, size, 1, out, Initializer.HE));
    }

    /** Planes on either side that {@link #besides} adds. */
    public static final int BESIDE = 2;

    /**
     * Each plane of a volume with those beside it; where each image is by itself, as here, that is
     * nothing more.
     *
     * @param x [n, h, w, 1]
     * @return [n, h, w, 2 BESIDE + 1] of a volume, else {@code x}
     */
    public Operand<TFloat32> besides(Operand<TFloat32> x) {
        return x;
    }

    /**
     * Lets the planes of a volume see their neighbours; where each image is by itself, as here,
     * that is nothing.
     *
     * @param x [n, h, w, c]
     * @return the same shape
     */
    public Operand<TFloat32> alongDepth(String name, Operand<TFloat32> x) {
        return x;
    }

    /** max(x, 0.1 x) */
    public Operand<TFloat32> activate(Operand<TFloat32> x) {
        return activate(x, 0.1);
    }

    /** max(x, slope x) */
    public Operand<TFloat32> activate(Operand<TFloat32> x, double slope) {
        return tf.nn.leakyRelu(x, LeakyRelu.alpha((float) slope));
    }

    /** The mean of each 2x2 block: [n, h, w, c] to [n, h / 2, w / 2, c]. */
    public Operand<TFloat32> halve(Operand<TFloat32> x) {
        return means(x, 2, 2);
    }

    /** Means over squares of {@code size} px, {@code step} px apart, that lie in the image. */
    public Operand<TFloat32> means(Operand<TFloat32> x, int size, int step) {
        return pool(x, size, step, "VALID");
    }

    private Operand<TFloat32> pool(Operand<TFloat32> x, int size, int step, String border) {
        return tf.nn.avgPool(
                x,
                List.of(1L, (long) size, (long) size, 1L),
                List.of(1L, (long) step, (long) step, 1L),
                border);
    }

    /** Repeats each pixel 2x2: [n, h, w, c] to [n, 2 h, 2 w, c]. */
    public Operand<TFloat32> twice(Operand<TFloat32> x) {
        return subpixels(stack(List.of(x, x, x, x)), 2);
    }

    /** Turns channels into sub-pixels: [n, h, w, s s c] to [n, s h, s w, c]. */
    public Operand<TFloat32> subpixels(Operand<TFloat32> x, int scale) {
        return tf.nn.depthToSpace(x, (long) scale, DepthToSpace.dataFormat("NHWC"));
    }

    /**
     * Enlarges an image by Keys' bicubic kernel, as {@link Bicubic}: [n, h, w, 1] to [n, s h, s w,
     * 1]; beyond its border the image is 0. In float64, which no session computes in bf16: the
     * image that others are added to must keep its bits.
     */
    public Operand<TFloat32> bicubic(Operand<TFloat32> x, int scale) {
        int side = Bicubic.taps(scale, 0).length;
        double[] kernel = new double[side * side * scale * scale];
        for (int y = 0; y < scale; y++)
            for (int column = 0; column < scale; column++) {
                double[] down = Bicubic.taps(scale, y);
                double[] along = Bicubic.taps(scale, column);
                for (int i = 0; i < side; i++)
                    for (int j = 0; j < side; j++)
                        kernel[(i * side + j) * scale * scale + y * scale + column] =
                                down[i] * along[j];
            }
        Operand<TFloat64> weights =
                tf.reshape(tf.constant(kernel), tf.array(side, side, 1, scale * scale));
        Operand<TFloat64> wide =
                tf.nn.conv2d(
                        tf.dtypes.cast(x, TFloat64.class),
                        weights,
                        List.of(1L, 1L, 1L, 1L),
                        "SAME");
        return subpixels(tf.dtypes.cast(wide, TFloat32.class), scale);
    }

    /**
     * x gain + offset, both fields bilinear between knots; the outermost knots lie on the centres
     * of the outermost pixels, so that a gradient goes on up to the border. In float64, which no
     * session computes in bf16: what was done to the image can be found in it exactly.
     *
     * @param x [n, h, w, 1]
     * @param gain [n, k, l, 1]
     * @param offset likewise
     */
    public Operand<TFloat32> light(
            Operand<TFloat32> x, Operand<TFloat32> gain, Operand<TFloat32> offset) {
        Operand<TInt32> size = tf.slice(tf.shape(x), tf.array(1), tf.array(2));
        Operand<TFloat64> wide =
                tf.math.mul(tf.dtypes.cast(x, TFloat64.class), enlarge(gain, size));
        return tf.dtypes.cast(tf.math.add(wide, enlarge(offset, size)), TFloat32.class);
    }

    private Operand<TFloat64> enlarge(Operand<TFloat32> knots, Operand<TInt32> size) {
        Operand<TFloat32> wide =
                tf.image.resizeBilinear(
                        tf.dtypes.cast(knots, TFloat64.class),
                        size,
                        ResizeBilinear.alignCorners(true));
        return tf.dtypes.cast(wide, TFloat64.class);
    }

    /** exp(x) */
    public Operand<TFloat32> exponential(Operand<TFloat32> x) {
        return tf.math.exp(x);
    }

    /** 1 where a pixel is {@link Normalisation#MISSING}, else 0. */
    public Operand<TFloat32> missing(Operand<TFloat32> x) {
        return tf.dtypes.cast(
                tf.math.less(x, tf.constant(Normalisation.MISSING / 2)), TFloat32.class);
    }

    /** Joins the channels of two images of one size. */
    public Operand<TFloat32> join(Operand<TFloat32> a, Operand<TFloat32> b) {
        return stack(List.of(a, b));
    }

    /** The channels of images of one size, one behind the other. */
    public Operand<TFloat32> stack(List<Operand<TFloat32>> images) {
        return tf.concat(images, tf.constant(3));
    }

    /** The mean of the two channels in the middle; of one channel itself: to [n, h, w, 1]. */
    public Operand<TFloat32> middle(Operand<TFloat32> x) {
        int channels = Math.toIntExact(x.shape().get(3));
        if (channels == 1) return x;
        return multiply(add(channel(x, (channels - 1) / 2), channel(x, channels / 2)), 0.5);
    }

    /** The first channel: to [n, h, w, 1]. */
    public Operand<TFloat32> first(Operand<TFloat32> x) {
        return channel(x, 0);
    }

    private Operand<TFloat32> channel(Operand<TFloat32> x, int channel) {
        return tf.slice(x, tf.array(0, 0, 0, channel), tf.array(-1, -1, -1, 1));
    }

    /**
     * What is left of an image after its mean over a square is taken away; at the border over what
     * there is of it.
     */
    public Operand<TFloat32> highPass(Operand<TFloat32> x, int size) {
        return subtract(x, pool(x, size, 1, "SAME"));
    }

    /** Adds normal noise that is a function of {@code seed} only, an int64 pair. */
    public Operand<TFloat32> addNoise(Operand<TFloat32> x, double deviation, Operand<TInt64> seed) {
        Operand<TFloat32> noise =
                tf.random.statelessRandomNormal(tf.shape(x), seed, TFloat32.class);
        // Nothing is learnt through the noise, and TensorFlow has no derivative for it.
        return add(x, multiply(tf.stopGradient(noise), deviation));
    }

    public Operand<TFloat32> add(Operand<TFloat32> a, Operand<TFloat32> b) {
        return tf.math.add(a, b);
    }

    public Operand<TFloat32> subtract(Operand<TFloat32> a, Operand<TFloat32> b) {
        return tf.math.sub(a, b);
    }

    public Operand<TFloat32> multiply(Operand<TFloat32> a, double factor) {
        return tf.math.mul(a, tf.constant((float) factor));
    }

    /** a b, element by element; or a tensor by a scalar. */
    public Operand<TFloat32> multiply(Operand<TFloat32> a, Operand<TFloat32> factor) {
        return tf.math.mul(a, factor);
    }

    /** a + c */
    public Operand<TFloat32> add(Operand<TFloat32> a, double c) {
        return tf.math.add(a, tf.constant((float) c));
    }

    /** max(0, x) */
    public Operand<TFloat32> rectify(Operand<TFloat32> x) {
        return tf.nn.relu(x);
    }

    /** log(1 + exp(x)) */
    public Operand<TFloat32> softplus(Operand<TFloat32> x) {
        return tf.math.softplus(x);
    }

    public Operand<TFloat32> square(Operand<TFloat32> x) {
        return tf.math.square(x);
    }

    /** |x| */
    public Operand<TFloat32> absolute(Operand<TFloat32> x) {
        return tf.math.abs(x);
    }

    /** The mean over all of a 4-D tensor: a scalar. */
    public Operand<TFloat32> mean(Operand<TFloat32> x) {
        return tf.math.mean(x, tf.constant(new int[] {0, 1, 2, 3}));
    }

    /** The sum over all: a scalar. */
    public Operand<TFloat32> sum(Operand<TFloat32> x) {
        int[] axes = new int[x.shape().numDimensions()];
        for (int i = 0; i < axes.length; i++) axes[i] = i;
        return tf.sum(x, tf.constant(axes));
    }

    /** The sum over each image: [n, h, w, c] to [n, 1, 1, 1]. */
    public Operand<TFloat32> sumOfEach(Operand<TFloat32> x) {
        return tf.sum(x, tf.array(1, 2, 3), org.tensorflow.op.core.Sum.keepDims(true));
    }

    /** The square root; x above 0. */
    public Operand<TFloat32> root(Operand<TFloat32> x) {
        return tf.math.sqrt(x);
    }

    /** The natural logarithm; x above 0. */
    public Operand<TFloat32> logarithm(Operand<TFloat32> x) {
        return tf.math.log(x);
    }

    /** The share of places where {@code a} is above {@code b}: a scalar. */
    public Operand<TFloat32> shareAbove(Operand<TFloat32> a, Operand<TFloat32> b) {
        return mean(tf.dtypes.cast(tf.math.greater(a, b), TFloat32.class));
    }

    /** Euclidean norm of a 4-D tensor: a scalar. */
    public Operand<TFloat32> norm(Operand<TFloat32> x) {
        return tf.math.sqrt(tf.sum(tf.math.square(x), tf.constant(new int[] {0, 1, 2, 3})));
    }

    /** a / (b + 1e-12), scalars. */
    public Operand<TFloat32> ratio(Operand<TFloat32> a, Operand<TFloat32> b) {
        return tf.math.div(a, add(b, 1e-12));
    }

    /** x, but no gradient flows back through it. */
    public Operand<TFloat32> stop(Operand<TFloat32> x) {
        return tf.stopGradient(x);
    }

    static Output<?>[] outputs(List<? extends Operand<?>> operands) {
        return operands.stream().map(Operand::asOutput).toArray(Output[]::new);
    }
}
