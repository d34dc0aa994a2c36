package org.mulligan.engine.process;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.mulligan.engine.Engine;
import org.mulligan.engine.EngineSettings;

/** Starts engines. */
public final class Engines {
    private static final String SAME_PROCESS = "org.mulligan.worker.SameProcessEngine";

    private Engines() {}

    /** The engine room in a process of its own: what everybody uses. Nothing is started yet. */
    public static Engine ownProcess(EngineSettings settings) {
        return ownProcess(settings, List.of());
    }

    /**
     * The same with what strangers add.
     *
     * @param extensions jars or folders of classes that it trains with besides
     */
    public static Engine ownProcess(EngineSettings settings, List<Path> extensions) {
        return new OwnProcessEngine(settings, extensions);
    }

    /**
     * Starts a process for the first engine of these settings that is going to be asked for, on a
     * thread of its own; see {@link #ownProcess}. It ends with this process.
     */
    public static void startEarly(Supplier<EngineSettings> settings) {
        Thread starter =
                new Thread(
                        () ->
                                EarlyStart.begin(
                                        chosen -> EngineProcessLaunch.standard(chosen, List.of()),
                                        settings),
                        "Mulligan starts its engine early");
        starter.setDaemon(true);
        starter.start();
    }

    /**
     * Starts the engine room in this process, for tests, and where this process is a worker itself.
     * It is named, not imported: the front half must load without it.
     *
     * @throws IllegalArgumentException when the device that is asked for does not work; the text
     *     says why
     * @throws IllegalStateException when TensorFlow or its natives for this platform are missing
     */
    public static Engine sameProcess(EngineSettings settings) {
        try {
            return (Engine)
                    Class.forName(SAME_PROCESS)
                            .getConstructor(EngineSettings.class)
                            .newInstance(settings);
        } catch (ReflectiveOperationException | LinkageError e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof IllegalArgumentException refused) throw refused;
            throw new IllegalStateException(
                    "The engine cannot start (%s). The jars of Mulligan's engine folder must be on the class path and fit %s %s; start Mulligan with bin/mulligan"
                            .formatted(
                                    cause,
                                    System.getProperty("os.name"),
                                    System.getProperty("os.arch")),
                    e);
        }
    }
}
