package org.mulligan.tensor.foreign;

import java.util.List;
import java.util.TreeSet;
import org.mulligan.tensor.frozen.FrozenGraph;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorShapeProto;

/**
 * What a graph is made of, functions included.
 *
 * @param operations kinds of operations, sorted
 * @param refused those of them that {@link OpAllowlist} does not allow, sorted
 * @param weights numbers in constants of more than one number
 */
public record GraphSummary(List<String> operations, List<String> refused, long weights) {
    /** Reads the messages only; nothing is loaded. */
    public static GraphSummary of(FrozenGraph graph) {
        GraphDef all = graph.graph();
        TreeSet<String> operations = new TreeSet<>();
        long weights = 0;
        for (NodeDef node : all.getNodeList()) {
            operations.add(node.getOp());
            if (node.getOp().equals("Const")) weights += size(node);
        }
        for (FunctionDef function : all.getLibrary().getFunctionList()) {
            operations.remove(function.getSignature().getName());
            for (NodeDef node : function.getNodeDefList()) operations.add(node.getOp());
        }
        return new GraphSummary(
                List.copyOf(operations),
                operations.stream().filter(op -> !OpAllowlist.computes(op)).toList(),
                weights);
    }

    private static long size(NodeDef constant) {
        long size = 1;
        for (TensorShapeProto.Dim side :
                constant.getAttrOrThrow("value").getTensor().getTensorShape().getDimList())
            size *= side.getSize();
        return size > 1 ? size : 0;
    }
}
