package org.mulligan.image.zarr.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Differences of neighbouring whole numbers.
 *
 * @param size bytes of a number, 1, 2, 4 or 8
 */
record Delta(int size, ByteOrder order) implements Codec {
    @Override
    public byte[] decode(byte[] stored, int most) throws IOException {
        if (stored.length > most) throw Codec.tooMuch("delta", most);
        ByteBuffer bytes = ByteBuffer.wrap(stored.clone()).order(order);
        long sum = 0;
        for (int at = 0; at + size <= stored.length; at += size)
            switch (size) {
                case 1 -> bytes.put(at, (byte) (sum += bytes.get(at)));
                case 2 -> bytes.putShort(at, (short) (sum += bytes.getShort(at)));
                case 4 -> bytes.putInt(at, (int) (sum += bytes.getInt(at)));
                default -> bytes.putLong(at, sum += bytes.getLong(at));
            }
        return bytes.array();
    }

    @Override
    public byte[] encode(byte[] raw) throws IOException {
        throw Codec.onlyRead("delta");
    }
}
