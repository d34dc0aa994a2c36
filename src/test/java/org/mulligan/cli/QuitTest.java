package org.mulligan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.awt.GraphicsEnvironment;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Quitting ImageJ while something works. */
@Tag("slow")
@Tag("alone")
class QuitTest {
    @TempDir private Path folder;

    @BeforeEach
    void needADisplay() {
        assumeFalse(GraphicsEnvironment.isHeadless(), "there is no display");
    }

    private List<String> quit(String work, String how, String answer) throws Exception {
        JavaProcess imageJ =
                JavaProcess.run(
                        folder,
                        60,
                        List.of(
                                "-Duser.home=" + folder,
                                QuitProbe.class.getName(),
                                work,
                                how,
                                answer));
        assertThat(imageJ.code()).as(imageJ.err()).isZero();
        return imageJ.out().lines().toList();
    }

    @ParameterizedTest(name = "by the {0}")
    @ValueSource(strings = {"menu", "window"})
    void aTrainingIsStoppedAndKeptOnRequestBeforeImageJEnds(String how) throws Exception {
        assertThat(quit("training", how, "Stop and Quit"))
                .anyMatch(line -> line.matches("question .*Train endless.*writes the model.*"))
                .contains(
                        "answers Cancel, Quit When Done, Stop and Quit",
                        "working then 0",
                        "open false",
                        "listeners 0",
                        "ended kept");
    }

    @Test
    void aTrainingGoesOnWhenTheUserDoesNotQuitAfterAll() throws Exception {
        assertThat(quit("training", "menu", "Cancel"))
                .contains("working 1", "working then 1", "open true", "listeners 1");
    }

    @Test
    void aTrainingGoesOnToItsEndAndImageJEndsThen() throws Exception {
        assertThat(quit("training", "menu", "Quit When Done"))
                .contains("working 1", "working then 0", "open false", "ended done");
    }

    /** Its result would be lost. */
    @Test
    void otherWorkIsStoppedOrGoesOn() throws Exception {
        assertThat(quit("denoising", "menu", "Stop and Quit"))
                .contains("answers Cancel, Stop and Quit", "working then 0", "open false");
    }

    @Test
    void aMacroThatQuitsIsNotAskedAndTheTrainingIsKept() throws Exception {
        assertThat(quit("training", "macro", ""))
                .noneMatch(line -> line.startsWith("question"))
                .contains("working then 0", "open false", "ended kept");
    }
}
