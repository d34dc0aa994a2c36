package org.mulligan.data.pairs;

import org.mulligan.data.Plane;

/**
 * The part of a pair that both of its images show.
 *
 * @param x left column in the measured plane, px
 * @param y top row there, px
 * @param width px of the measured plane
 * @param height px of the measured plane
 * @param targetX left column in the target plane, px of the target
 * @param targetY top row there, px of the target
 */
record Overlap(int x, int y, int width, int height, int targetX, int targetY) {
    /** All of both. */
    static Overlap whole(int width, int height) {
        return new Overlap(0, 0, width, height, 0, 0);
    }

    /**
     * Of a target that is shifted.
     *
     * @param width of the measured plane, px
     * @param height of the measured plane, px
     * @param scale pixels of the target along one of the measured plane
     * @param shiftX to the right, px of the target: what the measured plane shows at {@code x}, the
     *     target shows at {@code scale x + shiftX}
     * @param shiftY downwards, px of the target
     */
    static Overlap of(int width, int height, int scale, int shiftX, int shiftY) {
        int x = first(scale, shiftX);
        int y = first(scale, shiftY);
        return new Overlap(
                x,
                y,
                width - x - first(scale, -shiftX),
                height - y - first(scale, -shiftY),
                scale * x + shiftX,
                scale * y + shiftY);
    }

    /** Whole pixels of the measured plane before the first that has a partner. */
    private static int first(int scale, int shift) {
        return shift >= 0 ? 0 : -Math.floorDiv(shift, scale);
    }

    /** That part of the measured plane. */
    float[] ofMeasured(float[] plane, int planeWidth) {
        if (isWhole(planeWidth, width, x, y) && plane.length == width * height) return plane;
        return Plane.cut(plane, planeWidth, x, y, width, height);
    }

    /** That part of the target plane, which is {@code scale} times as large. */
    float[] ofTarget(float[] plane, int planeWidth, int scale) {
        if (plane.length == scale * scale * width * height) return plane;
        return Plane.cut(plane, planeWidth, targetX, targetY, scale * width, scale * height);
    }

    private static boolean isWhole(int planeWidth, int width, int x, int y) {
        return planeWidth == width && x == 0 && y == 0;
    }
}
