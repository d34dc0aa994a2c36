package org.mulligan.engine.process;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.mulligan.engine.EngineSettings;
import org.mulligan.engine.process.EngineProcess.Patience;

/**
 * One engine's process that is started before anybody asks, while the host still gets ready: its
 * Java and TensorFlow take longer to start than all that the host does before it needs them.
 */
final class EarlyStart {
    private static EarlyStart begun;

    private final EngineProcessLaunch launch;
    private final EngineProcess process;

    private EarlyStart(EngineProcessLaunch launch, EngineProcess process) {
        this.launch = launch;
        this.process = process;
    }

    /** What goes wrong is said when the engine is asked for, and tried again then. */
    static synchronized void begin(
            OwnProcessEngine.Launcher launcher, Supplier<EngineSettings> settings) {
        if (begun != null) return;
        try {
            EngineProcessLaunch launch = launcher.launch(settings.get()).forPredictions();
            begun = new EarlyStart(launch, EngineProcess.start(launch, Patience.USUAL));
        } catch (IOException | RuntimeException | LinkageError e) {
            return;
        }
    }

    /**
     * The process that was started early, for who first wants one like it.
     *
     * @return empty when there is none; one of another device or other jars is ended
     */
    static synchronized Optional<EngineProcess> take(EngineProcessLaunch wanted) {
        EarlyStart early = begun;
        begun = null;
        if (early == null || !early.process.isAlive()) return Optional.empty();
        if (early.launch.equals(wanted)) return Optional.of(early.process);
        early.process.close();
        return Optional.empty();
    }
}
