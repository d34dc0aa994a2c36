package org.mulligan.image.tiff.codec;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Deflate in the frame of zlib, RFC 1950. */
final class Deflate {
    /** At least three times as fast as zlib's own 6, which saves a seventh of a denoised image. */
    private static final int LEVEL = 4;

    private Deflate() {}

    /**
     * Unpacks bytes.
     *
     * @param size of the result at most; shorter where the packed bytes end before
     */
    static byte[] unpacked(byte[] packed, int size) throws DataFormatException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            byte[] raw = new byte[size];
            int done = 0;
            while (done < size) {
                int more = inflater.inflate(raw, done, size - done);
                if (more == 0) return Arrays.copyOf(raw, done);
                done += more;
            }
            return raw;
        } finally {
            inflater.end();
        }
    }

    static byte[] packed(byte[] raw) {
        Deflater deflater = new Deflater(LEVEL);
        try {
            deflater.setInput(raw);
            deflater.finish();
            byte[] packed = new byte[raw.length / 2 + 64];
            int done = 0;
            while (!deflater.finished()) {
                if (done == packed.length) packed = Arrays.copyOf(packed, 2 * done);
                done += deflater.deflate(packed, done, packed.length - done);
            }
            return Arrays.copyOf(packed, done);
        } finally {
            deflater.end();
        }
    }
}
