package org.mulligan.image.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.ImagePlus;
import ij.ImageStack;
import ij.plugin.filter.AVI_Writer;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OddFilesTest {
    @TempDir Path folder;

    @Test
    void readsPixelsOfOneBitAsWhole() throws IOException {
        // 13 px take two bytes a row; the last pixel of the middle row is set.
        byte[] rows = {0, 0, 0, 8, (byte) 0x80, 0};
        Path file =
                OddFiles.tiff(folder.resolve("mask.tif"), 13, 3, rows, OddFiles.tags(1, 1, 1, 1));
        ImagePlus image = ImageFiles.open(file);
        assertThat(image.getProcessor().get(12, 1)).isEqualTo(255);
        assertThat(image.getProcessor().get(0, 2)).isEqualTo(255);
        assertThat(image.getProcessor().get(11, 1)).isZero();
        requireTruncated(file);
    }

    @Test
    void readsPackedPixelsOfTwelveBitAsWhole() throws IOException {
        // 0x123 and 0xabc, packed into three bytes, twice.
        byte[] rows = {0x12, 0x3a, (byte) 0xbc, 0x12, 0x3a, (byte) 0xbc};
        Path file =
                OddFiles.tiff(folder.resolve("packed.tif"), 2, 2, rows, OddFiles.tags(1, 1, 12, 1));
        ImagePlus image = ImageFiles.open(file);
        assertThat(image.getProcessor().get(0, 1)).isEqualTo(0x123);
        assertThat(image.getProcessor().get(1, 1)).isEqualTo(0xabc);
        requireTruncated(file);
    }

    private void requireTruncated(Path whole) throws IOException {
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(folder.resolve("cut.tif"), Arrays.copyOf(bytes, bytes.length - 1));
        assertThatThrownBy(() -> ImageFiles.open(cut)).hasMessageContaining("it is truncated");
    }

    @ParameterizedTest(name = "compression {0}, predictor {1}, {2} bit, sample format {3}: {4}")
    @CsvSource({
        "7, 1, 8, 1, 'damaged: strip 1 of page 1: '",
        "7, 1, 12, 1, 'JPEG of 12 bit'",
        "50000, 1, 16, 1, 'damaged: strip 1 of page 1: it cannot be unpacked'",
        "50001, 1, 8, 1, 'compressed by WebP, which is not read'",
        "4711, 1, 16, 1, 'compressed by method 4711, which is not read'",
        "8, 3, 16, 1, '16-bit pixels are stored as differences (TIFF predictor 3)'",
        "8, 2, 12, 1, '12-bit pixels are stored as differences (TIFF predictor 2)'",
        "1, 1, 12, 3, 'floats of 12 bit'",
        "1, 1, 48, 1, 'numbers of 48 bit'",
        "1, 1, 32, 6, 'complex numbers'"
    })
    void refusesPixelsThatAreNotRead(
            int compression, int predictor, int bits, int format, String reason)
            throws IOException {
        byte[] strip = OddFiles.deflated(new byte[4 * 64]);
        Path file = folder.resolve("odd.tif");
        OddFiles.tiff(file, 8, 8, strip, OddFiles.tags(compression, predictor, bits, format));
        assertThatThrownBy(() -> ImageFiles.open(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("odd.tif cannot be opened")
                .hasMessageContaining(reason);
    }

    /** What ImageJ reads right is not refused with the rest. */
    @Test
    void readsDifferencesOfSixteenBit() throws IOException {
        byte[] rows = {100, 0, 1, 0, 1, 0, 50, 0, 0, 1, 2, 0};
        Path file = folder.resolve("differences.tif");
        OddFiles.tiff(file, 3, 2, OddFiles.deflated(rows), OddFiles.tags(8, 2, 16, 1));
        ImagePlus image = ImageFiles.open(file);
        assertThat(image.getProcessor().get(2, 0)).isEqualTo(102);
        assertThat(image.getProcessor().get(2, 1)).isEqualTo(50 + 256 + 2);
    }

    @Test
    void opensAFilmWithoutItsDialog() throws IOException {
        ImageStack stack = new ImageStack(16, 12);
        for (int i = 0; i < 3; i++) {
            stack.addSlice(new ByteProcessor(16, 12));
            stack.getProcessor(i + 1).set(5, 7, 60 + i);
        }
        Path file = folder.resolve("film.avi");
        new AVI_Writer()
                .writeImage(
                        new ImagePlus("film", stack),
                        file.toString(),
                        AVI_Writer.NO_COMPRESSION,
                        90);
        ImagePlus film = ImageFiles.open(file);
        assertThat(film.getStackSize()).isEqualTo(3);
        assertThat(film.getStack().getProcessor(3).get(5, 7)).isEqualTo(62);
    }

    @ParameterizedTest(name = "signed {0}, intercept {1}")
    @CsvSource({"0, -10, -10, 15", "1, -10, -12.5, 12.5", "0, 0, 0, 25", "1, 0, -2.5, 22.5"})
    void opensADicomWhoseValuesAreRescaled(int signed, String intercept, double first, double last)
            throws IOException {
        short[] values = new short[6];
        for (int i = 0; i < 6; i++) values[i] = (short) (10 * i - 5 * signed);
        Path file = folder.resolve("ct.dcm");
        OddFiles.dicom(file, 3, 2, values, signed, "0.5", intercept);
        ImagePlus image = ImageFiles.open(file);
        assertThat((double) image.getProcessor().getPixelValue(0, 0)).isEqualTo(first);
        assertThat((double) image.getProcessor().getPixelValue(2, 1)).isEqualTo(last);
        assertThat(image.getInfoProperty()).contains("Rescale Slope: 0.5");
    }

    @Test
    void tellsWhatLooksLikeAnImageFromWhatDoesNot() throws IOException {
        OddFiles.tiff(folder.resolve("a.tif"), 2, 1, new byte[2], OddFiles.tags(1, 1, 8, 1));
        write("big.tif", "II+\0\10\0\0\0");
        write("b.czi", "ZISRAWFILE");
        write("renamed.dat", "ZISRAWFILE");
        write("scan.nd2", "what only its maker knows");
        write("empty.png", "");
        write("notes.txt", "no image");
        write("table.csv", "1,2");
        write(".hidden.tif", "");
        Files.createSymbolicLink(folder.resolve("gone.tif"), folder.resolve("nowhere"));
        Files.createDirectory(folder.resolve("deeper"));
        Files.createDirectory(folder.resolve("cube.zarr"));
        FolderImages found = FolderImages.of(folder);
        assertThat(found.images())
                .containsExactly(
                        folder.resolve("a.tif"),
                        folder.resolve("big.tif"),
                        folder.resolve("cube.zarr"));
        assertThatThrownBy(() -> ImageFiles.open(folder.resolve("cube.zarr")))
                .hasMessageContaining("it holds no Zarr; is it whole?");
        assertThat(found.others())
                .containsExactly(folder.resolve("notes.txt"), folder.resolve("table.csv"));
        assertThat(found.failed().entrySet())
                .extracting(file -> file.getKey().getFileName() + ": " + file.getValue())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("b.czi: ").contains("(Zeiss)"),
                        line -> assertThat(line).startsWith("empty.png: ").contains("is it whole?"),
                        line -> assertThat(line).isEqualTo("gone.tif: it is a link to nothing"),
                        line -> assertThat(line).startsWith("renamed.dat: ").contains("(Zeiss)"),
                        line -> assertThat(line).startsWith("scan.nd2: ").contains("(Nikon)"));
        for (String name : new String[] {"b.czi", "scan.nd2"})
            assertThatThrownBy(() -> ImageFiles.open(folder.resolve(name)))
                    .hasMessageContaining("Bio-Formats");
    }

    private void write(String name, String bytes) throws IOException {
        Files.write(folder.resolve(name), bytes.getBytes(StandardCharsets.ISO_8859_1));
    }
}
