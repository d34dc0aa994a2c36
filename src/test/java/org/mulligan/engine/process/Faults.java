package org.mulligan.engine.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.EngineSettings;
import org.mulligan.model.ModelFile;
import org.mulligan.worker.FaultyWorker;

/** Engines whose process goes wrong once. */
final class Faults {
    /** Short, so that a test need not wait. */
    static final EngineProcess.Patience SHORT = new EngineProcess.Patience(3, 0.5);

    private Faults() {}

    static EngineProcessLaunch launch(String fault, Path folder) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString()));
        command.addAll(EngineProcessLaunch.options(new EngineSettings(DeviceChoice.CPU, 256, 0)));
        command.addAll(
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        FaultyWorker.class.getName(),
                        fault,
                        folder.resolve("fuse").toString()));
        return new EngineProcessLaunch(command, Map.of());
    }

    /** With a fuse that still burns. */
    static OwnProcessEngine engine(String fault, Path folder) throws IOException {
        Files.writeString(folder.resolve("fuse"), "");
        return new OwnProcessEngine(
                EngineSettings.on(DeviceChoice.CPU), settings -> launch(fault, folder), SHORT, 10);
    }

    static ModelFile model() throws IOException {
        return ModelFile.open(
                Path.of(System.getProperty("mulligan.home"), "models", "fluorescence"));
    }
}
