package org.mulligan.image.lines;

import org.mulligan.image.plane.Pixels;

/**
 * A plane that reads without the offsets of its rows and columns. What is written goes into the
 * plane as it is.
 *
 * @param rows offset of each, units of the plane
 * @param columns offset of each
 */
record LevelPixels(Pixels pixels, float[] rows, float[] columns) implements Pixels {
    @Override
    public int width() {
        return pixels.width();
    }

    @Override
    public int height() {
        return pixels.height();
    }

    @Override
    public void get(int x, int y, int count, float[] into) {
        pixels.get(x, y, count, into);
        for (int i = 0; i < count; i++) into[i] -= rows[y] + columns[x + i];
    }

    @Override
    public int set(int x, int y, int count, float[] from) {
        return pixels.set(x, y, count, from);
    }

    /** That of the plane behind, with the offsets. */
    @Override
    public Object array() {
        return pixels.array();
    }
}
