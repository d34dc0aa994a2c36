package org.mulligan.tensor;

import com.sun.jna.NativeLibrary;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What NVIDIA's driver and libraries say of themselves, through the driver's own interface.
 *
 * @see <a href="https://docs.nvidia.com/cuda/cuda-driver-api/">CUDA driver API</a>
 */
public final class Cuda {
    private static final String DRIVER = "libcuda.so.1";

    /** What TensorFlow 2.18 opens when a GPU is first used, by the names that it opens. */
    private static final List<String> LIBRARIES =
            List.of(
                    "libcudart.so.12",
                    "libcublas.so.12",
                    "libcublasLt.so.12",
                    "libcufft.so.11",
                    "libcusolver.so.11",
                    "libcusparse.so.12",
                    "libcudnn.so.9");

    private static final Pattern VERSION = Pattern.compile("\\b(\\d{3}\\.\\d+(?:\\.\\d+)?)\\b");

    /**
     * One GPU.
     *
     * @param memory bytes in all
     */
    public record Gpu(String name, long memory) {}

    private Cuda() {}

    /** The GPUs in the driver's order, which is TensorFlow's; none where there is no driver. */
    public static List<Gpu> gpus() {
        List<Gpu> gpus = new ArrayList<>();
        try {
            NativeLibrary driver = NativeLibrary.getInstance(DRIVER);
            if (call(driver, "cuInit", 0) != 0) return gpus;
            IntByReference count = new IntByReference();
            call(driver, "cuDeviceGetCount", count);
            for (int i = 0; i < count.getValue(); i++) {
                IntByReference device = new IntByReference();
                byte[] name = new byte[256];
                LongByReference memory = new LongByReference();
                call(driver, "cuDeviceGet", device, i);
                call(driver, "cuDeviceGetName", name, name.length, device.getValue());
                call(driver, "cuDeviceTotalMem_v2", memory, device.getValue());
                gpus.add(
                        new Gpu(
                                new String(name, StandardCharsets.UTF_8).split("\0", 2)[0],
                                memory.getValue()));
            }
        } catch (UnsatisfiedLinkError e) {
            return gpus; // facts() says why
        }
        return gpus;
    }

    /** The driver's version, and the newest CUDA that it supports; empty where there is none. */
    public static String driver() {
        int cuda = driverCuda();
        return cuda == 0 ? "" : "driver %s, CUDA %s".formatted(driverVersion(), version(cuda));
    }

    /** All that decides whether TensorFlow can use a GPU here. */
    public static GpuFacts facts(boolean listed) {
        String driverProblem = driverProblem();
        Map<String, String> missing = new LinkedHashMap<>();
        if (driverProblem.isEmpty())
            for (String library : LIBRARIES) {
                try {
                    NativeLibrary.getInstance(library);
                } catch (UnsatisfiedLinkError e) {
                    missing.put(library, reason(e));
                }
            }
        return new GpuFacts(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                hasGpuBuild(),
                driverProblem,
                driverVersion(),
                version(driverCuda()),
                missing,
                listed);
    }

    /** Whether TensorFlow's natives on the class path are those for GPUs. */
    private static boolean hasGpuBuild() {
        return Cuda.class
                        .getClassLoader()
                        .getResource(
                                "org/tensorflow/internal/c_api/linux-x86_64-gpu/libjnitensorflow.so")
                != null;
    }

    private static String driverProblem() {
        try {
            NativeLibrary driver = NativeLibrary.getInstance(DRIVER);
            int code = call(driver, "cuInit", 0);
            if (code != 0) return "cuInit failed with CUDA's error %d".formatted(code);
            IntByReference count = new IntByReference();
            call(driver, "cuDeviceGetCount", count);
            return count.getValue() == 0
                    ? "the driver sees no GPU (CUDA_VISIBLE_DEVICES is %s)"
                            .formatted(
                                    System.getenv().getOrDefault("CUDA_VISIBLE_DEVICES", "not set"))
                    : "";
        } catch (UnsatisfiedLinkError e) {
            return "%s does not load: %s".formatted(DRIVER, reason(e));
        }
    }

    /** JNA says first that it could not, then in the loader's words why. */
    private static String reason(UnsatisfiedLinkError failure) {
        String message = failure.getMessage();
        return message.lines().skip(1).findFirst().orElse(message);
    }

    /** E.g. 12040 for CUDA 12.4; 0 where there is no driver. */
    private static int driverCuda() {
        try {
            IntByReference version = new IntByReference();
            call(NativeLibrary.getInstance(DRIVER), "cuDriverGetVersion", version);
            return version.getValue();
        } catch (UnsatisfiedLinkError e) {
            return 0;
        }
    }

    private static String version(int cuda) {
        return cuda == 0 ? "" : "%d.%d".formatted(cuda / 1000, cuda % 1000 / 10);
    }

    private static String driverVersion() {
        try {
            Matcher number =
                    VERSION.matcher(Files.readString(Path.of("/proc/driver/nvidia/version")));
            return number.find() ? number.group(1) : "of unknown version";
        } catch (IOException e) {
            return "of unknown version"; // in a container without it, say
        }
    }

    private static int call(NativeLibrary library, String function, Object... arguments) {
        return library.getFunction(function).invokeInt(arguments);
    }
}
