package org.mulligan.tensor.foreign;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.NodeDef;

/**
 * A node as TensorFlow gets it: without what its maker's computer has to say about ours. Devices
 * that are not here, settings of a session, shapes that were inferred by another version (which
 * TensorFlow compares with its own), and neighbours that were left out.
 */
final class KeptNode {
    /** Shapes as another TensorFlow inferred them; ours infers them itself. */
    static final String OUTPUT_SHAPES = "_output_shapes";

    /** Wants a compiler that we do not bring. */
    private static final String COMPILED = "_XlaMustCompile";

    private static final String PLACE = "_class";
    private static final String BESIDE = "loc:@";

    /** Of calls: settings of a session and of what runs it, as bytes or names. */
    private static final Set<String> SETTINGS = Set.of("config_proto", "config", "executor_type");

    private KeptNode() {}

    /**
     * @param kept names of all nodes that are kept
     */
    static NodeDef of(NodeDef node, Set<String> kept) {
        boolean settings = node.getOp().contains("PartitionedCall");
        Map<String, AttrValue> attributes = node.getAttrMap();
        if (node.getDevice().isEmpty()
                && !settings
                && !attributes.containsKey(OUTPUT_SHAPES)
                && !attributes.containsKey(COMPILED)
                && !attributes.containsKey(PLACE)) return node;
        NodeDef.Builder copy =
                node.toBuilder().clearDevice().removeAttr(OUTPUT_SHAPES).removeAttr(COMPILED);
        if (settings)
            for (String setting : SETTINGS)
                if (attributes.containsKey(setting))
                    copy.putAttr(
                            setting,
                            AttrValue.newBuilder()
                                    .setS(com.google.protobuf.ByteString.EMPTY)
                                    .build());
        if (attributes.containsKey(PLACE) && !isBesideKept(attributes.get(PLACE), kept))
            copy.removeAttr(PLACE);
        return copy.build();
    }

    private static boolean isBesideKept(AttrValue place, Set<String> kept) {
        List<com.google.protobuf.ByteString> places = place.getList().getSList();
        return places.stream()
                .map(com.google.protobuf.ByteString::toStringUtf8)
                .allMatch(
                        each ->
                                each.startsWith(BESIDE)
                                        && kept.contains(each.substring(BESIDE.length())));
    }
}
