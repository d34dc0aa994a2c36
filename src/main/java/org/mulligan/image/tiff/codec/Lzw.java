package org.mulligan.image.tiff.codec;

import java.util.Arrays;

/**
 * LZW as TIFF has it: codes of 9 to 12 bit, highest bit first, each width ending a code early.
 *
 * @see <a href="https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf">TIFF 6.0, section
 *     13</a>
 */
final class Lzw {
    private static final int CLEAR = 256;
    private static final int END = 257;
    private static final int CODES = 4096;
    private static final int LEAST_BITS = 9;
    private static final int MOST_BITS = 12;

    private Lzw() {}

    /**
     * Unpacks bytes.
     *
     * @param size of the result at most; shorter where the packed bytes end before
     * @throws IllegalArgumentException when a code stands for nothing
     */
    static byte[] unpacked(byte[] packed, int size) {
        byte[] out = new byte[size];
        // Where in the result the bytes of each code stood first, and how many they are.
        int[] start = new int[CODES + 1];
        int[] length = new int[CODES + 1];
        int done = 0;
        int next = END + 1;
        int bits = LEAST_BITS;
        int before = CLEAR;
        for (long at = 0; done < size && at + bits <= 8L * packed.length; ) {
            int code = bits(packed, at, bits);
            at += bits;
            if (code == END) break;
            if (code == CLEAR) {
                next = END + 1;
                bits = LEAST_BITS;
            } else {
                if (before != CLEAR && next < CODES) {
                    // What the code before stands for, and the first byte of this one.
                    int of = before < CLEAR ? 1 : length[before];
                    start[next] = done - of;
                    length[next] = of + 1;
                    next++;
                }
                if (code >= next || before == CLEAR && code > END)
                    throw new IllegalArgumentException("LZW code %d of %d".formatted(code, next));
                if (code < CLEAR) out[done++] = (byte) code;
                else
                    for (int i = 0; i < length[code] && done < size; i++)
                        out[done++] = out[start[code] + i];
                if (next + 1 >= 1 << bits && bits < MOST_BITS) bits++;
            }
            before = code;
        }
        return done == size ? out : Arrays.copyOf(out, done);
    }

    private static int bits(byte[] bytes, long from, int count) {
        int value = 0;
        for (int at = (int) (from / Byte.SIZE); at <= (from + count - 1) / Byte.SIZE; at++)
            value = value << Byte.SIZE | bytes[at] & 0xff;
        int behind = (int) (Byte.SIZE - 1 - (from + count - 1) % Byte.SIZE);
        return value >> behind & (1 << count) - 1;
    }
}
