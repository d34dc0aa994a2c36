package org.mulligan.data.unpaired;

import org.mulligan.data.Plane;

/**
 * A rectangle of a plane, px.
 *
 * @param x left column
 * @param y top row
 */
record Area(int x, int y, int width, int height) {
    /** All of a plane. */
    static Area whole(int width, int height) {
        return new Area(0, 0, width, height);
    }

    /**
     * Cuts a strip off.
     *
     * @param strip how wide or high it is, px; less than the side that it is cut off from
     * @param upright whether it is cut off from the width
     * @param first whether it is cut off at the left or the top
     * @return the strip, and what is left
     */
    Area[] split(int strip, boolean upright, boolean first) {
        int length = upright ? width : height;
        Area before = part(0, first ? strip : length - strip, upright);
        Area behind = part(before.length(upright), length - before.length(upright), upright);
        return first ? new Area[] {before, behind} : new Area[] {behind, before};
    }

    private int length(boolean upright) {
        return upright ? width : height;
    }

    private Area part(int from, int length, boolean upright) {
        return upright
                ? new Area(x + from, y, length, height)
                : new Area(x, y + from, width, length);
    }

    /** Its pixels out of a plane's, row by row. */
    float[] of(float[] plane, int planeWidth) {
        return Plane.cut(plane, planeWidth, x, y, width, height);
    }
}
