package org.mulligan.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.image.filter.GaussianBlur;

/** Of its five blurs the mask takes the right one: each image here was made with one of them. */
class UnsharpMaskChoiceTest {
    private static final int WIDTH = 48;
    private static final int HEIGHT = 40;
    private static final double[] SIGMAS = {0.75, 1, 1.5, 2, 3};

    private final float[] sharp = texture();
    private final float[] faithful = GaussianBlur.blur(sharp, WIDTH, HEIGHT, 1.2);
    private final Metric sharpness = new Sharpness();

    /** The reference is an unsharp mask itself, so that one of the same kind can be all of it. */
    @ParameterizedTest(name = "sigma {0}, amount {1}")
    @CsvSource({"0.75, 1.5", "1, -0.4", "1.5, 0.6", "2, 1.3", "2, -0.5", "3, 0.9"})
    void findsTheMaskThatMadeTheReference(double sigma, double amount) {
        float[] reference = UnsharpMask.apply(faithful, WIDTH, HEIGHT, sigma, amount);
        float[] found = UnsharpMask.toSharpness(faithful, reference, WIDTH, HEIGHT, 1);
        assertThat(found).containsExactly(reference, within(0.05f));
    }

    /** Less is not to be had: the widest blur, as it is. */
    @Test
    void blursAsFarAsItCan() {
        float[] reference = sharp;
        float[] least = UnsharpMask.toSharpness(faithful, reference, WIDTH, HEIGHT, 0);
        double lowest = Double.POSITIVE_INFINITY;
        for (double sigma : SIGMAS)
            lowest =
                    Math.min(
                            lowest,
                            sharpness.compare(
                                    reference,
                                    UnsharpMask.apply(faithful, WIDTH, HEIGHT, sigma, -1),
                                    WIDTH,
                                    HEIGHT));
        assertThat(sharpness.compare(reference, least, WIDTH, HEIGHT))
                .isLessThanOrEqualTo(Math.max(lowest, 1e-3) + 1e-6);
        assertThat(least).isNotEqualTo(faithful);
    }

    /** No amount from 0 to 32 in steps of a quarter, with any of the blurs, is sharper. */
    @Test
    void sharpensAsFarAsItCan() {
        float[] reference = sharp;
        float[] most = UnsharpMask.toSharpness(faithful, reference, WIDTH, HEIGHT, 1e6);
        double highest = 0;
        for (double sigma : SIGMAS)
            for (double amount = 0; amount <= 32; amount += 0.25)
                highest =
                        Math.max(
                                highest,
                                sharpness.compare(
                                        reference,
                                        UnsharpMask.apply(faithful, WIDTH, HEIGHT, sigma, amount),
                                        WIDTH,
                                        HEIGHT));
        assertThat(highest).isGreaterThan(sharpness.compare(reference, faithful, WIDTH, HEIGHT));
        assertThat(sharpness.compare(reference, most, WIDTH, HEIGHT))
                .isCloseTo(highest, within(1e-4 * highest));
    }

    @Test
    void refusesImagesOfTwoSizes() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                UnsharpMask.toSharpness(
                                        faithful, new float[46 * HEIGHT], 46, HEIGHT, 1))
                .withMessageContaining("px");
    }

    private static float[] texture() {
        Random random = new Random(1);
        float[] noise = new float[WIDTH * HEIGHT];
        for (int i = 0; i < noise.length; i++) noise[i] = (float) (50 * random.nextGaussian());
        return GaussianBlur.blur(noise, WIDTH, HEIGHT, 1.5);
    }
}
