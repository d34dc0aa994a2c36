package org.mulligan.tensor.foreign;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.Collection;
import org.mulligan.tensor.frozen.FrozenGraph;
import org.mulligan.tensor.frozen.GraphNames;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/**
 * Reads frozen networks out of files: judged like a stranger's, for a stranger can write our format
 * too, and without what is never run.
 */
public final class FrozenGraphReader {
    private FrozenGraphReader() {}

    /** Of a model without a name. */
    public static FrozenGraph read(byte[] bytes) throws IOException {
        return read(bytes, "The model");
    }

    /**
     * @param name of the model, for messages
     * @throws IOException when the bytes are no {@code SavedModel} of one input and one output with
     *     its weights inside
     * @throws IllegalArgumentException when it is refused because it does more than compute, or
     *     declares what cannot be; see {@link GraphValidator}
     */
    public static FrozenGraph read(byte[] bytes, String name) throws IOException {
        ForeignGraph foreign;
        try {
            foreign = new ForeignGraph(SavedModel.parseFrom(bytes), name);
        } catch (InvalidProtocolBufferException e) {
            throw new IOException(
                    "The graph of %s is damaged or none (%s); download or copy it again"
                            .formatted(name, e.getMessage()),
                    e);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage() + "; it was not written by Mulligan", e);
        }
        SignatureDef signature = foreign.signature();
        if (!isOneImage(signature.getInputsMap().values())
                || !isOneImage(signature.getOutputsMap().values()))
            throw new IOException(
                    "The graph of %s must have one input and one output of float32 values, and has %s and %s; it was not written by Mulligan"
                            .formatted(
                                    name,
                                    signature.getInputsMap().keySet(),
                                    signature.getOutputsMap().keySet()));
        FrozenGraph frozen = FrozenGraph.of(foreign.validated());
        requireWeightsInside(frozen, name);
        return frozen;
    }

    private static boolean isOneImage(Collection<TensorInfo> tensors) {
        return tensors.size() == 1
                && tensors.stream()
                        .allMatch(
                                tensor ->
                                        tensor.getDtype() == DataType.DT_FLOAT
                                                && tensor.getName().matches("[^:^]+(:0)?"));
    }

    /** Nothing fills variables here, and an input that is fed must be one. */
    private static void requireWeightsInside(FrozenGraph frozen, String name) throws IOException {
        for (NodeDef node : frozen.graph().getNodeList()) {
            if (node.getOp().startsWith("Var"))
                throw new IOException(
                        "The graph of %s has variables (\"%s\"), and Mulligan's models hold their weights as constants; it was not written by Mulligan"
                                .formatted(name, node.getName()));
            if (node.getName().equals(GraphNames.node(frozen.input()))
                    && !node.getOp().equals("Placeholder"))
                throw new IOException(
                        "The input \"%s\" of %s is none, but %s; it was not written by Mulligan"
                                .formatted(node.getName(), name, node.getOp()));
        }
    }
}
