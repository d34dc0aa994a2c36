package org.mulligan.image.plane;

/**
 * A rectangle of a plane, which is only read.
 *
 * @param x left column of it
 * @param y upper row of it
 */
record CutPixels(Pixels pixels, int x, int y, int width, int height) implements Pixels {
    @Override
    public void get(int column, int row, int count, float[] into) {
        pixels.get(x + column, y + row, count, into);
    }

    @Override
    public int set(int column, int row, int count, float[] from) {
        throw new UnsupportedOperationException("A part of a plane is not written to");
    }

    @Override
    public int bitDepth() {
        return pixels.bitDepth();
    }

    @Override
    public boolean isArray() {
        return false;
    }

    @Override
    public Object array() {
        throw new UnsupportedOperationException("A part of a plane is no array");
    }
}
