package org.mulligan.image.tiff.codec;

import io.airlift.compress.zstd.ZstdCompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.util.Arrays;

/** Zstandard, RFC 8878. */
final class Zstd {
    private Zstd() {}

    /**
     * Unpacks bytes.
     *
     * @param size of the result at most
     * @throws RuntimeException when they are damaged, or are more than {@code size}
     */
    static byte[] unpacked(byte[] packed, int size) {
        byte[] raw = new byte[size];
        int done = new ZstdDecompressor().decompress(packed, 0, packed.length, raw, 0, size);
        return done == size ? raw : Arrays.copyOf(raw, done);
    }

    static byte[] packed(byte[] raw) {
        ZstdCompressor zstd = new ZstdCompressor();
        byte[] packed = new byte[zstd.maxCompressedLength(raw.length)];
        int size = zstd.compress(raw, 0, raw.length, packed, 0, packed.length);
        return Arrays.copyOf(packed, size);
    }
}
