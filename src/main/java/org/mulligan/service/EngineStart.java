package org.mulligan.service;

import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.EngineSettingsFile;
import org.mulligan.engine.process.Engines;

/** For programs that know at their start that {@link MulliganService} is going to be asked. */
public final class EngineStart {
    private EngineStart() {}

    /**
     * Starts the process that the service will want, beside everything else that the program does
     * first. Without extensions only: SciJava lists them, and is not there yet.
     *
     * @param device as a command takes it; anything that is no device is refused by the command
     */
    public static void early(String device) {
        Engines.startEarly(() -> EngineSettingsFile.read(DeviceChoice.of(device)));
    }
}
