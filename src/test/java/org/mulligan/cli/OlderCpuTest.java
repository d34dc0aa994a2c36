package org.mulligan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ij.IJ;
import ij.ImagePlus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What most laptops have: oneDNN without AVX-512, which ends a process that asks for bf16. */
class OlderCpuTest {
    @TempDir private Path folder;

    @ParameterizedTest(name = "precision={0}")
    @ValueSource(strings = {"auto", "bf16"})
    void denoisesInFloat32(String precision) throws Exception {
        ImagePlus image = IJ.createImage("noisy", "16-bit ramp", 64, 48, 1);
        image.getProcessor().noise(900);
        Path noisy = folder.resolve("noisy.tif");
        IJ.saveAsTiff(image, noisy.toString());
        Path result = folder.resolve("denoised.tif");

        JavaProcess mulligan =
                JavaProcess.run(
                        folder,
                        120,
                        List.of(
                                "-Dmulligan.home=" + System.getProperty("mulligan.home", "."),
                                "-Dmulligan.engine.settings=" + folder.resolve("engine.properties"),
                                "-Dmulligan.engine.log=" + folder.resolve("engine.log"),
                                Main.class.getName(),
                                "denoise",
                                "--input=" + noisy,
                                "--output=" + result,
                                "--precision=" + precision),
                        Map.of("ONEDNN_MAX_CPU_ISA", "AVX2"));

        assertThat(mulligan.code()).as(mulligan.err()).isZero();
        assertThat(mulligan.err()).contains(", fp32 on CPU");
        assertThat(result).exists();
    }
}
