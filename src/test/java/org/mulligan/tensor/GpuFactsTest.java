package org.mulligan.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GpuFactsTest {
    private static final Map<String, String> ALL_LOAD = Map.of();

    static Stream<Arguments> facts() {
        return Stream.of(
                Arguments.of(
                        new GpuFacts("Mac OS X", "aarch64", false, "", "", "", ALL_LOAD, false),
                        "under Linux on x86-64 only; this is Mac OS X on aarch64"),
                Arguments.of(
                        new GpuFacts("Linux", "aarch64", false, "", "", "", ALL_LOAD, false),
                        "this is Linux on aarch64"),
                Arguments.of(
                        new GpuFacts(
                                "Linux", "amd64", false, "", "550.54", "12.4", ALL_LOAD, false),
                        "has TensorFlow's CPU build; build it with mvn -Pgpu package"),
                Arguments.of(
                        new GpuFacts(
                                "Linux",
                                "amd64",
                                true,
                                "libcuda.so.1 does not load: no such file",
                                "",
                                "",
                                ALL_LOAD,
                                false),
                        "no working NVIDIA driver: libcuda.so.1 does not load: no such file"),
                Arguments.of(
                        new GpuFacts("Linux", "amd64", true, "", "470.82", "11.4", ALL_LOAD, false),
                        "driver 470.82 supports CUDA up to 11.4, and CUDA 12.5 and cuDNN 9.3 are wanted"),
                Arguments.of(
                        new GpuFacts(
                                "Linux",
                                "amd64",
                                true,
                                "",
                                "550.54",
                                "12.4",
                                Map.of("libcudnn.so.9", "cannot open shared object file"),
                                false),
                        "do not load: libcudnn.so.9 (cannot open shared object file);"),
                Arguments.of(
                        new GpuFacts("Linux", "amd64", true, "", "550.54", "12.4", ALL_LOAD, false),
                        "TensorFlow lists no GPU though driver 550.54 (CUDA up to 12.4)"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("facts")
    void namesTheReasonAndTheWayOut(GpuFacts facts, String said) {
        assertThat(facts.problem()).contains(said);
    }

    @Test
    void hasNothingToSayOfAGpuThatIsListed() {
        assertThat(
                        new GpuFacts("Linux", "amd64", true, "", "550.54", "12.4", ALL_LOAD, true)
                                .problem())
                .isEmpty();
    }
}
