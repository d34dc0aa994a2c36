package org.mulligan.tensor.device;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.mulligan.tensor.Placement;
import org.mulligan.tensor.Sessions;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFResourceExhaustedException;
import org.tensorflow.internal.c_api.TF_DeviceList;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.global.tensorflow;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Asks TensorFlow which devices it has, and measures them. Nothing here is guessed. */
public final class RuntimeDevices {
    private static final int CONVOLUTIONS = 8;
    private static final int SIDE = 128;
    private static final int CHANNELS = 32;
    private static final int RUNS = 5;

    /** Batches tried until a run is long enough to be measured. */
    private static final int[] BATCHES = {2, 16, 128};

    private static final double LONG_ENOUGH_S = 0.01;

    private RuntimeDevices() {}

    /**
     * How many GPUs TensorFlow can compute on: those of {@link Sessions#placement} in a process
     * that computes on a GPU, else all.
     *
     * @throws RuntimeException of one of TensorFlow's types when it fails on one already now:
     *     another process has it for itself, or all of its memory
     */
    public static int gpus() {
        byte[] config = config(true).toByteArray();
        List<String> types = new ArrayList<>();
        try (PointerScope scope = new PointerScope()) {
            TF_Status status = TF_Status.newStatus();
            TF_SessionOptions options = TF_SessionOptions.newSessionOptions();
            tensorflow.TF_SetConfig(options, new BytePointer(config), config.length, status);
            TF_Session session = TF_Session.newSession(TF_Graph.newGraph(), options, status);
            status.throwExceptionIfNotOK();
            TF_DeviceList devices = tensorflow.TF_SessionListDevices(session, status);
            status.throwExceptionIfNotOK();
            try {
                for (int i = 0; i < tensorflow.TF_DeviceListCount(devices); i++)
                    types.add(tensorflow.TF_DeviceListType(devices, i, status).getString());
            } finally {
                tensorflow.TF_DeleteDeviceList(devices);
            }
        }
        return (int) types.stream().filter("GPU"::equals).count();
    }

    /**
     * Speed of eight 3x3 convolutions from 32 to 32 channels of 128 x 128 px in float32, each
     * placed on this device and on no other; the fastest of five runs, results fetched.
     *
     * @param gpu as TensorFlow counts those that {@link #gpus} counts; -1 for the CPU
     * @return multiplications and additions, counted apart, 10<sup>9</sup> a second
     * @throws RuntimeException of one of TensorFlow's types when the device does not compute
     */
    public static double gigaflops(int gpu) {
        try (Graph graph = new Graph()) {
            DeviceSpec device =
                    DeviceSpec.newBuilder()
                            .deviceType(
                                    gpu < 0 ? DeviceSpec.DeviceType.CPU : DeviceSpec.DeviceType.GPU)
                            .deviceIndex(Math.max(0, gpu))
                            .build();
            Ops tf = Ops.create(graph).withDevice(device);
            // Fed, or the whole would be computed once while the graph is optimised.
            Placeholder<TInt32> batch =
                    Ops.create(graph).placeholder(TInt32.class, Placeholder.shape(Shape.of(4)));
            Placeholder<TFloat32> value =
                    Ops.create(graph)
                            .placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
            Operand<TFloat32> y = tf.fill(batch, value);
            for (int i = 0; i < CONVOLUTIONS; i++)
                y =
                        tf.nn.conv2d(
                                y,
                                tf.fill(tf.constant(new int[] {3, 3, CHANNELS, CHANNELS}), value),
                                List.of(1L, 1L, 1L, 1L),
                                "SAME");
            Operand<TFloat32> mean = tf.math.mean(y, tf.constant(new int[] {0, 1, 2, 3}));
            try (Session session = new Session(graph, config(gpu >= 0));
                    TFloat32 one = TFloat32.scalarOf(1e-3f)) {
                return fastest(session, batch, value, one, mean);
            }
        }
    }

    private static double fastest(
            Session session,
            Placeholder<TInt32> batch,
            Placeholder<TFloat32> value,
            TFloat32 one,
            Operand<TFloat32> mean) {
        double speed = 0;
        for (int images : BATCHES) {
            double shortest = Double.POSITIVE_INFINITY;
            try (TInt32 shape = TInt32.vectorOf(images, SIDE, SIDE, CHANNELS)) {
                for (int i = 0; i <= RUNS; i++) {
                    long begun = System.nanoTime();
                    session.runner().feed(batch, shape).feed(value, one).fetch(mean).run().close();
                    // The first one plans.
                    if (i > 0) shortest = Math.min(shortest, (System.nanoTime() - begun) * 1e-9);
                }
            } catch (TFResourceExhaustedException e) {
                // A fast device with little memory: the figure of fewer images has to do.
                if (speed == 0) throw e;
                break;
            }
            double operations = 2.0 * 9 * CHANNELS * CHANNELS * SIDE * SIDE * images * CONVOLUTIONS;
            speed = operations / shortest * 1e-9;
            if (shortest > LONG_ENOUGH_S) break;
        }
        return speed;
    }

    /**
     * For the CPU without GPUs: a session that sees one takes memory of it at once, and the first
     * one decides how much the process may take. Else with every GPU, but in a process that has
     * mapped one already with that one. Puts no op elsewhere than it says.
     */
    private static ConfigProto config(boolean gpus) {
        ConfigProto.Builder config =
                ConfigProto.newBuilder()
                        .setIntraOpParallelismThreads(Sessions.THREADS)
                        .setInterOpParallelismThreads(1)
                        .setAllowSoftPlacement(false);
        if (!gpus) Placement.CPU.into(config);
        else if (Sessions.placement().isGpu()) Sessions.placement().into(config);
        else config.setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true));
        return config.build();
    }
}
