package org.mulligan.image.zarr.codec;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdCompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.IOException;
import java.util.Arrays;

/** Zstandard, RFC 8878. */
final class Zstd implements Codec {
    @Override
    public byte[] decode(byte[] stored, int most) throws IOException {
        return decode(stored, 0, stored.length, most);
    }

    static byte[] decode(byte[] stored, int from, int length, int most) throws IOException {
        byte[] raw = new byte[most];
        try {
            int size = new ZstdDecompressor().decompress(stored, from, length, raw, 0, most);
            return size == most ? raw : Arrays.copyOf(raw, size);
        } catch (MalformedInputException | IllegalArgumentException e) {
            throw Lz4.damaged("zstd", most, e);
        }
    }

    @Override
    public byte[] encode(byte[] raw) {
        ZstdCompressor zstd = new ZstdCompressor();
        byte[] stored = new byte[zstd.maxCompressedLength(raw.length)];
        int size = zstd.compress(raw, 0, raw.length, stored, 0, stored.length);
        return Arrays.copyOf(stored, size);
    }
}
