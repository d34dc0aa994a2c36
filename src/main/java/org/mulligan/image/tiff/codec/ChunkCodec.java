package org.mulligan.image.tiff.codec;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import org.mulligan.image.codec.Zstandard;

/** How chunks, which are strips or tiles, are compressed. */
public enum ChunkCodec {
    /** As they are; 0 by old programs. */
    NONE(1, 1, 0),

    /** A code is of 9 bit or more, and stands for fewer than 4096 bytes. */
    LZW(4096, 5),

    /** By both of its numbers; a match of 258 bytes takes two bits. */
    DEFLATE(1040, 8, 32946),

    /** 128 bytes of two. */
    PACK_BITS(64, 32773),

    /** A block of 128 kB in four bytes; by its number of before, too. */
    ZSTD(1 << 15, 50000, 34926),

    /** Read by {@link JpegChunk}. Blocks of 64 samples in two bits, four of them for one colour. */
    JPEG(1 << 10, 7);

    private final int most;
    private final int[] numbers;

    ChunkCodec(int most, int... numbers) {
        this.most = most;
        this.numbers = numbers;
    }

    /** By the number that a TIFF file has for it; empty when it is not read. */
    public static Optional<ChunkCodec> of(int number) {
        return Arrays.stream(values())
                .filter(codec -> Arrays.stream(codec.numbers).anyMatch(own -> own == number))
                .findFirst();
    }

    /** Its number in a TIFF file. */
    public int number() {
        return numbers[0];
    }

    /** Bytes that so many can stand for at most. What promises more is damaged, or means harm. */
    public long most(long packed) {
        return (packed + 1) * most;
    }

    /**
     * Unpacks bytes.
     *
     * @param size of the result; shorter where the packed bytes end before
     * @throws IOException when they are damaged
     */
    public byte[] unpack(byte[] packed, int size) throws IOException {
        try {
            return switch (this) {
                case LZW -> Lzw.unpacked(packed, size);
                case DEFLATE -> Deflate.unpacked(packed, size);
                case PACK_BITS -> PackBits.unpacked(packed, size);
                case ZSTD -> Zstandard.unpacked(packed, 0, packed.length, size);
                case NONE -> packed;
                case JPEG -> throw new IllegalStateException("JPEG has sizes of its own");
            };
        } catch (RuntimeException | DataFormatException e) {
            throw new IOException("it cannot be unpacked (" + e + ")", e);
        }
    }

    /**
     * Packs bytes.
     *
     * @throws IllegalStateException for those that are only read
     */
    public byte[] pack(byte[] raw) {
        return switch (this) {
            case NONE -> raw;
            case DEFLATE -> Deflate.packed(raw);
            case ZSTD -> Zstandard.packed(raw);
            default -> throw new IllegalStateException(this + " is only read");
        };
    }
}
