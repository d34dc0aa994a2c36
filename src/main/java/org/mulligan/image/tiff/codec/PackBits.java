package org.mulligan.image.tiff.codec;

import java.util.Arrays;

/**
 * Runs of equal bytes, as a Macintosh packed them.
 *
 * @see <a href="https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf">TIFF 6.0, section
 *     9</a>
 */
final class PackBits {
    private static final int NOTHING = -128;

    private PackBits() {}

    /**
     * Unpacks bytes.
     *
     * @param size of the result at most; shorter where the packed bytes end before
     */
    static byte[] unpacked(byte[] packed, int size) {
        byte[] raw = new byte[size];
        int done = 0;
        int at = 0;
        while (done < size && at + 1 < packed.length) {
            int kind = packed[at++];
            if (kind == NOTHING) continue;
            int count = Math.min(kind < 0 ? 1 - kind : kind + 1, size - done);
            if (kind < 0) Arrays.fill(raw, done, done + count, packed[at++]);
            else {
                count = Math.min(count, packed.length - at);
                System.arraycopy(packed, at, raw, done, count);
                at += count;
            }
            done += count;
        }
        return done == size ? raw : Arrays.copyOf(raw, done);
    }
}
