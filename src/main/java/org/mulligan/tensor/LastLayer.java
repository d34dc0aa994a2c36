package org.mulligan.tensor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;

/**
 * Where a network becomes an image: its last layer with weights, and all that is added, multiplied
 * or moved after it. A bfloat16 has 8 digits (of base 2). Within a network that is enough, as each
 * value is a sum of many; at its end it would leave an image a few hundred values. So in a session
 * whose precision is bf16 these operations, and what they take from the input, stay in float32.
 *
 * <p>TensorFlow's rewriter leaves alone whatever a run asks for; so they are asked for, without
 * being handed out. That holds for every graph, also for those that were stored long ago.
 */
public final class LastLayer {
    /** Operations with weights, which the rewriter computes in bf16. */
    private static final Set<String> WEIGHTED =
            Set.of(
                    "Conv2D",
                    "Conv2DBackpropInput",
                    "Conv3D",
                    "Conv3DBackpropInputV2",
                    "DepthwiseConv2dNative",
                    "MatMul",
                    "BatchMatMul",
                    "BatchMatMulV2",
                    "BatchMatMulV3",
                    "Einsum");

    /** Operations whose results come from no image, or say nothing of its values. */
    private static final Set<String> OTHERS =
            Set.of(
                    "Const",
                    "Placeholder",
                    "ReadVariableOp",
                    "VarHandleOp",
                    "Shape",
                    "ShapeN",
                    "Size",
                    "Rank");

    /** Operations that run functions, which nobody can look into from here. */
    private static final Set<String> CALLS =
            Set.of(
                    "PartitionedCall",
                    "StatefulPartitionedCall",
                    "If",
                    "StatelessIf",
                    "Case",
                    "StatelessCase",
                    "While",
                    "StatelessWhile");

    private final List<GraphOperation> operations;
    private final boolean hidden;

    private LastLayer(List<GraphOperation> operations, boolean hidden) {
        this.operations = List.copyOf(operations);
        this.hidden = hidden;
    }

    /** Walks from what a network makes backwards to the nearest operations with weights. */
    public static LastLayer of(Operand<TFloat32> image) {
        List<GraphOperation> operations = new ArrayList<>();
        boolean hidden = false;
        Set<String> seen = new HashSet<>();
        Deque<GraphOperation> next = new ArrayDeque<>();
        next.push((GraphOperation) image.op());
        while (!next.isEmpty()) {
            GraphOperation operation = next.pop();
            String type = operation.type();
            if (!seen.add(operation.name()) || OTHERS.contains(type)) continue;
            hidden |= CALLS.contains(type);
            if (makesFloats(operation)) operations.add(operation);
            if (WEIGHTED.contains(type)) continue;
            for (Operand<?> input : operation.inputs()) next.push((GraphOperation) input.op());
        }
        return new LastLayer(operations, hidden);
    }

    private static boolean makesFloats(GraphOperation operation) {
        return operation.numOutputs() > 0 && TFloat32.class.equals(operation.output(0).type());
    }

    /** Whether it lies in a function, so that only the whole network can be kept in float32. */
    public boolean hidden() {
        return hidden;
    }

    /** Keeps it in float32 in this run. */
    public void keepIn(Session.Runner runner) {
        operations.forEach(runner::addTarget);
    }
}
