package org.mulligan.tensor;

import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * Shifts images a little and changes their intensity hardly, inside the graph, so that a
 * discriminator that sees real and drawn images so cannot learn few images by heart, and the
 * generator does not learn the shifts. A shift is a product with a matrix of zeros and ones: that
 * has derivatives of every order.
 *
 * @see <a href="https://arxiv.org/abs/2006.10738">Zhao et al. 2020</a>
 */
public final class Augmentation {
    /** Largest shift as a share of the side. */
    private static final double SHIFT = 0.125;

    /** Intensity is data: a twentieth more or less. */
    private static final double GAIN = 0.05;

    private final Ops tf;

    public Augmentation(Graph graph) {
        tf = Ops.create(graph);
    }

    /**
     * Shifts each image by whole pixels; what comes in repeats the border.
     *
     * @param x [n, s, s, c] in -1 to 1
     * @param seed an int64 pair that all is a function of
     */
    public Operand<TFloat32> apply(Operand<TFloat32> x, Operand<TInt64> seed) {
        int n = (int) x.shape().get(0);
        int side = (int) x.shape().get(1);
        int channels = (int) x.shape().get(3);
        Operand<TFloat32> chance =
                tf.random.statelessRandomUniform(tf.array(n, 3), seed, TFloat32.class);
        Operand<TFloat32> down = shift(chance, 0, side);
        Operand<TFloat32> along = shift(chance, 1, side);
        Operand<TFloat32> rows =
                tf.train.batchMatMul(
                        down, tf.reshape(x, tf.array(n, side, side * channels)), TFloat32.class);
        Operand<TInt32> swap = tf.array(0, 2, 1, 3);
        Operand<TFloat32> turned =
                tf.linalg.transpose(tf.reshape(rows, tf.array(n, side, side, channels)), swap);
        Operand<TFloat32> columns =
                tf.train.batchMatMul(
                        along,
                        tf.reshape(turned, tf.array(n, side, side * channels)),
                        TFloat32.class);
        Operand<TFloat32> moved =
                tf.linalg.transpose(tf.reshape(columns, tf.array(n, side, side, channels)), swap);
        Operand<TFloat32> gain =
                tf.reshape(
                        tf.math.add(
                                tf.math.mul(column(chance, 2), tf.constant((float) (2 * GAIN))),
                                tf.constant((float) (1 - GAIN))),
                        tf.array(n, 1, 1, 1));
        Operand<TFloat32> one = tf.constant(1f);
        return tf.math.sub(tf.math.mul(tf.math.add(moved, one), tf.stopGradient(gain)), one);
    }

    /** A matrix for each image, [n, side, side], that takes row i + shift to row i. */
    private Operand<TFloat32> shift(Operand<TFloat32> chance, int column, int side) {
        float most = Math.max(1, Math.round(SHIFT * side));
        Operand<TFloat32> by =
                tf.math.floor(
                        tf.math.sub(
                                tf.math.mul(column(chance, column), tf.constant(2 * most + 1)),
                                tf.constant(most)));
        Operand<TInt32> from =
                tf.clipByValue(
                        tf.math.add(
                                tf.dtypes.cast(by, TInt32.class),
                                tf.range(tf.constant(0), tf.constant(side), tf.constant(1))),
                        tf.constant(0),
                        tf.constant(side - 1));
        return tf.stopGradient(
                tf.oneHot(from, tf.constant(side), tf.constant(1f), tf.constant(0f)));
    }

    /** [n, 1] */
    private Operand<TFloat32> column(Operand<TFloat32> chance, int column) {
        return tf.slice(chance, tf.array(0, column), tf.array(-1, 1));
    }
}
