package org.mulligan.image.plane;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A plane that lies in a file of its own, row by row, little-endian, and so may be larger than the
 * memory. Pixels that were never written are 0. Several processes may write different pixels of one
 * file at a time.
 */
public final class FilePixels implements Pixels, AutoCloseable {
    private final FileChannel channel;
    private final int width;
    private final int height;
    private final int bitDepth;

    /**
     * Opens a file, which is made where it is not there.
     *
     * @param bitDepth 8, 16 or 32
     */
    public FilePixels(Path file, int width, int height, int bitDepth) throws IOException {
        this.width = width;
        this.height = height;
        this.bitDepth = bitDepth;
        channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public int bitDepth() {
        return bitDepth;
    }

    private long place(int x, int y) {
        return ((long) y * width + x) * (bitDepth / Byte.SIZE);
    }

    /**
     * @throws UncheckedIOException when the disk fails
     */
    @Override
    public void get(int x, int y, int count, float[] into) {
        Pixels row = Pixels.blank(bitDepth, count, 1);
        read(place(x, y), row.array(), count);
        row.get(0, 0, count, into);
    }

    @Override
    public Pixels rows(int top, int count) {
        Pixels rows = Pixels.blank(bitDepth, width, count);
        read(place(0, top), rows.array(), width * count);
        return rows;
    }

    private void read(long place, Object array, int count) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(count, bitDepth / Byte.SIZE))
                        .order(ByteOrder.LITTLE_ENDIAN);
        try {
            // What lies behind the end of the file was not written yet.
            while (bytes.hasRemaining() && channel.read(bytes, place + bytes.position()) >= 0) {}
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        bytes.rewind();
        if (array instanceof byte[] values) bytes.get(values);
        else if (array instanceof short[] values) bytes.asShortBuffer().get(values);
        else bytes.asFloatBuffer().get((float[]) array);
    }

    /**
     * @throws UncheckedIOException when the disk is full or fails
     */
    @Override
    public int set(int x, int y, int count, float[] from) {
        Pixels row = Pixels.blank(bitDepth, count, 1);
        int clipped = row.set(0, 0, count, from);
        ByteBuffer bytes =
                ByteBuffer.allocate(count * (bitDepth / Byte.SIZE)).order(ByteOrder.LITTLE_ENDIAN);
        Object array = row.array();
        if (array instanceof byte[] values) bytes.put(values).rewind();
        else if (array instanceof short[] values) bytes.asShortBuffer().put(values);
        else bytes.asFloatBuffer().put((float[]) array);
        long place = place(x, y);
        try {
            while (bytes.hasRemaining()) channel.write(bytes, place + bytes.position());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return clipped;
    }

    @Override
    public boolean isArray() {
        return false;
    }

    @Override
    public Object array() {
        throw new UnsupportedOperationException("A plane in a file is no array");
    }

    /** What was written is on the disk, and not only on its way there. */
    public void force() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
