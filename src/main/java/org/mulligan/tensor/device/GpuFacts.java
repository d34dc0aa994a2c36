package org.mulligan.tensor.device;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * All that decides whether TensorFlow can use a GPU on this machine.
 *
 * @param gpuBuild whether TensorFlow's natives here are those for GPUs
 * @param listed whether TensorFlow lists a GPU
 * @param failure what TensorFlow said when it failed to list or to compute; else empty
 */
record GpuFacts(
        String system,
        String architecture,
        boolean gpuBuild,
        Driver driver,
        Libraries libraries,
        boolean listed,
        String failure) {
    /**
     * NVIDIA's driver.
     *
     * @param problem why it is of no use; empty: it is
     * @param version e.g. 550.54.15
     * @param cuda the newest CUDA that it supports, e.g. 12.4; empty without a driver
     */
    record Driver(String problem, String version, String cuda) {}

    /**
     * The libraries that TensorFlow opens.
     *
     * @param missing those that do not load, with the loader's words
     * @param runtime version of CUDA's runtime library, e.g. 12.5; empty where it does not load
     * @param cudnn version of cuDNN, e.g. 9.3.0; likewise
     */
    record Libraries(Map<String, String> missing, String runtime, String cudnn) {
        static final Libraries NOT_TRIED = new Libraries(Map.of(), "", "");

        private String found() {
            if (runtime.isEmpty() && cudnn.isEmpty()) return "none of them is found";
            return "found are CUDA %s and cuDNN %s"
                    .formatted(runtime.isEmpty() ? "-" : runtime, cudnn.isEmpty() ? "-" : cudnn);
        }
    }

    /**
     * What TensorFlow 2.18 is built for.
     *
     * @see <a href="https://www.tensorflow.org/install/source#gpu">TensorFlow's tested builds</a>
     */
    private static final String WANTED = "CUDA 12.5 and cuDNN 9.3";

    private static final String CUDA = "12.5";
    private static final String CUDNN = "9.3";
    private static final String GUIDE = "see \"Use a GPU\" in the guide (docs/guide/gpu.html)";

    /** Why no GPU can be used, and what to do; empty when one can. */
    String problem() {
        if (listed && failure.isEmpty()) return "";
        if (!system.startsWith("Linux") || !architecture.matches("amd64|x86_64"))
            return "TensorFlow for Java computes on GPUs under Linux on x86-64 only; this is %s on %s"
                    .formatted(system, architecture);
        if (!gpuBuild)
            return "this Mulligan has TensorFlow's CPU build; build it with mvn -Pgpu package, "
                    + GUIDE;
        if (!driver.problem().isEmpty())
            return "there is no working NVIDIA driver: %s. Install NVIDIA's driver, and try nvidia-smi"
                    .formatted(driver.problem());
        // Within CUDA 12 an older driver may do: NVIDIA's minor version compatibility.
        if (!driver.cuda().isEmpty() && isOlder(driver.cuda(), "12.0"))
            return "NVIDIA's driver %s supports CUDA up to %s, and %s are wanted; install driver 525 or newer"
                    .formatted(driver.version(), driver.cuda(), WANTED);
        if (!libraries.missing().isEmpty())
            return "these libraries of %s do not load: %s; %s. Install them and put their folders on LD_LIBRARY_PATH, %s; %s"
                    .formatted(
                            WANTED,
                            libraries.missing().entrySet().stream()
                                    .map(one -> one.getKey() + " (" + one.getValue() + ")")
                                    .collect(Collectors.joining("; ")),
                            libraries.found(),
                            GUIDE,
                            supports());
        // TensorFlow wants the major version it was built with and no older minor one.
        if (!libraries.cudnn().isEmpty() && isOlder(libraries.cudnn(), CUDNN))
            return "cuDNN %s is found, and %s or a newer 9 is wanted; install it, %s"
                    .formatted(libraries.cudnn(), CUDNN, GUIDE);
        if (!failure.isEmpty())
            return "the GPU is there, but TensorFlow fails on it (%s); %s%s"
                    .formatted(
                            failure,
                            supports(),
                            isTooOldForNew() ? "; try driver 555 or newer" : "");
        return "TensorFlow lists no GPU though %s and all libraries of %s load; it says why in the engine's log (too old or too small a GPU, say)"
                .formatted(supports(), WANTED);
    }

    private String supports() {
        return "the driver %s supports CUDA up to %s".formatted(driver.version(), driver.cuda());
    }

    /** Compiling for a GPU that is newer than TensorFlow takes a driver as new as its CUDA. */
    private boolean isTooOldForNew() {
        return !driver.cuda().isEmpty() && isOlder(driver.cuda(), CUDA);
    }

    private static boolean isOlder(String version, String than) {
        return number(version) < number(than);
    }

    /** Major and minor: 12.4 is 12004. */
    private static int number(String version) {
        String[] parts = version.split("\\.", -1);
        return 1000 * Integer.parseInt(parts[0]) + Integer.parseInt(parts[1]);
    }
}
