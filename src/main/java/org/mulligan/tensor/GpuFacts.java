package org.mulligan.tensor;

import java.util.Map;

/**
 * All that decides whether TensorFlow can use a GPU on this machine.
 *
 * @param gpuBuild whether TensorFlow's natives here are those for GPUs
 * @param driverProblem why NVIDIA's driver is of no use; empty: it is
 * @param driverVersion e.g. 550.54.15
 * @param driverCuda the newest CUDA that the driver supports, e.g. 12.4; empty without a driver
 * @param missing libraries that TensorFlow opens and that do not load, with the loader's words
 * @param listed whether TensorFlow lists a GPU
 */
record GpuFacts(
        String system,
        String architecture,
        boolean gpuBuild,
        String driverProblem,
        String driverVersion,
        String driverCuda,
        Map<String, String> missing,
        boolean listed) {
    /** What TensorFlow 2.18 is built for, as its release notes have it. */
    private static final String WANTED = "CUDA 12.5 and cuDNN 9.3";

    private static final int WANTED_MAJOR = 12;

    /** Why no GPU can be used, and what to do; empty when one can. */
    String problem() {
        if (listed) return "";
        if (!system.startsWith("Linux") || !architecture.matches("amd64|x86_64"))
            return "TensorFlow for Java computes on GPUs under Linux on x86-64 only; this is %s on %s"
                    .formatted(system, architecture);
        if (!gpuBuild)
            return "this Mulligan has TensorFlow's CPU build; build it with mvn -Pgpu package, see \"Use a GPU\" in the README";
        if (!driverProblem.isEmpty())
            return "there is no working NVIDIA driver: %s. Install NVIDIA's driver, and try nvidia-smi"
                    .formatted(driverProblem);
        if (!driverCuda.isEmpty() && major(driverCuda) < WANTED_MAJOR)
            return "NVIDIA's driver %s supports CUDA up to %s, and %s are wanted; install a newer driver"
                    .formatted(driverVersion, driverCuda, WANTED);
        if (!missing.isEmpty()) {
            StringBuilder text =
                    new StringBuilder("these libraries of %s do not load:".formatted(WANTED));
            missing.forEach((library, why) -> text.append(" %s (%s);".formatted(library, why)));
            return text
                    + " install them and put their folders on LD_LIBRARY_PATH, see \"Use a GPU\" in the README. The driver %s supports CUDA up to %s"
                            .formatted(driverVersion, driverCuda);
        }
        return "TensorFlow lists no GPU though driver %s (CUDA up to %s) and all libraries of %s load; it says why in the engine's log"
                .formatted(driverVersion, driverCuda, WANTED);
    }

    private static int major(String version) {
        return Integer.parseInt(version.substring(0, version.indexOf('.')));
    }
}
