package org.mulligan.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mulligan.image.intensity.AffineFit;

class ContrastTest {
    private static final int WIDTH = 61;
    private static final int HEIGHT = 47;

    @Test
    void seesAGainAndAnOffsetThatCareCannot() {
        float[] target = cells();
        float[] faded = AffineFit.apply(target, 0.6, 3);
        Contrast contrast = Contrast.of(target, faded, WIDTH, HEIGHT);
        assertThat(contrast.slope()).isCloseTo(0.6, within(1e-6));
        assertThat(contrast.offset()).isCloseTo(3, within(1e-4));
        // The background is 10: 0.6 x 10 + 3 - 10.
        assertThat(contrast.background()).isCloseTo(-1, within(1e-5));
        assertThat(contrast.range()).isEqualTo(200);
        assertThat(contrast.psnr())
                .isEqualTo(new Psnr(200).compare(target, faded, WIDTH, HEIGHT))
                .isLessThan(25);
        assertThat(new CarePsnr().compare(target, faded, WIDTH, HEIGHT)).isGreaterThan(100);
    }

    @Test
    void isNotFooledByNoiseInTheResult() {
        float[] target = cells();
        float[] noisy = target.clone();
        Random random = new Random(3);
        for (int i = 0; i < noisy.length; i++) noisy[i] += (float) (5 * random.nextGaussian());
        Contrast contrast = Contrast.of(target, noisy, WIDTH, HEIGHT);
        assertThat(contrast.slope()).isCloseTo(1, within(0.01));
        assertThat(contrast.background()).isCloseTo(0, within(0.5));
    }

    @Test
    void isNotFooledByNoiseInTheDarkOfTheTarget() {
        float[] truth = cells();
        float[] target = truth.clone();
        Random random = new Random(4);
        for (int i = 0; i < target.length; i++) target[i] += (float) (5 * random.nextGaussian());
        // The darkest quarter of the pixels as they are would give 6, of blurred ones 1.4.
        assertThat(Contrast.of(target, truth, WIDTH, HEIGHT).background())
                .isCloseTo(0, within(0.5));
    }

    @Test
    void findsNoDifferenceBetweenEqualImages() {
        Contrast contrast = Contrast.of(cells(), cells(), WIDTH, HEIGHT);
        assertThat(contrast).isEqualTo(new Contrast(1, 0, 0, 200, Double.POSITIVE_INFINITY));
    }

    @Test
    void saysThatAConstantTargetHasNoContrast() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Contrast.of(new float[25], new float[25], 5, 5))
                .withMessageContaining("every pixel is 0.0");
    }

    /** Background 10, a block of 210. */
    private static float[] cells() {
        float[] image = new float[WIDTH * HEIGHT];
        for (int y = 0; y < HEIGHT; y++)
            for (int x = 0; x < WIDTH; x++)
                image[y * WIDTH + x] = x > 20 && x < 40 && y > 10 && y < 35 ? 210 : 10;
        return image;
    }
}
