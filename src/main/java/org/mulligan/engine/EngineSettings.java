package org.mulligan.engine;

/**
 * How an engine is started.
 *
 * @param device what it computes on; an engine stays with one
 * @param heap Java heap of the engine's own process in MB; 0 = Java's own choice, a quarter of the
 *     machine's memory
 * @param gpuMemory most memory that it takes of a GPU in MB; 0 = as much as it needs
 */
public record EngineSettings(DeviceChoice device, int heap, int gpuMemory) {
    public EngineSettings {
        if (heap < 0 || (heap > 0 && heap < 256))
            throw new IllegalArgumentException(
                    "The engine's heap must be 0 (automatic) or 256 MB or more, got " + heap);
        if (gpuMemory < 0 || (gpuMemory > 0 && gpuMemory < 512))
            throw new IllegalArgumentException(
                    "The engine's GPU memory must be 0 (as needed) or 512 MB or more, got "
                            + gpuMemory);
    }

    /** Automatic throughout. */
    public static EngineSettings on(DeviceChoice device) {
        return new EngineSettings(device, 0, 0);
    }
}
