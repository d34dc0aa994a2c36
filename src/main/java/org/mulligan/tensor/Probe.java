package org.mulligan.tensor;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;

/** Asks the machine what it can do, by trying. */
public final class Probe {
    private static final double WORTH_IT = 0.9;

    private Probe() {}

    /**
     * Whether convolutions in bfloat16 took less than nine tenths of the time in float32; measured
     * once, in 0.3 s.
     */
    public static boolean bf16IsFaster() {
        return Measured.BF16_IS_FASTER;
    }

    /** Bytes that a tile may use: half of the memory that the machine has free. */
    public static long freeMemory() {
        if (ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean system)
            return system.getFreeMemorySize() / 2;
        return Runtime.getRuntime().maxMemory();
    }

    private static final class Measured {
        static final boolean BF16_IS_FASTER = seconds(true) < WORTH_IT * seconds(false);
    }

    /** Median time of a few convolutions as networks here have them. */
    private static double seconds(boolean bf16) {
        try (Graph graph = new Graph()) {
            Variables variables = new Variables(graph, 1);
            Layers layers = new Layers(graph, variables);
            Operand<TFloat32> image = variables.get("image", Initial.HE, 1, 128, 128, 32);
            Operand<TFloat32> y = layers.convolveAndActivate("first", image, 3, 32);
            y = layers.convolveAndActivate("second", y, 3, 32);
            y = layers.mean(layers.convolveAndActivate("third", y, 3, 32));
            try (Session session = Sessions.forTraining(graph, bf16)) {
                variables.initialise(session);
                double[] times = new double[9];
                for (int i = 0; i < times.length; i++) {
                    long start = System.nanoTime();
                    session.runner().fetch(y).run().close();
                    times[i] = (System.nanoTime() - start) * 1e-9;
                }
                Arrays.sort(times);
                return times[times.length / 2];
            }
        }
    }
}
