package org.mulligan.image.zarr.codec;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.lz4.Lz4Compressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** An LZ4 block behind its size, as numcodecs writes it: 4 bytes, little endian. */
final class Lz4 implements Codec {
    @Override
    public byte[] decode(byte[] stored, int most) throws IOException {
        if (stored.length < Integer.BYTES)
            throw new IOException("its lz4 data are %d bytes long".formatted(stored.length));
        int size = ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN).getInt();
        if (size < 0 || size > most) throw Codec.tooMuch("lz4", most);
        return block(stored, Integer.BYTES, stored.length - Integer.BYTES, size);
    }

    /** A block without its size. */
    static byte[] block(byte[] stored, int from, int length, int most) throws IOException {
        byte[] raw = new byte[most];
        try {
            int size = new Lz4Decompressor().decompress(stored, from, length, raw, 0, most);
            return size == most ? raw : Arrays.copyOf(raw, size);
        } catch (MalformedInputException | IllegalArgumentException e) {
            throw damaged("lz4", most, e);
        }
    }

    static IOException damaged(String name, int most, RuntimeException e) {
        return new IOException(
                "its %s data are damaged, or hold more than %d bytes (%s)"
                        .formatted(name, most, e.getMessage()),
                e);
    }

    @Override
    public byte[] encode(byte[] raw) {
        Lz4Compressor lz4 = new Lz4Compressor();
        byte[] stored = new byte[Integer.BYTES + lz4.maxCompressedLength(raw.length)];
        ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN).putInt(raw.length);
        int size =
                lz4.compress(
                        raw, 0, raw.length, stored, Integer.BYTES, stored.length - Integer.BYTES);
        return Arrays.copyOf(stored, Integer.BYTES + size);
    }
}
