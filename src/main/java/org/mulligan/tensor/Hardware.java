package org.mulligan.tensor;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tensorflow.exceptions.TensorFlowException;

/** The devices of this machine by name, and the choice between them. */
public final class Hardware {
    private Hardware() {}

    /** Why no GPU can be used, and what to do; empty when one can. */
    public static String gpuProblem() {
        // Without a driver there is none, and TensorFlow need not be asked.
        boolean listed = !Cuda.gpus().isEmpty() && RuntimeDevices.gpus() > 0;
        return Cuda.facts(listed).problem();
    }

    /**
     * The placement on a GPU that works.
     *
     * @param index in CUDA's order
     * @param megabytes most memory to take; 0 = as much as is needed
     * @throws IllegalArgumentException when it does not work; the text says why
     */
    public static Placement gpu(int index, int megabytes) {
        String asked = index == 0 ? "gpu" : "gpu:" + index;
        List<Cuda.Gpu> gpus = Cuda.gpus();
        if (!gpus.isEmpty() && index >= gpus.size())
            throw new IllegalArgumentException(
                    "device=%s cannot be used: there are %d GPUs, gpu:0 to gpu:%d"
                            .formatted(asked, gpus.size(), gpus.size() - 1));
        if (gpus.isEmpty())
            throw new IllegalArgumentException(
                    "device=%s cannot be used: %s".formatted(asked, Cuda.facts(false).problem()));
        Cuda.Gpu gpu = gpus.get(index);
        double share = Math.min(1, megabytes * (double) (1 << 20) / gpu.memory());
        return new Placement(index, "GPU %d (%s)".formatted(index, gpu.name()), share);
    }

    /**
     * Computes something on the GPU that this process has been placed on.
     *
     * @return its speed; see {@link RuntimeDevices#gigaflops}
     * @throws IllegalArgumentException when it does not compute; the text says why
     */
    public static double requireGpu() {
        String asked = Sessions.placement().name();
        if (RuntimeDevices.gpus() == 0)
            throw new IllegalArgumentException(
                    "%s cannot be used: %s".formatted(asked, Cuda.facts(false).problem()));
        try {
            return RuntimeDevices.gigaflops(0);
        } catch (TensorFlowException e) {
            throw new IllegalArgumentException(
                    "%s cannot be used: a convolution on it failed (%s)"
                            .formatted(asked, e.getMessage()),
                    e);
        }
    }

    /** As the system names it, with its threads. */
    public static String cpu() {
        String name = System.getProperty("os.arch");
        try {
            name =
                    Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                            .filter(line -> line.startsWith("model name"))
                            .map(line -> line.substring(line.indexOf(':') + 1).strip())
                            .findFirst()
                            .orElse(name);
        } catch (IOException e) {
            // Another system than Linux: its architecture has to do.
            name = System.getProperty("os.name") + " " + name;
        }
        return "%s, %d threads".formatted(name, Sessions.THREADS);
    }

    /** Bytes in all. */
    public static long memory() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : Runtime.getRuntime().maxMemory();
    }

    /**
     * Bytes that a tile may use on the device of this process: half of the memory that the machine
     * has free; of a GPU half of what may be taken of it.
     */
    public static long tileMemory() {
        Placement placement = Sessions.placement();
        if (!placement.isGpu()) return Probe.freeMemory();
        double share = placement.share() == 0 ? 1 : placement.share();
        return (long) (Cuda.gpus().get(placement.gpu()).memory() * share / 2);
    }
}
