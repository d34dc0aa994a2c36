package org.mulligan.service;

import org.mulligan.door.WatcherService;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.EngineSettings;
import org.mulligan.worker.SameProcessEngine;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.log.LogService;

/** The real service with its engine in the process of the test, on the CPU. */
public final class EngineHere {
    private EngineHere() {}

    /** A context with what commands need; the caller ends its engine. */
    public static Context start() {
        Context context =
                new Context(
                        MulliganService.class,
                        CommandService.class,
                        WatcherService.class,
                        LogService.class);
        context.service(MulliganService.class)
                .startEngineWith(
                        settings -> new SameProcessEngine(EngineSettings.on(DeviceChoice.CPU)));
        return context;
    }
}
