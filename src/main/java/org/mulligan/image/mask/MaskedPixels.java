package org.mulligan.image.mask;

import java.util.BitSet;
import org.mulligan.image.plane.ForwardingPixels;
import org.mulligan.image.plane.Pixels;

/**
 * A plane that reads as not-a-number where its pixels are missing; what is written goes into the
 * plane everywhere.
 *
 * @param pixels the plane behind
 * @param missing bit y * width + x; not a copy
 */
public record MaskedPixels(Pixels pixels, BitSet missing) implements ForwardingPixels {
    @Override
    public void get(int x, int y, int count, float[] into) {
        pixels.get(x, y, count, into);
        int from = y * width() + x;
        for (int i = missing.nextSetBit(from); i >= 0 && i - from < count; i = next(i))
            into[i - from] = Float.NaN;
    }

    private int next(int i) {
        return missing.nextSetBit(i + 1);
    }

    /**
     * Overwrites all of a result that is not missing with the original. Arrays of the same type
     * agree there bit for bit afterwards; {@link org.mulligan.image.plane.CalibratedPixels} get the
     * original calibrated.
     *
     * @param missing bit y * width + x
     * @throws IllegalArgumentException when the two are not of one size
     */
    public static void copyKnown(Pixels original, Pixels result, BitSet missing) {
        int width = original.width();
        if (result.width() != width || result.height() != original.height())
            throw new IllegalArgumentException(
                    "The result has %d x %d px, the original %d x %d px"
                            .formatted(result.width(), result.height(), width, original.height()));
        float[] run = new float[width];
        for (int y = 0; y < original.height(); y++) {
            int row = y * width;
            int start = missing.nextClearBit(row) - row;
            while (start < width) {
                int next = missing.nextSetBit(row + start);
                int end = next < 0 ? width : Math.min(width, next - row);
                original.get(start, y, end - start, run);
                result.set(start, y, end - start, run);
                start = missing.nextClearBit(row + end) - row;
            }
        }
    }
}
