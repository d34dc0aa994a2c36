package org.mulligan.data.samples;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * An array of unsigned bytes in the format of the MNIST files: two zero bytes, the type of the
 * values, the number of dimensions, their sizes as big-endian 32-bit integers, the values. A file
 * that is compressed with gzip is read as it is.
 *
 * @param sizes of the dimensions, the outermost first
 * @param values as many as the product of the sizes, the last dimension running fastest
 * @see <a href="https://doi.org/10.1109/5.726791">LeCun et al. 1998</a>
 */
public record Idx(List<Integer> sizes, byte[] values) {
    private static final int BYTES = 0x08;

    /** Deflate cannot shrink a file by more. */
    private static final long MOST_SHRUNK = 1032;

    /**
     * Whether a file is meant to be one, by its first bytes or its name; says nothing of it being
     * whole.
     */
    public static boolean isIdx(Path file) throws IOException {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        // Of compressed files ImageJ opens only FITS.
        if (name.endsWith(".gz") && !name.matches(".*\\.fi?ts\\.gz")
                || name.endsWith(".idx")
                || name.matches(".*idx\\d-?ubyte")) return true;
        if (!Files.isRegularFile(file)) return false;
        try (InputStream in = Files.newInputStream(file)) {
            byte[] magic = in.readNBytes(4);
            return magic.length == 4
                    && magic[0] == 0
                    && magic[1] == 0
                    && magic[2] >= BYTES
                    && magic[2] <= 0x0E
                    && magic[3] >= 1
                    && magic[3] <= 4;
        }
    }

    /**
     * @param dimensions that the file must have: 1 for labels, 3 for images (number, rows, columns)
     * @param memory that the values must fit
     * @throws IOException if the file is truncated, corrupt or holds something else
     * @throws IllegalArgumentException if it takes more memory than there is
     */
    public static Idx read(Path file, int dimensions, SampleMemory memory) throws IOException {
        try (InputStream in = open(file)) {
            List<Integer> sizes = header(in, file, dimensions);
            double count = sizes.stream().mapToDouble(size -> size).reduce(1, (a, b) -> a * b);
            requirePossible(file, sizes, count);
            memory.require(count, file);
            if (count > Integer.MAX_VALUE - 8)
                throw new IllegalArgumentException(
                        "%s holds %.0f bytes, more than the 2 GB that are read; split it"
                                .formatted(file, count));
            byte[] values = new byte[(int) count];
            int read = in.readNBytes(values, 0, values.length);
            if (read < values.length) throw truncated(file, sizes, read);
            if (in.read() >= 0)
                throw new IOException(
                        "%s is corrupt: it holds more than the %s that its header promises; fetch it again"
                                .formatted(file, text(sizes)));
            return new Idx(sizes, values);
        } catch (EOFException e) {
            throw new IOException(
                    "%s is truncated: its compressed data end too early; fetch it again"
                            .formatted(file),
                    e);
        } catch (ZipException e) {
            throw new IOException(
                    "%s is corrupt: %s; fetch it again".formatted(file, e.getMessage()), e);
        }
    }

    private static InputStream open(Path file) throws IOException {
        InputStream plain = new BufferedInputStream(Files.newInputStream(file));
        try {
            plain.mark(2);
            boolean compressed = plain.read() == 0x1f && plain.read() == 0x8b;
            plain.reset();
            return compressed ? new GZIPInputStream(plain, 1 << 16) : plain;
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    private static List<Integer> header(InputStream in, Path file, int dimensions)
            throws IOException {
        byte[] magic = in.readNBytes(4);
        if (magic.length < 4 || magic[0] != 0 || magic[1] != 0)
            throw new IOException(
                    "%s is no idx file: it must begin with two bytes 0; give an idx file, an image or a folder of images"
                            .formatted(file));
        if (magic[2] != BYTES)
            throw new IOException(
                    "%s holds values of the idx type 0x%02x; only 0x08, unsigned bytes, is read: save the images as a TIFF stack"
                            .formatted(file, magic[2]));
        if (magic[3] != dimensions)
            throw new IOException(
                    "%s has %d dimension(s) and must have %d: images have 3 (number, rows, columns), labels 1"
                            .formatted(file, magic[3], dimensions));
        byte[] words = in.readNBytes(4 * dimensions);
        if (words.length < 4 * dimensions)
            throw new IOException(
                    "%s is truncated: it ends within its header; fetch it again".formatted(file));
        List<Integer> sizes = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.wrap(words);
        for (int i = 0; i < dimensions; i++) sizes.add(buffer.getInt());
        if (sizes.stream().anyMatch(size -> size < 1))
            throw new IOException(
                    "%s is empty or corrupt: its header gives the sizes %s"
                            .formatted(file, text(sizes)));
        return List.copyOf(sizes);
    }

    /** Before memory is taken for what a header promises. */
    private static void requirePossible(Path file, List<Integer> sizes, double count)
            throws IOException {
        long length = Files.size(file);
        boolean compressed;
        try (InputStream in = Files.newInputStream(file)) {
            compressed = in.read() == 0x1f;
        }
        if (count > (compressed ? MOST_SHRUNK * length : length))
            throw new IOException(
                    "%s is truncated or corrupt: its header promises %s, %.0f bytes, and it is only %d bytes long; fetch it again"
                            .formatted(file, text(sizes), count, length));
    }

    private static IOException truncated(Path file, List<Integer> sizes, int read) {
        return new IOException(
                "%s is truncated: its header promises %s and it ends after %d bytes of them; fetch it again"
                        .formatted(file, text(sizes), read));
    }

    private static String text(List<Integer> sizes) {
        return String.join(" x ", sizes.stream().map(String::valueOf).toList());
    }
}
