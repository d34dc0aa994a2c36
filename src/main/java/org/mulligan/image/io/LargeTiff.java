package org.mulligan.image.io;

import ij.io.FileInfo;
import ij.io.TiffEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.mulligan.image.plane.Pixels;

/**
 * A TIFF of ImageJ whose planes are larger than the memory. ImageJ's own encoder wants an array of
 * each, so it is given the first row only; the height is then filled in, and the other rows follow.
 * Planes lie one after another without gaps and without pages of their own, as ImageJ has them in
 * files of more than 4 GB.
 */
final class LargeTiff {
    private static final int HEIGHT = 257;
    private static final int ROWS_OF_STRIP = 278;
    private static final int BYTES_OF_STRIP = 279;

    /** Bytes of pixels in memory at a time, about. */
    private static final int BAND = 1 << 24;

    private static final int ENTRY = 12;

    /** That 32 bits hold. */
    private static final long MOST = 0xffffffffL;

    private LargeTiff() {}

    /** Gives a plane. */
    interface Planes {
        Pixels plane(int plane) throws IOException;
    }

    /**
     * @param description of the whole file; changed
     */
    static void write(FileInfo description, Planes planes, OutputStream out) throws IOException {
        int count = description.nImages;
        int height = description.height;
        description.nImages = 1;
        description.height = 1;
        Pixels plane = planes.plane(0);
        description.pixels = plane.rows(0, 1).array();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        new TiffEncoder(description).write(head);
        out.write(heightened(head.toByteArray(), description, height));
        rows(plane, 1, out, order(description));
        for (int i = 1; i < count; i++) rows(planes.plane(i), 0, out, order(description));
    }

    private static ByteOrder order(FileInfo description) {
        return description.intelByteOrder ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    }

    /** The first page with all its rows. */
    private static byte[] heightened(byte[] head, FileInfo description, int height) {
        ByteBuffer bytes = ByteBuffer.wrap(head).order(order(description));
        int first = bytes.getInt(4);
        int entries = bytes.getShort(first);
        long strip = (long) description.width * height * description.getBytesPerPixel();
        for (int i = 0; i < entries; i++) {
            int entry = first + 2 + i * ENTRY;
            int tag = bytes.getShort(entry) & 0xffff;
            if (tag == HEIGHT) number(bytes, entry, height);
            if (tag == ROWS_OF_STRIP) number(bytes, entry, height);
            // 0, as old writers have it: all bytes of the strip.
            if (tag == BYTES_OF_STRIP) number(bytes, entry, strip > MOST ? 0 : (int) strip);
        }
        return head;
    }

    private static void number(ByteBuffer bytes, int entry, int value) {
        bytes.putShort(entry + 2, (short) 4).putInt(entry + 4, 1).putInt(entry + 8, value);
    }

    private static void rows(Pixels plane, int first, OutputStream out, ByteOrder order)
            throws IOException {
        int size = plane.bitDepth() / Byte.SIZE;
        int some = Math.max(1, BAND / (plane.width() * size));
        for (int top = first; top < plane.height(); top += some) {
            int count = Math.min(some, plane.height() - top);
            Object array = plane.rows(top, count).array();
            ByteBuffer bytes = ByteBuffer.allocate(plane.width() * count * size).order(order);
            if (array instanceof byte[] values) bytes.put(values);
            else if (array instanceof short[] values) bytes.asShortBuffer().put(values);
            else bytes.asFloatBuffer().put((float[]) array);
            out.write(bytes.array());
        }
    }
}
