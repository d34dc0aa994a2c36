package org.mulligan.predict.scale;

import org.mulligan.image.plane.Pixels;

/** A plane of half the size that is computed when it is read, for planes larger than the memory. */
record HalvedPixels(Pixels plane) implements Pixels {
    @Override
    public int width() {
        return (plane.width() + 1) / 2;
    }

    @Override
    public int height() {
        return (plane.height() + 1) / 2;
    }

    @Override
    public int bitDepth() {
        return Float.SIZE;
    }

    /** Sums in the order of {@link HalvedPlanes#halved}, so that the bits are the same. */
    @Override
    public void get(int x, int y, int count, float[] into) {
        int wide = Math.min(2 * count, plane.width() - 2 * x);
        float[] row = new float[2 * count];
        double[] sums = new double[count];
        for (int v = 2 * y; v < 2 * y + 2; v++) {
            plane.get(2 * x, Math.min(v, plane.height() - 1), wide, row);
            if (wide < row.length) row[wide] = row[wide - 1];
            for (int i = 0; i < row.length; i++) sums[i / 2] += row[i];
        }
        for (int i = 0; i < count; i++) into[i] = (float) (sums[i] / 4);
    }

    @Override
    public int set(int x, int y, int count, float[] from) {
        throw new UnsupportedOperationException("A plane of half the size is only to be read");
    }

    @Override
    public boolean isArray() {
        return false;
    }

    @Override
    public Object array() {
        throw new UnsupportedOperationException("A plane of half the size has no array");
    }
}
