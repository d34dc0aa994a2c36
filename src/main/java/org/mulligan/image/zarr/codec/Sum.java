package org.mulligan.image.zarr.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.zip.Checksum;

/**
 * A checksum of 4 bytes, little endian, before or behind the bytes.
 *
 * @param sum makes a new one
 * @param before where numcodecs puts it; Zarr v3 has it behind
 */
record Sum(String name, Supplier<Checksum> sum, boolean before) implements Codec {
    @Override
    public byte[] decode(byte[] stored, int most) throws IOException {
        int length = stored.length - Integer.BYTES;
        if (length < 0) throw new IOException("it is too short for its checksum");
        int from = before ? Integer.BYTES : 0;
        int said =
                ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN).getInt(before ? 0 : length);
        if (said != of(stored, from, length))
            throw new IOException("its checksum (%s) does not fit; it is damaged".formatted(name));
        return Arrays.copyOfRange(stored, from, from + length);
    }

    private int of(byte[] bytes, int from, int length) {
        Checksum checksum = sum.get();
        checksum.update(bytes, from, length);
        return (int) checksum.getValue();
    }

    @Override
    public byte[] encode(byte[] raw) {
        ByteBuffer stored =
                ByteBuffer.allocate(raw.length + Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        int checksum = of(raw, 0, raw.length);
        if (before) stored.putInt(checksum).put(raw);
        else stored.put(raw).putInt(checksum);
        return stored.array();
    }
}
