package org.mulligan.tensor.foreign;

import static org.mulligan.tensor.foreign.HostileGraphs.constant;
import static org.mulligan.tensor.foreign.HostileGraphs.floats;
import static org.mulligan.tensor.foreign.HostileGraphs.honest;
import static org.mulligan.tensor.foreign.HostileGraphs.node;
import static org.mulligan.tensor.foreign.HostileGraphs.shape;
import static org.mulligan.tensor.foreign.HostileGraphs.waitingFor;
import static org.mulligan.tensor.foreign.HostileGraphs.with;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.Map;
import org.mulligan.tensor.foreign.HostileGraphs.Hostile;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/** Graphs that declare tensors which cannot be, or are none that a network has. */
final class HostileTensors {
    private HostileTensors() {}

    static void addTo(Map<String, Hostile> all) throws IOException {
        all.put(
                "a constant of more than memory",
                new Hostile(
                        waitingFor(constant("huge", floats(1, 1 << 20, 1 << 20))),
                        "huge",
                        "declares a tensor of 1,099,511,627,776 values"));
        all.put(
                "a constant of more than numbers",
                new Hostile(
                        waitingFor(
                                constant(
                                        "huge", floats(1, 1L << 40, 1L << 40, 1L << 40, 1L << 40))),
                        "endlessly many"));
        all.put(
                "a negative side",
                new Hostile(
                        waitingFor(constant("minus", floats(1, 3, -4))), "minus", "a side of -4"));
        all.put(
                "an unknown side",
                new Hostile(waitingFor(constant("open", floats(1, -1))), "open", "a side of -1"));
        all.put(
                "content that is too short",
                new Hostile(
                        waitingFor(
                                constant(
                                        "short",
                                        floats(1, 4)
                                                .clearFloatVal()
                                                .setTensorContent(
                                                        ByteString.copyFrom(new byte[12])))),
                        "short",
                        "declares 4 values of 4 bytes and holds 12 bytes"));
        all.put(
                "another type than it says",
                new Hostile(
                        waitingFor(
                                constant("wrong", floats(1, 1))
                                        .putAttr(
                                                "dtype",
                                                AttrValue.newBuilder()
                                                        .setType(DataType.DT_DOUBLE)
                                                        .build())),
                        "declares the type DT_DOUBLE and holds DT_FLOAT"));
        all.put(
                "values that are too many",
                new Hostile(
                        waitingFor(constant("many", floats(1, 1).addFloatVal(2))),
                        "declares 1 values and holds 2"));
        all.put(
                "an input of more than memory",
                new Hostile(
                        waitingFor(
                                node("wide", "Placeholder")
                                        .putAttr(
                                                "shape",
                                                AttrValue.newBuilder()
                                                        .setShape(shape(-1, 1 << 20, 1 << 20, 3))
                                                        .build())),
                        "wide",
                        "Placeholder"));
        all.put(
                "constants that are too large together",
                new Hostile(
                        waitingFor(
                                constant("a", floats(0, 1 << 28)),
                                constant("b", floats(0, 1 << 28)).addInput("^a"),
                                constant("c", floats(0, 1 << 28)).addInput("^b")),
                        "larger than the 2,147,483,648 bytes allowed together"));
        all.put(
                "a result of more than memory",
                new Hostile(
                        waitingFor(
                                constant(
                                        "sides",
                                        TensorProto.newBuilder()
                                                .setDtype(DataType.DT_INT32)
                                                .setTensorShape(shape(2))
                                                .addIntVal(1 << 20)
                                                .addIntVal(1 << 20)),
                                constant("one", floats(1)),
                                node("fill", "Fill", "sides", "one")),
                        "fill",
                        "1,099,511,627,776"));
        for (float wrong : new float[] {Float.NaN, Float.POSITIVE_INFINITY})
            all.put(
                    "weights that are " + wrong,
                    new Hostile(
                            with(
                                    honest(),
                                    graph -> {
                                        for (NodeDef.Builder each :
                                                graph.getGraphDefBuilder().getNodeBuilderList())
                                            if (each.getName().endsWith("kernel"))
                                                each.putAttr(
                                                        "value",
                                                        AttrValue.newBuilder()
                                                                .setTensor(
                                                                        floats(wrong, 3, 3, 1, 1))
                                                                .build());
                                    }),
                            "its weights",
                            "kernel",
                            Float.isNaN(wrong) ? "NaN" : "infinity"));
    }
}
