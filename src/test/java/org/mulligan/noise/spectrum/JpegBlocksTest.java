package org.mulligan.noise.spectrum;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.noise.Fields;

class JpegBlocksTest {
    private static final int SIDE = Fields.SIDE;

    private static float[] field(int scene) {
        float[] plane = Fields.camera(Fields.structure(scene, 100), new Random(scene));
        for (int i = 0; i < plane.length; i++)
            plane[i] = Math.min(255, (float) Math.rint(plane[i] / 8));
        return plane;
    }

    private static float[] jpeg(float[] plane, float quality) throws IOException {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < plane.length; i++)
            image.getRaster().setSample(i % SIDE, i / SIDE, 0, plane[i]);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam settings = writer.getDefaultWriteParam();
        settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        settings.setCompressionQuality(quality);
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), settings);
        } finally {
            writer.dispose();
        }
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
        return read.getRaster().getSamples(0, 0, SIDE, SIDE, 0, new float[SIDE * SIDE]);
    }

    @ParameterizedTest(name = "scene {0}, quality {1}, cropped by {2} and {3} px")
    @CsvSource({"0, 0.75, 0, 0", "1, 0.75, 3, 5", "2, 0.5, 7, 1", "6, 0.3, 4, 4"})
    void findsTheGridWhereverTheImageWasCropped(int scene, float quality, int left, int top)
            throws IOException {
        float[] coded = jpeg(field(scene), quality);
        int width = SIDE - left;
        int height = SIDE - top;
        float[] cropped = new float[width * height];
        for (int i = 0; i < cropped.length; i++)
            cropped[i] = coded[(top + i / width) * SIDE + left + i % width];
        JpegBlocks found = JpegBlocks.of(cropped, width, height).orElseThrow();
        assertThat(found.x()).isEqualTo((8 - left) % 8);
        assertThat(found.y()).isEqualTo((8 - top) % 8);
        assertThat(found.jump()).isPositive();
    }

    @Test
    void imagesThatWereNeverCodedHaveNoGrid() {
        for (int scene = 0; scene < 10; scene++)
            assertThat(JpegBlocks.of(field(scene), SIDE, SIDE)).as("scene %d", scene).isEmpty();
        assertThat(JpegBlocks.of(new float[SIDE * SIDE], SIDE, SIDE)).isEmpty();
        assertThat(JpegBlocks.of(new float[500 * 40], 500, 40)).isEmpty();
    }
}
