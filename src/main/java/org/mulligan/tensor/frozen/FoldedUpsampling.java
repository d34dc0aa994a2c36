package org.mulligan.tensor.frozen;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/**
 * The way up of a U-Net without its enlarged feature maps. Each level there is leakyRelu(3x3
 * convolution(skip joined to the level below, every pixel repeated 2x2) + bias). A convolution of
 * joined channels is the sum of two convolutions, and that of repeated pixels is a transposed
 * convolution of the pixels themselves with stride 2 and a 4x4 kernel of sums of the 3x3 one's: of
 * the nine pixels under a kernel only four are different ones. So less than half of the
 * multiplications of that part are left, and neither the repeated nor the joined map is ever
 * written to memory. The result is the same but for the order of float32 sums, at the borders too.
 *
 * <p>Only what is exactly of this form is changed; all else, and all other networks, stay.
 */
final class FoldedUpsampling {
    /**
     * Rows of the 3x3 kernel that are added up in each row of the 4x4 one: output rows 2q and 2q +
     * 1 see row q of the map below through these.
     */
    private static final int[][] ROWS = {{2}, {1, 2}, {0, 1}, {0}};

    private final Map<String, NodeDef> nodes = new HashMap<>();
    private final Map<String, List<NodeDef>> takers = new HashMap<>();
    private final Map<String, NodeDef> folded = new HashMap<>();
    private final List<NodeDef> added = new ArrayList<>();

    private FoldedUpsampling(GraphDef graph) {
        for (NodeDef node : graph.getNodeList()) {
            nodes.put(node.getName(), node);
            for (String input : new HashSet<>(node.getInputList()))
                takers.computeIfAbsent(GraphNames.node(input), name -> new ArrayList<>()).add(node);
        }
    }

    /** The same network, computed so; empty where it has no such level. */
    static Optional<FrozenGraph> of(FrozenGraph frozen) {
        GraphDef graph = frozen.graph();
        // Nobody can look into a function from here, and the last layer may lie in one.
        if (graph.getLibrary().getFunctionCount() > 0) return Optional.empty();
        FoldedUpsampling folding = new FoldedUpsampling(graph);
        for (NodeDef node : graph.getNodeList()) folding.level(node).ifPresent(folding::fold);
        if (folding.folded.isEmpty()) return Optional.empty();
        GraphDef.Builder changed = graph.toBuilder().clearNode();
        for (NodeDef node : graph.getNodeList())
            changed.addNode(folding.folded.getOrDefault(node.getName(), node));
        return Optional.of(frozen.with(changed.addAllNode(folding.added).build()));
    }

    /**
     * What is found of a level.
     *
     * @param activation its leaky ReLU, which ends it
     * @param skip what goes in from the way down
     * @param low what goes in from below
     * @param kernel [3, 3, skip + low, out]
     */
    private record Level(
            NodeDef activation,
            NodeDef convolution,
            String bias,
            String skip,
            String low,
            TensorProto kernel) {
        int channels() {
            return side(kernel, 2);
        }

        int out() {
            return side(kernel, 3);
        }
    }

    private Optional<Level> level(NodeDef activation) {
        if (!isFloat(activation, "LeakyRelu", 1)) return Optional.empty();
        NodeDef biased = taken(activation, 0);
        if (!isFloat(biased, "BiasAdd", 2) || !rowsByChannels(biased) || !isOnlyFor(biased))
            return Optional.empty();
        NodeDef convolution = taken(biased, 0);
        if (!isPlain(convolution) || !isOnlyFor(convolution)) return Optional.empty();
        NodeDef joined = taken(convolution, 0);
        if (!joinsChannels(joined, 2) || !isOnlyFor(joined)) return Optional.empty();
        NodeDef twice = taken(joined, 1);
        if (!isFloat(twice, "DepthToSpace", 1)
                || !rowsByChannels(twice)
                || twice.getAttrOrThrow("block_size").getI() != 2
                || !isOnlyFor(twice)) return Optional.empty();
        NodeDef four = taken(twice, 0);
        if (!joinsChannels(four, 4)
                || !isOnlyFor(four)
                || new HashSet<>(four.getInputList().subList(0, 4)).size() != 1)
            return Optional.empty();
        NodeDef kernel = taken(convolution, 1);
        NodeDef bias = taken(biased, 1);
        if (!isFloats(kernel, 4) || !isFloats(bias, 1)) return Optional.empty();
        Level level =
                new Level(
                        activation,
                        convolution,
                        biased.getInput(1),
                        joined.getInput(0),
                        four.getInput(0),
                        kernel.getAttrOrThrow("value").getTensor());
        int below = channels(level.low);
        return side(level.kernel, 0) == 3
                        && side(level.kernel, 1) == 3
                        && below > 0
                        // The size of the result is read off the skip.
                        && level.channels() - below == level.out()
                ? Optional.of(level)
                : Optional.empty();
    }

    private void fold(Level level) {
        String name = level.activation.getName();
        int out = level.out();
        float[] kernel = FrozenGraph.floats(level.kernel);
        float[] ofSkip = new float[9 * out * out];
        for (int at = 0; at < 9; at++)
            System.arraycopy(
                    kernel, at * level.channels() * out, ofSkip, at * out * out, out * out);
        added.add(
                GraphNodes.constant(
                        name + "/skip/weights", GraphNodes.tensor(ofSkip, 3, 3, out, out)));
        added.add(GraphNodes.constant(name + "/low/weights", transposed(kernel, level)));
        added.add(GraphNodes.shape(name + "/low/size", level.skip));
        added.add(
                NodeDef.newBuilder()
                        .setOp("Conv2DBackpropInput")
                        .setName(name + "/low")
                        .addInput(name + "/low/size")
                        .addInput(name + "/low/weights")
                        .addInput(level.low)
                        .putAttr("T", GraphNodes.type(DataType.DT_FLOAT))
                        .putAttr("strides", GraphNodes.numbers(1, 2, 2, 1))
                        .putAttr("padding", GraphNodes.text("SAME"))
                        .build());
        folded.put(
                name,
                FusedConvolution.of(
                        name,
                        level.skip,
                        name + "/skip/weights",
                        level.bias,
                        name + "/low",
                        level.activation.getAttrOrThrow("alpha").getF()));
    }

    /** [4, 4, out, low] of the channels from below of [3, 3, skip + low, out]. */
    private static TensorProto transposed(float[] kernel, Level level) {
        int channels = level.channels();
        int out = level.out();
        int low = channels - out;
        float[] sums = new float[16 * out * low];
        for (int y = 0; y < 4; y++)
            for (int x = 0; x < 4; x++)
                for (int c = 0; c < low; c++)
                    for (int o = 0; o < out; o++) {
                        double sum = 0;
                        for (int v : ROWS[y])
                            for (int u : ROWS[x])
                                sum += kernel[((v * 3 + u) * channels + out + c) * out + o];
                        sums[((y * 4 + x) * out + o) * low + c] = (float) sum;
                    }
        return GraphNodes.tensor(sums, 4, 4, out, low);
    }

    private NodeDef taken(NodeDef node, int input) {
        return nodes.get(GraphNames.node(node.getInput(input)));
    }

    private boolean isOnlyFor(NodeDef node) {
        return takers.getOrDefault(node.getName(), List.of()).size() == 1;
    }

    /** Channels of a feature map; 0 where that cannot be told. */
    private int channels(String of) {
        NodeDef node = nodes.get(GraphNames.node(of));
        if (!isFloat(node, "BiasAdd", 2)) return 0;
        NodeDef bias = taken(node, 1);
        return isFloats(bias, 1) ? side(bias.getAttrOrThrow("value").getTensor(), 0) : 0;
    }

    /** A convolution of stride 1 that keeps the size of its image. */
    private static boolean isPlain(NodeDef node) {
        return isFloat(node, "Conv2D", 2)
                && rowsByChannels(node)
                && areOnes(node, "strides")
                && areOnes(node, "dilations")
                && node.getAttrOrThrow("padding").getS().toStringUtf8().equals("SAME");
    }

    private boolean joinsChannels(NodeDef node, int count) {
        if (!isFloat(node, "ConcatV2", count + 1)) return false;
        NodeDef axis = taken(node, count);
        if (!axis.getOp().equals("Const")) return false;
        TensorProto value = axis.getAttrOrThrow("value").getTensor();
        int number =
                value.getIntValCount() == 1
                        ? value.getIntVal(0)
                        : value.getTensorContent().size() == Integer.BYTES
                                ? value.getTensorContent()
                                        .asReadOnlyByteBuffer()
                                        .order(ByteOrder.LITTLE_ENDIAN)
                                        .getInt()
                                : 0;
        return number == 3 || number == -1;
    }

    /** Whether a node is this operation on float32 tensors, with these inputs and no other. */
    private static boolean isFloat(NodeDef node, String operation, int inputs) {
        return node.getOp().equals(operation)
                && node.getInputCount() == inputs
                && node.getInputList().stream().noneMatch(input -> input.startsWith("^"))
                && node.getAttrOrThrow("T").getType() == DataType.DT_FLOAT;
    }

    private static boolean isFloats(NodeDef node, int dimensions) {
        return node.getOp().equals("Const")
                && node.getAttrOrThrow("dtype").getType() == DataType.DT_FLOAT
                && node.getAttrOrThrow("value").getTensor().getTensorShape().getDimCount()
                        == dimensions;
    }

    private static boolean rowsByChannels(NodeDef node) {
        AttrValue format = node.getAttrMap().get("data_format");
        return format == null || format.getS().toStringUtf8().equals("NHWC");
    }

    private static boolean areOnes(NodeDef node, String attribute) {
        AttrValue value = node.getAttrMap().get(attribute);
        return value == null || value.getList().getIList().stream().allMatch(one -> one == 1);
    }

    private static int side(TensorProto tensor, int dimension) {
        return Math.toIntExact(tensor.getTensorShape().getDim(dimension).getSize());
    }
}
