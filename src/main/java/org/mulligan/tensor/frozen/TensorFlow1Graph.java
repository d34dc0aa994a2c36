package org.mulligan.tensor.frozen;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.SavedModel;

/**
 * A graph for TensorFlow 1.15, which the CSBDeep plugins of Fiji run: it refuses a graph with an
 * attribute that it does not know, even where that says nothing. Such attributes are left out, as
 * Python's {@code strip_default_attrs} does.
 */
public final class TensorFlow1Graph {
    /** Of an operation, the attributes that TensorFlow 1.15 knows. */
    private static final String KNOWN = "tensorflow-1.15-ops.txt";

    private TensorFlow1Graph() {}

    /**
     * The {@code SavedModel} message; equal graphs have equal bytes.
     *
     * @throws IllegalArgumentException when the graph needs an operation, or a setting of one, that
     *     TensorFlow 1.15 lacks; the text names it
     */
    public static byte[] bytes(FrozenGraph graph) throws IOException {
        SavedModel model = SavedModel.parseFrom(graph.bytes());
        GraphDef.Builder old = graph.graph().toBuilder().clearNode().clearLibrary();
        Map<String, Set<String>> known = known();
        Map<String, OpDef> defaults = defaults();
        for (NodeDef node : graph.graph().getNodeList()) old.addNode(older(node, known, defaults));
        if (graph.graph().getLibrary().getFunctionCount() > 0)
            throw new IllegalArgumentException(
                    "The model's graph calls functions, which CSBDeep's TensorFlow 1.15 may not run; export it as bioimage.io or savedmodel");
        return FrozenGraph.of(
                        model.toBuilder()
                                .setMetaGraphs(
                                        0, model.getMetaGraphs(0).toBuilder().setGraphDef(old))
                                .build())
                .bytes();
    }

    private static NodeDef older(
            NodeDef node, Map<String, Set<String>> known, Map<String, OpDef> defaults) {
        Set<String> attributes = known.get(node.getOp());
        if (attributes == null)
            throw new IllegalArgumentException(
                    "TensorFlow 1.15, which CSBDeep runs, lacks the operation %s that the model needs; export it as bioimage.io or savedmodel"
                            .formatted(node.getOp()));
        NodeDef.Builder old = node.toBuilder();
        for (Map.Entry<String, AttrValue> attribute : node.getAttrMap().entrySet()) {
            String name = attribute.getKey();
            // What begins with _ is a note, and a wrong _output_shapes is refused.
            if (name.startsWith("_")) old.removeAttr(name);
            else if (!attributes.contains(name)) {
                requireDefault(node.getOp(), name, attribute.getValue(), defaults);
                old.removeAttr(name);
            }
        }
        return old.build();
    }

    private static void requireDefault(
            String op, String name, AttrValue value, Map<String, OpDef> defaults) {
        boolean standard =
                defaults.containsKey(op)
                        && defaults.get(op).getAttrList().stream()
                                .anyMatch(
                                        attribute ->
                                                attribute.getName().equals(name)
                                                        && attribute
                                                                .getDefaultValue()
                                                                .equals(value));
        if (!standard)
            throw new IllegalArgumentException(
                    "TensorFlow 1.15, which CSBDeep runs, does not know %s of the operation %s that the model needs; export it as bioimage.io or savedmodel"
                            .formatted(name, op));
    }

    private static Map<String, OpDef> defaults() {
        Map<String, OpDef> all = new HashMap<>();
        for (OpDef op : TensorFlow.registeredOpList().getOpList()) all.put(op.getName(), op);
        return all;
    }

    /** By operation; of those only that a network may use. */
    static Map<String, Set<String>> known() throws IOException {
        try (InputStream bytes = TensorFlow1Graph.class.getResourceAsStream(KNOWN);
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> List.of(line.split(" ")))
                    .collect(
                            Collectors.toMap(
                                    words -> words.get(0),
                                    words -> Set.copyOf(words.subList(1, words.size()))));
        }
    }
}
