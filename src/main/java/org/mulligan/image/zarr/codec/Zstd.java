package org.mulligan.image.zarr.codec;

import io.airlift.compress.MalformedInputException;
import java.io.IOException;
import org.mulligan.image.codec.Zstandard;

/** Zstandard. */
final class Zstd implements Codec {
    @Override
    public byte[] decode(byte[] stored, int most) throws IOException {
        return decode(stored, 0, stored.length, most);
    }

    static byte[] decode(byte[] stored, int from, int length, int most) throws IOException {
        try {
            return Zstandard.unpacked(stored, from, length, most);
        } catch (MalformedInputException | IllegalArgumentException e) {
            throw Lz4.damaged("zstd", most, e);
        }
    }

    @Override
    public byte[] encode(byte[] raw) {
        return Zstandard.packed(raw);
    }
}
