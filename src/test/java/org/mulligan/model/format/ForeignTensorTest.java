package org.mulligan.model.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ShortProcessor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForeignTensorTest {
    @TempDir private Path folder;

    /** A file as numpy.save writes it. */
    private Path numpy(String type, boolean fortran, String shape, byte[] values)
            throws IOException {
        String header =
                "{'descr': '%s', 'fortran_order': %s, 'shape': (%s), }"
                        .formatted(type, fortran ? "True" : "False", shape);
        header += " ".repeat(63 - (10 + header.length()) % 64) + "\n";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        out.write(header.length() & 0xff);
        out.write(header.length() >> 8);
        out.write(header.getBytes(StandardCharsets.US_ASCII));
        out.write(values);
        return Files.write(folder.resolve("test.npy"), out.toByteArray());
    }

    private static byte[] bytes(String type, double... values) {
        int width = type.charAt(2) - '0';
        ByteBuffer out =
                ByteBuffer.allocate(width * values.length)
                        .order(
                                type.charAt(0) == '>'
                                        ? ByteOrder.BIG_ENDIAN
                                        : ByteOrder.LITTLE_ENDIAN);
        for (double value : values)
            switch (type.substring(1)) {
                case "f4" -> out.putFloat((float) value);
                case "f8" -> out.putDouble(value);
                case "u1", "i1", "b1" -> out.put((byte) value);
                case "u2", "i2" -> out.putShort((short) (int) value);
                case "u4", "i4" -> out.putInt((int) (long) value);
                default -> out.putLong((long) value);
            }
        return out.array();
    }

    @ParameterizedTest(name = "{0}: {1}, {2}")
    @CsvSource({
        "<f4, -1.5, 2.25",
        ">f4, -1.5, 2.25",
        "<f8, -1.5, 2.25",
        ">f8, -1.5, 2.25",
        "|u1, 0, 255",
        "|i1, -128, 127",
        "|b1, 0, 1",
        "<u2, 1, 65535",
        ">u2, 1, 65535",
        "<i2, -32768, 32767",
        ">i2, -3, 258",
        "<u4, 1, 4294967040",
        ">i4, -7, 65536",
        "<i8, -7, 4294967296",
        ">u8, 7, 4294967296"
    })
    void readsEveryPlainType(String type, double one, double two) throws IOException {
        ForeignTensor tensor = ForeignTensor.read(numpy(type, false, "2,", bytes(type, one, two)));
        assertThat(tensor.shape()).containsExactly(2);
        assertThat(tensor.values()).containsExactly((float) one, (float) two);
    }

    @Test
    void readsHalfPrecision() throws IOException {
        // numpy.array([1, -2, 65504, 6e-8, 0.333], "<f2").tobytes().hex()
        short[] bits = {0x3c00, (short) 0xc000, 0x7bff, 0x0001, 0x3554};
        ByteBuffer out = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
        for (short each : bits) out.putShort(each);
        assertThat(ForeignTensor.read(numpy("<f2", false, "5,", out.array())).values())
                .containsExactly(1, -2, 65504, 0x1p-24f, 0.33300781f);
    }

    @Test
    void readsTheOrderOfFortran() throws IOException {
        // numpy.asfortranarray([[0, 1, 2], [3, 4, 5]])
        ForeignTensor tensor =
                ForeignTensor.read(numpy("<f4", true, "2, 3", bytes("<f4", 0, 3, 1, 4, 2, 5)));
        assertThat(tensor.values()).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void findsTheImageByItsAxes() throws IOException {
        // Two channels first: 0..5 and 10..15, 2 high and 3 wide.
        byte[] values = bytes("<f4", 0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15);
        ForeignTensor tensor = ForeignTensor.read(numpy("<f4", false, "1, 2, 2, 3", values));
        ForeignTensor.Image image = tensor.image("bcyx");
        assertThat(List.of(image.height(), image.width(), image.channels()))
                .containsExactly(2, 3, 2);
        assertThat(image.values()).containsExactly(0, 10, 1, 11, 2, 12, 3, 13, 4, 14, 5, 15);
        ForeignTensor.Image turned = image.transposed();
        assertThat(List.of(turned.height(), turned.width())).containsExactly(3, 2);
        assertThat(turned.values()).containsExactly(0, 10, 3, 13, 1, 11, 4, 14, 2, 12, 5, 15);
        assertThat(ForeignTensor.read(numpy("<f4", false, "2, 6", values)).image("byxc").width())
                .isEqualTo(6);
        assertThatThrownBy(() -> tensor.image("yx"))
                .hasMessage("A test tensor of shape [1, 2, 2, 3] does not have the axes yx");
    }

    @ParameterizedTest(name = "{0} ({1}), {2} bytes: {3}")
    @CsvSource(
            delimiter = ';',
            value = {
                "<f4;2, 3;20;has 20 bytes of values, not the 24 of its shape [2, 3]",
                "<f4;2, 3;28;has 28 bytes of values, not the 24 of its shape [2, 3]",
                "<f4;0, 3;0;states the shape (0, 3); each side must be 1 or more",
                "<f4;99999999999;8;states the shape (99999999999)",
                "<f4;65536, 65536, 4;8;states the shape (65536, 65536, 4)",
                "<c8;1,;8;is no NumPy tensor of plain numbers",
                "|O8;1,;8;is no NumPy tensor of plain numbers"
            })
    void refusesWhatIsNoTensor(String type, String shape, int bytes, String reason)
            throws IOException {
        Path file = numpy(type, false, shape, new byte[bytes]);
        assertThatThrownBy(() -> ForeignTensor.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file.getFileName() + " ")
                .hasMessageContaining(reason);
    }

    @Test
    void refusesOtherFilesAndOnesThatWereCutOff() throws IOException {
        Path file = numpy("<f4", false, "2, 3", new byte[24]);
        byte[] all = Files.readAllBytes(file);
        for (int length : new int[] {0, 5, 9, 12, 60, 100}) {
            Files.write(file, java.util.Arrays.copyOf(all, length));
            assertThatThrownBy(() -> ForeignTensor.read(file))
                    .as("%d bytes", length)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("test.npy ");
        }
        Files.writeString(file, "I am a text, and longer than the header of an array");
        assertThatThrownBy(() -> ForeignTensor.read(file))
                .hasMessageContaining("is not a NumPy file of version 1");
    }

    @Test
    void readsTiff() throws IOException {
        ImageStack stack = new ImageStack(3, 2);
        for (int c = 0; c < 2; c++) {
            ShortProcessor plane = new ShortProcessor(3, 2);
            for (int i = 0; i < 6; i++) plane.set(i, 1000 * c + i);
            stack.addSlice(plane);
        }
        Path file = folder.resolve("test.tif");
        IJ.saveAsTiff(new ImagePlus("test", stack), file.toString());
        ForeignTensor tensor = ForeignTensor.read(file);
        assertThat(tensor.shape()).containsExactly(2, 2, 3);
        assertThat(tensor.image("bcyx").values())
                .containsExactly(0, 1000, 1, 1001, 2, 1002, 3, 1003, 4, 1004, 5, 1005);
    }
}
