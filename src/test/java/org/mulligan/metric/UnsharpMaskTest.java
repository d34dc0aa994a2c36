package org.mulligan.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.image.filter.GaussianBlur;

class UnsharpMaskTest {
    private static final int WIDTH = 61;
    private static final int HEIGHT = 47;
    private final Metric sharpness = new Sharpness();

    @Test
    void addsWhatTheBlurTakesAway() {
        // SciPy: t + 1.5 * (t - gaussian_filter(t, 2, mode='reflect', truncate=4))
        float[] image = new float[37 * 29];
        for (int y = 0; y < 29; y++)
            for (int x = 0; x < 37; x++)
                image[y * 37 + x] =
                        (7 * x + 13 * y + x * y) % 17 / 2f + (5 * x + 11 * y + 2 * x * y) % 13;
        float[] sharpened = UnsharpMask.apply(image, 37, 29, 2, 1.5);
        assertThat(sharpened[0]).isCloseTo(-14.0776186f, within(1e-4f));
        assertThat(sharpened[3 * 37 + 4]).isCloseTo(29.1927082f, within(1e-4f));
        assertThat(UnsharpMask.apply(image, 37, 29, 2, 0)).isEqualTo(image);
    }

    @ParameterizedTest(name = "sharpness {0}")
    @ValueSource(doubles = {0.1, 0.3, 0.5, 0.9, 1.2})
    void hasTheWantedSharpness(double wanted) {
        float[] clean = texture(1);
        float[] faithful = faithful(clean, 2);
        float[] sharpened = UnsharpMask.toSharpness(faithful, clean, WIDTH, HEIGHT, wanted);
        assertThat(sharpness.compare(clean, sharpened, WIDTH, HEIGHT))
                .isCloseTo(wanted, within(2e-3));
    }

    @Test
    void itsOwnSharpnessChangesNothing() {
        float[] clean = texture(3);
        float[] faithful = faithful(clean, 4);
        double own = sharpness.compare(clean, faithful, WIDTH, HEIGHT);
        float[] same = UnsharpMask.toSharpness(faithful, clean, WIDTH, HEIGHT, own);
        for (int i = 0; i < same.length; i++)
            assertThat(same[i]).isCloseTo(faithful[i], within(1e-3f));
    }

    @Test
    void noSingleSigmaComesNearerToTheReference() {
        float[] clean = texture(5);
        float[] faithful = faithful(clean, 6);
        Metric psnr = new CarePsnr();
        float[] best = UnsharpMask.toSharpness(faithful, clean, WIDTH, HEIGHT, 0.8);
        double score = psnr.compare(clean, best, WIDTH, HEIGHT);
        for (double sigma : new double[] {1, 1.5, 2}) {
            double amount = 0;
            float[] rival = faithful;
            while (sharpness.compare(clean, rival, WIDTH, HEIGHT) < 0.8) {
                amount += 0.01;
                rival = UnsharpMask.apply(faithful, WIDTH, HEIGHT, sigma, amount);
            }
            assertThat(score).isGreaterThan(psnr.compare(clean, rival, WIDTH, HEIGHT) - 0.05);
        }
    }

    @Test
    void goesAsFarAsItCan() {
        float[] clean = texture(7);
        float[] faithful = faithful(clean, 8);
        float[] most = UnsharpMask.toSharpness(faithful, clean, WIDTH, HEIGHT, 1000);
        assertThat(sharpness.compare(clean, most, WIDTH, HEIGHT))
                .isBetween(sharpness.compare(clean, faithful, WIDTH, HEIGHT), 100.0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UnsharpMask.toSharpness(faithful, clean, WIDTH, HEIGHT, -1))
                .withMessageContaining("0 or more");
    }

    /** Blurred, with a little of something else. */
    private static float[] faithful(float[] clean, long seed) {
        float[] blurred = GaussianBlur.blur(clean, WIDTH, HEIGHT, 1.2);
        float[] other = texture(seed);
        for (int i = 0; i < blurred.length; i++) blurred[i] += 0.05f * other[i];
        return blurred;
    }

    private static float[] texture(long seed) {
        Random random = new Random(seed);
        float[] noise = new float[WIDTH * HEIGHT];
        for (int i = 0; i < noise.length; i++) noise[i] = (float) (50 * random.nextGaussian());
        return GaussianBlur.blur(noise, WIDTH, HEIGHT, 1.5);
    }
}
