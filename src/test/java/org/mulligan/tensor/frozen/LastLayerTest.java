package org.mulligan.tensor.frozen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.model.ModelFile;
import org.mulligan.model.Weights;
import org.mulligan.tensor.Initializer;
import org.mulligan.tensor.Layers;
import org.tensorflow.Operand;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.types.TFloat32;

/** Where a processor has no bf16, TensorFlow computes all in float32, and all of this holds too. */
class LastLayerTest {
    private static final int SIDE = 256;

    /** A structure of periods of some 60 px under noise, as a network sees it. */
    private static float[] noisy() {
        Random random = new Random(1);
        float[] image = new float[SIDE * SIDE];
        for (int i = 0; i < image.length; i++)
            image[i] =
                    (float)
                            (0.5
                                    + 0.3 * Math.sin(i % SIDE / 9.0) * Math.cos(i / SIDE / 11.0)
                                    + 0.1 * random.nextGaussian());
        return image;
    }

    private static FrozenGraph shipped(String name, Weights weights) throws IOException {
        Path models = Path.of(System.getProperty("mulligan.home", ".")).resolve("models");
        return FrozenGraph.of(
                SavedModel.parseFrom(ModelFile.open(models.resolve(name)).graph(weights)));
    }

    private static float[] run(FrozenGraph network, boolean bf16) {
        try (RunningGraph graph = new RunningGraph(network, bf16)) {
            return graph.run(noisy(), SIDE, SIDE);
        }
    }

    private static int distinct(float[] values) {
        Set<Float> distinct = new HashSet<>();
        for (float value : values) distinct.add(value);
        return distinct.size();
    }

    /** As many grey values as in float32, and each of them close to it. */
    private static void assertExactEnd(FrozenGraph network) {
        float[] exact = run(network, false);
        float[] fast = run(network, true);
        assertThat(distinct(fast)).isGreaterThan((int) (0.98 * distinct(exact)));
        double squares = 0;
        for (int i = 0; i < exact.length; i++) {
            double off = fast[i] - exact[i];
            assertThat(Math.abs(off)).isLessThan(0.015);
            squares += off * off;
        }
        assertThat(Math.sqrt(squares / exact.length)).isLessThan(2e-3);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"fluorescence", "deblur", "super-resolution-x2"})
    void aResultOfBf16HasAsManyValuesAsOneOfFloat32(String name) throws IOException {
        FrozenGraph faithful = shipped(name, Weights.FAITHFUL);
        assertThat(distinct(run(faithful, true))).isGreaterThan(50_000);
        assertExactEnd(faithful);
    }

    @Test
    void soHasOneBetweenTwoNetworks() throws IOException {
        FrozenGraph faithful = shipped("fluorescence", Weights.FAITHFUL);
        FrozenGraph adversarial = shipped("fluorescence", Weights.ADVERSARIAL);
        assertExactEnd(faithful.blend(adversarial, 0.5));
        assertExactEnd(faithful.towards(adversarial, 0.5));
    }

    @Test
    void whatIsAddedToTheInputIsAddedToAllOfItsDigits() throws IOException {
        // A last layer of zeros: what comes out is what went in, bit by bit.
        FrozenGraph network =
                network(
                        (layers, x) -> {
                            Operand<TFloat32> y = layers.convolveAndActivate("a", x, 3, 16);
                            y = layers.convolveAndActivate("b", y, 3, 16);
                            y = layers.convolve("out", y, 1, 1, 1, Initializer.ZERO);
                            return layers.add(x, y);
                        },
                        "out.kernel");
        assertThat(run(network, true)).isEqualTo(noisy());
    }

    @Test
    void aNetworkOfOneLayerIsOfFloat32() throws IOException {
        FrozenGraph network =
                network((layers, x) -> layers.convolve("a", x, 3, 1, 1, Initializer.HE), "");
        float[] exact = run(network, false);
        float[] fast = run(network, true);
        for (int i = 0; i < exact.length; i++)
            assertThat(Math.abs(fast[i] - exact[i])).isLessThan(1e-5f);
    }

    @Test
    void aNetworkThatEndsInAFunctionIsOfFloat32() throws IOException {
        FrozenGraph network = endingInAFunction(shipped("fluorescence", Weights.FAITHFUL));
        try (RunningGraph graph = new RunningGraph(network, true)) {
            assertThat(graph.bf16()).isFalse();
            assertThat(graph.run(noisy(), SIDE, SIDE))
                    .isEqualTo(run(network, false))
                    .containsExactly(
                            run(shipped("fluorescence", Weights.FAITHFUL), false),
                            Offset.offset(1e-5f));
        }
    }

    /** The same network with its last node in a function, as Keras saves all of a network. */
    private static FrozenGraph endingInAFunction(FrozenGraph network) throws IOException {
        AttrValue type = AttrValue.newBuilder().setType(DataType.DT_FLOAT).build();
        AttrValue types =
                AttrValue.newBuilder()
                        .setList(AttrValue.ListValue.newBuilder().addType(DataType.DT_FLOAT))
                        .build();
        FunctionDef same =
                FunctionDef.newBuilder()
                        .setSignature(
                                OpDef.newBuilder()
                                        .setName("same")
                                        .addInputArg(argument("x"))
                                        .addOutputArg(argument("y")))
                        .addNodeDef(
                                NodeDef.newBuilder()
                                        .setName("end")
                                        .setOp("Identity")
                                        .addInput("x")
                                        .putAttr("T", type))
                        .putRet("y", "end:output:0")
                        .build();
        GraphDef.Builder graph = network.graph().toBuilder();
        for (NodeDef.Builder node : graph.getNodeBuilderList())
            if (node.getName().equals(GraphNames.node(network.output())))
                node.setOp("PartitionedCall")
                        .clearAttr()
                        .putAttr("Tin", types)
                        .putAttr("Tout", types)
                        .putAttr(
                                "f",
                                AttrValue.newBuilder()
                                        .setFunc(NameAttrList.newBuilder().setName("same"))
                                        .build());
        graph.getLibraryBuilder().addFunction(same);
        SavedModel.Builder model = SavedModel.parseFrom(network.bytes()).toBuilder();
        model.getMetaGraphsBuilder(0).setGraphDef(graph);
        return FrozenGraph.of(model.build());
    }

    private static OpDef.ArgDef argument(String name) {
        return OpDef.ArgDef.newBuilder().setName(name).setType(DataType.DT_FLOAT).build();
    }

    /**
     * @param zero name of weights that are 0; others are of chance
     */
    private static FrozenGraph network(
            BiFunction<Layers, Operand<TFloat32>, Operand<TFloat32>> network, String zero)
            throws IOException {
        Random random = new Random(2);
        float[] first = normal(random, 9 * 16, 0.3);
        float[] second = normal(random, 9 * 16 * 16, 0.1);
        return FrozenGraph.of(
                network,
                Map.of(
                        "a.kernel", zero.isEmpty() ? normal(random, 9, 0.3) : first,
                        "a.bias", new float[zero.isEmpty() ? 1 : 16],
                        "b.kernel", second,
                        "b.bias", new float[16],
                        "out.kernel", new float[16],
                        "out.bias", new float[1]));
    }

    private static float[] normal(Random random, int size, double sigma) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) values[i] = (float) (sigma * random.nextGaussian());
        return values;
    }
}
