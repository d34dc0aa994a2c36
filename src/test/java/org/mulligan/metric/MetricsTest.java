package org.mulligan.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.image.filter.GaussianBlur;

class MetricsTest {
    private static final int WIDTH = 61;
    private static final int HEIGHT = 47;

    @Test
    void computesThePsnrOfTwoPixels() {
        // MSE (0 + 4) / 2 = 2; 10 log10(10 * 10 / 2)
        assertThat(new Psnr(10).compare(new float[] {1, 2}, new float[] {1, 4}, 2, 1))
                .isCloseTo(16.9897, within(1e-4));
        assertThat(new Psnr().compare(new float[] {1, 2}, new float[] {1, 2}, 2, 1)).isInfinite();
    }

    @Test
    void givesTheSsimOfConstantImagesByItsFirstTerm() {
        float[] four = new float[11 * 12];
        float[] six = new float[11 * 12];
        Arrays.fill(four, 4);
        Arrays.fill(six, 6);
        // C1 = 1 for L = 100: (2 * 24 + 1) / (16 + 36 + 1)
        assertThat(new Ssim(100).compare(four, six, 11, 12)).isCloseTo(49 / 53.0, within(1e-9));
    }

    @Test
    void comparesAnImageWithItselfAsEqual() {
        float[] image = texture(1);
        assertThat(new Ssim().compare(image, image, WIDTH, HEIGHT)).isCloseTo(1, within(1e-12));
        assertThat(new CareSsim().compare(image, image, WIDTH, HEIGHT)).isCloseTo(1, within(1e-9));
        assertThat(new Sharpness().compare(image, image, WIDTH, HEIGHT)).isCloseTo(1, within(1e-9));
        assertThat(new CarePsnr().compare(image, image, WIDTH, HEIGHT)).isGreaterThan(100);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void doesNotCareForBrightnessAndContrastWhereItSaysSo(long seed) {
        float[] image = texture(seed);
        float[] test = texture(seed + 100);
        for (int i = 0; i < test.length; i++) test[i] = (test[i] + image[i]) / 2;
        float[] brighter = new float[test.length];
        for (int i = 0; i < test.length; i++) brighter[i] = 1000 + 3 * test[i];
        for (Metric metric : List.of(new CarePsnr(), new CareSsim(), new Sharpness()))
            assertThat(metric.compare(image, brighter, WIDTH, HEIGHT))
                    .isCloseTo(metric.compare(image, test, WIDTH, HEIGHT), within(1e-4));
    }

    @Test
    void blursAPointToTheSampledGaussian() {
        float[] point = new float[21 * 19];
        point[9 * 21 + 10] = 1;
        float[] blurred = GaussianBlur.blur(point, 21, 19, 1);
        // 1 / sum(exp(-k^2 / 2), k = -4..4) = 0.39894; squared at the centre
        assertThat(blurred[9 * 21 + 10]).isCloseTo(0.159155f, within(2e-6f));
        assertThat(blurred[9 * 21 + 11]).isCloseTo(0.096532f, within(2e-6f));
        assertThat(blurred[9 * 21 + 15]).isZero();
    }

    @Test
    void doublesTheBorderPixelWhenBlurring() {
        // sigma 0.5, radius 2: weights .00026, .10645, .78657; the left neighbour of 1 is 1 again
        float[] blurred = GaussianBlur.blur(new float[] {1, 0, 0}, 3, 1, 0.5);
        assertThat(blurred[0]).isCloseTo(0.89303f, within(1e-4f));
        assertThat(blurred[1]).isCloseTo(0.10671f, within(1e-4f));
        assertThat(GaussianBlur.blur(new float[] {5}, 1, 1, 4)).containsExactly(5f);
    }

    @Test
    void findsTheBlurThatRestoresANoisyImage() {
        float[] clean = GaussianBlur.blur(noise(7, 1), WIDTH, HEIGHT, 3);
        for (int i = 0; i < clean.length; i++) clean[i] *= 20;
        float[] grain = noise(8, 0.3);
        float[] noisy = new float[clean.length];
        for (int i = 0; i < noisy.length; i++) noisy[i] = clean[i] + grain[i];
        Metric metric = new CarePsnr();
        BestGaussian best = BestGaussian.of(clean, noisy, WIDTH, HEIGHT, metric);
        assertThat(best.sigma()).isBetween(0.5, 2.5);
        assertThat(best.score())
                .isGreaterThan(metric.compare(clean, noisy, WIDTH, HEIGHT) + 3)
                .isEqualTo(metric.compare(clean, best.image(), WIDTH, HEIGHT));
    }

    @ParameterizedTest(name = "{0} cycles over 60 px: energy times {1}")
    @CsvSource({"3, 1", "9, 2", "12, 2", "17, 1", "25, 1"})
    void countsOnlyTheBandOfFineStructure(int cycles, double expected) {
        float[] reference = new float[60 * 60];
        float[] test = new float[60 * 60];
        for (int i = 0; i < test.length; i++) {
            double slow = 10 * Math.cos(2 * Math.PI * (i % 60) / 60);
            reference[i] = (float) (slow + Math.sin(2 * Math.PI * 9 * (i % 60) / 60));
            test[i] = (float) (reference[i] + Math.sin(2 * Math.PI * cycles * (i / 60) / 60));
        }
        assertThat(new Sharpness().compare(reference, test, 60, 60))
                .isCloseTo(expected, within(0.06));
    }

    @Test
    void losesSharpnessByBlurring() {
        float[] image = texture(4);
        float[] blurred = GaussianBlur.blur(image, WIDTH, HEIGHT, 2);
        assertThat(new Sharpness().compare(image, blurred, WIDTH, HEIGHT)).isBetween(0.01, 0.9);
    }

    @Test
    void evaluatesASetWithOneGaussianForAll() {
        float[] a = texture(1);
        float[] b = texture(2);
        Evaluation evaluation =
                Evaluation.of(
                        List.of(
                                new Evaluation.Sample("a", a, b, Optional.of(b), WIDTH, HEIGHT),
                                new Evaluation.Sample("b", b, a, Optional.of(a), WIDTH, HEIGHT)));
        assertThat(evaluation.rows()).extracting(Evaluation.Row::name).containsExactly("a", "b");
        assertThat(evaluation.mean().psnr())
                .isEqualTo(new Psnr().compare(a, b, WIDTH, HEIGHT), within(1e-12));
        assertThat(evaluation.rows().get(0).careSsim())
                .isEqualTo(new CareSsim().compare(a, b, WIDTH, HEIGHT));
        Evaluation.Gaussian gaussian = evaluation.gaussian().orElseThrow();
        assertThat(BestGaussian.sigmas()).contains(gaussian.sigma());
        assertThat(gaussian.mean().carePsnr()).isGreaterThan(evaluation.mean().carePsnr());
    }

    /** The fine structure of an empty field is next to nothing, and noise is any multiple of it. */
    @Test
    void oneEmptyFieldDoesNotMakeTheSharpnessOfASet() {
        float[] image = texture(1);
        float[] empty = new float[image.length];
        float[] noise = texture(2);
        for (int i = 0; i < empty.length; i++) empty[i] = 1e-4f * noise[i] + i % WIDTH;
        List<Evaluation.Sample> samples =
                List.of(
                        new Evaluation.Sample("a", image, image, Optional.empty(), WIDTH, HEIGHT),
                        new Evaluation.Sample("b", empty, noise, Optional.empty(), WIDTH, HEIGHT),
                        new Evaluation.Sample("c", image, image, Optional.empty(), WIDTH, HEIGHT));
        Evaluation evaluation = Evaluation.of(samples);
        assertThat(evaluation.rows().get(1).sharpness()).isGreaterThan(10);
        assertThat(evaluation.mean().sharpness()).isCloseTo(1, within(1e-9));
        assertThat(Evaluation.of(samples.subList(0, 2)).mean().sharpness())
                .isEqualTo((1 + evaluation.rows().get(1).sharpness()) / 2, within(1e-9));
    }

    @Test
    void saysWhatItCannotCompare() {
        float[] flat = new float[144];
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Psnr().compare(flat, new float[143], 12, 12))
                .withMessageContaining("144 and 143 px");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Ssim().compare(flat, flat, 144, 1))
                .withMessageContaining("11 x 11");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CarePsnr().compare(flat, flat, 12, 12))
                .withMessageContaining("constant");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Sharpness().compare(flat, flat, 12, 12))
                .withMessageContaining("0.1 to 0.25");
    }

    private static float[] texture(long seed) {
        return GaussianBlur.blur(noise(seed, 50), WIDTH, HEIGHT, 1);
    }

    private static float[] noise(long seed, double sigma) {
        Random random = new Random(seed);
        float[] noise = new float[WIDTH * HEIGHT];
        for (int i = 0; i < noise.length; i++) noise[i] = (float) (sigma * random.nextGaussian());
        return noise;
    }
}
