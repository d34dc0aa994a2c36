package org.mulligan.tensor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;

/**
 * The variables of a training graph, by name. Each is read by one op only, so that every use within
 * a step sees the same values however updates are ordered.
 */
public final class Variables implements WeightSource {
    private record Variable(
            float[] initial,
            long[] shape,
            VarHandleOp handle,
            Operand<TFloat32> value,
            Placeholder<TFloat32> fed,
            Op assign) {}

    private final Ops tf;
    private final long seed;
    private final Map<String, Variable> variables = new LinkedHashMap<>();

    /**
     * @param seed all initial values come from it
     */
    public Variables(Graph graph, long seed) {
        tf = Ops.create(graph);
        this.seed = seed;
    }

    @Override
    public Operand<TFloat32> get(String name, Initializer initial, long... shape) {
        return variables
                .computeIfAbsent(name, key -> create(key, initial.values(key, shape, seed), shape))
                .value();
    }

    private Variable create(String name, float[] initial, long... shape) {
        // Variables without a shared name of their own are all the same variable.
        VarHandleOp handle =
                tf.withName(name)
                        .varHandleOp(TFloat32.class, Shape.of(shape), VarHandleOp.sharedName(name));
        Placeholder<TFloat32> fed =
                tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(shape)));
        return new Variable(
                initial,
                shape,
                handle,
                tf.readVariableOp(handle, TFloat32.class),
                fed,
                tf.assignVariableOp(handle, fed));
    }

    /**
     * A further variable for each of the given ones, of the same shape and all 0: a slot of an
     * optimiser, say.
     */
    public void addSlots(String slot, List<String> names) {
        for (String name : names) {
            long[] shape = variables.get(name).shape();
            get(slot + "." + name, Initializer.ZERO, shape);
        }
    }

    /** Reads the slot of each variable as if it were the variable. */
    public WeightSource view(String slot) {
        return (name, initial, shape) -> get(slot + "." + name, initial, shape);
    }

    /** The names of all variables so far that start with {@code prefix}, in order of creation. */
    public List<String> names(String prefix) {
        return variables.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
    }

    VarHandleOp handle(String name) {
        return variables.get(name).handle();
    }

    Operand<TFloat32> value(String name) {
        return variables.get(name).value();
    }

    long[] shape(String name) {
        return variables.get(name).shape();
    }

    /** Copies each variable's value of now into its slot. */
    public Updates copies(List<String> names, String fromSlot, String toSlot) {
        List<Op> ops = new ArrayList<>();
        for (String name : names)
            ops.add(
                    tf.assignVariableOp(
                            handle(slotted(toSlot, name)), value(slotted(fromSlot, name))));
        return new Updates(ops);
    }

    /** Sets the slot of each variable to 0. */
    public Updates clears(List<String> names, String slot) {
        List<Op> ops = new ArrayList<>();
        for (String name : names)
            ops.add(tf.assignVariableOp(handle(slotted(slot, name)), tf.zerosLike(value(name))));
        return new Updates(ops);
    }

    /**
     * Sets variables to what is computed in the same run.
     *
     * @param values of the variables' shapes, by their names
     */
    public Updates sets(Map<String, Operand<TFloat32>> values) {
        List<Op> ops = new ArrayList<>();
        values.forEach((name, value) -> ops.add(tf.assignVariableOp(handle(name), value)));
        return new Updates(ops);
    }

    /**
     * Cuts each variable down to [-limit, limit] after its update.
     *
     * @param updates one for each variable, in the order of their names
     * @return what to run instead of the updates
     */
    public Updates thenClip(Updates updates, List<String> names, double limit) {
        List<Op> clips = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Ops after = tf.withControlDependencies(updates.ops().get(i));
            VarHandleOp handle = handle(names.get(i));
            clips.add(
                    after.assignVariableOp(
                            handle,
                            after.clipByValue(
                                    after.readVariableOp(handle, TFloat32.class),
                                    after.constant((float) -limit),
                                    after.constant((float) limit))));
        }
        return new Updates(clips);
    }

    /** The values of variables, for gradients by them. */
    public List<Operand<TFloat32>> values(List<String> names) {
        return names.stream().map(this::value).toList();
    }

    private static String slotted(String slot, String name) {
        return slot.isEmpty() ? name : slot + "." + name;
    }

    /** Gives every variable its initial value. */
    public void initialise(Session session) {
        Map<String, float[]> values = new LinkedHashMap<>();
        variables.forEach((name, variable) -> values.put(name, variable.initial()));
        assign(session, values);
    }

    /**
     * Sets variables, all in one run: each set of targets is a graph that TensorFlow optimises
     * anew.
     */
    public void assign(Session session, Map<String, float[]> values) {
        Session.Runner runner = session.runner();
        try (Feeds feeds = new Feeds()) {
            values.forEach(
                    (name, array) -> {
                        Variable variable = variables.get(name);
                        runner.feed(variable.fed(), feeds.tensor(array, variable.shape()))
                                .addTarget(variable.assign());
                    });
            runner.run().close();
        }
    }

    /** Copies variables out of the session. */
    public Map<String, float[]> read(Session session, List<String> names) {
        Session.Runner runner = session.runner();
        names.forEach(name -> runner.fetch(value(name)));
        Map<String, float[]> values = new LinkedHashMap<>();
        try (Result result = runner.run()) {
            for (int i = 0; i < names.size(); i++) {
                float[] array = new float[variables.get(names.get(i)).initial().length];
                ((TFloat32) result.get(i)).asRawTensor().data().asFloats().read(array);
                values.put(names.get(i), array);
            }
        }
        return values;
    }
}
