package org.mulligan.image.tiff.codec;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A strip or tile that is a JPEG of its own, but for tables that all of a page share.
 *
 * @param tables tag JPEGTables; empty where each chunk has its own
 * @param luma whether samples are brightness and two colours, to be made red, green and blue
 * @see <a href="https://www.awaresystems.be/imaging/tiff/specification/TIFFTechNote2.txt">Technical
 *     note 2</a>
 */
public record JpegChunk(byte[] tables, boolean luma) {
    private static final int MARKER = 2;

    /**
     * Unpacks a chunk.
     *
     * @param width and {@code height} of the chunk, px; rows that it does not have are left out
     * @param samples of a pixel: 1, 3 or 4
     * @return rows of samples that lie together
     * @throws IOException when it is damaged, no baseline JPEG, or of another size
     */
    public byte[] unpack(byte[] packed, int width, int height, int samples) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        try (MemoryCacheImageInputStream in =
                new MemoryCacheImageInputStream(new ByteArrayInputStream(whole(packed)))) {
            reader.setInput(in, true, true);
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            if (reader.getWidth(0) < width || pixels > 4L * width * height)
                throw new IOException(
                        "its JPEG has %d x %d px where %d x %d are needed"
                                .formatted(reader.getWidth(0), reader.getHeight(0), width, height));
            return rows(reader.readRaster(0, null), width, height, samples);
        } catch (RuntimeException e) {
            throw new IOException("it cannot be unpacked (" + e + ")", e);
        } finally {
            reader.dispose();
        }
    }

    /** The tables without their end, and the chunk without its start. */
    private byte[] whole(byte[] packed) {
        if (tables.length <= 2 * MARKER || packed.length <= MARKER) return packed;
        byte[] whole = Arrays.copyOf(tables, tables.length - 2 * MARKER + packed.length);
        System.arraycopy(packed, MARKER, whole, tables.length - MARKER, packed.length - MARKER);
        return whole;
    }

    private byte[] rows(Raster raster, int width, int height, int samples) throws IOException {
        if (raster.getNumBands() != samples)
            throw new IOException(
                    "its JPEG has %d samples a pixel where %d are needed"
                            .formatted(raster.getNumBands(), samples));
        int rows = Math.min(height, raster.getHeight());
        byte[] bytes = new byte[rows * width * samples];
        int[] row = new int[width * samples];
        for (int y = 0; y < rows; y++) {
            raster.getPixels(0, y, width, 1, row);
            if (luma && samples == 3) for (int i = 0; i < row.length; i += 3) toColours(row, i);
            for (int i = 0; i < row.length; i++) bytes[y * row.length + i] = (byte) row[i];
        }
        return bytes;
    }

    /** ITU-R BT.601 over all values, as JFIF 1.02 has it. */
    private static void toColours(int[] row, int i) {
        double y = row[i];
        double blue = row[i + 1] - 128;
        double red = row[i + 2] - 128;
        row[i] = clipped(y + 1.402 * red);
        row[i + 1] = clipped(y - 0.344136 * blue - 0.714136 * red);
        row[i + 2] = clipped(y + 1.772 * blue);
    }

    private static int clipped(double value) {
        return (int) Math.max(0, Math.min(255, Math.round(value)));
    }
}
