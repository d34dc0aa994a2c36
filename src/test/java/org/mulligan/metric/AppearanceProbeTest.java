package org.mulligan.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.image.filter.GaussianBlur;
import org.mulligan.image.intensity.Appearance;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.image.intensity.Percentiles;
import org.mulligan.image.plane.Pixels;

class AppearanceProbeTest {
    private static final Normalisation NONE = new Normalisation(0, 1);

    @Test
    void whiteNoiseHasTheSameEnergyAtEveryFrequency() {
        Appearance noise = of(whiteNoise(555, 541, 0.1), 555, 541, NONE);

        assertThat(noise.energies()).allSatisfy(e -> assertThat(e).isCloseTo(-2, within(0.05)));
        assertThat(noise.quantiles().get(2)).isCloseTo(0, within(0.002));
        assertThat(noise.quantiles().get(4)).isCloseTo(0.1645, within(0.002));
    }

    @Test
    void aBlurredImagesEnergyFallsAsTheBlurSays() {
        double sigma = 1.3;
        float[] blurred = GaussianBlur.blur(whiteNoise(512, 512, 1), 512, 512, sigma);

        List<Double> found = of(blurred, 512, 512, NONE).energies();

        for (int ring = 1; ring < 6; ring++) {
            double low = energy(sigma, Appearance.EDGES.get(ring));
            double high = energy(sigma, Appearance.EDGES.get(ring + 1));
            assertThat(found.get(ring)).as("ring " + ring).isBetween(high - 0.05, low + 0.05);
        }
        assertThat(found.get(5)).isLessThan(-0.8);
    }

    /** log10 of white noise's after a Gaussian. */
    private static double energy(double sigma, double frequency) {
        return -4 * Math.pow(Math.PI * sigma * frequency, 2) / Math.log(10);
    }

    @Test
    void aWaveHasItsEnergyInItsRing() {
        float[] wave = new float[128 * 128];
        for (int i = 0; i < wave.length; i++)
            wave[i] = (float) Math.sin(2 * Math.PI * (0.24 * (i % 128) + 0.18 * (i / 128)));

        List<Double> energies = of(wave, 128, 128, NONE).energies();

        assertThat(Appearance.EDGES.get(6)).isCloseTo(0.25, within(1e-9));
        assertThat(Appearance.EDGES.get(7)).isCloseTo(0.354, within(1e-3));
        assertThat(energies.get(6)).isGreaterThan(energies.get(4) + 3);
        assertThat(energies.get(6)).isGreaterThan(energies.get(7) + 3);
    }

    @ParameterizedTest(name = "times {0}, plus {1}")
    @CsvSource({"17, 0", "0.25, -300", "1000, 32768"})
    void gainAndOffsetChangeNothing(float gain, float offset) {
        float[] image = GaussianBlur.blur(whiteNoise(193, 131, 1), 193, 131, 0.7);
        float[] other = new float[image.length];
        for (int i = 0; i < image.length; i++) other[i] = gain * image[i] + offset;

        assertSame(
                of(image, 193, 131, percentiles(image)), of(other, 193, 131, percentiles(other)));
    }

    @Test
    void allBitDepthsGiveTheSameNumbers() {
        float[] noise = whiteNoise(131, 97, 30);
        byte[] bytes = new byte[noise.length];
        short[] shorts = new short[noise.length];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = Math.max(0, Math.min(255, Math.round(128 + noise[i])));
            bytes[i] = (byte) noise[i];
            shorts[i] = (short) (200 * noise[i] + 10_000);
        }
        Appearance one = of(noise, 131, 97, percentiles(noise));
        Appearance two = of(bytes, 131, 97, percentiles(noise));
        float[] wide = new float[noise.length];
        Pixels.of(shorts, noise.length, 1).get(0, 0, noise.length, wide);

        assertThat(two).isEqualTo(one);
        assertSame(of(shorts, 131, 97, percentiles(wide)), one);
    }

    @Test
    void seesAllOfASmallPlaneAndTheWholeWidthOfALargeOne() {
        float[] large = new float[3000 * 64];
        for (int i = 0; i < large.length; i++) large[i] = i % 3000 < 64 ? 0 : 1;
        Appearance plain = of(large, 3000, 64, NONE);
        for (int y = 0; y < 64; y++) large[y * 3000 + 2968] = 9;

        assertThat(plain.quantiles()).containsExactly(0.0, 1.0, 1.0, 1.0, 1.0);
        assertThat(plain.energies()).containsOnly(-8.0);
        assertThat(of(large, 3000, 64, NONE).energies().get(7)).isGreaterThan(-2);
        assertThat(look(Pixels.of(new float[63 * 400], 63, 400))).isFalse();
    }

    @Test
    void leavesSquaresWithMissingPixelsOut() {
        float[] half = whiteNoise(128, 64, 0.1);
        for (int i = 0; i < half.length; i += 128) half[i] = Float.NaN;
        half[5 * 128 + 3] = Normalisation.MISSING;
        float[] right = new float[64 * 64];
        for (int y = 0; y < 64; y++) System.arraycopy(half, y * 128 + 64, right, y * 64, 64);

        assertThat(of(half, 128, 64, NONE)).isEqualTo(of(right, 64, 64, NONE));
        half[127] = Normalisation.MISSING;
        assertThat(look(Pixels.of(half, 128, 64))).isFalse();
    }

    private static boolean look(Pixels plane) {
        return new AppearanceProbe(NONE).add(plane).appearance().isPresent();
    }

    private static void assertSame(Appearance actual, Appearance expected) {
        for (Appearance.Trait trait : Appearance.Trait.values())
            for (int i = 0; i < trait.size; i++)
                assertThat(actual.values(trait).get(i))
                        .isCloseTo(expected.values(trait).get(i), within(1e-3));
    }

    private static Normalisation percentiles(float[] image) {
        Percentiles percentiles = new Percentiles(image);
        return new Normalisation(percentiles.at(1), percentiles.at(99.8));
    }

    private static Appearance of(Object image, int width, int height, Normalisation units) {
        return new AppearanceProbe(units)
                .add(Pixels.of(image, width, height))
                .appearance()
                .orElseThrow();
    }

    private static float[] whiteNoise(int width, int height, double deviation) {
        Random random = new Random(11);
        float[] noise = new float[width * height];
        for (int i = 0; i < noise.length; i++)
            noise[i] = (float) (deviation * random.nextGaussian());
        return noise;
    }
}
