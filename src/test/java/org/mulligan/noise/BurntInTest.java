package org.mulligan.noise;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.BitSet;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.image.filter.GaussianBlur;

class BurntInTest {
    private static final int SIDE = Fields.SIDE;

    @ParameterizedTest(name = "{0} x {1} px of {2}")
    @CsvSource({"60, 4, 65535", "1, 30, 65535", "150, 10, 4095", "200, 20, 65535", "40, 5, 3500"})
    void findsABarOfAnyValueThatNothingExceeds(int width, int height, float value) {
        float[] plane = Fields.camera(Fields.structure(2, 100), new Random(1));
        BitSet drawn = draw(plane, value, canvas -> canvas.fillRect(100, 300, width, height));
        assertThat(BurntIn.of(plane, SIDE, SIDE)).isEqualTo(drawn);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"00:00", "12 min", "t = 17.5 s", "00:12:35.50"})
    void findsATimeStampOnEveryStructure(String stamp) {
        for (int scene = 0; scene < 4; scene++) {
            float[] plane = Fields.camera(Fields.structure(scene, 100), new Random(scene));
            BitSet drawn = draw(plane, 65535, canvas -> canvas.drawString(stamp, 12, 40));
            assertThat(BurntIn.of(plane, SIDE, SIDE)).as("scene %d", scene).isEqualTo(drawn);
        }
    }

    @Test
    void findsTheLengthThatIsWrittenOverABar() {
        float[] plane = Fields.camera(Fields.structure(0, 100), new Random(2));
        BitSet drawn =
                draw(
                        plane,
                        65535,
                        canvas -> {
                            canvas.fillRect(250, 350, 100, 5);
                            canvas.drawString("10 \u00b5m", 270, 342);
                        });
        assertThat(BurntIn.of(plane, SIDE, SIDE)).isEqualTo(drawn);
    }

    @ParameterizedTest(name = "{0} times saturated")
    @ValueSource(doubles = {1.5, 3, 20})
    void leavesSaturatedStructureAlone(double times) {
        Random random = new Random(3);
        float[] light = new float[SIDE * SIDE];
        for (int disc = 0; disc < 40; disc++) {
            double x = 20 + (SIDE - 40) * random.nextDouble();
            double y = 20 + (SIDE - 40) * random.nextDouble();
            double radius = 1 + 8 * random.nextDouble();
            for (int i = 0; i < light.length; i++)
                if (Math.hypot(i % SIDE - x, i / SIDE - y) < radius)
                    light[i] = (float) (times * 65535);
        }
        light = GaussianBlur.blur(light, SIDE, SIDE, 1.2);
        float[] plane = Fields.camera(Fields.structure(1, 100), random);
        for (int i = 0; i < plane.length; i++)
            plane[i] =
                    (float)
                            Math.min(
                                    65535,
                                    Math.rint(
                                            plane[i]
                                                    + light[i]
                                                    + Math.sqrt(10 * light[i])
                                                            * random.nextGaussian()));
        assertThat(BurntIn.of(plane, SIDE, SIDE).isEmpty()).isTrue();
    }

    @Test
    void findsNothingInOrdinaryPlanesAndInPicturesOfConstants() {
        for (int scene = 0; scene < 6; scene++) {
            float[] plane = Fields.camera(Fields.structure(scene, 8), new Random(scene));
            for (int i = 0; i < plane.length; i++) plane[i] = Math.min(255, plane[i]);
            assertThat(BurntIn.of(plane, SIDE, SIDE).isEmpty()).as("scene %d", scene).isTrue();
        }
        float[] mask = new float[SIDE * SIDE];
        draw(mask, 255, canvas -> canvas.fillRect(20, 20, 300, 200));
        assertThat(BurntIn.of(mask, SIDE, SIDE).isEmpty()).isTrue();
        assertThat(BurntIn.of(new float[SIDE * SIDE], SIDE, SIDE).isEmpty()).isTrue();
    }

    private static BitSet draw(float[] plane, float value, Consumer<Graphics2D> what) {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D canvas = image.createGraphics();
        canvas.setColor(Color.WHITE);
        canvas.setFont(new Font("SansSerif", Font.PLAIN, 18));
        what.accept(canvas);
        byte[] drawn = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        BitSet where = new BitSet();
        for (int i = 0; i < drawn.length; i++)
            if (drawn[i] != 0) {
                plane[i] = value;
                where.set(i);
            }
        return where;
    }

    @Test
    void aMaskIsAPictureAndNothingThatWasDrawnIntoOne() {
        float[] mask = new float[96 * 96];
        for (int y = 20; y < 60; y++) for (int x = 10; x < 50; x++) mask[y * 96 + x] = 255;
        assertThat(BurntIn.of(mask, 96, 96)).isEqualTo(new BitSet());
    }
}
