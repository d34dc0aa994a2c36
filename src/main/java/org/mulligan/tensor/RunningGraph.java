package org.mulligan.tensor;

import java.nio.FloatBuffer;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFResourceExhaustedException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** A frozen network in a session. One thread at a time. */
public final class RunningGraph implements AutoCloseable {
    private final Graph graph = new Graph();
    private final Session session;
    private final Convolutions convolutions = new Convolutions();
    private final String input;
    private final String output;

    public RunningGraph(FrozenGraph frozen, boolean bf16) {
        graph.importGraphDef(frozen.graph());
        session = Sessions.forPrediction(graph, bf16);
        input = frozen.input();
        output = frozen.output();
    }

    /**
     * Runs the network on one tile, [1, height, width, 1].
     *
     * @param from its first {@code height * width} floats are read, from position 0
     * @param to its first {@code height * width} floats are written, from position 0
     * @throws IllegalStateException when it was not computed on the device of this process
     * @throws TFResourceExhaustedException when there is not enough memory; a smaller tile may fit
     */
    public void run(FloatBuffer from, FloatBuffer to, int height, int width) {
        int size = height * width;
        FloatBuffer tile = from.duplicate().clear().limit(size);
        FloatBuffer result = to.duplicate().clear().limit(size);
        try (TFloat32 tensor =
                        TFloat32.tensorOf(Shape.of(1, height, width, 1), DataBuffers.of(tile));
                Result results =
                        convolutions.run(
                                "The network",
                                session.runner().feed(input, tensor).fetch(output))) {
            ((TFloat32) results.get(0))
                    .asRawTensor()
                    .data()
                    .asFloats()
                    .copyTo(DataBuffers.of(result), size);
        }
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
