package org.mulligan.tensor;

import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;

/**
 * Where the sessions of this process compute. TensorFlow lets a process map its GPUs only once, so
 * this is chosen before the first session and stays.
 *
 * @param gpu in CUDA's order; -1 for the CPU
 * @param name for people, e.g. {@code CPU (2 threads)}, {@code GPU 0 (NVIDIA H200)}
 * @param share of the GPU's memory that may be taken, 0 to 1; 0 = as much as is needed
 */
public record Placement(int gpu, String name, double share) {
    /** The CPU with all of its threads. */
    public static final Placement CPU =
            new Placement(
                    -1,
                    "CPU (%d threads)".formatted(Runtime.getRuntime().availableProcessors()),
                    0);

    public boolean isGpu() {
        return gpu >= 0;
    }

    /** Restricts a session to this device; memory of a GPU is taken as it is needed. */
    public void into(ConfigProto.Builder config) {
        if (!isGpu()) {
            config.putDeviceCount("GPU", 0);
            return;
        }
        GPUOptions.Builder options =
                GPUOptions.newBuilder()
                        .setVisibleDeviceList(Integer.toString(gpu))
                        .setAllowGrowth(true);
        if (share > 0) options.setPerProcessGpuMemoryFraction(share);
        config.setGpuOptions(options);
    }
}
