package org.mulligan.image.intensity;

import static org.assertj.core.api.Assertions.assertThat;

import ij.ImagePlus;
import ij.plugin.filter.ImageMath;
import ij.process.FloatProcessor;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.mulligan.image.plane.ImagePlusPlanes;

class NotFiniteTest {
    /** What ImageJ's <i>Process &gt; Math &gt; Macro...</i> runs. */
    @Test
    void advisesWhatLeavesNoSuchPixelOfAWideBorder() throws IOException {
        FloatProcessor image = new FloatProcessor(64, 64);
        for (int y = 0; y < 64; y++)
            for (int x = 0; x < 64; x++) {
                boolean border = Math.min(Math.min(x, y), Math.min(63 - x, 63 - y)) < 18;
                image.setf(x, y, border ? Float.NaN : 100 + x + y);
            }
        image.setf(30, 30, Float.POSITIVE_INFINITY);
        image.setf(31, 30, Float.NEGATIVE_INFINITY);
        image.setf(32, 30, -7);
        ImageMath.applyMacro(image, NotFinite.CODE, false);
        assertThat(image.getf(0, 0)).isZero();
        assertThat(image.getf(30, 30)).isZero();
        assertThat(image.getf(31, 30)).isZero();
        assertThat(image.getf(32, 30)).isEqualTo(-7);
        assertThat(image.getf(33, 30)).isEqualTo(163);
        ChannelIntensities.measure(
                new ImagePlusPlanes(new ImagePlus("", image)),
                Scaling.percentiles(0.1, 99.9),
                plane -> {});
    }

    @Test
    void saysTheCodeThatItMeans() {
        assertThat(NotFinite.ADVICE).contains("Process > Math > Macro...", NotFinite.CODE);
        assertThat(Arrays.asList(NotFinite.ADVICE.split(" "))).doesNotContain("Remove");
    }
}
