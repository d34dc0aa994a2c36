package org.mulligan.tensor.frozen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.network.Architecture;
import org.mulligan.network.InpaintingUNet;
import org.mulligan.network.NetworkSize;
import org.mulligan.network.UNet;
import org.mulligan.network.UpscalingUNet;
import org.mulligan.tensor.Initializer;
import org.mulligan.tensor.Layers;
import org.mulligan.tensor.Sessions;
import org.mulligan.tensor.WeightSource;
import org.mulligan.tensor.device.Bf16;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

class FoldedUpsamplingTest {
    @BeforeEach
    void whereOneDnnComputes() {
        assumeTrue(FusedConvolution.works(), "this TensorFlow does not have oneDNN");
    }

    @ParameterizedTest(name = "{0}, {1} filters, depth {2}, {3} images of {4} x {5} px, seed {6}")
    @CsvSource({
        "unet, 24, 3, 1, 40, 56, 1",
        "unet, 5, 2, 3, 12, 4, 2",
        "unet, 1, 1, 2, 2, 2, 3",
        "unet, 7, 4, 1, 16, 48, 4",
        "unet, 33, 1, 1, 30, 6, 5",
        "upscaling-unet, 6, 2, 2, 8, 20, 6",
        "inpainting-unet, 9, 3, 1, 24, 8, 7"
    })
    void aFoldedNetworkGivesTheSame(
            String name, int filters, int depth, int images, int height, int width, long seed)
            throws IOException {
        Architecture architecture = architecture(name);
        NetworkSize size = new NetworkSize(filters, depth, name.startsWith("up") ? 2 : 1);
        FrozenGraph stored = random((layers, x) -> architecture.apply(layers, x, size), seed);
        FrozenGraph folded = FoldedUpsampling.of(stored).orElseThrow();
        assertThat(count(folded, FusedConvolution.OPERATION)).isEqualTo(depth);
        float[] image = image(images * height * width, seed);
        float[] expected = run(stored, image, images, height, width);
        float[] found = run(folded, image, images, height, width);
        float most = 1;
        for (float value : expected) most = Math.max(most, Math.abs(value));
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.length; i++)
            assertThat(Math.abs(found[i] - expected[i])).isLessThan(3e-6f * most);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void inBf16ItIsAsCloseToFloat32AsTheStoredOne(long seed) throws IOException {
        assumeTrue(Bf16.works(), "this CPU has no AVX-512");
        FrozenGraph stored =
                random((layers, x) -> new UNet().apply(layers, x, new NetworkSize(16, 2, 1)), seed);
        FrozenGraph fast = Bf16Graph.of(FoldedUpsampling.of(stored).orElseThrow()).orElseThrow();
        float[] image = image(64 * 64, seed);
        float[] exact = run(stored, image, 1, 64, 64);
        float[] found = run(fast, image, 1, 64, 64);
        double error = 0;
        double learnt = 0;
        for (int i = 0; i < exact.length; i++) {
            error += Math.pow(found[i] - exact[i], 2);
            learnt += Math.pow(exact[i] - image[i], 2);
        }
        assertThat(Math.sqrt(error / learnt)).isBetween(1e-6, 0.02);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"kernel of 5", "the other way round", "joined twice", "read twice", "relu"})
    void whatIsNotExactlyOfThatFormStays(String what) throws IOException {
        FrozenGraph other = random((layers, x) -> level(what, layers, x), 1);
        assertThat(FoldedUpsampling.of(other)).isEqualTo(Optional.empty());
        assertThat(FoldedUpsampling.of(random((layers, x) -> level("", layers, x), 1))).isPresent();
    }

    /** One level of a U-Net, or nearly one. */
    private static Operand<TFloat32> level(String what, Layers layers, Operand<TFloat32> x) {
        Operand<TFloat32> skip = layers.convolveAndActivate("skip", x, 3, 4);
        Operand<TFloat32> low = layers.convolve("low", layers.halve(skip), 1, 1, 4, Initializer.HE);
        Operand<TFloat32> up = layers.twice(low);
        Operand<TFloat32> joined =
                switch (what) {
                    case "the other way round" -> layers.join(up, skip);
                    case "joined twice" -> layers.stack(List.of(skip, up, skip));
                    default -> layers.join(skip, up);
                };
        int kernel = what.equals("kernel of 5") ? 5 : 3;
        Operand<TFloat32> y = layers.convolve("up", joined, kernel, 1, 4, Initializer.HE);
        y = what.equals("relu") ? layers.rectify(y) : layers.activate(y);
        if (what.equals("read twice")) y = layers.join(y, joined);
        return layers.convolve("out", y, 1, 1, 1, Initializer.HE);
    }

    @Test
    void aNetworkWithoutAWayUpStays() throws IOException {
        FrozenGraph plain =
                random(
                        (layers, x) ->
                                layers.convolve(
                                        "b",
                                        layers.convolveAndActivate("a", x, 3, 8),
                                        3,
                                        1,
                                        1,
                                        Initializer.HE),
                        1);
        assertThat(FoldedUpsampling.of(plain)).isEmpty();
    }

    @Test
    void anOperationInsideThatIsUnknownLeavesBf16ToTensorFlow() throws IOException {
        FrozenGraph odd =
                random(
                        (layers, x) -> {
                            Operand<TFloat32> y = level("", layers, x);
                            y = layers.square(y);
                            return layers.convolve("last", y, 3, 1, 1, Initializer.HE);
                        },
                        1);
        assertThat(Bf16Graph.of(FoldedUpsampling.of(odd).orElseThrow())).isEmpty();
    }

    private static Architecture architecture(String name) {
        return switch (name) {
            case "upscaling-unet" -> new UpscalingUNet();
            case "inpainting-unet" -> new InpaintingUNet();
            default -> new UNet();
        };
    }

    private static long count(FrozenGraph network, String operation) {
        return network.graph().getNodeList().stream()
                .filter(node -> node.getOp().equals(operation))
                .count();
    }

    /** Random weights, biases too. */
    private static FrozenGraph random(
            BiFunction<Layers, Operand<TFloat32>, Operand<TFloat32>> network, long seed)
            throws IOException {
        Map<String, float[]> weights = new HashMap<>();
        Random random = new Random(seed);
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            WeightSource source =
                    (name, initial, shape) -> {
                        int count = (int) Shape.of(shape).size();
                        float[] values = new float[count];
                        double deviation = Math.sqrt(2.0 * shape[shape.length - 1] / count);
                        for (int i = 0; i < count; i++)
                            values[i] = (float) (Math.min(0.5, deviation) * random.nextGaussian());
                        weights.put(name, values);
                        return tf.constant(Shape.of(shape), DataBuffers.of(values, true, false));
                    };
            var unused =
                    network.apply(
                            new Layers(graph, source),
                            tf.placeholder(
                                    TFloat32.class, Placeholder.shape(Shape.of(-1, -1, -1, 1))));
        }
        return FrozenGraph.of(network, weights);
    }

    private static float[] image(int pixels, long seed) {
        Random random = new Random(seed);
        float[] image = new float[pixels];
        for (int i = 0; i < pixels; i++) image[i] = (float) (0.5 + 0.4 * random.nextGaussian());
        return image;
    }

    private static float[] run(
            FrozenGraph network, float[] images, int count, int height, int width) {
        ImportedGraph imported = ImportedGraph.of(network);
        try (Graph graph = imported.graph();
                Session session = Sessions.forPrediction(graph, false);
                TFloat32 tensor =
                        TFloat32.tensorOf(
                                Shape.of(count, height, width, 1),
                                DataBuffers.of(images, true, false));
                Result results =
                        session.runner()
                                .feed(imported.input(), tensor)
                                .fetch(imported.output())
                                .run()) {
            TFloat32 made = (TFloat32) results.get(0);
            float[] values = new float[Math.toIntExact(made.size())];
            made.asRawTensor().data().asFloats().read(values);
            return values;
        }
    }
}
