package org.mulligan.tensor.frozen;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.mulligan.tensor.Sessions;
import org.mulligan.tensor.device.Bf16;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;

/**
 * leakyRelu(convolution + bias + addend) in one pass over the pixels, by oneDNN's own operation.
 * TensorFlow 2.18 fuses these four by itself, but forgets the slope of the leaky ReLU and takes 0.2
 * for it, so it must never see them one by one.
 *
 * <p>Only its builds for processors that have oneDNN know the operation, and it is not one that
 * TensorFlow promises to keep; so whether it works here is tried once.
 */
final class FusedConvolution {
    static final String OPERATION = "_MklNativeFusedConv2D";

    private static final double TOLERANCE = 1e-5;
    private static final double BF16_TOLERANCE = 0.05;

    private FusedConvolution() {}

    /**
     * The operation, in float32.
     *
     * @param image [n, h, w, in]
     * @param kernel [k, k, in, out], a constant
     * @param addend [n, h, w, out]; its memory may be used for the result
     * @param slope of the leaky ReLU
     */
    static NodeDef of(
            String name, String image, String kernel, String bias, String addend, float slope) {
        return NodeDef.newBuilder()
                .setOp(OPERATION)
                .setName(name)
                .addAllInput(List.of(image, kernel, bias, addend))
                .putAttr("T", GraphNodes.type(DataType.DT_FLOAT))
                .putAttr("TArgs", types(DataType.DT_FLOAT))
                .putAttr("num_args", GraphNodes.number(2))
                .putAttr("strides", GraphNodes.numbers(1, 1, 1, 1))
                .putAttr("padding", GraphNodes.text("SAME"))
                .putAttr("fused_ops", texts("BiasAdd", "Add", "LeakyRelu"))
                .putAttr("leakyrelu_alpha", AttrValue.newBuilder().setF(slope).build())
                // Constant weights are packed once.
                .putAttr("is_filter_const", AttrValue.newBuilder().setB(true).build())
                .putAttr("_kernel", GraphNodes.text("MklNameChangeOp"))
                .build();
    }

    /** The value of TArgs. */
    static AttrValue types(DataType type) {
        return AttrValue.newBuilder()
                .setList(AttrValue.ListValue.newBuilder().addType(type).addType(type))
                .build();
    }

    private static AttrValue texts(String... values) {
        AttrValue.ListValue.Builder list = AttrValue.ListValue.newBuilder();
        for (String value : values) list.addS(ByteString.copyFromUtf8(value));
        return AttrValue.newBuilder().setList(list).build();
    }

    /** Whether it gives what it should on the device of this process; tried once. */
    static boolean works() {
        return !Sessions.placement().isGpu() && Tried.WORKS;
    }

    private static final class Tried {
        private static final int SIDE = 8;
        private static final int CHANNELS = 8;
        static final boolean WORKS = works();

        private static boolean works() {
            try {
                float[] image = random(SIDE * SIDE * CHANNELS, 1);
                float[] expected = expected(image);
                return difference(run(image, false), expected) < TOLERANCE
                        && (!Bf16.works()
                                || difference(run(image, true), expected) < BF16_TOLERANCE);
            } catch (TensorFlowException e) {
                return false; // There is no such operation.
            }
        }

        private static float[] kernel() {
            return random(CHANNELS * CHANNELS, 2);
        }

        private static float[] bias() {
            return random(CHANNELS, 3);
        }

        private static float[] expected(float[] image) {
            float[] kernel = kernel();
            float[] bias = bias();
            float[] expected = new float[image.length];
            for (int i = 0; i < image.length; i++) {
                int out = i % CHANNELS;
                double sum = bias[out] + image[i];
                for (int in = 0; in < CHANNELS; in++)
                    sum += image[i - out + in] * kernel[in * CHANNELS + out];
                expected[i] = (float) Math.max(sum, 0.1 * sum);
            }
            return expected;
        }

        private static float[] run(float[] image, boolean bf16) {
            GraphDef.Builder graph =
                    GraphDef.newBuilder()
                            .addNode(
                                    NodeDef.newBuilder()
                                            .setOp("Placeholder")
                                            .setName("input")
                                            .putAttr("dtype", GraphNodes.type(DataType.DT_FLOAT)))
                            .addNode(
                                    GraphNodes.constant(
                                            "kernel",
                                            GraphNodes.tensor(kernel(), 1, 1, CHANNELS, CHANNELS)))
                            .addNode(
                                    GraphNodes.constant(
                                            "bias", GraphNodes.tensor(bias(), CHANNELS)))
                            .addNode(GraphNodes.binary("AddV2", "addend", "input", "zero"))
                            .addNode(GraphNodes.scalar("zero", 0))
                            .addNode(of("fused", "input", "kernel", "bias", "addend", 0.1f))
                            .addNode(GraphNodes.binary("AddV2", "output", "fused", "zero"));
            GraphDef made = graph.build();
            if (bf16) made = Bf16Graph.converted(made, Set.of("fused"));
            try (Graph imported = new Graph()) {
                imported.importGraphDef(made);
                try (Session session = Sessions.forPrediction(imported, false);
                        TFloat32 tensor =
                                TFloat32.tensorOf(
                                        Shape.of(1, SIDE, SIDE, CHANNELS),
                                        DataBuffers.of(image, true, false));
                        Result result =
                                session.runner().feed("input", tensor).fetch("output").run()) {
                    float[] values = new float[image.length];
                    ((TFloat32) result.get(0)).asRawTensor().data().asFloats().read(values);
                    return values;
                }
            }
        }

        private static double difference(float[] a, float[] b) {
            double most = 0;
            for (int i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i] - b[i]));
            return most;
        }

        private static float[] random(int count, long seed) {
            Random random = new Random(seed);
            float[] values = new float[count];
            for (int i = 0; i < count; i++) values[i] = random.nextFloat() - 0.5f;
            return values;
        }
    }
}
