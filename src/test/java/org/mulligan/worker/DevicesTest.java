package org.mulligan.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mulligan.engine.Device;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Devices;
import org.mulligan.engine.Engine;
import org.mulligan.engine.EngineSettings;
import org.mulligan.engine.Network;
import org.mulligan.engine.Precision;
import org.mulligan.engine.process.Engines;
import org.mulligan.model.ModelFile;

/** The devices of this machine as the engine's process finds them; half of it needs a GPU. */
class DevicesTest {
    private static Devices devices;

    @BeforeAll
    static void measure() throws IOException {
        try (Engine engine = engine("cpu")) {
            devices = engine.devices();
        }
    }

    private static Engine engine(String device) {
        return Engines.ownProcess(new EngineSettings(DeviceChoice.of(device), 0, 0));
    }

    @Test
    void measuresTheCpu() {
        Device cpu = devices.found().get(0);
        assertThat(cpu.id()).isEqualTo("cpu");
        assertThat(cpu.gigaflops()).isBetween(0.1, 1e5);
        assertThat(cpu.memory()).isGreaterThan(1L << 28);
        assertThat(cpu.name()).contains("threads");
    }

    @Test
    void saysWhyThereIsNoGpuOrNamesIt() {
        if (devices.gpuProblem().isEmpty()) {
            Device gpu = devices.found().get(1);
            assertThat(gpu.id()).isEqualTo("gpu:0");
            assertThat(gpu.driver()).contains("CUDA 1");
            assertThat(gpu.gigaflops()).isGreaterThan(1);
        } else {
            assertThat(devices.found()).hasSize(1);
        }
    }

    @Test
    void theCpuIsUsedWhereItIsAskedFor() throws IOException {
        try (Engine engine = engine("cpu")) {
            assertThat(engine.info().device()).startsWith("CPU (");
        }
    }

    @Test
    void aGpuThatIsNotThereIsAnErrorWithTheReasonAndNeverTheCpu() {
        assumeFalse(devices.gpuProblem().isEmpty(), "there is a GPU");
        for (String device : new String[] {"gpu", "gpu:1"})
            try (Engine engine = engine(device)) {
                assertThatThrownBy(engine::info)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage(
                                "device=%s cannot be used: %s"
                                        .formatted(device, devices.gpuProblem()));
            }
    }

    @Test
    void automaticIsTheCpuWithoutAGpuAndSaysSo() throws IOException {
        assumeFalse(devices.gpuProblem().isEmpty(), "there is a GPU");
        try (Engine engine = engine("auto")) {
            assertThat(engine.info().device()).startsWith("CPU (");
        }
    }

    @Test
    void aGpuGivesWhatTheCpuGives() throws IOException {
        assumeTrue(devices.gpuProblem().isEmpty(), devices.gpuProblem());
        float[] there = run("gpu");
        float[] here = run("cpu");
        for (int i = 0; i < here.length; i++)
            assertThat(there[i]).isCloseTo(here[i], org.assertj.core.data.Offset.offset(1e-3f));
    }

    private static float[] run(String device) throws IOException {
        ModelFile model =
                ModelFile.open(
                        Path.of(System.getProperty("mulligan.home"), "models", "fluorescence"));
        try (Engine engine = engine(device);
                Network network = engine.load(model, 0, Precision.FP32)) {
            FloatBuffer tile = engine.allocate(128 * 128);
            FloatBuffer result = engine.allocate(128 * 128);
            for (int i = 0; i < 128 * 128; i++) tile.put(i, (float) Math.sin(0.01 * i * i));
            network.run(tile, result, 128, 128, () -> false);
            float[] values = new float[128 * 128];
            result.get(0, values);
            return values;
        }
    }
}
