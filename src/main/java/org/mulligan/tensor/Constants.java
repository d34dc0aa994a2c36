package org.mulligan.tensor;

import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Weights as constants of the graph: a finished network needs no variables and loads anywhere. */
public final class Constants implements WeightSource {
    private final Ops tf;
    private final Map<String, float[]> values;

    public Constants(Ops tf, Map<String, float[]> values) {
        this.tf = tf;
        this.values = values;
    }

    /**
     * @param graph that they become constants of
     */
    public Constants(Graph graph, Map<String, float[]> values) {
        this(Ops.create(graph), values);
    }

    @Override
    public Operand<TFloat32> get(String name, Initializer initial, long... shape) {
        float[] array = values.get(name);
        if (array == null)
            throw new IllegalArgumentException("The weights \"%s\" are missing".formatted(name));
        return tf.withName(name).constant(Shape.of(shape), DataBuffers.of(array, true, false));
    }
}
