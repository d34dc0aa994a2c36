package org.mulligan.tensor.foreign;

import org.mulligan.model.Postprocessing;
import org.mulligan.model.Postprocessing.Activation;
import org.mulligan.tensor.frozen.FrozenGraph;
import org.mulligan.tensor.frozen.GraphNames;
import org.mulligan.tensor.frozen.GraphNodes;
import org.mulligan.tensor.frozen.WholeNumbers;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Gives a network whose weights are constants the axes that ours have: [n, y, x, c] in and out,
 * float32. What its own axes lack has one element.
 */
final class ConvertedGraph {
    private static final String ORDER = "byxc";
    private static final String BEFORE = "mulligan/input";
    private static final String AFTER = "mulligan/output";

    private final GraphDef.Builder graph;
    private int count;

    private ConvertedGraph(GraphDef.Builder graph) {
        this.graph = graph;
    }

    /**
     * An end of the network.
     *
     * @param tensor e.g. {@code input:0}
     * @param axes a permutation of some of b, y, x, c
     */
    record End(String tensor, DataType type, String axes) {}

    /**
     * @param frozen without variables
     * @param channels of an image that goes in
     */
    static FrozenGraph of(
            GraphDef frozen, End input, End output, int channels, Postprocessing postprocessing)
            throws java.io.IOException {
        GraphDef.Builder graph = frozen.toBuilder().clearNode();
        String entrance = GraphNames.node(input.tensor());
        for (NodeDef node : frozen.getNodeList())
            if (!node.getName().equals(entrance)) graph.addNode(node);
        ConvertedGraph converted = new ConvertedGraph(graph);
        converted.enter(input, entrance, channels);
        converted.leave(output, postprocessing);
        MetaGraphDef.Builder meta = MetaGraphDef.newBuilder().setGraphDef(graph);
        meta.getMetaInfoDefBuilder().addTags("serve");
        SignatureDef signature =
                SignatureDef.newBuilder()
                        .setMethodName("tensorflow/serving/predict")
                        .putInputs("input", info(BEFORE, channels))
                        .putOutputs("output", info(AFTER, -1))
                        .build();
        meta.putSignatureDef("serving_default", signature);
        SavedModel model =
                SavedModel.newBuilder().setSavedModelSchemaVersion(1).addMetaGraphs(meta).build();
        return FrozenGraphReader.read(model.toByteArray());
    }

    private static TensorInfo info(String node, int channels) {
        return TensorInfo.newBuilder()
                .setName(node + ":0")
                .setDtype(DataType.DT_FLOAT)
                .setTensorShape(shape(channels))
                .build();
    }

    private static TensorShapeProto shape(int channels) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (long side : new long[] {-1, -1, -1, channels})
            shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(side));
        return shape.build();
    }

    private void enter(End input, String entrance, int channels) {
        graph.addNode(
                NodeDef.newBuilder()
                        .setOp("Placeholder")
                        .setName(BEFORE)
                        .putAttr("dtype", GraphNodes.type(DataType.DT_FLOAT))
                        .putAttr(
                                "shape", AttrValue.newBuilder().setShape(shape(channels)).build()));
        String at = BEFORE;
        at = transpose(at, absentFirst(input.axes()));
        at = drop(at, ORDER.length() - input.axes().length());
        double most = WholeNumbers.largest(input.type());
        if (most > 1) {
            // A cast cuts off the fraction, and wraps around what is too large.
            at = unary("Round", at);
            at = binary("Maximum", at, scalar(0));
            at = binary("Minimum", at, scalar(most));
        }
        at = cast(at, DataType.DT_FLOAT, input.type());
        // The placeholder's own name, so that whoever took from it takes from this.
        graph.addNode(identity(entrance, at, input.type()));
    }

    private void leave(End output, Postprocessing postprocessing) {
        String at = cast(withoutPort(output.tensor()), output.type(), DataType.DT_FLOAT);
        at = insert(at, ORDER.length() - output.axes().length());
        at = transpose(at, inverse(absentFirst(output.axes())));
        if (postprocessing.activation() != Activation.NONE)
            at =
                    unary(
                            postprocessing.activation() == Activation.SIGMOID
                                    ? "Sigmoid"
                                    : "Softmax",
                            at);
        if (postprocessing.gain() != 1) at = binary("Mul", at, scalar(postprocessing.gain()));
        if (postprocessing.offset() != 0) at = binary("AddV2", at, scalar(postprocessing.offset()));
        if (!postprocessing.isOpen()) {
            at = binary("Maximum", at, scalar(postprocessing.low()));
            at = binary("Minimum", at, scalar(postprocessing.high()));
        }
        graph.addNode(identity(AFTER, at, DataType.DT_FLOAT));
    }

    private static String withoutPort(String tensor) {
        return tensor.endsWith(":0") ? tensor.substring(0, tensor.length() - 2) : tensor;
    }

    /** For each axis of the network, absent ones in front, where it stands in [b, y, x, c]. */
    private static int[] absentFirst(String axes) {
        StringBuilder all = new StringBuilder();
        for (char axis : ORDER.toCharArray()) if (axes.indexOf(axis) < 0) all.append(axis);
        all.append(axes);
        return all.chars().map(ORDER::indexOf).toArray();
    }

    private static int[] inverse(int[] permutation) {
        int[] inverse = new int[permutation.length];
        for (int i = 0; i < permutation.length; i++) inverse[permutation[i]] = i;
        return inverse;
    }

    private String transpose(String from, int[] permutation) {
        boolean moves = false;
        for (int i = 0; i < permutation.length; i++) moves |= permutation[i] != i;
        if (!moves) return from;
        return add(
                NodeDef.newBuilder()
                        .setOp("Transpose")
                        .addInput(from)
                        .addInput(integers(permutation))
                        .putAttr("T", GraphNodes.type(DataType.DT_FLOAT))
                        .putAttr("Tperm", GraphNodes.type(DataType.DT_INT32)));
    }

    /** Takes axes of one element from the front. */
    private String drop(String from, int axes) {
        if (axes == 0) return from;
        AttrValue.Builder which = AttrValue.newBuilder();
        for (int i = 0; i < axes; i++) which.getListBuilder().addI(i);
        return add(
                NodeDef.newBuilder()
                        .setOp("Squeeze")
                        .addInput(from)
                        .putAttr("T", GraphNodes.type(DataType.DT_FLOAT))
                        .putAttr("squeeze_dims", which.build()));
    }

    private String insert(String from, int axes) {
        String at = from;
        for (int i = 0; i < axes; i++)
            at =
                    add(
                            NodeDef.newBuilder()
                                    .setOp("ExpandDims")
                                    .addInput(at)
                                    .addInput(integers())
                                    .putAttr("T", GraphNodes.type(DataType.DT_FLOAT))
                                    .putAttr("Tdim", GraphNodes.type(DataType.DT_INT32)));
        return at;
    }

    private String cast(String from, DataType have, DataType want) {
        if (have == want) return from;
        return add(
                NodeDef.newBuilder()
                        .setOp("Cast")
                        .addInput(from)
                        .putAttr("SrcT", GraphNodes.type(have))
                        .putAttr("DstT", GraphNodes.type(want)));
    }

    private String unary(String op, String from) {
        return add(
                NodeDef.newBuilder()
                        .setOp(op)
                        .addInput(from)
                        .putAttr("T", GraphNodes.type(DataType.DT_FLOAT)));
    }

    private String binary(String op, String a, String b) {
        return add(GraphNodes.binary(op, next(), a, b));
    }

    private static NodeDef identity(String name, String from, DataType type) {
        return NodeDef.newBuilder()
                .setOp("Identity")
                .setName(name)
                .addInput(from)
                .putAttr("T", GraphNodes.type(type))
                .build();
    }

    /** A vector; of no values the number 0. */
    private String integers(int... values) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setDtype(DataType.DT_INT32);
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        if (values.length > 0)
            shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(values.length));
        for (int value : values) tensor.addIntVal(value);
        if (values.length == 0) tensor.addIntVal(0);
        return constant(tensor.setTensorShape(shape).build());
    }

    private String scalar(double value) {
        return add(GraphNodes.scalar(next(), value));
    }

    private String constant(TensorProto value) {
        return add(GraphNodes.constant(next(), value));
    }

    private String add(NodeDef.Builder node) {
        return add(node.setName(next()).build());
    }

    private String add(NodeDef node) {
        graph.addNode(node);
        return node.getName();
    }

    private String next() {
        return "mulligan/" + count++;
    }
}
