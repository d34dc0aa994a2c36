package org.mulligan.image.zarr.codec;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.snappy.SnappyDecompressor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Blosc's container, version 1 of its format: blocks, each in as many streams as a number has
 * bytes, or in one.
 *
 * @see <a href="https://github.com/Blosc/c-blosc/blob/main/README_CHUNK_FORMAT.rst">the format</a>
 */
final class Blosc implements Codec {
    private static final int HEADER = 16;
    private static final int SHUFFLED = 1;
    private static final int COPIED = 2;
    private static final int BITS_SHUFFLED = 4;
    private static final int NOT_SPLIT = 16;
    private static final int MOST_STREAMS = 16;
    private static final int LEAST_OF_STREAM = 128;

    @Override
    public byte[] decode(byte[] stored, int most) throws IOException {
        if (stored.length < HEADER)
            throw new IOException("its blosc data are %d bytes long".formatted(stored.length));
        ByteBuffer in = ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN);
        int flags = in.get(2);
        int type = Math.max(1, in.get(3) & 0xff);
        int size = in.getInt(4);
        int block = in.getInt(8);
        int packed = in.getInt(12);
        if (size > most) throw Codec.tooMuch("blosc", most);
        if (size < 0 || block < 1 && size > 0 || packed > stored.length)
            throw new IOException(
                    "its blosc data are cut short or damaged, %d bytes of %d"
                            .formatted(stored.length, packed));
        if ((flags & COPIED) != 0) {
            require(HEADER + (long) size <= stored.length);
            return Arrays.copyOfRange(stored, HEADER, HEADER + size);
        }
        byte[] raw = new byte[size];
        try {
            for (int i = 0, at = 0; at < size; i++, at += block) {
                int length = Math.min(block, size - at);
                byte[] own = block(in, flags, type, in.getInt(HEADER + 4 * i), length, block);
                System.arraycopy(own, 0, raw, at, length);
            }
        } catch (IndexOutOfBoundsException e) {
            throw new IOException("its blosc data are damaged", e);
        }
        return raw;
    }

    private static void require(boolean whole) throws IOException {
        if (!whole) throw new IOException("its blosc data are cut short");
    }

    private static byte[] block(
            ByteBuffer in, int flags, int type, int start, int length, int block)
            throws IOException {
        boolean split =
                (flags & NOT_SPLIT) == 0
                        && type <= MOST_STREAMS
                        && block / type >= LEAST_OF_STREAM
                        && length == block;
        int streams = split ? type : 1;
        int each = length / streams;
        byte[] bytes = new byte[length];
        int at = start;
        for (int s = 0; s < streams; s++) {
            int packed = in.getInt(at);
            at += Integer.BYTES;
            require(packed >= 0 && (long) at + packed <= in.capacity());
            byte[] own =
                    packed == each
                            ? Arrays.copyOfRange(in.array(), at, at + packed)
                            : unpacked(flags >> 5 & 7, in.array(), at, packed, each);
            if (own.length != each) throw new IOException("its blosc data are damaged");
            System.arraycopy(own, 0, bytes, s * each, each);
            at += packed;
        }
        if ((flags & SHUFFLED) != 0 && type > 1) return Shuffle.joined(bytes, type);
        return (flags & BITS_SHUFFLED) != 0 ? Shuffle.joinedBits(bytes, type) : bytes;
    }

    private static byte[] unpacked(int codec, byte[] stored, int from, int length, int most)
            throws IOException {
        return switch (codec) {
            case 0 -> BloscLz.unpacked(stored, from, length, most);
            case 1 -> Lz4.block(stored, from, length, most);
            case 2 -> snappy(stored, from, length, most);
            case 3 -> Streamed.zlib().decode(Arrays.copyOfRange(stored, from, from + length), most);
            case 4 -> Zstd.decode(stored, from, length, most);
            default ->
                    throw new IOException(
                            "its blosc data have a codec that is not known, number " + codec);
        };
    }

    private static byte[] snappy(byte[] stored, int from, int length, int most) throws IOException {
        byte[] raw = new byte[most];
        try {
            int size = new SnappyDecompressor().decompress(stored, from, length, raw, 0, most);
            return size == most ? raw : Arrays.copyOf(raw, size);
        } catch (MalformedInputException | IllegalArgumentException e) {
            throw Lz4.damaged("snappy", most, e);
        }
    }

    @Override
    public byte[] encode(byte[] raw) throws IOException {
        throw Codec.onlyRead("blosc");
    }
}
