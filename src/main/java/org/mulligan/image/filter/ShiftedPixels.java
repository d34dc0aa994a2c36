package org.mulligan.image.filter;

import org.mulligan.image.plane.Pixels;

/**
 * A plane as it would be had the specimen not moved, by whole pixels; what lies beyond its border
 * is its mirror image ({@link Mirror#at}). Only to be read.
 *
 * @param plane where what belongs at (x, y) lies at (x + dx, y + dy)
 * @param dx to the right, px
 * @param dy downwards, px
 */
public record ShiftedPixels(Pixels plane, int dx, int dy) implements Pixels {
    /** The plane itself where there is no shift. */
    public static Pixels of(Pixels plane, int dx, int dy) {
        return dx == 0 && dy == 0 ? plane : new ShiftedPixels(plane, dx, dy);
    }

    @Override
    public int width() {
        return plane.width();
    }

    @Override
    public int height() {
        return plane.height();
    }

    @Override
    public void get(int x, int y, int count, float[] into) {
        int row = Mirror.at(y + dy, height());
        int from = x + dx;
        if (from >= 0 && from + count <= width()) {
            plane.get(from, row, count, into);
            return;
        }
        float[] line = new float[width()];
        plane.get(0, row, line.length, line);
        for (int i = 0; i < count; i++) into[i] = line[Mirror.at(from + i, line.length)];
    }

    @Override
    public int set(int x, int y, int count, float[] from) {
        throw new UnsupportedOperationException("A shifted plane is only to be read");
    }

    @Override
    public Object array() {
        throw new UnsupportedOperationException("A shifted plane has no array of its own");
    }
}
