package org.mulligan.image.plane;

import java.util.List;

/**
 * A plane seen in one of its eight symmetries: mirrored, turned by quarters, or both. Pixels read
 * through a view are the turned plane; pixels written through the same view come to lie as the
 * plane itself lies, which is how a result is turned back. Pixel (x, y) of the view is {@code
 * array[origin + x * stepX + y * stepY]}.
 *
 * @param array the plane as it lies, row by row; not a copy
 * @param width columns of the view, px
 * @param height rows of the view, px
 * @param origin index of the view's first pixel
 * @param stepX to the next pixel of a row of the view
 * @param stepY to the next row of the view
 */
public record TurnedPixels(float[] array, int width, int height, int origin, int stepX, int stepY)
        implements Pixels {
    /**
     * The eight views, always in this order; the first is the plane as it lies, the second half
     * swaps rows and columns.
     */
    public static List<TurnedPixels> all(float[] array, int width, int height) {
        int right = width - 1;
        int bottom = (height - 1) * width;
        return List.of(
                new TurnedPixels(array, width, height, 0, 1, width),
                new TurnedPixels(array, width, height, right, -1, width),
                new TurnedPixels(array, width, height, bottom, 1, -width),
                new TurnedPixels(array, width, height, bottom + right, -1, -width),
                new TurnedPixels(array, height, width, 0, width, 1),
                new TurnedPixels(array, height, width, right, width, -1),
                new TurnedPixels(array, height, width, bottom, -width, 1),
                new TurnedPixels(array, height, width, bottom + right, -width, -1));
    }

    /** Whether the rows of the view are columns of the plane. */
    public boolean swaps() {
        return Math.abs(stepX) > 1;
    }

    @Override
    public void get(int x, int y, int count, float[] into) {
        int at = origin + x * stepX + y * stepY;
        for (int i = 0; i < count; i++) into[i] = array[at + i * stepX];
    }

    @Override
    public int set(int x, int y, int count, float[] from) {
        int at = origin + x * stepX + y * stepY;
        for (int i = 0; i < count; i++) array[at + i * stepX] = from[i];
        return 0;
    }
}
