package org.mulligan.data.samples;

import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.mulligan.data.pairs.Folders;

/** Files of images for the tests of {@link Samples}. */
public final class SampleFiles {
    private SampleFiles() {}

    static Samples open(Path images, int size, Fit fit) throws IOException {
        return Samples.open(images, Optional.empty(), size, 1, fit, 5, line -> {});
    }

    static Samples open(Path images, String classes, int size) throws IOException {
        return Samples.open(images, Optional.of(classes), size, 1, Fit.REFUSE, 5, line -> {});
    }

    /** A slope from {@code number} at the upper left on, one more each pixel. */
    public static ImageProcessor bytes(int width, int height, int number) {
        return slope(new ByteProcessor(width, height), number);
    }

    public static ImageProcessor shorts(int width, int height, int number) {
        return slope(new ShortProcessor(width, height), number);
    }

    static ImageProcessor floats(int width, int height, int number) {
        return slope(new FloatProcessor(width, height), number);
    }

    public static ImageProcessor colours(int width, int height, int number) {
        ColorProcessor image = new ColorProcessor(width, height);
        for (int i = 0; i < width * height; i++)
            image.set(i, (number + i) % 256 << 16 | 100 + i % 20 << 8 | (number % 256));
        return image;
    }

    private static ImageProcessor slope(ImageProcessor image, int number) {
        for (int i = 0; i < image.getPixelCount(); i++) image.setf(i, number + i);
        return image;
    }

    /** {@code count} images a0.tif, a1.tif, ... of 7 x 7 px whose first pixel is their number. */
    static void folder(Path folder, int count) throws IOException {
        for (int i = 0; i < count; i++)
            Folders.save(folder.resolve("a" + letters(i) + ".tif"), bytes(7, 7, i));
    }

    /** Names whose ends are no numbers of channels. */
    public static String letters(int number) {
        return "" + (char) ('a' + number / 26) + (char) ('a' + number % 26);
    }

    /** Of images whose first pixel is their number modulo 251; compressed where named .gz. */
    public static Path idx(Path file, int count, int rows, int columns) throws IOException {
        byte[] values = new byte[count * rows * columns];
        for (int i = 0; i < values.length; i++)
            values[i] = (byte) (i / (rows * columns) % 251 + i % (rows * columns));
        return idx(file, values, count, rows, columns);
    }

    public static Path idx(Path file, byte[] values, int... sizes) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(4 + 4 * sizes.length + values.length);
        content.put(new byte[] {0, 0, 8, (byte) sizes.length});
        for (int size : sizes) content.putInt(size);
        content.put(values);
        try (OutputStream plain = Files.newOutputStream(file);
                OutputStream out =
                        file.toString().endsWith(".gz") ? new GZIPOutputStream(plain) : plain) {
            out.write(content.array());
        }
        return file;
    }

    public static Path labels(Path file, int... labels) throws IOException {
        byte[] values = new byte[labels.length];
        for (int i = 0; i < values.length; i++) values[i] = (byte) labels[i];
        return idx(file, values, labels.length);
    }
}
