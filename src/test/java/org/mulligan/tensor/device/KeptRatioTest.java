package org.mulligan.tensor.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptRatioTest {
    private static final String WHAT = "bf16 of fp32, TensorFlow 2.18.0, Some(R) CPU: 3, 2 threads";

    @TempDir Path folder;

    @BeforeEach
    void keepsInAFolderThatIsNotThereYet() {
        System.setProperty(KeptRatio.FILE, folder.resolve("new/kept.properties").toString());
    }

    @AfterEach
    void keepsNothing() {
        System.clearProperty(KeptRatio.FILE);
    }

    @Test
    void whatIsClearIsKeptForEachMachineByItself() {
        KeptRatio.keep(WHAT, 0.5);
        KeptRatio.keep("another machine", 1.9);

        assertThat(KeptRatio.read(WHAT)).hasValue(0.5);
        assertThat(KeptRatio.read("another machine")).hasValue(1.9);
        assertThat(KeptRatio.read("a third one")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.7, 0.89, 0.91, 1.3, Double.NaN})
    void whatABusyMomentMayHaveDecidedIsNotKept(double ratio) {
        KeptRatio.keep(WHAT, ratio);

        assertThat(KeptRatio.read(WHAT)).isEmpty();
    }

    @Test
    void aSpoiltFileIsWrittenAnew() throws IOException {
        Path file = Path.of(System.getProperty(KeptRatio.FILE));
        Files.createDirectories(file.getParent());
        Files.writeString(file, "\\u00 is no letter");
        assertThat(KeptRatio.read(WHAT)).isEmpty();

        KeptRatio.keep(WHAT, 0.5);

        assertThat(KeptRatio.read(WHAT)).hasValue(0.5);
    }

    @Test
    void aPlaceThatCannotBeWrittenOrIsNotNamedIsNoFailure() throws IOException {
        Path file = Files.writeString(folder.resolve("a file"), "");
        System.setProperty(KeptRatio.FILE, file.resolve("kept.properties").toString());
        KeptRatio.keep(WHAT, 0.5);
        assertThat(KeptRatio.read(WHAT)).isEmpty();

        System.clearProperty(KeptRatio.FILE);
        KeptRatio.keep(WHAT, 0.5);
        assertThat(KeptRatio.read(WHAT)).isEmpty();
    }
}
