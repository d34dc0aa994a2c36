package org.mulligan.tensor.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.mulligan.Close.assertClose;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mulligan.tensor.Adam;
import org.mulligan.tensor.Feeds;
import org.mulligan.tensor.Gradients;
import org.mulligan.tensor.Initializer;
import org.mulligan.tensor.Layers;
import org.mulligan.tensor.Placement;
import org.mulligan.tensor.Sessions;
import org.mulligan.tensor.Updates;
import org.mulligan.tensor.Variables;
import org.mulligan.tensor.frozen.FrozenGraph;
import org.mulligan.tensor.frozen.Networks;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;

/** Where convolutions are computed; what needs a GPU says that it was skipped. */
class ConvolutionsTest {
    private static final String CPU = "/job:localhost/replica:0/task:0/device:CPU:0";
    private static final String GPU = "/job:localhost/replica:0/task:0/device:GPU:0";
    private static final Placement ON_GPU = new Placement(1, "GPU 1 (some)", 0);

    private static GraphDef graph(String device, String... ops) {
        GraphDef.Builder graph = GraphDef.newBuilder();
        for (String op : ops)
            graph.addNode(NodeDef.newBuilder().setName("its" + op).setOp(op).setDevice(device));
        return graph.build();
    }

    @Test
    void areWhereTheProcessComputes() {
        assertThatCode(
                        () -> {
                            Convolutions.check(
                                    "It",
                                    List.of(graph(CPU, "Const"), graph(GPU, "Conv2D", "Mean")),
                                    ON_GPU);
                            Convolutions.check(
                                    "It", List.of(graph(CPU, "_FusedConv2D")), Placement.CPU);
                        })
                .doesNotThrowAnyException();
    }

    @Test
    void areMissedLoudlyOnTheGpu() {
        for (String op :
                new String[] {
                    "Conv2D", "_FusedConv2D", "Conv2DBackpropFilter", "Conv3D", "_MklNativeConv2D"
                })
            assertThatThrownBy(
                            () ->
                                    Convolutions.check(
                                            "The network",
                                            List.of(graph(GPU, "Conv2D"), graph(CPU, op)),
                                            ON_GPU))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith(
                            "The network was to be computed on GPU 1 (some), but TensorFlow put 1 of its 2 convolutions elsewhere (its%s on %s)"
                                    .formatted(op, CPU));
    }

    @Test
    void areSeenInWhatASessionReallyRuns() {
        assertThat(trained().stream().filter(node -> node.getOp().contains("Conv2D")))
                .hasSizeGreaterThanOrEqualTo(3)
                .allSatisfy(node -> assertThat(node.getDevice()).isEqualTo(CPU));
    }

    @Test
    void areOnTheGpuInATrainingStepAndGiveWhatTheCpuGives() throws IOException {
        Hardware.Gpus gpus = Hardware.gpus();
        assumeTrue(gpus.problem().isEmpty(), gpus.problem());
        float[] image = new float[64 * 64];
        for (int i = 0; i < image.length; i++) image[i] = (float) Math.sin(0.01 * i * i);
        FrozenGraph network =
                FrozenGraph.of(
                        (layers, x) -> layers.convolve("only", x, 3, 1, 1, Initializer.ZERO),
                        Map.of(
                                "only.kernel",
                                new float[] {.1f, .2f, .1f, .3f, -.5f, .1f, .2f, .1f, .4f},
                                "only.bias",
                                new float[] {.5f}));
        float[] here = Networks.run(network, image, 64, 64);
        Sessions.use(Hardware.gpu(0, 0));
        try {
            float[] there = Networks.run(network, image, 64, 64);
            assertClose(there, here, 1e-5f);
            assertThat(trained().stream().filter(node -> node.getOp().contains("Conv2D")))
                    .isNotEmpty()
                    .allSatisfy(node -> assertThat(node.getDevice()).isEqualTo(GPU));
        } finally {
            Sessions.use(Placement.CPU);
        }
    }

    /** What is executed in a step of gradient descent through two convolutions. */
    private static List<NodeDef> trained() {
        try (Graph graph = new Graph()) {
            Variables variables = new Variables(graph, 1);
            Layers layers = new Layers(graph, variables);
            Operand<TFloat32> y = variables.get("image", Initializer.HE, 1, 16, 16, 4);
            y = layers.convolveAndActivate("first", y, 3, 8);
            Operand<TFloat32> loss =
                    layers.mean(
                            layers.square(layers.convolve("second", y, 3, 1, 4, Initializer.HE)));
            List<String> names = List.of("first.kernel", "second.kernel");
            Adam adam = new Adam(graph, variables, names);
            Updates updates =
                    adam.apply(Gradients.of(graph, "loss", loss, variables.values(names)));
            try (Session session = Sessions.forTraining(graph, false);
                    Feeds feeds = new Feeds()) {
                variables.initialise(session);
                Session.Runner runner = session.runner().fetch(loss);
                adam.feed(runner, 1e-3, 0.9, 1, feeds);
                updates.addTo(runner);
                List<NodeDef> nodes = new ArrayList<>();
                try (Result result = new Convolutions().look("The step", runner)) {
                    for (GraphDef part :
                            result.getMetadata().orElseThrow().getPartitionGraphsList())
                        nodes.addAll(part.getNodeList());
                }
                return nodes;
            }
        }
    }
}
