package org.mulligan.tensor.frozen;

import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** Nodes that are added to a graph that exists. */
public final class GraphNodes {
    private GraphNodes() {}

    public static AttrValue type(DataType type) {
        return AttrValue.newBuilder().setType(type).build();
    }

    public static NodeDef constant(String name, TensorProto value) {
        return NodeDef.newBuilder()
                .setOp("Const")
                .setName(name)
                .putAttr("dtype", type(value.getDtype()))
                .putAttr("value", AttrValue.newBuilder().setTensor(value).build())
                .build();
    }

    /** A float32. */
    public static NodeDef scalar(String name, double value) {
        return constant(
                name,
                TensorProto.newBuilder()
                        .setDtype(DataType.DT_FLOAT)
                        .setTensorShape(TensorShapeProto.getDefaultInstance())
                        .addFloatVal((float) value)
                        .build());
    }

    /** Of two float32 tensors. */
    public static NodeDef binary(String op, String name, String a, String b) {
        return NodeDef.newBuilder()
                .setOp(op)
                .setName(name)
                .addInput(a)
                .addInput(b)
                .putAttr("T", type(DataType.DT_FLOAT))
                .build();
    }
}
