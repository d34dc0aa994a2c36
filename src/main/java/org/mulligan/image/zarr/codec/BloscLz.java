package org.mulligan.image.zarr.codec;

import java.io.IOException;
import java.util.Arrays;

/** BloscLZ, a kind of FastLZ that no library for Java has; it is Blosc's own default. */
final class BloscLz {
    private static final int LITERAL = 32;
    private static final int LONG_MATCH = 6;
    private static final int FAR = 8191;

    private BloscLz() {}

    /**
     * @param most bytes that come out
     */
    static byte[] unpacked(byte[] stored, int from, int length, int most) throws IOException {
        byte[] raw = new byte[most];
        int in = from;
        int end = from + length;
        int out = 0;
        try {
            int control = stored[in++] & 31;
            while (true) {
                if (control >= LITERAL) {
                    int count = (control >> 5) - 1;
                    int distance = (control & 31) << 8;
                    int code;
                    if (count == LONG_MATCH)
                        do {
                            code = stored[in++] & 0xff;
                            count += code;
                        } while (code == 255);
                    code = stored[in++] & 0xff;
                    count += 3;
                    if (code == 255 && distance == 31 << 8) {
                        distance = (stored[in++] & 0xff) << 8;
                        distance += stored[in++] & 0xff;
                        distance += FAR;
                    } else distance += code;
                    // One byte at a time: what is copied may be what was just written.
                    for (int source = out - distance - 1; count > 0; count--)
                        raw[out++] = raw[source++];
                } else {
                    System.arraycopy(stored, in, raw, out, control + 1);
                    in += control + 1;
                    out += control + 1;
                }
                if (in >= end) return out == most ? raw : Arrays.copyOf(raw, out);
                control = stored[in++] & 0xff;
            }
        } catch (IndexOutOfBoundsException e) {
            throw new IOException("its blosclz data are damaged", e);
        }
    }
}
