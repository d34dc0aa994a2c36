package org.mulligan.tensor.frozen;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/**
 * A network whose inside is computed in bfloat16, written out: from its first convolution to what
 * its last one takes. TensorFlow's own rewriter does not know {@link FusedConvolution}. The last
 * layer and all behind it stay in float32, as {@link org.mulligan.tensor.LastLayer} says why.
 */
final class Bf16Graph {
    /** Inputs that are tensors of the network's values; null is all but the last. */
    private static final Map<String, int[]> VALUES = new HashMap<>();

    private static final Set<String> CONVOLUTIONS =
            Set.of("Conv2D", "Conv2DBackpropInput", FusedConvolution.OPERATION);

    static {
        VALUES.put("Conv2D", new int[] {0, 1});
        VALUES.put("Conv2DBackpropInput", new int[] {1, 2});
        VALUES.put(FusedConvolution.OPERATION, new int[] {0, 1, 2, 3});
        VALUES.put("BiasAdd", new int[] {0, 1});
        VALUES.put("ConcatV2", null);
        for (String one : List.of("LeakyRelu", "AvgPool", "DepthToSpace"))
            VALUES.put(one, new int[] {0});
    }

    private final Map<String, NodeDef> nodes = new LinkedHashMap<>();
    private final Set<String> last = new HashSet<>();
    private final Map<String, Boolean> convolved = new HashMap<>();

    private Bf16Graph(GraphDef graph, String output) {
        for (NodeDef node : graph.getNodeList()) nodes.put(node.getName(), node);
        Deque<String> next = new ArrayDeque<>(List.of(output));
        while (!next.isEmpty()) {
            String name = next.pop();
            if (!last.add(name) || CONVOLUTIONS.contains(nodes.get(name).getOp())) continue;
            for (String input : nodes.get(name).getInputList()) next.push(GraphNames.node(input));
        }
    }

    /** The network so; empty where it has operations inside that this knows nothing of. */
    static Optional<FrozenGraph> of(FrozenGraph frozen) {
        String output = GraphNames.node(frozen.output());
        Bf16Graph graph = new Bf16Graph(frozen.graph(), output);
        Set<String> inside = new HashSet<>();
        for (NodeDef node : graph.nodes.values())
            if (graph.isInside(node)) inside.add(node.getName());
        for (NodeDef node : graph.nodes.values())
            if (!inside.contains(node.getName())
                    && !graph.last.contains(node.getName())
                    && !node.getOp().equals("Shape")
                    && node.getInputList().stream()
                            .map(GraphNames::node)
                            .anyMatch(inside::contains)) return Optional.empty();
        return Optional.of(frozen.with(converted(frozen.graph(), inside)));
    }

    private boolean isInside(NodeDef node) {
        return VALUES.containsKey(node.getOp())
                && node.getAttrOrThrow("T").getType() == DataType.DT_FLOAT
                && !last.contains(node.getName())
                && isConvolved(node.getName());
    }

    /** Whether it is, or comes of, a convolution. */
    private boolean isConvolved(String name) {
        Boolean known = convolved.get(name);
        if (known != null) return known;
        NodeDef node = nodes.get(name);
        boolean is =
                CONVOLUTIONS.contains(node.getOp())
                        || node.getInputList().stream()
                                .anyMatch(input -> isConvolved(GraphNames.node(input)));
        convolved.put(name, is);
        return is;
    }

    /**
     * Writes nodes in bfloat16, with what they take and give cast where others are not.
     *
     * @param inside their names
     */
    static GraphDef converted(GraphDef graph, Set<String> inside) {
        Map<String, NodeDef> nodes = new HashMap<>();
        for (NodeDef node : graph.getNodeList()) nodes.put(node.getName(), node);
        GraphDef.Builder all = graph.toBuilder().clearNode();
        Map<String, NodeDef> casts = new LinkedHashMap<>();
        for (NodeDef node : graph.getNodeList()) {
            boolean in = inside.contains(node.getName());
            NodeDef.Builder changed = node.toBuilder();
            if (in) inBf16(changed);
            for (int i = 0; i < node.getInputCount(); i++) {
                NodeDef from = nodes.get(GraphNames.node(node.getInput(i)));
                boolean fromInside = inside.contains(from.getName());
                if (in && !fromInside && isValue(node, i)) {
                    changed.setInput(i, from.getName() + "/bf16");
                    casts.computeIfAbsent(from.getName() + "/bf16", name -> narrowed(name, from));
                } else if (!in && fromInside && node.getOp().equals("Shape")) {
                    changed.putAttr("T", GraphNodes.type(DataType.DT_BFLOAT16));
                } else if (!in && fromInside) {
                    changed.setInput(i, from.getName() + "/float32");
                    casts.computeIfAbsent(
                            from.getName() + "/float32",
                            name ->
                                    GraphNodes.cast(
                                            name,
                                            from.getName(),
                                            DataType.DT_BFLOAT16,
                                            DataType.DT_FLOAT));
                }
            }
            all.addNode(changed);
        }
        return all.addAllNode(casts.values()).build();
    }

    private static void inBf16(NodeDef.Builder node) {
        node.putAttr("T", GraphNodes.type(DataType.DT_BFLOAT16));
        if (node.getOp().equals(FusedConvolution.OPERATION))
            node.putAttr("TArgs", FusedConvolution.types(DataType.DT_BFLOAT16));
    }

    private static boolean isValue(NodeDef node, int input) {
        int[] values = VALUES.get(node.getOp());
        return values == null
                ? input < node.getInputCount() - 1
                : IntStream.of(values).anyMatch(value -> value == input);
    }

    private static NodeDef narrowed(String name, NodeDef from) {
        if (!from.getOp().equals("Const"))
            return GraphNodes.cast(name, from.getName(), DataType.DT_FLOAT, DataType.DT_BFLOAT16);
        TensorProto tensor = from.getAttrOrThrow("value").getTensor();
        float[] values = FrozenGraph.floats(tensor);
        ByteBuffer bytes =
                ByteBuffer.allocate(Short.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) bytes.putShort(nearest(value));
        bytes.flip();
        return GraphNodes.constant(
                name,
                TensorProto.newBuilder()
                        .setDtype(DataType.DT_BFLOAT16)
                        .setTensorShape(tensor.getTensorShape())
                        .setTensorContent(ByteString.copyFrom(bytes))
                        .build());
    }

    /** The nearest bfloat16, of two the even one, of a number. */
    private static short nearest(float value) {
        int bits = Float.floatToRawIntBits(value);
        return (short) (bits + 0x7fff + (bits >>> 16 & 1) >>> 16);
    }
}
