package org.mulligan.tensor.frozen;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.mulligan.disk.WholeFiles;
import org.mulligan.tensor.Constants;
import org.mulligan.tensor.Layers;
import org.mulligan.tensor.NormedLayers;
import org.mulligan.tensor.Sessions;
import org.mulligan.tensor.VolumeLayers;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.SessionFunction;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TFloat32;

/**
 * A finished network: its graph with the weights as constants, as a {@code SavedModel} message that
 * TensorFlow of any language opens (tag {@code serve}, signature {@code serving_default}).
 * Variables would have to travel in files beside it, and TensorFlow Java writes only old ones;
 * constants also let oneDNN keep the weights packed.
 */
public final class FrozenGraph {
    private static final String SIGNATURE = "serving_default";

    /** Before the names of the second of two networks in one graph. */
    private static final String OTHER = "other/";

    private final SavedModel model;

    private FrozenGraph(SavedModel model) {
        this.model = model;
    }

    /** A network that is one already: one input, one output, the weights as constants. */
    public static FrozenGraph of(SavedModel model) {
        return new FrozenGraph(model);
    }

    /**
     * Freezes a network.
     *
     * @param network makes [n, s h, s w, 1] from [n, h, w, 1], with the layers it is given
     * @param weights by the names that the network asks for
     */
    public static FrozenGraph of(
            BiFunction<Layers, Operand<TFloat32>, Operand<TFloat32>> network,
            Map<String, float[]> weights)
            throws IOException {
        return of(
                Shape.of(-1, -1, -1, 1),
                (graph, input) ->
                        network.apply(
                                new Layers(graph, new Constants(Ops.create(graph), weights)),
                                input));
    }

    /**
     * Freezes a network that takes rows of numbers.
     *
     * @param network makes [n, ...] from [n, width], with the layers it is given
     * @param weights by the names that the network asks for
     */
    public static FrozenGraph ofRows(
            int width,
            BiFunction<NormedLayers, Operand<TFloat32>, Operand<TFloat32>> network,
            Map<String, float[]> weights)
            throws IOException {
        return of(
                Shape.of(-1, width),
                (graph, input) ->
                        network.apply(
                                new NormedLayers(
                                        graph, new Constants(Ops.create(graph), weights), false),
                                input));
    }

    /**
     * Freezes a network that takes images of several planes.
     *
     * @param network makes [n, h, w, ...] from [n, h, w, planes], with the layers it is given
     * @param weights by the names that the network asks for
     */
    public static FrozenGraph ofPlanes(
            int planes,
            BiFunction<NormedLayers, Operand<TFloat32>, Operand<TFloat32>> network,
            Map<String, float[]> weights)
            throws IOException {
        return of(
                Shape.of(-1, -1, -1, planes),
                (graph, input) ->
                        network.apply(
                                new NormedLayers(
                                        graph, new Constants(Ops.create(graph), weights), false),
                                input));
    }

    /**
     * Freezes a network that takes volumes.
     *
     * @param network makes [n planes, s h, s w, 1] from [n planes, h, w, 1], with the layers it is
     *     given
     * @param weights by the names that the network asks for
     */
    public static FrozenGraph ofVolumes(
            BiFunction<Layers, Operand<TFloat32>, Operand<TFloat32>> network,
            Map<String, float[]> weights)
            throws IOException {
        return of(
                Shape.of(-1, -1, -1, -1, 1),
                (graph, input) -> {
                    VolumeLayers layers =
                            VolumeLayers.ofVolumes(
                                    graph, new Constants(Ops.create(graph), weights), input);
                    return layers.together(network.apply(layers, layers.apart(input)));
                });
    }

    private static FrozenGraph of(
            Shape shape, BiFunction<Graph, Operand<TFloat32>, Operand<TFloat32>> network)
            throws IOException {
        Path folder = Files.createTempDirectory("mulligan-freeze");
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Placeholder<TFloat32> input =
                    tf.withName("input").placeholder(TFloat32.class, Placeholder.shape(shape));
            Operand<TFloat32> output = tf.withName("output").identity(network.apply(graph, input));
            Signature signature =
                    Signature.builder()
                            .key(SIGNATURE)
                            .input("input", input)
                            .output("output", output)
                            .build();
            try (Session session = Sessions.forExport(graph)) {
                SavedModelBundle.exporter(folder.toString())
                        .withTags("serve")
                        .withFunction(SessionFunction.create(signature, session))
                        .export();
            }
            return new FrozenGraph(
                    SavedModel.parseFrom(Files.readAllBytes(folder.resolve("saved_model.pb"))));
        } finally {
            WholeFiles.delete(folder);
        }
    }

    /** With another graph between the same ends. */
    FrozenGraph with(GraphDef graph) {
        return new FrozenGraph(
                model.toBuilder()
                        .setMetaGraphs(0, metaGraph().toBuilder().setGraphDef(graph))
                        .build());
    }

    /** The bytes of {@code saved_model.pb}; equal networks have equal bytes. */
    public byte[] bytes() {
        byte[] bytes = new byte[model.getSerializedSize()];
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        // Without this the attributes of a node come in an order of chance.
        out.useDeterministicSerialization();
        try {
            model.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes;
    }

    public GraphDef graph() {
        return metaGraph().getGraphDef();
    }

    public String input() {
        return signature().getInputsMap().values().iterator().next().getName();
    }

    public String output() {
        return signature().getOutputsMap().values().iterator().next().getName();
    }

    /** Of an image that goes in; 1 where the graph leaves it open. */
    int inputChannels() {
        TensorShapeProto shape =
                signature().getInputsMap().values().iterator().next().getTensorShape();
        return shape.getDimCount() == 4 && shape.getDim(3).getSize() > 0
                ? Math.toIntExact(shape.getDim(3).getSize())
                : 1;
    }

    private MetaGraphDef metaGraph() {
        return model.getMetaGraphs(0);
    }

    private SignatureDef signature() {
        return metaGraph().getSignatureDefOrThrow(SIGNATURE);
    }

    /**
     * The network with weights between those of this one and of another with the same layers.
     *
     * @param share 0 = this one's weights, 1 = the other's
     * @throws IllegalArgumentException when their layers differ
     */
    public FrozenGraph towards(FrozenGraph other, double share) {
        List<NodeDef> ours = graph().getNodeList();
        List<NodeDef> theirs = other.graph().getNodeList();
        if (ours.size() != theirs.size())
            throw new IllegalArgumentException(
                    "The two sets of weights belong to different networks");
        GraphDef.Builder mixed = graph().toBuilder().clearNode();
        for (int i = 0; i < ours.size(); i++) {
            if (!ours.get(i).getName().equals(theirs.get(i).getName()))
                throw new IllegalArgumentException(
                        "The two sets of weights belong to different networks");
            mixed.addNode(
                    isWeight(ours.get(i)) ? mix(ours.get(i), theirs.get(i), share) : ours.get(i));
        }
        return with(mixed.build());
    }

    /**
     * The network whose output lies between those of this one and of another on the same input; it
     * takes the time of both.
     *
     * @param share 0 = this one's output, 1 = the other's
     */
    public FrozenGraph blend(FrozenGraph other, double share) {
        String input = GraphNames.node(input());
        GraphDef.Builder both = graph().toBuilder();
        for (NodeDef theirs : other.graph().getNodeList()) {
            if (theirs.getName().equals(GraphNames.node(other.input()))) continue;
            NodeDef.Builder renamed =
                    theirs.toBuilder().setName(OTHER + theirs.getName()).clearInput();
            for (String from : theirs.getInputList())
                renamed.addInput(
                        GraphNames.node(from).equals(GraphNames.node(other.input()))
                                ? from.replace(GraphNames.node(other.input()), input)
                                : from.startsWith("^")
                                        ? "^" + OTHER + from.substring(1)
                                        : OTHER + from);
            both.addNode(renamed);
        }
        both.addNode(GraphNodes.scalar("blend/ours", 1 - share));
        both.addNode(GraphNodes.scalar("blend/theirs", share));
        both.addNode(GraphNodes.binary("Mul", "blend/a", GraphNames.node(output()), "blend/ours"));
        both.addNode(
                GraphNodes.binary(
                        "Mul", "blend/b", OTHER + GraphNames.node(other.output()), "blend/theirs"));
        both.addNode(GraphNodes.binary("AddV2", "blend/output", "blend/a", "blend/b"));
        String name = signature().getOutputsMap().keySet().iterator().next();
        SignatureDef signature =
                signature().toBuilder()
                        .putOutputs(
                                name,
                                signature().getOutputsOrThrow(name).toBuilder()
                                        .setName("blend/output:0")
                                        .build())
                        .build();
        return new FrozenGraph(
                model.toBuilder()
                        .setMetaGraphs(
                                0,
                                metaGraph().toBuilder()
                                        .setGraphDef(both)
                                        .putSignatureDef(SIGNATURE, signature))
                        .build());
    }

    /** The weights by the names that the network gave them. */
    public Map<String, float[]> weights() {
        Map<String, float[]> weights = new LinkedHashMap<>();
        for (NodeDef node : graph().getNodeList())
            if (isWeight(node))
                weights.put(node.getName(), floats(node.getAttrOrThrow("value").getTensor()));
        return weights;
    }

    private static boolean isWeight(NodeDef node) {
        return node.getOp().equals("Const")
                && (node.getName().endsWith(".kernel") || node.getName().endsWith(".bias"));
    }

    private static NodeDef mix(NodeDef ours, NodeDef theirs, double share) {
        TensorProto tensor = ours.getAttrOrThrow("value").getTensor();
        float[] a = floats(tensor);
        float[] b = floats(theirs.getAttrOrThrow("value").getTensor());
        if (a.length != b.length)
            throw new IllegalArgumentException(
                    "The two sets of weights differ in the shape of " + ours.getName());
        java.nio.ByteBuffer bytes =
                java.nio.ByteBuffer.allocate(4 * a.length).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < a.length; i++)
            bytes.putFloat((float) ((1 - share) * a[i] + share * b[i]));
        bytes.flip();
        TensorProto value =
                tensor.toBuilder()
                        .clearFloatVal()
                        .setTensorContent(com.google.protobuf.ByteString.copyFrom(bytes))
                        .build();
        return ours.toBuilder()
                .putAttr("value", ours.getAttrOrThrow("value").toBuilder().setTensor(value).build())
                .build();
    }

    /**
     * A tensor message holds its values as bytes, or one by one with the last standing for all that
     * follow.
     */
    static float[] floats(TensorProto tensor) {
        int size = 1;
        for (var dimension : tensor.getTensorShape().getDimList())
            size *= Math.toIntExact(dimension.getSize());
        float[] values = new float[size];
        if (!tensor.getTensorContent().isEmpty()) {
            tensor.getTensorContent()
                    .asReadOnlyByteBuffer()
                    .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(values);
        } else {
            int given = tensor.getFloatValCount();
            for (int i = 0; i < size && given > 0; i++)
                values[i] = tensor.getFloatVal(Math.min(i, given - 1));
        }
        return values;
    }
}
