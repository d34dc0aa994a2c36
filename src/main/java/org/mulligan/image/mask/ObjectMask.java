package org.mulligan.image.mask;

import org.mulligan.image.plane.Pixels;

/** What is an object in a label image: where 0 is background, and any other value a number. */
public final class ObjectMask {
    /** What an object's pixel becomes; background becomes 0. */
    public static final int OBJECT = 255;

    private ObjectMask() {}

    /**
     * Objects and background; where two objects touch, the pixels on both sides of their border are
     * background, so that they stay apart. A mask of 0 and one other value stays what it is.
     *
     * @param labels not modified
     * @return new pixels, 8 bits
     */
    public static Pixels of(Pixels labels) {
        int width = labels.width();
        int height = labels.height();
        float[][] rows = new float[height][width];
        for (int y = 0; y < height; y++) labels.get(0, y, width, rows[y]);
        Pixels mask = Pixels.blank(8, width, height);
        float[] line = new float[width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++)
                line[x] =
                        rows[y][x] != 0
                                        && !isOther(rows, x - 1, y, rows[y][x])
                                        && !isOther(rows, x + 1, y, rows[y][x])
                                        && !isOther(rows, x, y - 1, rows[y][x])
                                        && !isOther(rows, x, y + 1, rows[y][x])
                                ? OBJECT
                                : 0;
            mask.set(0, y, width, line);
        }
        return mask;
    }

    private static boolean isOther(float[][] rows, int x, int y, float label) {
        return y >= 0
                && y < rows.length
                && x >= 0
                && x < rows[y].length
                && rows[y][x] != 0
                && rows[y][x] != label;
    }
}
