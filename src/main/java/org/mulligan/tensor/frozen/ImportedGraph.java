package org.mulligan.tensor.frozen;

import org.mulligan.tensor.device.Bf16;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.types.TFloat32;

/**
 * A frozen network that TensorFlow has taken, with its ends.
 *
 * @param graph the caller closes it
 */
record ImportedGraph(Graph graph, Operand<TFloat32> input, Operand<TFloat32> output) {
    /**
     * @throws IllegalArgumentException when TensorFlow does not take it, its ends are not of
     *     float32 values, or this CPU cannot compute it; the text says which
     */
    static ImportedGraph of(FrozenGraph frozen) {
        Bf16.require(frozen.graph());
        Graph graph = new Graph();
        try {
            graph.importGraphDef(frozen.graph());
            return new ImportedGraph(
                    graph, end(graph, frozen.input()), end(graph, frozen.output()));
        } catch (TensorFlowException e) {
            graph.close();
            throw new IllegalArgumentException(
                    "The model's graph is broken: TensorFlow does not take it (%s); download or copy the model again"
                            .formatted(e.getMessage()),
                    e);
        } catch (RuntimeException e) {
            graph.close();
            throw e;
        }
    }

    private static Operand<TFloat32> end(Graph graph, String tensor) {
        var operation = graph.operation(GraphNames.node(tensor));
        if (operation == null || operation.numOutputs() < 1)
            throw new IllegalArgumentException(
                    "The model's graph is broken: \"%s\" gives nothing; download or copy the model again"
                            .formatted(tensor));
        var output = operation.<TFloat32>output(0);
        if (output.type() != TFloat32.class)
            throw new IllegalArgumentException(
                    "The model's graph is broken: \"%s\" must be float32, and is %s; download or copy the model again"
                            .formatted(tensor, output.type().getSimpleName()));
        return output;
    }
}
