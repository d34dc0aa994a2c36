package org.mulligan.image.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BinningTest {
    @Test
    void takesTheMeanOfEachSquare() {
        float[] image = {
            1, 2, 3, 4, 5, 6, //
            3, 2, 5, 4, 7, 10
        };
        assertThat(Binning.mean(image, 6, 2, 2)).containsExactly(2, 4, 7);
        assertThat(Binning.mean(image, 2, 6, 2)).containsExactly(2.5f, 4, 6.5f);
    }

    @Test
    void byOneIsACopy() {
        float[] image = {1, 2, 3};
        assertThat(Binning.mean(image, 3, 1, 1)).isEqualTo(image).isNotSameAs(image);
    }

    @Test
    void keepsTheLight() {
        float[] image = new float[12 * 9];
        for (int i = 0; i < image.length; i++) image[i] = (7 * i) % 31;
        double before = 0;
        for (float value : image) before += value;
        double after = 0;
        for (float value : Binning.mean(image, 12, 9, 3)) after += 9 * value;
        assertThat(after).isCloseTo(before, within(1e-3));
    }

    @Test
    void refusesWhatItCannotDivide() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Binning.mean(new float[35], 7, 5, 2))
                .withMessageContaining("crop it to 6 x 4 px");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Binning.mean(new float[4], 2, 2, 0))
                .withMessageContaining("by 0");
        assertThatIllegalArgumentException().isThrownBy(() -> Binning.mean(new float[5], 2, 2, 2));
    }
}
