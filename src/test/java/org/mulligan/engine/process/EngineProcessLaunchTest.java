package org.mulligan.engine.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.EngineSettings;

class EngineProcessLaunchTest {
    private static final String FOLDER = "mulligan.engine.folder";

    @TempDir Path engine;

    @BeforeEach
    void use() {
        System.setProperty(FOLDER, engine.toString());
    }

    @AfterEach
    void leave() {
        System.clearProperty(FOLDER);
    }

    @Test
    void startsTheHostsJavaWithTheEnginesFolderAndTheSettings() throws IOException {
        EngineProcessLaunch launch =
                EngineProcessLaunch.standard(
                        new EngineSettings(DeviceChoice.of("gpu:1"), 3000, 8000), List.of());
        assertThat(Path.of(launch.command().get(0)))
                .startsWith(Path.of(System.getProperty("java.home")));
        assertThat(launch.command())
                .contains("-Xmx3000m", "-XX:+ExitOnOutOfMemoryError")
                .endsWith("org.mulligan.worker.WorkerMain", "gpu:1", "8000");
        assertThat(launch.command().get(launch.command().indexOf("-cp") + 1))
                .endsWith(engine.resolve("*").toString());
        assertThat(launch.environment()).containsEntry("NVIDIA_TF32_OVERRIDE", "0");
    }

    @Test
    void whatTrainsNothingIsCompiledLightly() throws IOException {
        EngineProcessLaunch launch =
                EngineProcessLaunch.standard(EngineSettings.on(DeviceChoice.CPU), List.of());
        List<String> command = launch.forPredictions().command();

        assertThat(launch.command()).doesNotContain("-XX:TieredStopAtLevel=1");
        assertThat(command.get(1)).isEqualTo("-XX:TieredStopAtLevel=1");
        assertThat(command).containsAll(launch.command());
    }

    @Test
    void jarsOfExtensionsComeBehindOurs() throws IOException {
        Path jar = Path.of("a folder", "extension.jar");
        List<String> command =
                EngineProcessLaunch.standard(EngineSettings.on(DeviceChoice.CPU), List.of(jar))
                        .command();
        assertThat(command.get(command.indexOf("-cp") + 1))
                .endsWith(engine.resolve("*") + File.pathSeparator + jar);
    }

    @Test
    void leavesTheHeapToJavaUnlessItIsSet() throws IOException {
        assertThat(
                        EngineProcessLaunch.standard(
                                        EngineSettings.on(DeviceChoice.AUTO), List.of())
                                .command())
                .noneMatch(option -> option.startsWith("-Xmx"));
    }

    @Test
    void findsCudaInTheEnginesFolder() throws IOException {
        assertThat(
                        EngineProcessLaunch.standard(
                                        EngineSettings.on(DeviceChoice.AUTO), List.of())
                                .environment())
                .doesNotContainKey("LD_LIBRARY_PATH");
        Path cuda = Files.createDirectory(engine.resolve("cuda"));
        assertThat(
                        EngineProcessLaunch.standard(
                                        EngineSettings.on(DeviceChoice.AUTO), List.of())
                                .environment()
                                .get("LD_LIBRARY_PATH"))
                .startsWith(cuda.toString());
    }
}
