package org.mulligan.image.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.plugin.LutLoader;
import ij.process.ByteProcessor;
import ij.process.LUT;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.image.io.OddFiles;

class PaletteTest {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"png", "gif", "bmp"})
    void refusesNumbersOfColours(String ending) throws IOException {
        ImagePlus image = ImageFiles.open(save(colours(17), ending));
        assertThatThrownBy(() -> new ImagePlusPlanes(image))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cells." + ending)
                .hasMessageContaining("numbers of colours")
                .hasMessageContaining("Image > Type > RGB Color");
    }

    @Test
    void refusesThePaletteOfAForeignTiff() throws IOException {
        LUT colours = colours(18);
        short[] palette = new short[3 * 256];
        for (int i = 0; i < 256; i++) {
            palette[i] = (short) (colours.getRed(i) * 257);
            palette[256 + i] = (short) (colours.getGreen(i) * 257);
            palette[512 + i] = (short) (colours.getBlue(i) * 257);
        }
        byte[] pixels = new byte[256];
        for (int i = 0; i < 256; i++) pixels[i] = (byte) i;
        Path file = folder.resolve("foreign.tif");
        OddFiles.tiff(file, 16, 16, pixels, Map.of(258, 8, 259, 1, 262, 3, 277, 1), palette);
        ImagePlus image = ImageFiles.open(file);
        assertThat(Palette.isIndexed(image)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fire", "ice", "spectrum", "grays", "red", "inverted", "narrow"})
    void takesIntensitiesInAnyScaleOfColours(String name) throws IOException {
        for (String ending : new String[] {"tif", "png", "gif"}) {
            ImagePlus image = ImageFiles.open(save(lut(name), ending));
            assertThatCode(() -> new ImagePlusPlanes(image)).doesNotThrowAnyException();
        }
    }

    /** ImageJ's TIFF keeps a table that a user has set; any, also one for labels. */
    @Test
    void takesIntensitiesWhoseColoursAUserHasSet() throws IOException {
        ImagePlus open = new ImagePlus("open", new ByteProcessor(16, 16));
        open.setLut(colours(19));
        assertThat(Palette.isIndexed(open)).isFalse();
        assertThat(Palette.isIndexed(ImageFiles.open(save(colours(19), "tif")))).isFalse();
        for (String ending : new String[] {"png", "jpg"}) {
            ImagePlus grey = ImageFiles.open(save(lut("grays"), ending));
            grey.setLut(colours(20));
            assertThat(Palette.isIndexed(grey)).isFalse();
        }
    }

    private Path save(LUT lut, String ending) {
        ByteProcessor pixels = new ByteProcessor(16, 16);
        for (int i = 0; i < 256; i++) pixels.set(i, i);
        ImagePlus image = new ImagePlus("cells", pixels);
        image.setLut(lut);
        Path file = folder.resolve("cells." + ending);
        FileSaver saver = new FileSaver(image);
        switch (ending) {
            case "png" -> saver.saveAsPng(file.toString());
            case "gif" -> saver.saveAsGif(file.toString());
            case "jpg" -> saver.saveAsJpeg(file.toString());
            case "bmp" -> saver.saveAsBmp(file.toString());
            default -> saver.saveAsTiff(file.toString());
        }
        return file;
    }

    private static LUT lut(String name) {
        if (name.equals("inverted")) return scale(255, 0);
        if (name.equals("narrow")) return scale(-2000, 2000);
        IndexColorModel model = LutLoader.getLut(name);
        return new LUT(model, 0, 255);
    }

    private static LUT scale(int first, int last) {
        byte[] grey = new byte[256];
        for (int i = 0; i < 256; i++)
            grey[i] = (byte) Math.max(0, Math.min(255, first + (last - first) * i / 255));
        return new LUT(grey, grey, grey);
    }

    private static LUT colours(long seed) {
        Random random = new Random(seed);
        byte[][] colours = new byte[3][256];
        for (byte[] channel : colours) random.nextBytes(channel);
        return new LUT(colours[0], colours[1], colours[2]);
    }
}
