package org.mulligan.image.lines;

import org.mulligan.image.plane.ForwardingPixels;
import org.mulligan.image.plane.Pixels;

/**
 * A plane that reads without the offsets of its rows and columns.
 *
 * @param rows offset of each, units of the plane
 * @param columns offset of each
 */
record LevelPixels(Pixels pixels, float[] rows, float[] columns) implements ForwardingPixels {
    @Override
    public void get(int x, int y, int count, float[] into) {
        pixels.get(x, y, count, into);
        for (int i = 0; i < count; i++) into[i] -= rows[y] + columns[x + i];
    }
}
