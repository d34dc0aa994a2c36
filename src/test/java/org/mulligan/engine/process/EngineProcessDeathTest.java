package org.mulligan.engine.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineProcessDeathTest {
    private static EngineProcessDeath ended(int exitCode, String... log) {
        return EngineProcessDeath.ended(exitCode, new MemoryEvidence(), List.of(log));
    }

    @ParameterizedTest(name = "exit code {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | The engine ended by itself (exit code 0). Again.",
                "1 | The engine ended with exit code 1. Again.",
                "137 | The engine was ended by signal 9 (SIGKILL), exit code 137. Again.",
                "139 | The engine was ended by signal 11 (SIGSEGV, native code crashed), exit code 139. Again.",
                "-1073741819 | The engine ended with exit code -1073741819. Again."
            })
    void saysWhatTheExitCodeMeans(int exitCode, String said) {
        EngineProcessDeath death = ended(exitCode);
        assertThat(death.forMemory()).isFalse();
        assertThat(death.message("Again.")).startsWith(said).contains(EngineLog.file().toString());
    }

    @Test
    void quotesTheLastLinesThatExplainSomething() {
        String message =
                ended(
                                1,
                                "E0 one",
                                "two",
                                "three",
                                "four",
                                "I0000 00:00:1 chatter",
                                "WARNING: All log messages before absl",
                                "",
                                "five " + "x".repeat(500))
                        .message("Again.");
        assertThat(message)
                .contains("\"two\" \"three\" \"four\" \"five xx")
                .doesNotContain("one", "chatter", "absl", "x".repeat(200));
    }

    @Test
    void readsJavasBannerOfANativeCrash() {
        EngineProcessDeath death =
                ended(
                        1,
                        "#",
                        "# A fatal error has been detected by the Java Runtime Environment:",
                        "#",
                        "#  SIGSEGV (0xb) at pc=0x00007f, pid=1, tid=2",
                        "#",
                        "# Problematic frame:",
                        "# C  [libtensorflow_framework.so.2+0x139]  tensorflow::Tensor::flat(long, bool)+0x25");
        assertThat(death.message(""))
                .startsWith(
                        "The engine crashed in native code (SIGSEGV in [libtensorflow_framework.so.2+0x139]  tensorflow::Tensor::flat).")
                .doesNotContain("#");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "java.lang.OutOfMemoryError: Java heap space, true",
        "terminate called after throwing an instance of 'std::bad_alloc', true",
        "RESOURCE_EXHAUSTED: OOM when allocating tensor, true",
        "the file is not there, false"
    })
    void tellsWantOfMemoryByWhatWasSaid(String line, boolean memory) {
        assertThat(ended(134, line).forMemory()).isEqualTo(memory);
    }

    @Test
    void tellsWantOfMemoryByWhatWasFree() {
        MemoryEvidence evidence = new MemoryEvidence();
        evidence.free(0.4);
        assertThat(EngineProcessDeath.ended(137, evidence, List.of()).forMemory()).isFalse();
        evidence.free(0.01);
        assertThat(EngineProcessDeath.ended(137, evidence, List.of()).message(""))
                .contains("the machine had only 1 % of its memory free");
    }
}
