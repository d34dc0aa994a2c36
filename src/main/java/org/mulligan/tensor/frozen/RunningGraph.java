package org.mulligan.tensor.frozen;

import java.nio.FloatBuffer;
import java.util.Optional;
import org.mulligan.tensor.LastLayer;
import org.mulligan.tensor.Sessions;
import org.mulligan.tensor.device.Bf16;
import org.mulligan.tensor.device.Convolutions;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFResourceExhaustedException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** A frozen network in a session. One thread at a time. */
public final class RunningGraph implements AutoCloseable {
    private static final int MOST_PLANES = 1 << 12;

    private final Graph graph;
    private final Session session;
    private final Convolutions convolutions = new Convolutions();
    private final Operand<TFloat32> input;
    private final Operand<TFloat32> output;
    private final LastLayer last;
    private final boolean bf16;
    private final boolean rewritten;
    private final int planes;
    private final boolean volumes;

    /**
     * Takes the network in the form that is computed fastest; the result is the same but for the
     * order of sums.
     *
     * @param bf16 whether convolutions are computed in bfloat16, all but the {@link LastLayer};
     *     where the CPU has none, in float32
     * @throws IllegalArgumentException when TensorFlow does not take the network
     */
    public RunningGraph(FrozenGraph frozen, boolean bf16) {
        boolean narrow = bf16 && Bf16.works();
        Optional<FrozenGraph> faster = faster(frozen, narrow);
        ImportedGraph imported = ImportedGraph.of(faster.orElse(frozen));
        graph = imported.graph();
        input = imported.input();
        output = imported.output();
        Shape shape = input.shape();
        int axes = shape.numDimensions();
        volumes = axes == 5;
        if (axes != 4 && !volumes
                || shape.get(axes - 1) < 1
                || shape.get(axes - 1) > (volumes ? 1 : MOST_PLANES)) {
            graph.close();
            throw new IllegalArgumentException(
                    "The network takes %s, and images are [n, y, x, planes] with at most %,d planes, volumes [n, z, y, x, 1]; download or copy the model again"
                            .formatted(shape, MOST_PLANES));
        }
        planes = Math.toIntExact(shape.get(axes - 1));
        last = LastLayer.of(output);
        this.bf16 = narrow && !last.hidden();
        rewritten = this.bf16 && faster.isEmpty();
        session = Sessions.forPrediction(graph, rewritten);
    }

    /** What gives the same in less time, in the precision asked for; empty where nothing does. */
    private static Optional<FrozenGraph> faster(FrozenGraph frozen, boolean bf16) {
        Optional<FrozenGraph> folded = FoldedUpsampling.of(frozen);
        if (folded.isEmpty() || !FusedConvolution.works()) return Optional.empty();
        return bf16 ? Bf16Graph.of(folded.get()) : folded;
    }

    /** {@link #run(FloatBuffer, FloatBuffer, int, int, int)} of an image. */
    public void run(FloatBuffer from, FloatBuffer to, int height, int width) {
        run(from, to, 1, height, width);
    }

    /**
     * Runs the network on one tile, [1, height, width, planes] to [1, s height, s width, k], or on
     * one of a volume, [1, depth, height, width, 1] to [1, depth, s height, s width, 1].
     *
     * @param depth planes of a volume; 1 for an image
     * @param from its first {@code depth * height * width * planes} floats are read, from position
     *     0
     * @param to as many of its floats as the result has are written, from position 0
     * @throws IllegalStateException when it was not computed on the device of this process
     * @throws TFResourceExhaustedException when there is not enough memory; a smaller tile may fit
     */
    public void run(FloatBuffer from, FloatBuffer to, int depth, int height, int width) {
        int values = Math.multiplyExact(depth, height * width * planes);
        FloatBuffer tile = from.duplicate().clear().limit(values);
        try (TFloat32 tensor =
                        TFloat32.tensorOf(shape(depth, height, width), DataBuffers.of(tile));
                Result results = convolutions.run("The network", runner(tensor))) {
            TFloat32 image = (TFloat32) results.get(0);
            if (image.size() > to.capacity())
                throw new IllegalArgumentException(
                        "The network makes %s of a tile of %d x %d px, which is more than its model says; download or copy the model again"
                                .formatted(image.shape(), width, height));
            FloatBuffer result = to.duplicate().clear().limit(Math.toIntExact(image.size()));
            image.asRawTensor().data().asFloats().copyTo(DataBuffers.of(result), image.size());
        }
    }

    /**
     * Runs the network on one image.
     *
     * @param image {@code height * width * planes} numbers; of a volume its planes one after the
     *     other
     * @return all that it makes
     */
    public float[] run(float[] image, int height, int width) {
        try (TFloat32 tensor =
                        TFloat32.tensorOf(
                                shape(image.length / (height * width), height, width),
                                DataBuffers.of(image, true, false));
                Result results = convolutions.run("The network", runner(tensor))) {
            TFloat32 made = (TFloat32) results.get(0);
            float[] values = new float[Math.toIntExact(made.size())];
            made.asRawTensor().data().asFloats().read(values);
            return values;
        }
    }

    private Shape shape(int depth, int height, int width) {
        return volumes ? Shape.of(1, depth, height, width, 1) : Shape.of(1, height, width, planes);
    }

    /** Whether it is computed in bfloat16; a network whose end lies in a function is not. */
    public boolean bf16() {
        return bf16;
    }

    private Session.Runner runner(TFloat32 image) {
        Session.Runner runner = session.runner().feed(input, image).fetch(output);
        if (rewritten) last.keepIn(runner);
        return runner;
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
