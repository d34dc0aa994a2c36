package org.mulligan.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mulligan.image.filter.GaussianBlur;

/** Numbers with five digits are those of {@code src/test/python/metric_numbers.py}. */
class MetricNumbersTest {
    /** A reference that lies far from 0, so that a percentile is not its own distance from 0. */
    @Test
    void thePsnrOfCareIsNumpysAlsoFarFromZero() {
        assertThat(
                        new CarePsnr()
                                .compare(
                                        NumpyImages.reference(40, 30, 100),
                                        NumpyImages.test(40, 30),
                                        40,
                                        30))
                .isCloseTo(17.80635, within(1e-4));
    }

    /** 40 px hold exactly 0.1 and 0.25 cycles per px: the band has the first and not the second. */
    @Test
    void theBandOfFineStructureBeginsAtATenthAndEndsBelowAQuarter() {
        float[] reference = NumpyImages.reference(40, 30, 100);
        float[] test = NumpyImages.test(40, 30);
        assertThat(new Sharpness().compare(reference, test, 40, 30))
                .isCloseTo(0.52862965, within(1e-6));
        assertThat(new Coherence().compare(reference, test, 40, 30))
                .isCloseTo(0.81849349, within(1e-6));
    }

    /** In so small an image a mean that was left would reach into the band through the window. */
    @Test
    void theBandDoesNotSeeTheMean() {
        float[] reference = NumpyImages.reference(12, 10, 1000);
        float[] test = NumpyImages.test(12, 10);
        assertThat(new Sharpness().compare(reference, test, 12, 10))
                .isCloseTo(0.85421013, within(1e-5));
        assertThat(new Coherence().compare(reference, test, 12, 10))
                .isCloseTo(0.85211170, within(1e-5));
    }

    /** Such an image has one window: no mean hides what is wrong with a constant or a row. */
    @ParameterizedTest(name = "{0} above")
    @CsvSource({"0, 0.842966801", "100, 0.237494838"})
    void theSsimOfOneWindowIsNumpys(double offset, double expected) {
        assertThat(
                        new Ssim()
                                .compare(
                                        NumpyImages.reference(11, 11, offset),
                                        NumpyImages.test(11, 11),
                                        11,
                                        11))
                .isCloseTo(expected, within(1e-7));
    }

    static List<Metric> metrics() {
        return List.of(
                new Psnr(),
                new Ssim(),
                Ssim.uniform(1),
                new CarePsnr(),
                new CareSsim(),
                new Rse(),
                new Rsp(),
                new Sharpness(),
                new Coherence(),
                new Frc());
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void refuseImagesOfTwoSizes(Metric metric) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                metric.compare(
                                        NumpyImages.reference(12, 12, 0),
                                        NumpyImages.test(12, 13),
                                        12,
                                        12))
                .withMessageContaining("144 and 156 px");
    }

    @Test
    void refuseARangeOrABlurOfZero() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Psnr(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Ssim(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GaussianBlur.blur(new float[4], 2, 2, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GaussianBlur.blur(new float[5], 2, 2, 1));
    }

    @Test
    void theBestGaussianIsOneOfFifteen() {
        assertThat(BestGaussian.sigmas())
                .containsExactly(
                        0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.25, 3.5, 3.75, 4);
        float[] noisy = NumpyImages.test(40, 30);
        for (double sigma : new double[] {0.5, 1.75, 4}) {
            float[] reference = GaussianBlur.blur(noisy, 40, 30, sigma);
            BestGaussian best = BestGaussian.of(reference, noisy, 40, 30, new Psnr());
            assertThat(best.sigma()).isEqualTo(sigma);
            assertThat(best.image()).isEqualTo(reference);
        }
    }

    @Test
    void aSetHasAGaussianOnlyWhereEachImageHasItsNoisyOne() {
        float[] reference = NumpyImages.reference(40, 30, 0);
        float[] test = NumpyImages.test(40, 30);
        Evaluation.Sample with =
                new Evaluation.Sample("with", reference, test, Optional.of(test), 40, 30);
        Evaluation.Sample without =
                new Evaluation.Sample("without", reference, test, Optional.empty(), 40, 30);
        assertThat(Evaluation.of(List.of(with, without)).gaussian()).isEmpty();
        assertThat(Evaluation.of(List.of(with)).gaussian()).isPresent();
    }

    @Test
    void aSpreadCanBeHadOfTwoResults() {
        Spread spread = new Spread(1);
        spread.add(new float[] {1});
        spread.add(new float[] {3});
        // Mean 2, (1 + 1) / (2 - 1)
        assertThat(spread.deviations()[0]).isCloseTo((float) Math.sqrt(2), within(1e-6f));
        assertThatIllegalArgumentException().isThrownBy(() -> spread.add(new float[2]));
    }
}
