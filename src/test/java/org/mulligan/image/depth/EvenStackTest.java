package org.mulligan.image.depth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ShortProcessor;
import java.awt.Color;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvenStackTest {
    private static final int WIDTH = 5;
    private static final int HEIGHT = 3;

    /** Plane values rise by 100 a slice, 1000 a channel, 10000 a frame, and 1 a pixel. */
    private static ImagePlus image(int channels, int slices, int frames) {
        ImageStack stack = new ImageStack(WIDTH, HEIGHT);
        for (int t = 0; t < frames; t++)
            for (int z = 0; z < slices; z++)
                for (int c = 0; c < channels; c++) {
                    ShortProcessor plane = new ShortProcessor(WIDTH, HEIGHT);
                    for (int i = 0; i < WIDTH * HEIGHT; i++)
                        plane.set(i, 10000 * t + 1000 * c + 100 * z + i);
                    stack.addSlice("c%d z%d t%d".formatted(c, z, t), plane);
                }
        ImagePlus plain = new ImagePlus("cells.tif", stack);
        plain.setDimensions(channels, slices, frames);
        ImagePlus image =
                channels > 1 ? new CompositeImage(plain, CompositeImage.COMPOSITE) : plain;
        image.setOpenAsHyperStack(true);
        image.getCalibration().setUnit("um");
        image.getCalibration().pixelWidth = 0.1;
        image.getCalibration().pixelHeight = 0.1;
        image.getCalibration().zOrigin = 1;
        return image;
    }

    @ParameterizedTest(name = "{0} slices {1} px apart become {2}")
    @CsvSource({"3, 4, 9", "4, 2.5, 9", "2, 3.3, 4", "5, 1.2, 6"})
    void planesLieOnALineBetweenThoseOfTheStack(int slices, double step, int made)
            throws IOException {
        EvenStack even = EvenStack.of(image(2, slices, 2), step);
        assertThat(even.slices()).isEqualTo(made);
        assertThat(even.planes().count()).isEqualTo(2 * made * 2);
        for (int t = 0; t < 2; t++)
            for (int z = 0; z < made; z++)
                for (int c = 0; c < 2; c++) {
                    float[] values = even.planes().read((t * made + z) * 2 + c).all();
                    double place = Math.min(slices - 1, z / step);
                    for (int i = 0; i < values.length; i++)
                        assertThat(values[i])
                                .isCloseTo(
                                        (float) (10000 * t + 1000 * c + 100 * place + i),
                                        within(2e-3f));
                }
    }

    @Test
    void everythingElseOfTheStackStays() {
        ImagePlus image = image(2, 3, 2);
        image.getCalibration().pixelDepth = 0.25;
        image.getCalibration().frameInterval = 7;
        image.setProperty("Info", "Made by hand");
        ((CompositeImage) image).setChannelLut(ij.process.LUT.createLutFromColor(Color.CYAN), 2);
        image.setPosition(2, 3, 1);
        Roi drawn = new Roi(1, 1, 2, 1);
        drawn.setPosition(2, 2, 1);
        Roi everywhere = new Roi(0, 0, 1, 1);
        image.setOverlay(new Overlay(drawn));
        image.getOverlay().add(everywhere);

        ImagePlus like = EvenStack.of(image, 2.5).like();

        assertThat(like.getTitle()).isEqualTo("cells.tif");
        assertThat(like.getDimensions()).containsExactly(WIDTH, HEIGHT, 2, 6, 2);
        assertThat(like.getBitDepth()).isEqualTo(16);
        assertThat(like.isComposite()).isTrue();
        assertThat(((CompositeImage) like).getChannelColor()).isEqualTo(Color.CYAN);
        assertThat(like.getCalibration().pixelDepth).isEqualTo(0.1);
        assertThat(like.getCalibration().zOrigin).isEqualTo(2.5);
        assertThat(like.getCalibration().frameInterval).isEqualTo(7);
        assertThat(like.getInfoProperty()).isEqualTo("Made by hand");
        assertThat(like.getZ()).isEqualTo(6);
        // Slices 1 and 3 of the stack are slices 1 and 6; its slice 2 lies between two.
        assertThat(like.getStack().getSliceLabel(like.getStackIndex(2, 6, 2)))
                .isEqualTo("c1 z2 t1");
        assertThat(like.getStack().getSliceLabel(like.getStackIndex(1, 4, 1))).isNull();
        assertThat(like.getOverlay().get(0).getZPosition()).isEqualTo(4);
        assertThat(like.getOverlay().get(0).getCPosition()).isEqualTo(2);
        assertThat(like.getOverlay().get(1).getPosition()).isZero();
        assertThat(drawn.getZPosition()).isEqualTo(2);
        assertThat(image.getCalibration().pixelDepth).isEqualTo(0.25);
    }
}
