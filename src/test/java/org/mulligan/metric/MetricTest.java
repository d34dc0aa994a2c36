package org.mulligan.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MetricTest {
    private static final int WIDTH = 37;
    private static final int HEIGHT = 29;

    private static float[] noise(long seed) {
        Random random = new Random(seed);
        float[] image = new float[WIDTH * HEIGHT];
        for (int i = 0; i < image.length; i++) image[i] = random.nextFloat();
        return image;
    }

    @Test
    void psnrOfADifferenceOfOneInTwoHundredFiftyFiveIs48Decibels() {
        float[] a = {10, 20, 30, 40};
        float[] b = {11, 19, 31, 39};
        assertThat(Psnr.of(a, b, 255)).isCloseTo(20 * Math.log10(255), within(1e-9));
    }

    @Test
    void affineFitFindsGainAndOffset() {
        float[] test = noise(1);
        float[] reference = new AffineFit(3, -2).apply(test);
        AffineFit fit = AffineFit.of(reference, test);
        assertThat(fit.gain()).isCloseTo(3, within(1e-5));
        assertThat(fit.offset()).isCloseTo(-2, within(1e-5));
    }

    @Test
    void careFigureDoesNotDependOnTheScaleOfEitherImage() {
        float[] reference = noise(1);
        float[] test = noise(2);
        for (int i = 0; i < test.length; i++) test[i] = 0.8f * reference[i] + 0.2f * test[i];
        double psnr = CareFit.of(reference, test).psnr();
        double scaled =
                CareFit.of(
                                new AffineFit(500, 90).apply(reference),
                                new AffineFit(0.1, 7).apply(test))
                        .psnr();
        assertThat(scaled).isCloseTo(psnr, within(1e-3));
    }

    @Test
    void ssimOfEqualImagesIsOneAndFallsWithNoise() {
        float[] a = noise(1);
        assertThat(Ssim.of(a, a, WIDTH, HEIGHT, 1)).isCloseTo(1, within(1e-12));
        assertThat(Ssim.of(a, noise(2), WIDTH, HEIGHT, 1)).isLessThan(0.3);
    }

    @Test
    void blurKeepsTheMeanOfAnImageAndSpreadsAPixelAsAGaussian() {
        float[] point = new float[21 * 21];
        point[10 * 21 + 10] = 1;
        float[] blurred = GaussianBlur.of(point, 21, 21, 1.5);
        double sum = 0;
        double variance = 0;
        for (int i = 0; i < blurred.length; i++) {
            sum += blurred[i];
            variance += blurred[i] * Math.pow(i % 21 - 10, 2);
        }
        assertThat(sum).isCloseTo(1, within(1e-5));
        assertThat(variance).isCloseTo(2.25, within(0.01));
    }

    @Test
    void blurWorksOnImagesSmallerThanItsKernel() {
        assertThat(GaussianBlur.of(new float[] {3, 3, 3}, 3, 1, 4))
                .usingComparatorWithPrecision(1e-5f)
                .containsExactly(3, 3, 3);
    }

    @Test
    void sharpnessFallsWithABlurAndIsOneForTheImageItself() {
        float[] image = noise(3);
        assertThat(Sharpness.of(image, image, WIDTH, HEIGHT)).isCloseTo(1, within(1e-12));
        assertThat(Sharpness.of(image, GaussianBlur.of(image, WIDTH, HEIGHT, 1.5), WIDTH, HEIGHT))
                .isLessThan(0.6);
    }
}
