package org.mulligan.tensor.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mulligan.tensor.device.GpuFacts.Driver;
import org.mulligan.tensor.device.GpuFacts.Libraries;

class GpuFactsTest {
    private static final Driver NONE =
            new Driver("libcuda.so.1 does not load: no such file", "of unknown version", "");
    private static final Driver GOOD = new Driver("", "555.42", "12.5");
    private static final Driver OLDER = new Driver("", "535.54", "12.2");
    private static final Driver TOO_OLD = new Driver("", "470.82", "11.4");
    private static final Libraries ALL = new Libraries(Map.of(), "12.5", "9.3.0");
    private static final Libraries OLD_CUDNN = new Libraries(Map.of(), "12.5", "9.1.1");

    private static GpuFacts linux(
            boolean gpuBuild, Driver driver, Libraries libraries, boolean listed, String failure) {
        return new GpuFacts("Linux", "amd64", gpuBuild, driver, libraries, listed, failure);
    }

    private static GpuFacts elsewhere(String system, String architecture) {
        return new GpuFacts(system, architecture, false, NONE, Libraries.NOT_TRIED, false, "");
    }

    private static Libraries without(String runtime, String cudnn, String... libraries) {
        Map<String, String> missing = new LinkedHashMap<>();
        for (String library : libraries) missing.put(library, "cannot open it");
        return new Libraries(missing, runtime, cudnn);
    }

    static Stream<Arguments> facts() {
        return Stream.of(
                Arguments.of(
                        elsewhere("Mac OS X", "aarch64"),
                        "under Linux on x86-64 only; this is Mac OS X on aarch64"),
                Arguments.of(elsewhere("Windows 11", "amd64"), "this is Windows 11 on amd64"),
                Arguments.of(elsewhere("Linux", "aarch64"), "this is Linux on aarch64"),
                Arguments.of(
                        linux(false, GOOD, ALL, false, ""),
                        "has TensorFlow's CPU build; build it with mvn -Pgpu package"),
                Arguments.of(
                        linux(true, NONE, Libraries.NOT_TRIED, false, ""),
                        "no working NVIDIA driver: libcuda.so.1 does not load: no such file. Install"),
                Arguments.of(
                        linux(true, TOO_OLD, ALL, false, ""),
                        "driver 470.82 supports CUDA up to 11.4, and CUDA 12.5 and cuDNN 9.3 are wanted; install driver 525"),
                Arguments.of(
                        linux(true, GOOD, without("", "", "libcudart.so.12"), false, ""),
                        "CUDA 12.5 and cuDNN 9.3 do not load: libcudart.so.12 (cannot open it); none of them is found."),
                Arguments.of(
                        linux(
                                true,
                                OLDER,
                                without("12.2", "", "libcufft.so.11", "libcudnn.so.9"),
                                false,
                                ""),
                        "libcufft.so.11 (cannot open it); libcudnn.so.9 (cannot open it); found are CUDA 12.2 and cuDNN -. Install them and put their folders on LD_LIBRARY_PATH, see \"Use a GPU\" in the guide (docs/guide/gpu.html); the driver 535.54 supports CUDA up to 12.2"),
                Arguments.of(
                        linux(true, GOOD, OLD_CUDNN, true, "DNN library initialization failed"),
                        "cuDNN 9.1.1 is found, and 9.3 or a newer 9 is wanted"),
                Arguments.of(
                        linux(true, GOOD, ALL, false, ""),
                        "TensorFlow lists no GPU though the driver 555.42 supports CUDA up to 12.5 and all libraries"),
                Arguments.of(
                        linux(true, GOOD, ALL, false, "CUDA_ERROR_DEVICE_UNAVAILABLE"),
                        "fails on it (CUDA_ERROR_DEVICE_UNAVAILABLE); the driver 555.42"),
                Arguments.of(
                        linux(true, OLDER, ALL, true, "CUDA_ERROR_UNSUPPORTED_PTX_VERSION"),
                        "supports CUDA up to 12.2; try driver 555 or newer"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("facts")
    void namesTheReasonAndTheWayOut(GpuFacts facts, String said) {
        assertThat(facts.problem()).contains(said);
    }

    @Test
    void hasNothingToSayOfAGpuThatIsListedAndComputes() {
        assertThat(linux(true, GOOD, Libraries.NOT_TRIED, true, "").problem()).isEmpty();
    }
}
