package org.mulligan.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Numbers with eight digits are those of {@code src/test/python/metric_numbers.py}. */
class FrcTest {
    private static final int WIDTH = 23;
    private static final int HEIGHT = 20;
    private final float[] reference = NumpyImages.reference(WIDTH, HEIGHT, 0);

    private static float[] turned(float[] image) {
        float[] turned = new float[image.length];
        for (int i = 0; i < image.length; i++) turned[i] = image[image.length - 1 - i];
        return turned;
    }

    @Test
    void theCurveIsNumpys() {
        assertThat(Frc.curve(reference, NumpyImages.test(WIDTH, HEIGHT), WIDTH, HEIGHT))
                .containsExactly(
                        new double[] {
                            1,
                            0.99987948,
                            0.92428203,
                            0.83806014,
                            0.88441269,
                            0.80304725,
                            0.72021703,
                            0.74677739,
                            0.90526644,
                            0.88065174
                        },
                        within(1e-7));
        assertThat(Frc.curve(reference, turned(reference), WIDTH, HEIGHT))
                .containsExactly(
                        new double[] {
                            1,
                            0.99676658,
                            -0.04904357,
                            -0.28729737,
                            -0.14018781,
                            -0.53031352,
                            -0.57380363,
                            -0.468682,
                            -0.143939,
                            -0.21825523
                        },
                        within(1e-7));
    }

    @Test
    void theResolutionIsThePeriodOfTheFirstRingBelowOneSeventh() {
        Frc frc = new Frc();
        // No ring is: two pixels. Ring 2 is: 20 px / 2.
        assertThat(frc.compare(reference, NumpyImages.test(WIDTH, HEIGHT), WIDTH, HEIGHT))
                .isEqualTo(2);
        assertThat(frc.compare(reference, turned(reference), WIDTH, HEIGHT)).isEqualTo(10);
    }

    @Test
    void anImageAgreesWithItselfDownToThePixel() {
        assertThat(new Frc().compare(reference, reference, WIDTH, HEIGHT)).isEqualTo(2);
        for (double ring : Frc.curve(reference, reference, WIDTH, HEIGHT))
            assertThat(ring).isCloseTo(1, within(1e-12));
    }

    /** It has nothing in any ring, and 0 / 0 is below everything: nothing is resolved. */
    @Test
    void anEmptyImageResolvesNothing() {
        assertThat(new Frc().compare(reference, new float[WIDTH * HEIGHT], WIDTH, HEIGHT))
                .isEqualTo(20);
    }
}
