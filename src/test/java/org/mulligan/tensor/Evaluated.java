package org.mulligan.tensor;

import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What a few nodes of a graph come to. */
public final class Evaluated {
    private Evaluated() {}

    /** The values of a tensor that is built in a graph of its own; weights start as they start. */
    public static float[] of(BiFunction<Ops, Layers, Operand<TFloat32>> build) {
        try (Graph graph = new Graph()) {
            Variables variables = new Variables(graph, 1);
            Operand<TFloat32> built = build.apply(Ops.create(graph), new Layers(graph, variables));
            try (Session session = Sessions.forPrediction(graph, false)) {
                if (!variables.names("").isEmpty()) variables.initialise(session);
                try (Result result = session.runner().fetch(built).run()) {
                    return values((TFloat32) result.get(0));
                }
            }
        }
    }

    /** A constant, NHWC or any other shape. */
    public static Operand<TFloat32> tensor(Ops tf, long[] shape, double... values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) floats[i] = (float) values[i];
        return tf.constant(Shape.of(shape), DataBuffers.of(floats));
    }

    /** One variable out of the checkpoint in a folder, by its name with slot and prefix. */
    public static float[] saved(Path folder, String name) {
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            Operand<?> read =
                    tf.train
                            .restore(
                                    tf.constant(folder.resolve("variables").toString()),
                                    tf.array(name),
                                    tf.array(""),
                                    List.of(TFloat32.class))
                            .tensors()
                            .get(0);
            try (Result result = session.runner().fetch(read).run()) {
                return values((TFloat32) result.get(0));
            }
        }
    }

    private static float[] values(TFloat32 tensor) {
        float[] values = new float[Math.toIntExact(tensor.size())];
        tensor.asRawTensor().data().asFloats().read(values);
        return values;
    }
}
