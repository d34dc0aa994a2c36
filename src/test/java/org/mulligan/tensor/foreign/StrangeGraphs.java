package org.mulligan.tensor.foreign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiFunction;
import org.mulligan.model.ConversionRequest;
import org.mulligan.model.ConvertedModel;
import org.mulligan.model.Postprocessing;
import org.mulligan.tensor.frozen.FrozenGraph;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/** Frozen graphs as strangers make them, written by TensorFlow Java, and their adoption. */
public final class StrangeGraphs {
    private StrangeGraphs() {}

    /** What a graph does with its input. */
    public interface Network<T extends TType> extends BiFunction<Ops, Operand<T>, Operand<?>> {}

    public static <T extends TType> Path write(
            Path file, Class<T> type, Shape shape, Network<T> network) throws IOException {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Placeholder<T> in = tf.withName("in").placeholder(type, Placeholder.shape(shape));
            tf.withName("out").identity(network.apply(tf, in));
            return Files.write(file, graph.toGraphDef().toByteArray());
        }
    }

    static ConversionRequest request(
            Path file, String inputAxes, String outputAxes, Postprocessing postprocessing) {
        return new ConversionRequest(
                file, "", "", inputAxes, outputAxes, postprocessing, 0, 0, target(file));
    }

    private static Path target(Path file) {
        return file.resolveSibling(file.getFileName() + ".adopted");
    }

    static ConvertedModel convert(Path file) throws IOException {
        return convert(request(file, "", "", Postprocessing.NONE));
    }

    static ConvertedModel convert(ConversionRequest request) throws IOException {
        return ModelConversion.convert(request, () -> false);
    }

    /** The network as it was adopted. */
    static FrozenGraph converted(Path file) throws IOException {
        return FrozenGraphReader.read(Files.readAllBytes(target(file)));
    }

    /** A convolution with a kernel of which no number is 0, from and to so many channels. */
    public static Operand<TFloat32> convolved(
            Ops tf, Operand<TFloat32> x, int side, long stride, int from, int to) {
        float[] kernel = new float[side * side * from * to];
        for (int i = 0; i < kernel.length; i++) kernel[i] = 0.1f + 0.01f * (i % 7);
        return tf.nn.conv2d(
                x,
                tf.reshape(tf.constant(kernel), tf.constant(new int[] {side, side, from, to})),
                java.util.List.of(1L, stride, stride, 1L),
                "SAME");
    }
}
