package org.mulligan.tensor;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Keeps an exponential moving average (EMA) of variables in their slot {@code ema}. */
public final class MovingAverage {
    private final Ops tf;
    private final Variables variables;
    private final List<String> names;
    private final Operand<TFloat32> decay;

    /**
     * @param decay share of the average that stays at a step, a scalar
     */
    public MovingAverage(
            Graph graph, Variables variables, List<String> names, Operand<TFloat32> decay) {
        tf = Ops.create(graph);
        this.variables = variables;
        this.names = names;
        this.decay = decay;
        variables.addSlots("ema", names);
    }

    /**
     * Takes the values of now into the averages; for a run of its own, after that of the updates.
     */
    public Updates average() {
        Operand<TFloat32> share = tf.math.sub(tf.constant(1f), decay);
        List<Op> averages = new ArrayList<>();
        for (String name : names) {
            String slot = "ema." + name;
            averages.add(
                    tf.assignSubVariableOp(
                            variables.handle(slot),
                            tf.math.mul(
                                    share,
                                    tf.math.sub(variables.value(slot), variables.value(name)))));
        }
        return new Updates(averages);
    }

    /**
     * Averages each variable after its update.
     *
     * @param updates one for each variable, in the order of their names
     * @return what to run instead of the updates
     */
    public Updates thenAverage(Updates updates) {
        Operand<TFloat32> share = tf.math.sub(tf.constant(1f), decay);
        List<Op> averages = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Ops after = tf.withControlDependencies(updates.ops().get(i));
            Operand<TFloat32> updated =
                    after.readVariableOp(variables.handle(names.get(i)), TFloat32.class);
            String slot = "ema." + names.get(i);
            averages.add(
                    after.assignSubVariableOp(
                            variables.handle(slot),
                            tf.math.mul(share, tf.math.sub(variables.value(slot), updated))));
        }
        return new Updates(averages);
    }
}
