package org.mulligan.noise.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeakLightTest {
    private static final int WIDTH = 301;
    private static final int HEIGHT = 257;

    /** Broad hills, counted with the noise of their photons, which Gaussian noise stands for. */
    private static float[] hills(double photons, double gain, double offset) {
        Random random = new Random(3);
        float[] image = new float[WIDTH * HEIGHT];
        for (int i = 0; i < image.length; i++) {
            double x = Math.sin(i % WIDTH / 30.0);
            double y = Math.sin(i / WIDTH / 37.0);
            double light = photons * x * x * y * y;
            double counted = light + Math.sqrt(light + 0.1) * random.nextGaussian();
            image[i] = (float) (offset + gain * counted);
        }
        return image;
    }

    @ParameterizedTest(name = "{0} photons, {1} counts each, offset {2}")
    @CsvSource({"10, 1, 0", "10, 40, 500", "100, 2, 100", "1000, 0.3, 20"})
    void findsThePhotonsOfTheBrightestParts(double photons, double gain, double offset) {
        double found = PeakLight.photons(hills(photons, gain, offset), WIDTH, HEIGHT);
        assertThat(found).isBetween(0.6 * photons, 1.6 * photons);
    }

    @ParameterizedTest(name = "noise of {0} counts alone")
    @CsvSource({"1", "30"})
    void ofNoiseAloneFindsNextToNone(double sigma) {
        Random random = new Random(4);
        float[] noise = new float[WIDTH * HEIGHT];
        for (int i = 0; i < noise.length; i++)
            noise[i] = (float) (100 + sigma * random.nextGaussian());
        assertThat(PeakLight.photons(noise, WIDTH, HEIGHT)).isLessThan(2);
    }
}
