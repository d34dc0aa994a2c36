package org.mulligan.image.zarr;

/** Numbers of 16 bit, IEEE 754 binary16; Java has them from version 20 on. */
final class HalfFloat {
    private static final int FRACTION = 10;
    private static final int SPECIAL = 0x7c00;
    private static final float SMALLEST = 0x1p-24f;

    private HalfFloat() {}

    static float of(short bits) {
        int exponent = bits >> FRACTION & 31;
        int fraction = bits & 0x3ff;
        float value;
        if (exponent == 31) value = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        else if (exponent == 0) value = fraction * SMALLEST;
        else value = Float.intBitsToFloat(exponent + 112 << 23 | fraction << 13);
        return bits < 0 ? -value : value;
    }

    /** The nearest; beyond the largest it is infinity. */
    static short bits(float value) {
        int sign = Float.floatToRawIntBits(value) >>> 16 & 0x8000;
        float size = Math.abs(value);
        if (Float.isNaN(value)) return (short) (sign | SPECIAL | 0x200);
        if (size >= 65520) return (short) (sign | SPECIAL);
        if (size < 0x1p-14f) return (short) (sign | Math.round(size / SMALLEST));
        int exact = Float.floatToRawIntBits(size) - (112 << 23);
        int rounded = exact + 0xfff + (exact >> 13 & 1);
        return (short) (sign | rounded >> 13);
    }
}
