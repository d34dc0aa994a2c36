package org.mulligan.image.zarr.codec;

import java.io.IOException;

/**
 * Numbers cut into their bytes or bits: first all lowest ones, then all second ones, which are more
 * alike. Bytes behind the last whole number stay where they are.
 *
 * @param size bytes of a number
 */
record Shuffle(int size) implements Codec {
    @Override
    public byte[] decode(byte[] stored, int most) throws IOException {
        if (stored.length > most) throw Codec.tooMuch("shuffled", most);
        return joined(stored, size);
    }

    @Override
    public byte[] encode(byte[] raw) {
        return apart(raw, size);
    }

    /** Numbers of bytes that lie apart. */
    static byte[] joined(byte[] bytes, int size) {
        int count = bytes.length / size;
        byte[] whole = bytes.clone();
        for (int b = 0; b < size; b++)
            for (int i = 0; i < count; i++) whole[i * size + b] = bytes[b * count + i];
        return whole;
    }

    /** The bytes of numbers, the lowest ones first. */
    static byte[] apart(byte[] bytes, int size) {
        int count = bytes.length / size;
        byte[] apart = bytes.clone();
        for (int b = 0; b < size; b++)
            for (int i = 0; i < count; i++) apart[b * count + i] = bytes[i * size + b];
        return apart;
    }

    /** Numbers of bits that lie apart; Blosc leaves blocks alone that hold no multiple of eight. */
    static byte[] joinedBits(byte[] bytes, int size) {
        int count = bytes.length / size;
        byte[] whole = bytes.clone();
        if (count % Byte.SIZE != 0) return whole;
        int row = count / Byte.SIZE;
        for (int b = 0; b < size; b++)
            for (int i = 0; i < count; i++) {
                int value = 0;
                for (int bit = 0; bit < Byte.SIZE; bit++)
                    value |=
                            (bytes[(b * Byte.SIZE + bit) * row + i / Byte.SIZE] >> i % Byte.SIZE
                                            & 1)
                                    << bit;
                whole[i * size + b] = (byte) value;
            }
        return whole;
    }
}
