package org.mulligan.tensor.device;

import java.lang.management.ManagementFactory;
import java.util.OptionalDouble;
import org.mulligan.tensor.Initializer;
import org.mulligan.tensor.Layers;
import org.mulligan.tensor.Sessions;
import org.mulligan.tensor.Variables;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.TensorFlow;
import org.tensorflow.types.TFloat32;

/** Asks the machine what it can do, by trying. */
public final class Probe {
    private static final double WORTH_IT = 0.9;
    private static final int RUNS = 15;

    private Probe() {}

    /**
     * Whether convolutions in bfloat16 took less than nine tenths of the time in float32; measured
     * once in a process, in 0.3 to 1 s, and once on a machine where the answer is clear. Where
     * there are none, nothing is measured.
     */
    public static boolean bf16IsFaster() {
        return Bf16.works() && Measured.BF16_IS_FASTER;
    }

    /** Bytes that a tile may use: half of the memory that the machine has free. */
    public static long freeMemory() {
        if (ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean system)
            return system.getFreeMemorySize() / 2;
        return Runtime.getRuntime().maxMemory();
    }

    private static final class Measured {
        static final boolean BF16_IS_FASTER = bf16OfFp32() < WORTH_IT;

        private static double bf16OfFp32() {
            String what = what();
            OptionalDouble kept = KeptRatio.read(what);
            if (kept.isPresent()) return kept.getAsDouble();
            double ratio = measure();
            KeptRatio.keep(what, ratio);
            return ratio;
        }

        /** Another processor, which a folder of settings may be shared with, has another answer. */
        private static String what() {
            return "bf16 of fp32, TensorFlow %s, %s%s"
                    .formatted(TensorFlow.version(), Hardware.cpu(), Hardware.bf16Instructions());
        }

        private static double measure() {
            try (Convolutions fp32 = new Convolutions(false);
                    Convolutions bf16 = new Convolutions(true)) {
                double fastestFp32 = Double.POSITIVE_INFINITY;
                double fastestBf16 = Double.POSITIVE_INFINITY;
                // In turn, and the fastest of each: other programs slow some runs down, none up.
                for (int i = 0; i < RUNS; i++) {
                    fastestFp32 = Math.min(fastestFp32, fp32.seconds());
                    fastestBf16 = Math.min(fastestBf16, bf16.seconds());
                }
                return fastestBf16 / fastestFp32;
            }
        }
    }

    /** A few convolutions as networks here have them. */
    private static final class Convolutions implements AutoCloseable {
        private final Graph graph = new Graph();
        private final Session session;
        private final Operand<TFloat32> result;

        Convolutions(boolean bf16) {
            Variables variables = new Variables(graph, 1);
            Layers layers = new Layers(graph, variables);
            Operand<TFloat32> y = variables.get("image", Initializer.HE, 4, 64, 64, 32);
            y = layers.convolveAndActivate("first", y, 3, 32);
            y = layers.convolveAndActivate("second", y, 3, 64);
            result = layers.mean(layers.convolveAndActivate("third", y, 3, 64));
            session = Sessions.forTraining(graph, bf16);
            variables.initialise(session);
        }

        double seconds() {
            long start = System.nanoTime();
            session.runner().fetch(result).run().close();
            return (System.nanoTime() - start) * 1e-9;
        }

        @Override
        public void close() {
            session.close();
            graph.close();
        }
    }
}
