package org.mulligan.tensor;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * Adam with its moments in the slots {@code m} and {@code v} of the variables. Rate, first decay
 * and time are fed at each step, so they can change between stages and nothing but the moments is
 * state.
 *
 * @see <a href="https://arxiv.org/abs/1412.6980">Kingma and Ba 2015</a>
 */
public final class Adam {
    private static final double BETA2 = 0.999;

    /** Of a gradient's norm, in the one that is usual for the weights. */
    private static final float MOST = 3;

    /** Steps until it is known what is usual. */
    private static final int KNOWN_AFTER = 50;

    private final Ops tf;
    private final Variables variables;
    private final List<String> names;
    private final Placeholder<TFloat32> rate;
    private final Placeholder<TFloat32> beta1;
    private final Placeholder<TFloat32> beta1Power;
    private final Placeholder<TFloat32> beta2Power;

    public Adam(Graph graph, Variables variables, List<String> names) {
        tf = Ops.create(graph);
        this.variables = variables;
        this.names = names;
        variables.addSlots("m", names);
        variables.addSlots("v", names);
        rate = tf.placeholder(TFloat32.class, Placeholder.shape(scalar()));
        beta1 = tf.placeholder(TFloat32.class, Placeholder.shape(scalar()));
        beta1Power = tf.placeholder(TFloat32.class, Placeholder.shape(scalar()));
        beta2Power = tf.placeholder(TFloat32.class, Placeholder.shape(scalar()));
    }

    /** The updates of one step, one for each variable, in the order of their names. */
    public Updates apply(List<Operand<TFloat32>> gradients) {
        List<Op> updates = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            updates.add(
                    tf.train.resourceApplyAdam(
                            variables.handle(name),
                            variables.handle("m." + name),
                            variables.handle("v." + name),
                            beta1Power,
                            beta2Power,
                            rate,
                            beta1,
                            tf.constant((float) BETA2),
                            tf.constant(1e-8f),
                            gradients.get(i)));
        }
        return new Updates(updates);
    }

    /**
     * Likewise, with gradients whose norm is at most a few times what is usual for each variable.
     * One that is ten times as large moves all of its weights one way for many steps, as the first
     * moment takes it up a hundred times sooner than the root of the second one forgets it.
     */
    public Updates applyClipped(List<Operand<TFloat32>> gradients) {
        Operand<TFloat32> one = tf.constant(1f);
        // Of the steps before this one.
        Operand<TFloat32> unknown =
                tf.math.sub(one, tf.math.div(beta2Power, tf.constant((float) BETA2)));
        Operand<TFloat32> soon = tf.constant((float) (1 - Math.pow(BETA2, KNOWN_AFTER)));
        List<Operand<TFloat32>> clipped = new ArrayList<>();
        List<Operand<TFloat32>> second = variables.values(slots("v"));
        for (int i = 0; i < names.size(); i++) {
            Operand<TFloat32> gradient = gradients.get(i);
            Operand<TFloat32> usual =
                    tf.math.sqrt(tf.math.div(sum(second.get(i)), tf.math.maximum(unknown, soon)));
            Operand<TFloat32> norm = tf.math.sqrt(sum(tf.math.square(gradient)));
            Operand<TFloat32> share =
                    tf.math.minimum(
                            one,
                            tf.math.div(
                                    tf.math.mul(usual, tf.constant(MOST)),
                                    tf.math.maximum(norm, tf.constant(Float.MIN_NORMAL))));
            Operand<TBool> open =
                    tf.math.logicalOr(
                            tf.math.less(unknown, soon), tf.math.equal(usual, tf.constant(0f)));
            clipped.add(tf.math.mul(gradient, tf.select(open, one, share)));
        }
        return apply(clipped);
    }

    private List<String> slots(String slot) {
        return names.stream().map(name -> slot + "." + name).toList();
    }

    private Operand<TFloat32> sum(Operand<TFloat32> x) {
        return tf.sum(x, tf.range(tf.constant(0), tf.rank(x), tf.constant(1)));
    }

    /**
     * Feeds one step.
     *
     * @param time steps since the moments were 0, from 1
     * @param feeds closed by the caller after the run
     */
    public void feed(Session.Runner runner, double rate, double beta1, long time, Feeds feeds) {
        runner.feed(this.rate, feeds.scalar(rate))
                .feed(this.beta1, feeds.scalar(beta1))
                .feed(beta1Power, feeds.scalar(Math.pow(beta1, time)))
                .feed(beta2Power, feeds.scalar(Math.pow(BETA2, time)));
    }

    private static org.tensorflow.ndarray.Shape scalar() {
        return org.tensorflow.ndarray.Shape.scalar();
    }
}
