package org.mulligan.tensor.device;

import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
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
    private static final String RUNTIME = "libcudart.so.12";
    private static final String CUDNN = "libcudnn.so.9";

    /**
     * What TensorFlow 2.18's GPU build opens before it takes a GPU, and takes none without: seen
     * with strace while its {@code TryDlopenCUDALibraries} ran.
     */
    private static final List<String> LIBRARIES =
            List.of(
                    RUNTIME,
                    "libcublas.so.12",
                    "libcublasLt.so.12",
                    "libcufft.so.11",
                    "libcusolver.so.11",
                    "libcusparse.so.12",
                    CUDNN);

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
            SystemLoader driver = SystemLoader.open(DRIVER);
            if (driver.call("cuInit", 0) != 0) return gpus;
            for (int i = 0; i < count(driver); i++) {
                IntByReference device = new IntByReference();
                byte[] name = new byte[256];
                LongByReference memory = new LongByReference();
                driver.call("cuDeviceGet", device, i);
                driver.call("cuDeviceGetName", name, name.length, device.getValue());
                driver.call("cuDeviceTotalMem_v2", memory, device.getValue());
                gpus.add(
                        new Gpu(
                                new String(name, StandardCharsets.UTF_8).split("\0", 2)[0],
                                memory.getValue()));
            }
        } catch (SystemLoader.NotLoaded e) {
            return gpus; // facts() says why
        }
        return gpus;
    }

    /** The driver's version, and the newest CUDA that it supports; empty where there is none. */
    public static String driver() {
        String cuda = driverCuda();
        return cuda.isEmpty() ? "" : "driver %s, CUDA %s".formatted(driverVersion(), cuda);
    }

    /** Whether TensorFlow's natives on the class path are those for GPUs. */
    static boolean hasGpuBuild() {
        return Cuda.class
                        .getClassLoader()
                        .getResource(
                                "org/tensorflow/internal/c_api/linux-x86_64-gpu/libjnitensorflow.so")
                != null;
    }

    /**
     * All that decides whether TensorFlow can use a GPU here.
     *
     * @param listed whether TensorFlow lists one
     * @param failure what TensorFlow said when it failed to list or to compute; else empty
     */
    static GpuFacts facts(boolean listed, String failure) {
        String driverProblem = driverProblem();
        // Some are of hundreds of MB: only where all before them is in order.
        boolean worthIt =
                hasGpuBuild() && driverProblem.isEmpty() && (!listed || !failure.isEmpty());
        return new GpuFacts(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                hasGpuBuild(),
                new GpuFacts.Driver(driverProblem, driverVersion(), driverCuda()),
                worthIt ? libraries() : GpuFacts.Libraries.NOT_TRIED,
                listed,
                failure);
    }

    private static GpuFacts.Libraries libraries() {
        Map<String, String> missing = new LinkedHashMap<>();
        String runtime = "";
        String cudnn = "";
        for (String name : LIBRARIES) {
            try {
                SystemLoader library = SystemLoader.open(name);
                if (name.equals(RUNTIME)) runtime = runtimeVersion(library);
                if (name.equals(CUDNN)) cudnn = cudnnVersion(library.size("cudnnGetVersion"));
            } catch (SystemLoader.NotLoaded e) {
                missing.put(name, e.getMessage());
            }
        }
        return new GpuFacts.Libraries(missing, runtime, cudnn);
    }

    private static String runtimeVersion(SystemLoader library) throws SystemLoader.NotLoaded {
        IntByReference version = new IntByReference();
        library.call("cudaRuntimeGetVersion", version);
        return version(version.getValue());
    }

    /** cuDNN 9 counts 10000, 100, 1: 90300 is 9.3.0. */
    private static String cudnnVersion(long number) {
        return "%d.%d.%d".formatted(number / 10000, number % 10000 / 100, number % 100);
    }

    private static String driverProblem() {
        try {
            SystemLoader driver = SystemLoader.open(DRIVER);
            int code = driver.call("cuInit", 0);
            if (code != 0)
                return "cuInit fails with %s (%d)%s"
                        .formatted(errorName(driver, code), code, visible());
            return count(driver) == 0 ? "the driver sees no GPU" + visible() : "";
        } catch (SystemLoader.NotLoaded e) {
            return "%s does not load: %s".formatted(DRIVER, e.getMessage());
        }
    }

    /** This variable hides GPUs, and whoever set it forgets it. */
    private static String visible() {
        String visible = System.getenv("CUDA_VISIBLE_DEVICES");
        return visible == null ? "" : "; CUDA_VISIBLE_DEVICES is \"%s\"".formatted(visible);
    }

    private static int count(SystemLoader driver) throws SystemLoader.NotLoaded {
        IntByReference count = new IntByReference();
        driver.call("cuDeviceGetCount", count);
        return count.getValue();
    }

    private static String errorName(SystemLoader driver, int code) throws SystemLoader.NotLoaded {
        PointerByReference name = new PointerByReference();
        return driver.call("cuGetErrorName", code, name) == 0
                ? name.getValue().getString(0)
                : "an error without a name";
    }

    /** The newest CUDA that the driver supports, e.g. 12.4; empty where there is no driver. */
    private static String driverCuda() {
        try {
            IntByReference version = new IntByReference();
            SystemLoader.open(DRIVER).call("cuDriverGetVersion", version);
            return version(version.getValue());
        } catch (SystemLoader.NotLoaded e) {
            return "";
        }
    }

    /** CUDA counts 1000 and 10: 12040 is 12.4. */
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
}
