package org.mulligan.tensor;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A rising curve of straight pieces through knots, for each value of an image, and a rising curve
 * back, which begins as its exact inverse. Beyond the outermost knots the outermost pieces go on.
 * No operation of it is one that a session computes in bf16.
 */
public final class MonotoneCurve {
    private final Ops tf;
    private final int knots;
    private final Operand<TFloat32> from;
    private final Operand<TFloat32> to;
    private final Operand<TFloat32> back;

    private MonotoneCurve(
            Ops tf,
            int knots,
            Operand<TFloat32> from,
            Operand<TFloat32> to,
            Operand<TFloat32> back) {
        this.tf = tf;
        this.knots = knots;
        this.from = from;
        this.to = to;
        this.back = back;
    }

    /**
     * One whose knots are weights: it leads from {@code name.from} to {@code name.to}, and back
     * from there to {@code name.back}, all rising.
     *
     * @param knots 3 or more
     */
    public static MonotoneCurve fixed(Layers layers, String name, int knots) {
        return new MonotoneCurve(
                layers.tf,
                knots,
                layers.parameters.get(name + ".from", Initializer.ZERO, knots),
                layers.parameters.get(name + ".to", Initializer.ZERO, knots),
                layers.parameters.get(name + ".back", Initializer.ZERO, knots));
    }

    /**
     * One that is learnt, from a start. {@code name.first} is added to where it begins, and the
     * slope of each piece is multiplied by the exponential of a number of {@code name.slopes}; so
     * it rises whatever is learnt. Likewise {@code name.back.first} and {@code name.back.slopes} of
     * the way back. All of these weights are 0 at the start, where the way back is the inverse.
     *
     * @param from knots, rising, 3 or more
     * @param to their values at the start, rising
     */
    public static MonotoneCurve learnt(Layers layers, String name, float[] from, float[] to) {
        return new MonotoneCurve(
                layers.tf,
                from.length,
                layers.tf.constant(from),
                rising(layers, name, to),
                rising(layers, name + ".back", from));
    }

    private static Operand<TFloat32> rising(Layers layers, String name, float[] start) {
        Ops tf = layers.tf;
        int pieces = start.length - 1;
        float[] rises = new float[pieces];
        for (int i = 0; i < pieces; i++) rises[i] = start[i + 1] - start[i];
        Operand<TFloat32> first = layers.parameters.get(name + ".first", Initializer.ZERO, 1);
        Operand<TFloat32> slopes =
                layers.parameters.get(name + ".slopes", Initializer.ZERO, pieces);
        Operand<TFloat32> learnt = tf.math.mul(tf.constant(rises), tf.math.exp(slopes));
        // A running sum, as TensorFlow has no derivative of its own; in float32, as a product of
        // matrices might not be.
        float[][] before = new float[start.length][pieces];
        for (int i = 0; i < start.length; i++) for (int j = 0; j < i; j++) before[i][j] = 1;
        Operand<TFloat32> risen =
                tf.sum(tf.math.mul(tf.constant(before), learnt), tf.constant(new int[] {1}));
        return tf.math.add(risen, tf.math.add(first, tf.constant(start[0])));
    }

    /** The curve at each value of an image of any shape. */
    public Operand<TFloat32> of(Operand<TFloat32> x) {
        return through(x, from, to);
    }

    /** The way back at each value of an image of any shape. */
    public Operand<TFloat32> back(Operand<TFloat32> y) {
        return through(y, to, back);
    }

    private Operand<TFloat32> through(
            Operand<TFloat32> x, Operand<TFloat32> here, Operand<TFloat32> there) {
        Operand<TInt32> left = piece(x, here);
        Operand<TInt32> right = tf.math.add(left, tf.constant(1));
        Operand<TFloat32> x0 = at(here, left);
        Operand<TFloat32> y0 = at(there, left);
        Operand<TFloat32> slope =
                tf.math.div(tf.math.sub(at(there, right), y0), tf.math.sub(at(here, right), x0));
        return tf.math.add(y0, tf.math.mul(slope, tf.math.sub(x, x0)));
    }

    /** The last knot that is not above a value, but for the last of all; by halving. */
    private Operand<TInt32> piece(Operand<TFloat32> x, Operand<TFloat32> here) {
        Operand<TFloat32> values = tf.stopGradient(x);
        Operand<TFloat32> still = tf.stopGradient(here);
        Operand<TInt32> found = tf.zerosLike(tf.dtypes.cast(values, TInt32.class));
        for (int half = Integer.highestOneBit(knots - 2); half > 0; half >>= 1) {
            Operand<TInt32> next =
                    tf.math.minimum(tf.math.add(found, tf.constant(half)), tf.constant(knots - 2));
            found = tf.select(tf.math.lessEqual(at(still, next), values), next, found);
        }
        return found;
    }

    private Operand<TFloat32> at(Operand<TFloat32> knots, Operand<TInt32> indices) {
        return tf.gather(knots, indices, tf.constant(0));
    }
}
