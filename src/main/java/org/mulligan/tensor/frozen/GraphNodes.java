package org.mulligan.tensor.frozen;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** Nodes that are added to a graph that exists, and their attributes. */
public final class GraphNodes {
    private GraphNodes() {}

    public static AttrValue type(DataType type) {
        return AttrValue.newBuilder().setType(type).build();
    }

    static AttrValue text(String value) {
        return AttrValue.newBuilder().setS(ByteString.copyFromUtf8(value)).build();
    }

    static AttrValue number(long value) {
        return AttrValue.newBuilder().setI(value).build();
    }

    static AttrValue numbers(long... values) {
        AttrValue.ListValue.Builder list = AttrValue.ListValue.newBuilder();
        for (long value : values) list.addI(value);
        return AttrValue.newBuilder().setList(list).build();
    }

    public static NodeDef constant(String name, TensorProto value) {
        return NodeDef.newBuilder()
                .setOp("Const")
                .setName(name)
                .putAttr("dtype", type(value.getDtype()))
                .putAttr("value", AttrValue.newBuilder().setTensor(value).build())
                .build();
    }

    /** A float32 tensor. */
    static TensorProto tensor(float[] values, int... shape) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        TensorShapeProto.Builder sides = TensorShapeProto.newBuilder();
        for (int side : shape) sides.addDim(TensorShapeProto.Dim.newBuilder().setSize(side));
        return TensorProto.newBuilder()
                .setDtype(DataType.DT_FLOAT)
                .setTensorShape(sides)
                .setTensorContent(ByteString.copyFrom(bytes))
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

    /** The shape of a float32 tensor, int32. */
    static NodeDef shape(String name, String of) {
        return NodeDef.newBuilder()
                .setOp("Shape")
                .setName(name)
                .addInput(of)
                .putAttr("T", type(DataType.DT_FLOAT))
                .putAttr("out_type", type(DataType.DT_INT32))
                .build();
    }

    static NodeDef cast(String name, String of, DataType from, DataType to) {
        return NodeDef.newBuilder()
                .setOp("Cast")
                .setName(name)
                .addInput(of)
                .putAttr("SrcT", type(from))
                .putAttr("DstT", type(to))
                .build();
    }
}
