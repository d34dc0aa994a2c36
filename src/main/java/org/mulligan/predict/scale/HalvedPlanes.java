package org.mulligan.predict.scale;

import java.io.IOException;
import java.util.Arrays;
import org.mulligan.image.filter.Binning;
import org.mulligan.image.plane.CutPlanes;
import org.mulligan.image.plane.ForwardingPlanes;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;

/**
 * The planes of an image as a camera with pixels of twice the side would have seen them. An odd
 * side is continued by its last pixel.
 */
record HalvedPlanes(PlaneSource image) implements ForwardingPlanes {
    @Override
    public int width() {
        return (image.width() + 1) / 2;
    }

    @Override
    public int height() {
        return (image.height() + 1) / 2;
    }

    @Override
    public int[] piece() {
        int[] piece = image.piece();
        return new int[] {(piece[0] + 1) / 2, (piece[1] + 1) / 2};
    }

    @Override
    public PlaneSource whole() {
        PlaneSource whole = image.whole();
        return whole == image ? this : new HalvedPlanes(whole);
    }

    @Override
    public PlaneSource within(PlaneSource other) {
        return image instanceof CutPlanes cut ? cut.halvedWithin(other) : other;
    }

    /** Means are no whole numbers. */
    @Override
    public int bitDepth() {
        return Float.SIZE;
    }

    @Override
    public Pixels read(int plane) throws IOException {
        Pixels whole = image.read(plane);
        if (!whole.isArray()) return new HalvedPixels(whole);
        return Pixels.of(halved(whole.all(), image.width(), image.height()), width(), height());
    }

    /**
     * Means over squares of 2 px.
     *
     * @param plane row by row, not modified
     */
    static float[] halved(float[] plane, int width, int height) {
        int wide = width + width % 2;
        int high = height + height % 2;
        if (wide == width && high == height) return Binning.mean(plane, width, height, 2);
        float[] even = new float[wide * high];
        for (int y = 0; y < high; y++) {
            int from = Math.min(y, height - 1) * width;
            System.arraycopy(plane, from, even, y * wide, width);
            Arrays.fill(even, y * wide + width, (y + 1) * wide, plane[from + width - 1]);
        }
        return Binning.mean(even, wide, high, 2);
    }
}
