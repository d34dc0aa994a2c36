package org.mulligan.predict.scale;

import static org.assertj.core.api.Assertions.assertThat;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.mulligan.image.plane.ImagePlusPlanes;
import org.mulligan.image.plane.PlaneSource;

class HalvedPlanesTest {
    @Test
    void aPixelIsTheMeanOfFourAndAnOddSideGoesOnWithItsLast() throws IOException {
        byte[] pixels = {
            0, 2, 4, 6, 8,
            2, 4, 6, 8, 10,
            1, 1, 3, 3, 7
        };
        PlaneSource halved =
                new HalvedPlanes(
                        new ImagePlusPlanes(new ImagePlus("odd", new ByteProcessor(5, 3, pixels))));
        assertThat(halved.width()).isEqualTo(3);
        assertThat(halved.height()).isEqualTo(2);
        assertThat(halved.bitDepth()).isEqualTo(32);
        assertThat(halved.read(0).all()).containsExactly(2, 6, 9, 1, 3, 7);
    }
}
