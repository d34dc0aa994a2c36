package org.mulligan.network;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleBiFunction;
import org.mulligan.tensor.Initializer;
import org.mulligan.tensor.Layers;
import org.tensorflow.Graph;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Weights of networks that nobody trained. */
final class RandomWeights {
    private RandomWeights() {}

    /**
     * Normal numbers, by the names of their variables.
     *
     * @param deviation of those of a variable
     */
    static Map<String, float[]> of(
            Architecture network,
            NetworkSize networkSize,
            ToDoubleBiFunction<Initializer, Shape> deviation) {
        Map<String, float[]> weights = new HashMap<>();
        Random random = new Random(3);
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Layers layers =
                    new Layers(
                            graph,
                            (name, initial, sides) -> {
                                Shape shape = Shape.of(sides);
                                float[] values = new float[(int) shape.size()];
                                double scale = deviation.applyAsDouble(initial, shape);
                                for (int i = 0; i < values.length; i++)
                                    values[i] = (float) (scale * random.nextGaussian());
                                weights.put(name, values);
                                return tf.zeros(tf.constant(sides), TFloat32.class);
                            });
            network.apply(
                    layers,
                    tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1, -1, 1))),
                    networkSize);
        }
        return weights;
    }
}
