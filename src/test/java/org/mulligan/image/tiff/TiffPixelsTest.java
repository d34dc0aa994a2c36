package org.mulligan.image.tiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.ImageProcessor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.image.io.OddFiles;
import org.mulligan.image.io.OddFiles.Page;

class TiffPixelsTest {
    @TempDir Path folder;

    /** Two pixels each; the values are those that tifffile reads. */
    @ParameterizedTest(name = "{0} bit, format {1}, {2}: {4} and {5} in {3} bit")
    @CsvSource({
        "8, 2, d07f, 16, -48, 127",
        "16, 2, 8000fffe, 16, -32768, -2",
        "32, 1, ffffff0000000007, 32, 4294967040, 7",
        "32, 2, ffffff8500000007, 32, -123, 7",
        "64, 2, ffffffffffffff850000000000000007, 32, -123, 7",
        "64, 1, 80000000000000000000000000000007, 32, 9223372036854775808, 7",
        "16, 3, 3c01c000, 32, 1.0009765625, -2",
        "16, 3, 00017bff, 32, 5.9604644775390625e-8, 65504",
        "64, 3, 3ff8000000000000c059000000000000, 32, 1.5, -100",
        "2, 1, 90, 8, 2, 1",
        "4, 1, f3, 8, 15, 3",
        "10, 1, ffc010, 16, 1023, 1",
        "12, 1, 123abc, 16, 291, 2748",
        "14, 1, fffc0010, 16, 16383, 1",
        "24, 1, fffffe000102, 32, 16777214, 258",
        "12, 2, fff001, 16, -1, 1"
    })
    void readsTheValuesOfAnyDepth(
            int bits, int format, String hex, int depth, double first, double second)
            throws IOException {
        Map<Integer, Integer> tags = OddFiles.tags(1, 1, bits, format);
        Page page = new Page(2, 1, HexFormat.of().parseHex(hex), tags, "");
        ImagePlus image = ImageFiles.open(OddFiles.pages(folder.resolve("odd.tif"), page));
        assertThat(image.getBitDepth()).isEqualTo(depth);
        assertThat(value(image, 0)).isEqualTo(first);
        assertThat(value(image, 1)).isEqualTo(second);
    }

    @Test
    void saysThatSmallSignedPixelsGrow() throws IOException {
        Page page = new Page(2, 1, new byte[] {-48, 3}, OddFiles.tags(1, 1, 8, 2), "");
        ImagePlus image = ImageFiles.open(OddFiles.pages(folder.resolve("distances.tif"), page));
        assertThat(image.getCalibration().isSigned16Bit()).isTrue();
        assertThat(ImageFiles.notes(image))
                .singleElement()
                .asString()
                .startsWith(
                        "distances.tif: Signed pixels of 8 bit are opened as signed ones of 16");
    }

    @Test
    void countsWholeNumbersThatFloatsRound() throws IOException {
        byte[] strip = HexFormat.of().parseHex("010000000100000100ffffff");
        Page page = new Page(3, 1, strip, OddFiles.tags(1, 1, 32, 1), "");
        ImagePlus image = ImageFiles.open(OddFiles.pages(folder.resolve("labels.tif"), page));
        assertThat(ImageFiles.notes(image))
                .singleElement()
                .asString()
                .contains("1 pixels hold whole numbers above 16777216");
    }

    private static double value(ImagePlus image, int x) {
        Calibration calibration = image.getCalibration();
        ImageProcessor plane = image.getProcessor();
        return image.getBitDepth() == 16
                ? calibration.getCValue(plane.get(x, 0))
                : plane.getf(x, 0);
    }

    /** Differences of floats, byte by byte, in either order of bytes. */
    @ParameterizedTest(name = "big-endian {0}")
    @CsvSource({"true", "false"})
    void readsFloatsThatAreStoredAsDifferences(boolean big) throws IOException {
        float[] values = {80, 602.5f, -3, 1e-3f};
        byte[] row = new byte[16];
        for (int i = 0; i < 4; i++)
            for (int b = 0; b < 4; b++)
                row[4 * b + i] = (byte) (Float.floatToIntBits(values[i]) >> 24 - 8 * b);
        for (int i = 15; i > 0; i--) row[i] -= row[i - 1];
        Map<Integer, Integer> tags = OddFiles.tags(8, 3, 32, 3);
        Path file = folder.resolve("differences.tif");
        if (big) OddFiles.pages(file, new Page(4, 1, OddFiles.deflated(row), tags, ""));
        else OddFiles.tiff(file, 4, 1, OddFiles.deflated(row), tags);
        assertThat((float[]) ImageFiles.open(file).getProcessor().getPixels()).isEqualTo(values);
    }

    /** The widths of codes change three times. */
    @ParameterizedTest(name = "{0} values of noise, seed 5")
    @CsvSource({"2", "40", "256"})
    void unpacksWhatAnotherProgramPacks(int values) throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        byte[] bytes = new byte[200 * 100];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) random.nextInt(values);
        Path file = writeLzw(bytes, 200, 100);
        assertThat((byte[]) ImageFiles.open(file).getProcessor().getPixels()).isEqualTo(bytes);
    }

    private Path writeLzw(byte[] bytes, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setDataElements(0, 0, width, height, bytes);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
        ImageWriteParam how = writer.getDefaultWriteParam();
        how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        how.setCompressionType("LZW");
        how.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
        how.setTiling(208, 112, 0, 0);
        Path file = folder.resolve("packed.tif");
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), how);
        } finally {
            writer.dispose();
        }
        return file;
    }

    @Test
    void readsTilesOfWhichSomeReachBeyondTheImage() throws IOException {
        // 5 x 3 px in tiles of 16 x 16: x + 10 y in the image, 255 beyond it.
        byte[] tile = new byte[256];
        for (int i = 0; i < 256; i++)
            tile[i] = (byte) (i % 16 < 5 && i / 16 < 3 ? i % 16 + 10 * (i / 16) : 255);
        TreeMap<Integer, Integer> tags = new TreeMap<>(OddFiles.tags(8, 1, 8, 1));
        byte[] packed = OddFiles.deflated(tile);
        tags.put(322, 16);
        tags.put(323, 16);
        tags.put(325, packed.length);
        tags.put(324, 8 + 2 + 12 * (tags.size() + 6) + 4);
        Path file = OddFiles.pages(folder.resolve("tiled.tif"), new Page(5, 3, packed, tags, ""));
        ImageProcessor plane = ImageFiles.open(file).getProcessor();
        for (int y = 0; y < 3; y++)
            for (int x = 0; x < 5; x++) assertThat(plane.get(x, y)).isEqualTo(x + 10 * y);
    }

    @Test
    void readsSamplesThatLieTogetherAsChannelsWithoutOpacity() throws IOException {
        TreeMap<Integer, Integer> tags = new TreeMap<>(OddFiles.tags(1, 1, 16, 1));
        tags.put(277, 2);
        byte[] strip = HexFormat.of().parseHex("0001100100021002");
        tags.put(338, 0);
        ImagePlus both =
                ImageFiles.open(
                        OddFiles.pages(folder.resolve("a.tif"), new Page(2, 1, strip, tags, "")));
        assertThat(both.getNChannels()).isEqualTo(2);
        assertThat(both.getStack().getProcessor(2).get(1, 0)).isEqualTo(0x1002);
        tags.put(338, 2);
        ImagePlus one =
                ImageFiles.open(
                        OddFiles.pages(folder.resolve("b.tif"), new Page(2, 1, strip, tags, "")));
        assertThat(one.getStackSize()).isOne();
        assertThat(one.getProcessor().get(1, 0)).isEqualTo(2);
        assertThat(ImageFiles.notes(one))
                .singleElement()
                .asString()
                .contains("1 sample of opacity");
    }

    @Test
    void readsColoursWithoutTheirOpacity() throws IOException {
        TreeMap<Integer, Integer> tags = new TreeMap<>(OddFiles.tags(1, 1, 8, 1));
        tags.put(262, 2);
        tags.put(277, 4);
        tags.put(338, 2);
        byte[] strip = {10, 20, 30, 99, (byte) 200, 100, 50, 99};
        ImagePlus image =
                ImageFiles.open(
                        OddFiles.pages(folder.resolve("a.tif"), new Page(2, 1, strip, tags, "")));
        assertThat(image.getBitDepth()).isEqualTo(24);
        assertThat(image.getProcessor().get(1, 0) & 0xffffff).isEqualTo(0xc86432);
    }

    /** Where white is zero, the values stay and are shown inverted, as in ImageJ. */
    @Test
    void keepsValuesWhereWhiteIsZero() throws IOException {
        ByteBuffer strip = ByteBuffer.allocate(4).order(ByteOrder.BIG_ENDIAN);
        strip.putShort((short) 7).putShort((short) 3000);
        TreeMap<Integer, Integer> tags = new TreeMap<>(OddFiles.tags(1, 1, 16, 1));
        tags.put(262, 0);
        ImagePlus image =
                ImageFiles.open(
                        OddFiles.pages(
                                folder.resolve("a.tif"), new Page(2, 1, strip.array(), tags, "")));
        assertThat(image.getProcessor().get(1, 0)).isEqualTo(3000);
        assertThat(image.isInvertedLut()).isTrue();
    }

    /** As it is done to strips that are larger than memory should be. */
    @ParameterizedTest(name = "planar {0}, strips of at most {1} bytes")
    @CsvSource({"false, 1", "false, 25", "true, 1", "true, 11", "true, 10000"})
    void readsTheSameFromStripsThatAreCut(boolean planar, int largest) throws IOException {
        TreeMap<Integer, Integer> tags = new TreeMap<>(OddFiles.tags(1, 1, 16, 1));
        byte[] strip = new byte[5 * 7 * 2 * 2];
        for (int i = 0; i < strip.length; i++) strip[i] = (byte) (i * i);
        tags.put(277, planar ? 1 : 2);
        Path file =
                OddFiles.pages(
                        folder.resolve("a.tif"), new Page(5, planar ? 14 : 7, strip, tags, ""));
        TiffPage page = TiffPage.of(TiffDirectory.all(file).get(0));
        if (planar) page = planar(page);
        try (FileChannel channel = FileChannel.open(file)) {
            for (int plane = 0; plane < 2; plane++)
                assertThat((short[]) new TiffPixels(page.cut(largest), channel).read(plane))
                        .isEqualTo((short[]) new TiffPixels(page, channel).read(plane));
        }
    }

    /** The upper and the lower half of a page as two samples of a smaller one. */
    private static TiffPage planar(TiffPage page) {
        long start = page.offsets()[0];
        return new TiffPage(
                page.file(),
                1,
                5,
                7,
                16,
                1,
                2,
                new long[0],
                1,
                true,
                1,
                1,
                false,
                5,
                7,
                false,
                new long[] {start, start + 70},
                new long[] {70, 70},
                new byte[0],
                page.order());
    }

    @Test
    void saysThatAPieceOfAFileIsMissing() throws IOException {
        byte[] strip = OddFiles.deflated(new byte[10]);
        Page page = new Page(5, 3, strip, OddFiles.tags(8, 1, 8, 1), "");
        Path file = OddFiles.pages(folder.resolve("short.tif"), page);
        assertThatThrownBy(() -> ImageFiles.open(file))
                .hasMessageContaining("strip 1 of page 1 has 10 bytes where 15 are needed");
    }
}
