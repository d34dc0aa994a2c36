package org.mulligan.engine;

import java.util.List;

/**
 * What the runtime found on this machine.
 *
 * @param found the CPU first, then each GPU that works
 * @param gpuProblem why no GPU works, in the user's words: the build, the driver, the library that
 *     does not load, the version wanted and found; empty when one does
 */
public record Devices(List<Device> found, String gpuProblem) {
    public Devices {
        found = List.copyOf(found);
    }
}
