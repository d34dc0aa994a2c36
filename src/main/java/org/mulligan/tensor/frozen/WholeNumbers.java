package org.mulligan.tensor.frozen;

import org.tensorflow.proto.DataType;

/** Types of tensors that have no fractions. */
public final class WholeNumbers {
    /** Above it float has no place for every whole number. */
    private static final int EXACT = 1 << 24;

    private WholeNumbers() {}

    /**
     * The largest value of an image in this type; 1 = it has fractions, and images go from 0 to 1.
     */
    public static double largest(DataType type) {
        return switch (type) {
            case DT_UINT8 -> 255;
            case DT_UINT16 -> 65535;
            case DT_INT32, DT_INT64 -> EXACT;
            default -> 1;
        };
    }
}
