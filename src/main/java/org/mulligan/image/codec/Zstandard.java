package org.mulligan.image.codec;

import io.airlift.compress.zstd.ZstdCompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.util.Arrays;

/** RFC 8878. */
public final class Zstandard {
    private Zstandard() {}

    /**
     * Unpacks bytes.
     *
     * @param from where they begin, {@code length} of them
     * @param most of the result
     * @throws RuntimeException when they are damaged, or are more than {@code most}
     */
    public static byte[] unpacked(byte[] packed, int from, int length, int most) {
        byte[] raw = new byte[most];
        int size = new ZstdDecompressor().decompress(packed, from, length, raw, 0, most);
        return size == most ? raw : Arrays.copyOf(raw, size);
    }

    public static byte[] packed(byte[] raw) {
        ZstdCompressor zstd = new ZstdCompressor();
        byte[] packed = new byte[zstd.maxCompressedLength(raw.length)];
        int size = zstd.compress(raw, 0, raw.length, packed, 0, packed.length);
        return Arrays.copyOf(packed, size);
    }
}
