package org.mulligan.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.image.filter.GaussianBlur;

class CoherenceTest {
    private static final int WIDTH = 301;
    private static final int HEIGHT = 257;
    private final Metric coherence = new Coherence();

    /**
     * NumPy: {@code h = lambda n: .5 - .5 * cos(2 * pi * (arange(n) + .5) / n)}, {@code F = fft2((a
     * - a.mean()) * outer(h(29), h(37)))}, {@code A = F[(f >= .1) & (f < .25)]} with {@code f} the
     * length of the two {@code fftfreq}; {@code (A * B.conj()).real.sum() / sqrt((abs(A) **
     * 2).sum() * (abs(B) ** 2).sum())}.
     */
    @Test
    void agreesWithNumpy() {
        float[] reference = new float[37 * 29];
        float[] test = new float[37 * 29];
        for (int y = 0; y < 29; y++)
            for (int x = 0; x < 37; x++) {
                reference[y * 37 + x] = (7 * x + 13 * y + x * y) % 17;
                test[y * 37 + x] = reference[y * 37 + x] / 2 + (5 * x + 11 * y + 2 * x * y) % 13;
            }
        assertThat(coherence.compare(reference, test, 37, 29))
                .isCloseTo(0.5598446149027074, within(1e-9));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void aBlurInventsNothing(long seed) {
        float[] image = GaussianBlur.blur(noise(seed), WIDTH, HEIGHT, 2);
        float[] blurred = GaussianBlur.blur(image, WIDTH, HEIGHT, 1);
        assertThat(coherence.compare(image, image, WIDTH, HEIGHT)).isCloseTo(1, within(1e-12));
        assertThat(coherence.compare(image, blurred, WIDTH, HEIGHT)).isGreaterThan(0.97);
        assertThat(new Sharpness().compare(image, blurred, WIDTH, HEIGHT)).isLessThan(0.8);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void asMuchInventedAsRealIsOneOverTheRootOfTwo(long seed) {
        float[] image = noise(seed);
        float[] invented = noise(seed + 100);
        float[] both = new float[image.length];
        for (int i = 0; i < both.length; i++) both[i] = image[i] + invented[i];
        assertThat(coherence.compare(image, both, WIDTH, HEIGHT)).isCloseTo(0.707, within(0.05));
        assertThat(coherence.compare(image, invented, WIDTH, HEIGHT)).isCloseTo(0, within(0.08));
    }

    @Test
    void brightnessAndContrastDoNotMatterAndAnInvertedImageIsTheOpposite() {
        float[] image = noise(4);
        float[] inverted = new float[image.length];
        for (int i = 0; i < image.length; i++) inverted[i] = 500 - 3 * image[i];
        assertThat(coherence.compare(image, inverted, WIDTH, HEIGHT)).isCloseTo(-1, within(1e-6));
    }

    @Test
    void nothingIsNotCoherentAndCannotBeCompared() {
        float[] flat = new float[WIDTH * HEIGHT];
        assertThat(coherence.compare(noise(1), flat, WIDTH, HEIGHT)).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> coherence.compare(flat, noise(1), WIDTH, HEIGHT))
                .withMessageContaining("0.1 to 0.25");
    }

    private static float[] noise(long seed) {
        Random random = new Random(seed);
        float[] noise = new float[WIDTH * HEIGHT];
        for (int i = 0; i < noise.length; i++) noise[i] = (float) (50 * random.nextGaussian());
        return noise;
    }
}
