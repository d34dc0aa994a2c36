package org.mulligan.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.image.Appearance;
import org.mulligan.image.Normalisation;
import org.mulligan.image.Percentiles;
import org.mulligan.image.Pixels;

class AppearanceProbeTest {
    private static final Normalisation NONE = new Normalisation(0, 1);

    @Test
    void whiteNoiseHasTheSamePowerAtEveryFrequency() {
        Appearance noise = of(whiteNoise(555, 541, 0.1), 555, 541, NONE);

        assertThat(noise.spectrum()).allSatisfy(p -> assertThat(p).isCloseTo(-2, within(0.05)));
        assertThat(noise.noise()).isCloseTo(-1, within(0.01));
        assertThat(noise.intensities().get(5)).isCloseTo(0.1645, within(0.002));
    }

    @Test
    void aBlurredImagesPowerFallsAsTheBlurSays() {
        double sigma = 1.3;
        float[] blurred = GaussianBlur.blur(whiteNoise(512, 512, 1), 512, 512, sigma);

        Appearance found = of(blurred, 512, 512, NONE);

        for (int ring = 1; ring < 5; ring++) {
            double frequency = Appearance.frequency(ring);
            double power = -4 * Math.pow(Math.PI * sigma * frequency, 2) / Math.log(10);
            assertThat(found.spectrum().get(ring))
                    .as("at " + frequency)
                    .isCloseTo(power, within(0.1));
        }
        assertThat(found.noise()).isLessThan(-1);
    }

    @Test
    void aWaveHasItsPowerInItsRing() {
        float[] wave = new float[128 * 128];
        for (int i = 0; i < wave.length; i++)
            wave[i] = (float) Math.sin(2 * Math.PI * (0.24 * (i % 128) + 0.18 * (i / 128)));

        List<Double> spectrum = of(wave, 128, 128, NONE).spectrum();

        assertThat(Appearance.frequency(6)).isCloseTo(0.28, within(1e-9));
        assertThat(spectrum.get(6)).isGreaterThan(spectrum.get(4) + 3);
        assertThat(spectrum.get(7)).isGreaterThan(spectrum.get(9) + 3);
    }

    @ParameterizedTest(name = "times {0}, plus {1}")
    @CsvSource({"17, 0", "0.25, -300", "1000, 32768"})
    void gainAndOffsetChangeNothing(float gain, float offset) {
        float[] image = GaussianBlur.blur(whiteNoise(193, 131, 1), 193, 131, 0.7);
        float[] other = new float[image.length];
        for (int i = 0; i < image.length; i++) other[i] = gain * image[i] + offset;

        Appearance one = of(image, 193, 131, percentiles(image));
        Appearance two = of(other, 193, 131, percentiles(other));

        for (Appearance.Trait trait : Appearance.Trait.values())
            for (int i = 0; i < one.values(trait).size(); i++)
                assertThat(two.values(trait).get(i))
                        .isCloseTo(one.values(trait).get(i), within(1e-3));
    }

    @Test
    void aSlopeHasNoNoise() {
        float[] slope = new float[64 * 64];
        for (int i = 0; i < slope.length; i++) slope[i] = (i % 64 + 2 * (i / 64)) / 256f;

        assertThat(of(slope, 64, 64, NONE).noise()).isEqualTo(-4);
    }

    @Test
    void seesAllOfASmallPlaneAndTheWholeWidthOfALargeOne() {
        float[] large = new float[3000 * 64];
        for (int i = 0; i < large.length; i++) large[i] = i % 3000 < 64 ? 0 : 1;
        Appearance plain = of(large, 3000, 64, NONE);
        for (int y = 0; y < 64; y++) large[y * 3000 + 2968] = 9;

        assertThat(plain.intensities()).containsExactly(0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 1.0);
        assertThat(plain.spectrum().get(11)).isEqualTo(-8);
        assertThat(of(large, 3000, 64, NONE).spectrum().get(11)).isGreaterThan(-2);
        assertThat(AppearanceProbe.of(Pixels.of(new float[63 * 400], 63, 400), NONE)).isEmpty();
    }

    static Normalisation percentiles(float[] image) {
        Percentiles percentiles = new Percentiles(image);
        return new Normalisation(percentiles.at(1), percentiles.at(99.8));
    }

    private static Appearance of(float[] image, int width, int height, Normalisation units) {
        return AppearanceProbe.of(Pixels.of(image, width, height), units).orElseThrow();
    }

    private static float[] whiteNoise(int width, int height, double deviation) {
        Random random = new Random(11);
        float[] noise = new float[width * height];
        for (int i = 0; i < noise.length; i++)
            noise[i] = (float) (deviation * random.nextGaussian());
        return noise;
    }
}
