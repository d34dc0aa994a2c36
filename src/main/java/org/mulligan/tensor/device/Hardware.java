package org.mulligan.tensor.device;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mulligan.tensor.Placement;
import org.mulligan.tensor.Sessions;

/** The devices of this machine by name, and the choice between them. */
public final class Hardware {
    private Hardware() {}

    /** A GPU that TensorFlow computes on, as it was measured. */
    public record Gpu(int index, String name, long memory, String driver, double gigaflops) {}

    /**
     * What came of asking for GPUs.
     *
     * @param working those that compute, in CUDA's order
     * @param problem why there is none, and what to do; empty when there is one
     */
    public record Gpus(List<Gpu> working, String problem) {}

    /**
     * Whether there may be a GPU that works: the rest shows when it is tried. Takes no time, where
     * TensorFlow itself needs seconds to find out.
     */
    public static boolean mayHaveGpu() {
        return Cuda.hasGpuBuild() && !Cuda.gpus().isEmpty();
    }

    /**
     * Measures the GPUs; in a process that computes on one, only that one, since TensorFlow maps
     * them once.
     */
    public static Gpus gpus() {
        if (!mayHaveGpu()) return new Gpus(List.of(), Cuda.facts(false, "").problem());
        List<Cuda.Gpu> driver = Cuda.gpus();
        int first = Math.max(0, Sessions.placement().gpu());
        List<Gpu> working = new ArrayList<>();
        String failure = "";
        int listed = 0;
        try {
            listed = RuntimeDevices.gpus();
        } catch (RuntimeException e) { // TensorFlow's have no other type in common
            failure = e.getMessage();
        }
        for (int i = 0; i < listed; i++) {
            // What TensorFlow leaves out, as too old, comes last in CUDA's order: fastest first.
            Cuda.Gpu gpu = driver.get(first + i);
            try {
                double speed = RuntimeDevices.gigaflops(i);
                working.add(new Gpu(first + i, gpu.name(), gpu.memory(), Cuda.driver(), speed));
            } catch (RuntimeException e) { // likewise
                failure = "%s: %s".formatted(gpu.name(), e.getMessage());
            }
        }
        return new Gpus(
                working, working.isEmpty() ? Cuda.facts(listed > 0, failure).problem() : "");
    }

    /**
     * The placement on a GPU, which is not tried yet.
     *
     * @param index in CUDA's order
     * @param megabytes most memory to take; 0 = as much as is needed
     * @throws IllegalArgumentException when there is none of this number; the text says why
     */
    public static Placement gpu(int index, int megabytes) {
        if (!mayHaveGpu())
            throw new IllegalArgumentException(unusable(index, Cuda.facts(false, "").problem()));
        List<Cuda.Gpu> gpus = Cuda.gpus();
        if (index >= gpus.size())
            throw new IllegalArgumentException(
                    unusable(
                            index,
                            IntStream.range(0, gpus.size())
                                    .mapToObj(i -> "gpu:%d (%s)".formatted(i, gpus.get(i).name()))
                                    .collect(Collectors.joining(", ", "there is ", ""))));
        Cuda.Gpu gpu = gpus.get(index);
        double share = Math.min(1, megabytes * (double) (1 << 20) / gpu.memory());
        return new Placement(
                index, "GPU %d (%s)%s".formatted(index, gpu.name(), tf32() ? ", TF32" : ""), share);
    }

    /**
     * Whether the libraries may round the factors of a float32 product to 10 bits of mantissa,
     * which GPUs since 2020 do unless they are told not to.
     */
    private static boolean tf32() {
        return !"0".equals(System.getenv("NVIDIA_TF32_OVERRIDE"));
    }

    /**
     * Computes something on the GPU that this process has been placed on.
     *
     * @return its speed; see {@link RuntimeDevices#gigaflops}
     * @throws IllegalArgumentException when it does not compute; the text says why
     */
    public static double requireGpu() {
        Gpus found = gpus();
        if (found.working().isEmpty())
            throw new IllegalArgumentException(
                    unusable(Sessions.placement().gpu(), found.problem()));
        return found.working().get(0).gigaflops();
    }

    private static String unusable(int index, String why) {
        return "device=%s cannot be used: %s".formatted(index == 0 ? "gpu" : "gpu:" + index, why);
    }

    /** As the system names it, with its threads. */
    public static String cpu() {
        String name =
                cpuInfo("model name")
                        .orElse(
                                System.getProperty("os.name")
                                        + " "
                                        + System.getProperty("os.arch"));
        return "%s, %d threads".formatted(name, Sessions.THREADS);
    }

    /**
     * Those of the CPU for bfloat16, in words; the same processor has others in a virtual machine.
     * Empty where there are none or the system does not say.
     */
    static String bf16Instructions() {
        return cpuFlags().stream()
                .flatMap(flags -> Arrays.stream(flags.split(" ")))
                .filter(flag -> flag.endsWith("bf16"))
                .map(" "::concat)
                .collect(Collectors.joining());
    }

    /** What the CPU can do, separated by spaces; empty where the system does not say. */
    static Optional<String> cpuFlags() {
        return cpuInfo("flags");
    }

    /** Of the first processor; only Linux says. */
    private static Optional<String> cpuInfo(String what) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith(what))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
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
