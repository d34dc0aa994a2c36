package org.mulligan.image.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineSamplingTest {
    /** Two columns, of which the second is ten times the first. */
    private static float[] columns(float... values) {
        float[] image = new float[2 * values.length];
        for (int y = 0; y < values.length; y++) {
            image[2 * y] = values[y];
            image[2 * y + 1] = 10 * values[y];
        }
        return image;
    }

    @Test
    void betweenTheRowsThatAreTakenIsALine() {
        float[] image = columns(4, 9, 7, 9, 8, 1, 0, 5, 2);
        assertThat(LineSampling.interpolatedAlongY(image, 2, 9, 0, 4))
                .containsExactly(columns(4, 5, 6, 7, 8, 6.5f, 5, 3.5f, 2));
    }

    @Test
    void beyondTheBorderTheImageIsReflected() {
        // Rows 1 and 5 are taken, and -3 and 9, which are rows 3 and 5.
        float[] image = columns(9, 2, 9, 6, 9, 10, 9, 9);
        assertThat(LineSampling.interpolatedAlongY(image, 2, 8, 1, 4))
                .containsExactly(columns(3, 2, 4, 6, 8, 10, 10, 10));
    }

    @ParameterizedTest(name = "rows {0} px apart from {1}")
    @CsvSource({"3, 2", "2.5, 0.3", "3.7, 3.1", "1, 0", "1.3, 1.2"})
    void aRampStaysARampAwayFromTheBorder(double step, double first) {
        float[] image = new float[3 * 40];
        for (int i = 0; i < image.length; i++) image[i] = 5 + 2 * (i / 3) + i % 3;
        float[] made = LineSampling.interpolatedAlongY(image, 3, 40, first, step);
        for (int y = 6; y < 34; y++)
            for (int x = 0; x < 3; x++)
                assertThat(made[3 * y + x]).isCloseTo(image[3 * y + x], within(1e-4f));
    }

    @ParameterizedTest(name = "FWHM {0} px")
    @ValueSource(doubles = {0, 0.2, 1.5, 4, 9})
    void blursAlongYAloneAndByTheWidthAsked(double fwhm) {
        float[] image = new float[5 * 61];
        image[5 * 30 + 2] = 1;
        float[] blurred = LineSampling.blurredAlongY(image, 5, 61, fwhm);
        double sum = 0;
        double moment = 0;
        double squares = 0;
        for (int y = 0; y < 61; y++)
            for (int x = 0; x < 5; x++) {
                float value = blurred[5 * y + x];
                if (x != 2) assertThat(value).isZero();
                sum += value;
                moment += value * (y - 30) * (y - 30);
                squares += value * value;
            }
        double sigma = fwhm / 2.3548;
        assertThat(sum).isCloseTo(1, within(1e-5));
        // Cut at three sigma; narrow ones fall between the pixels.
        if (fwhm >= 1.5) assertThat(Math.sqrt(moment)).isCloseTo(sigma, within(0.02 * sigma));
        assertThat(LineSampling.noiseLeft(fwhm)).isCloseTo(squares, within(1e-6));
    }
}
