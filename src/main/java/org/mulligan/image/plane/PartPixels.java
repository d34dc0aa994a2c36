package org.mulligan.image.plane;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A plane of {@link PlanesByPart}, read when its pixels are asked for. Parts that were read last
 * are kept, those of all planes in one {@link Kept}.
 */
final class PartPixels implements Pixels {
    /** Sides of a part are about so long where the pieces of a plane are smaller, px. */
    private static final int SIDE = 512;

    /** Where pieces are as wide as the plane, parts have no more rows than make so many px. */
    private static final int MOST = 1 << 20;

    private record Part(int plane, int column, int row) {}

    /** Parts in memory, up to a number of bytes; those that nobody asked for longest go. */
    static final class Kept {
        /** Of the memory that Java may have. */
        private static final int SHARE = 8;

        private static final long LARGEST = 128L << 20;

        private final Map<Part, Pixels> parts = new LinkedHashMap<>(16, 0.75f, true);
        private long bytes;

        /**
         * @param least parts that must fit, as rows of pixels are read through all of them
         */
        private synchronized void put(Part part, Pixels pixels, long least) {
            long most =
                    Math.max(
                            least * bytes(pixels),
                            Math.min(LARGEST, Runtime.getRuntime().maxMemory() / SHARE));
            if (parts.put(part, pixels) == null) bytes += bytes(pixels);
            var oldest = parts.entrySet().iterator();
            while (bytes > most && parts.size() > 1) {
                bytes -= bytes(oldest.next().getValue());
                oldest.remove();
            }
        }

        private synchronized Pixels get(Part part) {
            return parts.get(part);
        }

        private static long bytes(Pixels part) {
            return (long) part.width() * part.height() * part.bitDepth() / Byte.SIZE;
        }
    }

    private final PlanesByPart planes;
    private final String name;
    private final int plane;
    private final int width;
    private final int height;
    private final int bitDepth;
    private final int partWidth;
    private final int partHeight;
    private final Kept kept;

    /**
     * @param name of the image, for messages
     * @param kept shared by the planes of an image
     * @throws IOException when not even a piece of the plane fits into memory
     */
    PartPixels(
            PlanesByPart planes,
            String name,
            int plane,
            int width,
            int height,
            int bitDepth,
            Kept kept)
            throws IOException {
        this.planes = planes;
        this.name = name;
        this.plane = plane;
        this.width = width;
        this.height = height;
        this.bitDepth = bitDepth;
        this.kept = kept;
        int[] piece = planes.piece();
        long bytes = (long) piece[0] * piece[1] * bitDepth / Byte.SIZE;
        if (bytes > PixelMemory.toHold())
            throw new IOException(
                    "\"%s\" is stored in pieces of %d x %d px, each packed as a whole, which do not fit into memory; give Java more (-Xmx), or write it with tiles"
                            .formatted(name, piece[0], piece[1]));
        int[] sides = sides(piece, width, height);
        partWidth = sides[0];
        partHeight = sides[1];
    }

    /**
     * Columns and rows of a part, px.
     *
     * @param piece those of what a plane is stored in
     */
    static int[] sides(int[] piece, int width, int height) {
        int wide = Math.min(width, piece[0] * Math.max(1, SIDE / piece[0]));
        int rows = Math.min(SIDE, MOST / wide);
        return new int[] {wide, Math.min(height, piece[1] * Math.max(1, rows / piece[1]))};
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

    /**
     * @throws UncheckedIOException when they cannot be read
     */
    @Override
    public void get(int x, int y, int count, float[] into) {
        int at = x;
        while (at < x + count) {
            int column = at / partWidth;
            int left = column * partWidth;
            int some = Math.min(x + count, left + partWidth) - at;
            Pixels part = part(column, y / partHeight);
            int row = y % partHeight;
            if (some == count) part.get(at - left, row, some, into);
            else {
                float[] values = new float[some];
                part.get(at - left, row, some, values);
                System.arraycopy(values, 0, into, at - x, some);
            }
            at += some;
        }
    }

    private Pixels part(int column, int row) {
        Part part = new Part(plane, column, row);
        Pixels known = kept.get(part);
        if (known != null) return known;
        int left = column * partWidth;
        int top = row * partHeight;
        int wide = Math.min(partWidth, width - left);
        int high = Math.min(partHeight, height - top);
        Pixels read;
        try {
            read = Pixels.of(planes.read(plane, left, top, wide, high), wide, high);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    new IOException(
                            "Plane %d of \"%s\" cannot be read: %s"
                                    .formatted(plane + 1, name, e.getMessage()),
                            e));
        }
        // Rows are read one after another, and windows of a few rows lie in two rows of parts.
        kept.put(part, read, 2L * ((width - 1) / partWidth + 1));
        return read;
    }

    @Override
    public int set(int x, int y, int count, float[] from) {
        throw new UnsupportedOperationException("An image on disk is not written to");
    }

    @Override
    public boolean isArray() {
        return false;
    }

    @Override
    public Object array() {
        throw new UnsupportedOperationException("A plane on disk is no array");
    }
}
