package org.mulligan.tensor.frozen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.service.models.OldTensorFlow;
import org.mulligan.tensor.Initializer;
import org.mulligan.tensor.foreign.FrozenGraphReader;
import org.mulligan.tensor.foreign.OpAllowlist;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.OpList;
import org.tensorflow.proto.SavedModel;

class TensorFlow1GraphTest {
    private static FrozenGraph doubling() throws IOException {
        return FrozenGraph.of(
                (layers, x) -> layers.convolve("only", x, 1, 1, 1, Initializer.ZERO),
                Map.of("only.kernel", new float[] {2}, "only.bias", new float[] {1}));
    }

    /** With another operation, or an attribute, at the node that computes. */
    private static FrozenGraph changed(String op, String attribute, AttrValue value)
            throws IOException {
        SavedModel model = SavedModel.parseFrom(doubling().bytes());
        GraphDef.Builder graph = model.getMetaGraphs(0).getGraphDef().toBuilder().clearNode();
        for (NodeDef node : model.getMetaGraphs(0).getGraphDef().getNodeList())
            graph.addNode(
                    node.getOp().equals("Conv2D")
                            ? node.toBuilder().setOp(op).putAttr(attribute, value).build()
                            : node);
        return FrozenGraphReader.read(
                model.toBuilder()
                        .setMetaGraphs(0, model.getMetaGraphs(0).toBuilder().setGraphDef(graph))
                        .build()
                        .toByteArray());
    }

    @Test
    void computesTheSame() throws IOException {
        FrozenGraph old = FrozenGraphReader.read(TensorFlow1Graph.bytes(doubling()));
        assertThat(Networks.run(old, new float[] {1, 2, 3, 4}, 2, 2)).containsExactly(3, 5, 7, 9);
    }

    @Test
    void leavesOutNotesAndRefusesWhatMeansSomething() throws IOException {
        AttrValue yes = AttrValue.newBuilder().setB(true).build();
        FrozenGraph old =
                FrozenGraphReader.read(TensorFlow1Graph.bytes(changed("Conv2D", "_note", yes)));
        assertThat(old.graph().getNodeList())
                .noneMatch(node -> node.containsAttr("_note"))
                .anyMatch(node -> node.containsAttr("strides"));

        FrozenGraph newer = changed("Conv2D", "brand_new", yes);
        assertThatThrownBy(() -> TensorFlow1Graph.bytes(newer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("brand_new of the operation Conv2D");
        FrozenGraph unknown = changed("BatchMatMulV3", "T", yes);
        assertThatThrownBy(() -> TensorFlow1Graph.bytes(unknown))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lacks the operation BatchMatMulV3");
    }

    @Test
    void theListIsThatOfTensorFlow1(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("ops");
        OldTensorFlow.run(folder, "ops", file.toString());
        Map<String, Set<String>> theirs = new TreeMap<>();
        for (OpDef op : OpList.parseFrom(Files.readAllBytes(file)).getOpList()) {
            Set<String> attributes = new TreeSet<>();
            op.getAttrList().forEach(attribute -> attributes.add(attribute.getName()));
            if (OpAllowlist.computes(op.getName())) theirs.put(op.getName(), attributes);
        }
        assertThat(theirs).hasSizeGreaterThan(100);
        // More may be allowed one day than the list was made for; what it says must be true.
        Map<String, Set<String>> ours = TensorFlow1Graph.known();
        assertThat(ours.keySet()).containsAll(theirs.keySet());
        theirs.forEach((op, attributes) -> assertThat(ours.get(op)).as(op).isEqualTo(attributes));
    }
}
