package org.mulligan.tensor.frozen;

import java.nio.FloatBuffer;
import org.mulligan.tensor.Gradients;
import org.mulligan.tensor.LastLayer;
import org.mulligan.tensor.Sessions;
import org.mulligan.tensor.device.Convolutions;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * A frozen network that makes rows of numbers from rows of numbers, and the way back through it.
 * One thread at a time. Rows are computed {@link #TOGETHER} at a time, always: with another number
 * of them TensorFlow may add up in another order, and a seed would not give the same image.
 */
public final class RowGraph implements AutoCloseable {
    /** Rows of one run. */
    public static final int TOGETHER = 16;

    /** Of a row; an image of the largest side is one. */
    private static final int MOST_NUMBERS = 1 << 26;

    private final Graph graph;
    private final Session session;
    private final Convolutions convolutions = new Convolutions();
    private final Operand<TFloat32> input;
    private final Operand<TFloat32> output;
    private final LastLayer last;
    private final boolean bf16;
    private final int width;
    private Placeholder<TFloat32> target;
    private Operand<TFloat32> slope;

    /**
     * @param bf16 whether it is computed in bfloat16, all but the {@link LastLayer}
     * @throws IllegalArgumentException when TensorFlow does not take the network, or it does not
     *     take rows
     */
    public RowGraph(FrozenGraph frozen, boolean bf16) {
        ImportedGraph imported = ImportedGraph.of(frozen);
        graph = imported.graph();
        input = imported.input();
        output = imported.output();
        Shape shape = input.shape();
        if (shape.numDimensions() != 2 || shape.get(1) < 1 || shape.get(1) > MOST_NUMBERS) {
            graph.close();
            throw new IllegalArgumentException(
                    "The network takes %s, and a synthesiser takes rows of at most %,d numbers; download or copy the model again"
                            .formatted(shape, MOST_NUMBERS));
        }
        width = Math.toIntExact(shape.get(1));
        last = LastLayer.of(output);
        this.bf16 = bf16 && !last.hidden();
        session = Sessions.forPrediction(graph, this.bf16);
    }

    /** Numbers of a row that goes in. */
    public int width() {
        return width;
    }

    /**
     * Runs the network.
     *
     * @param from its first {@code count * width} floats are read
     * @param to as many of its floats as the results have are written
     */
    public void run(FloatBuffer from, FloatBuffer to, int count) {
        for (int row = 0; row < count; row += TOGETHER) {
            int rows = Math.min(TOGETHER, count - row);
            try (TFloat32 tensor = rows(from, row, rows, width);
                    Result results = convolutions.run("The network", runner(tensor))) {
                copy((TFloat32) results.get(0), to, row, rows);
            }
        }
    }

    private Session.Runner runner(TFloat32 rows) {
        Session.Runner runner = session.runner().feed(input, rows).fetch(output);
        if (bf16) last.keepIn(runner);
        return runner;
    }

    /**
     * Runs the network.
     *
     * @param rows {@code count * width} numbers
     * @param values that it makes of a row
     */
    public float[] run(float[] rows, int count, int values) {
        float[] results = new float[count * values];
        run(FloatBuffer.wrap(rows), FloatBuffer.wrap(results), count);
        return results;
    }

    /**
     * How each row must change for its result to come nearer to a target: the gradient of the mean
     * squared difference by the row.
     *
     * @param target results, row by row
     * @param gradient is overwritten, {@code count * width} floats
     */
    public void pull(FloatBuffer from, FloatBuffer target, FloatBuffer gradient, int count) {
        if (slope == null) addSlope();
        int size = Math.toIntExact(target.capacity() / count);
        for (int row = 0; row < count; row += TOGETHER) {
            int rows = Math.min(TOGETHER, count - row);
            try (TFloat32 tensor = rows(from, row, rows, width);
                    TFloat32 some = rows(target, row, rows, size);
                    Result results =
                            convolutions.run(
                                    "The way back through the network",
                                    session.runner()
                                            .feed(input, tensor)
                                            .feed(this.target, some)
                                            .fetch(slope))) {
                copy((TFloat32) results.get(0), gradient, row, rows);
            }
        }
    }

    private void addSlope() {
        Ops tf = Ops.create(graph);
        long size = 1;
        for (int axis = 1; axis < output.shape().numDimensions(); axis++)
            size *= output.shape().get(axis);
        target = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(TOGETHER, size)));
        Operand<TFloat32> difference =
                tf.math.sub(tf.reshape(output, tf.array(TOGETHER, Math.toIntExact(size))), target);
        Operand<TFloat32> error =
                tf.math.mul(
                        tf.sum(tf.math.square(difference), tf.array(0, 1)), tf.constant(1f / size));
        slope = Gradients.of(graph, "pull", error, java.util.List.of(input)).get(0);
    }

    /** Rows of a buffer, and zeros up to {@link #TOGETHER}. */
    private static TFloat32 rows(FloatBuffer from, int row, int count, int width) {
        float[] values = new float[TOGETHER * width];
        from.duplicate().clear().position(row * width).get(values, 0, count * width);
        return TFloat32.tensorOf(Shape.of(TOGETHER, width), DataBuffers.of(values, true, false));
    }

    private static void copy(TFloat32 results, FloatBuffer to, int row, int count) {
        int size = Math.toIntExact(results.size() / TOGETHER);
        // Not into a slice of the buffer: of an array TensorFlow's library forgets the offset.
        float[] values = new float[count * size];
        results.asRawTensor().data().asFloats().read(values);
        to.duplicate().clear().position(row * size).put(values);
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
