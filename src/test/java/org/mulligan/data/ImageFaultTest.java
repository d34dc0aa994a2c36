package org.mulligan.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.data.ImageFault.Kind;

class ImageFaultTest {
    private static float[] image() {
        Random random = new Random(3);
        float[] values = new float[1000];
        for (int i = 0; i < values.length; i++) values[i] = 1 + random.nextInt(100);
        return values;
    }

    private static ImageFault fault(float[] values) {
        return ImageFault.of(values, ImageFault.NO_SCALE).orElseThrow();
    }

    @Test
    void anImageHasNone() {
        assertThat(ImageFault.of(image(), ImageFault.NO_SCALE)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(floats = {0, -3.5f, 65535})
    void anImageOfOneValueIsBlank(float value) {
        float[] values = new float[1000];
        Arrays.fill(values, value);
        assertThat(fault(values).kind()).isEqualTo(Kind.BLANK);
        assertThat(fault(values).reason()).startsWith("shows nothing: each pixel has the value");
    }

    @ParameterizedTest(name = "{0} of 1000 pixels differ: blank {1}")
    @CsvSource({"1, true", "2, true", "3, false"})
    void aFewHotPixelsShowNothing(int hot, boolean blank) {
        float[] values = new float[1000];
        for (int i = 0; i < hot; i++) values[7 * i] = 900 + i;
        assertThat(ImageFault.of(values, ImageFault.NO_SCALE).isPresent()).isEqualTo(blank);
        assertThat(ImageFault.of(values, 1)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void tellsHowManyPixelsAreNoNumbersAndWhatToDo(float value) {
        float[] values = image();
        for (int i = 0; i < 20; i++) values[i * 3] = value;
        assertThat(fault(values).kind()).isEqualTo(Kind.NOT_NUMBERS);
        assertThat(fault(values).reason())
                .contains(value + " in 2.00 %", "Process > Math > Macro...");
    }

    @ParameterizedTest(name = "{0} pixels of 1000 at {1}: saturated {2}")
    @CsvSource({
        "300, 255, true",
        "200, 255, false",
        "300, 4095, true",
        "300, 65535, true",
        "300, 3000, false",
        "990, 65535, true"
    })
    void aQuarterAtTheHighestValueIsSaturated(int count, float value, boolean saturated) {
        float[] values = image();
        for (int i = 0; i < count; i++) values[i] = value;
        assertThat(ImageFault.of(values, ImageFault.NO_SCALE).isPresent()).isEqualTo(saturated);
        if (saturated)
            assertThat(fault(values).reason()).contains("%.3g %%".formatted(count / 10.0));
    }

    @Test
    void aMaskIsNotSaturated() {
        float[] values = new float[1000];
        Arrays.fill(values, 100, 700, 255);
        assertThat(ImageFault.of(values, ImageFault.NO_SCALE)).isEmpty();
    }

    @Test
    void equalPixelsHaveOneFingerprintAndOthersAnother() {
        float[] other = image();
        other[999] += 1e-3f;
        String own = ImageFault.fingerprint(List.of(image()));
        assertThat(ImageFault.fingerprint(List.of(image()))).isEqualTo(own);
        assertThat(ImageFault.fingerprint(List.of(other))).isNotEqualTo(own);
        assertThat(ImageFault.fingerprint(List.of(image(), image()))).isNotEqualTo(own);
        float[] large = new float[10_000];
        large[9_999] = 1;
        assertThat(ImageFault.fingerprint(List.of(large)))
                .isNotEqualTo(ImageFault.fingerprint(List.of(new float[10_000])));
    }
}
