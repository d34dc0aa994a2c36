package org.mulligan.image.zarr;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.mulligan.image.zarr.codec.Codec;

/**
 * Chunks within a file, with an index of where each lies.
 *
 * @param shape pixels of a shard along each axis, multiples of a chunk's
 * @param order of the numbers in the index
 * @param codecs of the index
 * @param first whether the index is at the start of the file, and not at its end
 * @see <a href="https://zarr-specs.readthedocs.io/en/latest/v3/codecs/sharding-indexed/">the
 *     codec</a>
 */
record Shards(int[] shape, ChunkLayout chunk, ByteOrder order, List<Codec> codecs, boolean first) {
    private static final long MISSING = -1;
    private static final int ENTRY = 2 * Long.BYTES;

    Shards {
        for (int d = 0; d < shape.length; d++)
            if (shape[d] % chunk.shape()[d] != 0)
                throw new IllegalArgumentException(
                        "its shards are %s, and no multiples of its chunks, which are %s"
                                .formatted(Arrays.toString(shape), Arrays.toString(chunk.shape())));
    }

    /** Chunks along each axis of a shard. */
    int[] grid() {
        int[] grid = new int[shape.length];
        for (int d = 0; d < grid.length; d++) grid[d] = shape[d] / chunk.shape()[d];
        return grid;
    }

    private int count() {
        int count = 1;
        for (int side : grid()) count = Math.multiplyExact(count, side);
        return count;
    }

    /** Of the index in the file: its checksum is behind it. */
    private int indexBytes() throws IOException {
        byte[] blank = new byte[ENTRY];
        int length = blank.length;
        for (Codec codec : codecs) blank = codec.encode(blank);
        // What is longer by more than a sum would have another length for another index.
        int sums = blank.length - length;
        if (sums < 0 || sums > Integer.BYTES)
            throw new IOException("the index of its shards is packed, which is not read");
        return Math.addExact(Math.multiplyExact(count(), ENTRY), sums);
    }

    /** Where the chunks of a shard lie; offset and length of each. */
    long[] index(Store store, String key, long size) throws IOException {
        int length = indexBytes();
        if (size < length)
            throw new IOException(
                    "it is cut short, %d bytes long, and its index alone has %d"
                            .formatted(size, length));
        byte[] bytes = store.read(key, first ? 0 : size - length, length);
        for (int i = codecs.size() - 1; i >= 0; i--) bytes = codecs.get(i).decode(bytes, length);
        long[] index = new long[2 * count()];
        ByteBuffer.wrap(bytes).order(order).asLongBuffer().get(index);
        return index;
    }

    /**
     * The stored bytes of a chunk; empty where nothing is stored of it.
     *
     * @param number of the chunk in the shard
     */
    Optional<byte[]> stored(Store store, String key, long size, long[] index, int number)
            throws IOException {
        long from = index[2 * number];
        long length = index[2 * number + 1];
        if (from == MISSING && length == MISSING) return Optional.empty();
        if (from < 0 || length < 0 || from > size || length > size - from)
            throw new IOException(
                    "its index says bytes %d to %d, and the file has %d; it is damaged or cut short"
                            .formatted(from, from + length, size));
        if (length > chunk.mostStored())
            throw new IOException(
                    "it has %d bytes, and at most %d make sense"
                            .formatted(length, chunk.mostStored()));
        return Optional.of(store.read(key, from, (int) length));
    }

    /**
     * A file of chunks.
     *
     * @param chunks stored bytes of each
     */
    byte[] file(List<byte[]> chunks) throws IOException {
        ByteBuffer index = ByteBuffer.allocate(count() * ENTRY).order(order);
        long at = first ? indexBytes() : 0;
        for (byte[] chunk : chunks) {
            index.putLong(at).putLong(chunk.length);
            at += chunk.length;
        }
        byte[] packed = index.array();
        for (Codec codec : codecs) packed = codec.encode(packed);
        ByteBuffer file = ByteBuffer.allocate(Math.toIntExact(at + (first ? 0 : packed.length)));
        if (first) file.put(packed);
        for (byte[] chunk : chunks) file.put(chunk);
        if (!first) file.put(packed);
        return file.array();
    }
}
