package org.mulligan.image.zarr;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.mulligan.image.zarr.codec.Codec;

/**
 * How a chunk is stored.
 *
 * @param shape pixels along each axis of the array, also of a chunk at its end
 * @param order of the axes as they are stored, the slowest first
 * @param codecs that its bytes go through, in the order of writing
 */
record ChunkLayout(int[] shape, int[] order, PixelType type, List<Codec> codecs) {
    /** Bytes of a checksum, and what a compressor adds to what cannot be compressed. */
    private static final int OVERHEAD = 1 << 16;

    /** Axes as they are in the array: C order. */
    static int[] straight(int axes) {
        return IntStream.range(0, axes).toArray();
    }

    int pixels() {
        int pixels = 1;
        for (int side : shape) pixels = Math.multiplyExact(pixels, side);
        return pixels;
    }

    int bytes() {
        return Math.multiplyExact(pixels(), type.size());
    }

    /** Bytes that a stored chunk may have: it could not be compressed. */
    long mostStored() {
        return bytes() + (long) bytes() / 16 + OVERHEAD;
    }

    /** From one pixel to the next along each axis of the array, in pixels. */
    int[] strides() {
        int[] strides = new int[shape.length];
        int step = 1;
        for (int i = order.length - 1; i >= 0; i--) {
            strides[order[i]] = step;
            step *= shape[order[i]];
        }
        return strides;
    }

    /**
     * The pixels of a chunk, {@link #strides} apart.
     *
     * @throws IOException when it is damaged; the text is a sentence about it
     */
    byte[] decode(byte[] stored) throws IOException {
        byte[] bytes = stored;
        List<Codec> backwards = new ArrayList<>(codecs);
        Collections.reverse(backwards);
        for (int i = 0; i < backwards.size(); i++) {
            boolean last = i == backwards.size() - 1;
            bytes = backwards.get(i).decode(bytes, last ? bytes() : most());
        }
        if (bytes.length != bytes())
            throw new IOException(
                    "it has %d bytes of pixels where %d are needed"
                            .formatted(bytes.length, bytes()));
        return bytes;
    }

    private int most() {
        return (int) Math.min(Integer.MAX_VALUE - 8, mostStored());
    }

    byte[] encode(byte[] pixels) throws IOException {
        byte[] bytes = pixels;
        for (Codec codec : codecs) bytes = codec.encode(bytes);
        return bytes;
    }
}
