package org.mulligan.tensor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * Further layers: those of networks that draw images of one size out of chance, and of those that
 * judge them: dense layers, transposed convolutions, batch norm, spectral norm. Images are NHWC,
 * vectors [n, c].
 *
 * <p>Where a gradient of a gradient is wanted (a gradient penalty), a network must keep to dense
 * layers, convolutions with a stride, spectral norm and {@link #activate}: TensorFlow has no second
 * derivative of batch norm, ReLU, tanh and pooling.
 */
public final class NormedLayers extends Layers {
    private static final float EPSILON = 1e-3f;

    /** Of spectral norm: what leaky ReLU takes away. */
    private static final float FIRST_GAIN = 1.4f;

    private final boolean learning;
    private final Map<String, Operand<TFloat32>> moments = new LinkedHashMap<>();
    private final Map<String, Operand<TFloat32>> directions = new LinkedHashMap<>();

    /**
     * @param learning whether batch norm takes mean and variance from the batch; else they are
     *     parameters {@code NAME.mean} and {@code NAME.variance}
     */
    public NormedLayers(Graph graph, WeightSource parameters, boolean learning) {
        super(graph, parameters);
        this.learning = learning;
    }

    /**
     * What batch norm found in the batch, by the names of the parameters that stand for it in a
     * finished network; empty there.
     */
    public Map<String, Operand<TFloat32>> moments() {
        return moments;
    }

    /** The next estimates of spectral norm, by the names of the parameters that hold them. */
    public Map<String, Operand<TFloat32>> directions() {
        return directions;
    }

    /**
     * A dense layer.
     *
     * @param x [n, c]
     * @return [n, out]
     */
    public Operand<TFloat32> dense(
            String name, Operand<TFloat32> x, int out, boolean bias, Initializer initial) {
        return dense(name, x, out, bias, initial, false);
    }

    /** {@link #dense} with spectral norm. */
    public Operand<TFloat32> normedDense(String name, Operand<TFloat32> x, int out) {
        return dense(name, x, out, true, Initializer.HE, true);
    }

    private Operand<TFloat32> dense(
            String name,
            Operand<TFloat32> x,
            int out,
            boolean bias,
            Initializer initial,
            boolean normed) {
        Operand<TFloat32> kernel = parameters.get(name + ".kernel", initial, x.shape().get(1), out);
        if (normed) kernel = spectral(name, kernel);
        return biased(name, tf.linalg.matMul(x, kernel), out, bias);
    }

    /** A convolution; borders are padded with 0 so that the output has 1 / stride of the size. */
    public Operand<TFloat32> convolve(
            String name,
            Operand<TFloat32> x,
            int size,
            int stride,
            int out,
            boolean bias,
            Initializer initial) {
        return convolve(name, x, size, stride, out, bias, initial, false);
    }

    /** {@link #convolve} with bias and spectral norm. */
    public Operand<TFloat32> normedConvolve(
            String name, Operand<TFloat32> x, int size, int stride, int out) {
        return convolve(name, x, size, stride, out, true, Initializer.HE, true);
    }

    private Operand<TFloat32> convolve(
            String name,
            Operand<TFloat32> x,
            int size,
            int stride,
            int out,
            boolean bias,
            Initializer initial,
            boolean normed) {
        Operand<TFloat32> kernel =
                parameters.get(name + ".kernel", initial, size, size, x.shape().get(3), out);
        if (normed) kernel = spectral(name, kernel);
        return biased(name, convolve(x, kernel, stride), out, bias);
    }

    /**
     * A transposed convolution of stride 2.
     *
     * @param x [n, h, w, c]
     * @return [n, 2 h, 2 w, out]
     */
    public Operand<TFloat32> enlarge(
            String name,
            Operand<TFloat32> x,
            int size,
            int out,
            boolean bias,
            Initializer initial) {
        long in = x.shape().get(3);
        int height = 2 * (int) x.shape().get(1);
        int width = 2 * (int) x.shape().get(2);
        Operand<TFloat32> kernel = parameters.get(name + ".kernel", initial, size, size, out, in);
        Operand<TInt32> sizes =
                tf.concat(
                        List.of(
                                tf.slice(tf.shape(x), tf.array(0), tf.array(1)),
                                tf.array(height, width, out)),
                        tf.constant(0));
        Operand<TFloat32> y =
                tf.nn.conv2dBackpropInput(sizes, kernel, x, List.of(1L, 2L, 2L, 1L), "SAME");
        return biased(name, image(y, height, width, out), out, bias);
    }

    private Operand<TFloat32> biased(String name, Operand<TFloat32> y, int out, boolean bias) {
        return bias ? tf.nn.biasAdd(y, parameters.get(name + ".bias", Initializer.ZERO, out)) : y;
    }

    /**
     * A kernel divided by its largest singular value, which is followed by one power iteration a
     * step, times a gain that is learnt. Without one, layer after layer with leaky ReLU shrinks the
     * differences of dark images with little in them to nothing, and the discriminator sees none.
     *
     * @see <a href="https://arxiv.org/abs/1802.05957">Miyato et al. 2018</a>
     */
    private Operand<TFloat32> spectral(String name, Operand<TFloat32> kernel) {
        Shape shape = kernel.shape();
        long out = shape.get(shape.numDimensions() - 1);
        Operand<TFloat32> matrix = tf.reshape(kernel, tf.array(-1, Math.toIntExact(out)));
        String stored = name + ".direction";
        Operand<TFloat32> u = parameters.get(stored, Initializer.HE, 1, out);
        Operand<TFloat32> fixed = tf.stopGradient(matrix);
        Operand<TFloat32> v = unit(tf.linalg.matMul(unit(u), fixed, MatMul.transposeB(true)));
        Operand<TFloat32> next = unit(tf.linalg.matMul(v, fixed));
        directions.put(stored, next);
        Operand<TFloat32> sigma =
                tf.sum(
                        tf.math.mul(
                                tf.linalg.matMul(tf.stopGradient(v), matrix),
                                tf.stopGradient(next)),
                        tf.array(0, 1));
        Operand<TFloat32> gain =
                tf.math.mul(
                        parameters.get(name + ".gain", Initializer.ONE, 1),
                        tf.constant(FIRST_GAIN));
        return tf.math.mul(tf.math.div(kernel, tf.math.add(sigma, tf.constant(1e-6f))), gain);
    }

    private Operand<TFloat32> unit(Operand<TFloat32> x) {
        Operand<TFloat32> square = tf.sum(tf.math.square(x), tf.array(0, 1));
        return tf.math.mul(x, tf.math.rsqrt(tf.math.add(square, tf.constant(1e-12f))));
    }

    /**
     * Batch norm over all but the channels.
     *
     * @param x [n, h, w, c] or [n, c]
     * @return of the same shape
     * @see <a href="https://arxiv.org/abs/1502.03167">Ioffe and Szegedy 2015</a>
     */
    public Operand<TFloat32> batchNorm(String name, Operand<TFloat32> x) {
        boolean vector = x.shape().numDimensions() == 2;
        int channels = (int) x.shape().get(vector ? 1 : 3);
        Operand<TFloat32> scale = parameters.get(name + ".gamma", Initializer.ONE, channels);
        Operand<TFloat32> offset = parameters.get(name + ".beta", Initializer.ZERO, channels);
        Operand<TFloat32> none = tf.constant(new float[0]);
        FusedBatchNorm<TFloat32, TFloat32> norm =
                tf.nn.fusedBatchNorm(
                        vector ? image(x, 1, 1, channels) : x,
                        scale,
                        offset,
                        learning
                                ? none
                                : parameters.get(name + ".mean", Initializer.ZERO, channels),
                        learning
                                ? none
                                : parameters.get(name + ".variance", Initializer.ONE, channels),
                        FusedBatchNorm.epsilon(EPSILON),
                        FusedBatchNorm.isTraining(learning));
        if (learning) {
            moments.put(name + ".mean", norm.batchMean());
            moments.put(name + ".variance", norm.batchVariance());
        }
        return vector ? vector(norm.y(), channels) : norm.y();
    }

    /** [n, h w c] to [n, h, w, c]. */
    public Operand<TFloat32> image(Operand<TFloat32> x, int height, int width, int channels) {
        return tf.reshape(x, tf.array(-1, height, width, channels));
    }

    /** Anything with {@code size} values a row to [n, size]. */
    public Operand<TFloat32> vector(Operand<TFloat32> x, int size) {
        return tf.reshape(x, tf.array(-1, size));
    }

    public Operand<TFloat32> tanh(Operand<TFloat32> x) {
        return tf.math.tanh(x);
    }

    /** (x - mean) / deviation */
    public Operand<TFloat32> standardise(Operand<TFloat32> x, double mean, double deviation) {
        return tf.math.mul(
                tf.math.sub(x, tf.constant((float) mean)), tf.constant((float) (1 / deviation)));
    }

    /** The product of two vectors of each row: [n, c] and [n, c] to [n, 1]. */
    public Operand<TFloat32> dot(Operand<TFloat32> a, Operand<TFloat32> b) {
        return vector(tf.sum(tf.math.mul(a, b), tf.array(1)), 1);
    }

    /** Vectors one behind the other. */
    public Operand<TFloat32> append(Operand<TFloat32> a, Operand<TFloat32> b) {
        return tf.concat(List.of(a, b), tf.constant(1));
    }

    /** Values {@code from} to {@code from + size} of each row. */
    public Operand<TFloat32> part(Operand<TFloat32> x, int from, int size) {
        return tf.slice(x, tf.array(0, from), tf.array(-1, size));
    }

    /** Channels {@code from} to {@code from + size} of images. */
    public Operand<TFloat32> channels(Operand<TFloat32> x, int from, int size) {
        return tf.slice(x, tf.array(0, 0, 0, from), tf.array(-1, -1, -1, size));
    }

    /** Those channels of each image's first pixel: [n, h, w, c] to [n, size]. */
    public Operand<TFloat32> corner(Operand<TFloat32> x, int from, int size) {
        return vector(tf.slice(x, tf.array(0, 0, 0, from), tf.array(-1, 1, 1, size)), size);
    }

    /**
     * Scales and shifts each channel as a code says, by a dense layer: x (1 + a) + b.
     *
     * @param x [n, h, w, c]
     * @param code [n, k]
     * @see <a href="https://arxiv.org/abs/1709.07871">Perez et al. 2018</a>
     */
    public Operand<TFloat32> modulate(String name, Operand<TFloat32> x, Operand<TFloat32> code) {
        int maps = (int) x.shape().get(3);
        Operand<TFloat32> both = dense(name, code, 2 * maps, true, Initializer.WEAK);
        Operand<TFloat32> scale = image(part(both, 0, maps), 1, 1, maps);
        Operand<TFloat32> shift = image(part(both, maps, maps), 1, 1, maps);
        return tf.math.add(tf.math.mul(x, tf.math.add(scale, tf.constant(1f))), shift);
    }

    /** The product of a vector of each image with each of its pixels: [n, h, w, 1]. */
    public Operand<TFloat32> dotEach(Operand<TFloat32> vector, Operand<TFloat32> x) {
        int maps = (int) x.shape().get(3);
        return tf.sum(
                tf.math.mul(x, image(vector, 1, 1, maps)),
                tf.array(3),
                org.tensorflow.op.core.Sum.keepDims(true));
    }

    /** For {@link #dropOut} in a finished network, where nothing is left to chance. */
    public Operand<TInt64> noSeed() {
        return tf.constant(new long[] {0, 0});
    }

    /**
     * Sets a share of the values to 0 and makes up for it in the others; a finished network keeps
     * all.
     *
     * @param seed an int64 pair that the share is a function of
     */
    public Operand<TFloat32> dropOut(Operand<TFloat32> x, double share, Operand<TInt64> seed) {
        if (!learning || share == 0) return x;
        Operand<TFloat32> chance =
                tf.random.statelessRandomUniform(tf.shape(x), seed, TFloat32.class);
        Operand<TFloat32> kept =
                tf.dtypes.cast(
                        tf.math.greaterEqual(chance, tf.constant((float) share)), TFloat32.class);
        return tf.math.mul(
                x, tf.stopGradient(tf.math.mul(kept, tf.constant((float) (1 / (1 - share))))));
    }
}
