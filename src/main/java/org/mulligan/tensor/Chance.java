package org.mulligan.tensor;

import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** All that is left to chance in a step, as functions of one pair of numbers. */
public final class Chance {
    private final Ops tf;
    private final Placeholder<TInt64> pair;
    private long purposes;

    public Chance(Graph graph) {
        tf = Ops.create(graph);
        pair = tf.placeholder(TInt64.class, Placeholder.shape(Shape.of(2)));
    }

    /** A pair for one purpose; each call gives another. */
    public Operand<TInt64> next() {
        return tf.math.add(pair, tf.constant(new long[] {0, purposes++ << 48}));
    }

    /** Normal numbers, [n, size]; nothing is learnt through them. */
    public Operand<TFloat32> normal(int n, int size) {
        return tf.stopGradient(
                tf.random.statelessRandomNormal(tf.array(n, size), next(), TFloat32.class));
    }

    /** Numbers from 0 to 1, one for each image: [n, 1, 1, 1]. */
    public Operand<TFloat32> uniform(int n) {
        return tf.stopGradient(
                tf.random.statelessRandomUniform(tf.array(n, 1, 1, 1), next(), TFloat32.class));
    }

    /** Feeds the step. */
    public void feed(Session.Runner runner, long seed, long step, Feeds feeds) {
        runner.feed(pair, feeds.pair(seed, step));
    }
}
