package org.mulligan.tensor;

import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Derivatives of a graph. */
public final class Gradients {
    private Gradients() {}

    /**
     * d y / d x.
     *
     * @param name prefix of the new nodes, unique within the graph
     * @param y a scalar
     * @return one tensor of the shape of each of {@code xs}
     */
    public static List<Operand<TFloat32>> of(
            Graph graph, String name, Operand<TFloat32> y, List<Operand<TFloat32>> xs) {
        return of(graph, name, y, xs, Ops.create(graph).constant(1f));
    }

    /**
     * The derivative of y along a direction, by each x.
     *
     * @param along of the shape of {@code y}
     */
    public static List<Operand<TFloat32>> of(
            Graph graph,
            String name,
            Operand<TFloat32> y,
            List<Operand<TFloat32>> xs,
            Operand<TFloat32> along) {
        // The direction is always given: the OnesLike that stands in for a missing one has no
        // derivative.
        Output<?>[] gradients =
                graph.addGradients(
                        name,
                        Layers.outputs(List.of(y)),
                        Layers.outputs(xs),
                        Layers.outputs(List.of(along)));
        return java.util.Arrays.stream(gradients).map(Gradients::floats).toList();
    }

    @SuppressWarnings("unchecked")
    private static Operand<TFloat32> floats(Output<?> output) {
        return (Output<TFloat32>) output;
    }
}
