package org.mulligan.image.tiff;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.Optional;
import org.mulligan.image.plane.Damage;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.tiff.codec.ChunkCodec;
import org.mulligan.image.tiff.codec.JpegChunk;

/**
 * The pixels of one page as ImageJ has them: {@code byte[]}, {@code short[]}, {@code float[]}, or
 * {@code int[]} for RGB. Values are those of the file; {@link TiffSamples} says where they are not.
 * Of a rectangle only the strips and tiles are read that it touches.
 *
 * @see <a href="https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf">TIFF 6.0</a>
 */
final class TiffPixels {
    private final TiffPage page;
    private final FileChannel channel;
    private final TiffSamples samples;
    private final Optional<Damage> damage;

    TiffPixels(TiffPage page, FileChannel channel) {
        this(page, channel, Optional.empty());
    }

    /**
     * @param damage takes up strips and tiles that cannot be read, which are 0; empty: they fail
     */
    TiffPixels(TiffPage page, FileChannel channel, Optional<Damage> damage) {
        this.damage = damage;
        this.page = page;
        this.channel = channel;
        this.samples = new TiffSamples(page);
    }

    /**
     * Reads a plane.
     *
     * @param plane of the page, from 0: a sample of each pixel, or 0 for RGB
     */
    Object read(int plane) throws IOException {
        return read(plane, 0, 0, page.width(), page.height());
    }

    /**
     * Reads a rectangle of a plane, row by row.
     *
     * @param plane of the page, from 0: a sample of each pixel, or 0 for RGB
     * @param left and {@code top} its corner, px; it lies within the page
     */
    Object read(int plane, int left, int top, int width, int height) throws IOException {
        int size = Math.multiplyExact(width, height);
        Object pixels =
                page.isColour() ? new int[size] : Pixels.blank(page.depth(), width, height).array();
        if (pixels instanceof int[] colours) Arrays.fill(colours, 0xff000000);
        for (int row = top / page.chunkHeight();
                (long) row * page.chunkHeight() < top + height;
                row++)
            for (int column = left / page.chunkWidth();
                    (long) column * page.chunkWidth() < left + width;
                    column++) fill(pixels, plane, column, row, left, top, width, height);
        return pixels;
    }

    /** How many whole numbers so far were too large for floats to hold exactly. */
    long rounded() {
        return samples.rounded();
    }

    /** Copies what a chunk has of a rectangle. */
    private void fill(
            Object pixels, int plane, int column, int row, int left, int top, int width, int height)
            throws IOException {
        int chunk = row * page.chunksAcross() + column;
        int chunkLeft = column * page.chunkWidth();
        int chunkTop = row * page.chunkHeight();
        int from = Math.max(left, chunkLeft);
        int count =
                Math.min(Math.min(left + width, page.width()), chunkLeft + page.chunkWidth())
                        - from;
        int first = Math.max(top, chunkTop);
        int end = Math.min(top + height, chunkTop + page.rows(chunk));
        int colours = page.isColour() ? 3 : 1;
        ByteBuffer bytes = null;
        for (int colour = 0; colour < colours; colour++) {
            int sample = page.isColour() ? colour : plane;
            if (page.planar() || bytes == null)
                bytes = chunk(chunk + (page.planar() ? sample * page.chunks() : 0));
            int in = page.planar() ? 0 : sample;
            for (int y = first; y < end; y++)
                samples.copy(
                        bytes,
                        (int) ((y - chunkTop) * page.bytesOfRow()),
                        (from - chunkLeft) * page.together() + in,
                        count,
                        pixels,
                        (y - top) * width + from - left,
                        colour);
        }
    }

    private ByteBuffer chunk(int number) throws IOException {
        int whole = Math.toIntExact(page.whole(number));
        try {
            if (!page.isEmpty(number)) return stored(number, whole);
        } catch (IOException e) {
            if (damage.isEmpty()) throw e;
            damage.get()
                    .add(
                            "%s of %s".formatted(page.said(number), page.file().getFileName()),
                            e.getMessage());
        }
        return ByteBuffer.wrap(new byte[whole]).order(page.order());
    }

    /** The unpacked bytes of a strip or tile. */
    private ByteBuffer stored(int number, int whole) throws IOException {
        long stored = page.length(number);
        if (stored > Integer.MAX_VALUE - 8)
            throw new IOException(
                    "it is damaged: %s has %d bytes".formatted(page.said(number), stored));
        byte[] bytes =
                TiffDirectory.read(channel, page.offsets()[number], (int) stored, page.order())
                        .array();
        if (page.reversed())
            for (int i = 0; i < bytes.length; i++)
                bytes[i] = (byte) (Integer.reverse(bytes[i]) >>> 24);
        byte[] pixels;
        try {
            pixels = unpacked(bytes, number, whole);
        } catch (IOException e) {
            throw new IOException(
                    "it is damaged: %s: %s".formatted(page.said(number), e.getMessage()), e);
        }
        if (pixels.length < whole)
            throw new IOException(
                    "it is damaged: %s has %d bytes where %d are needed"
                            .formatted(page.said(number), pixels.length, whole));
        page.differences().undo(pixels, page.chunkWidth());
        return ByteBuffer.wrap(pixels).order(page.order());
    }

    private byte[] unpacked(byte[] bytes, int number, int whole) throws IOException {
        if (page.codec() != ChunkCodec.JPEG) return page.codec().unpack(bytes, whole);
        return new JpegChunk(page.tables(), page.photometric() == TiffPage.LUMA)
                .unpack(
                        bytes,
                        page.chunkWidth(),
                        page.rows(number % page.chunks()),
                        page.together());
    }
}
