package org.mulligan.noise;

import java.util.Arrays;

/** Pixels of one value that touch, corners included, and what lies around them. */
final class Component {
    /** Share of a step's height that may be left a pixel beside it where it is sharp. */
    private static final double SHARP = 0.25;

    /** As much two pixels beside it, where it is drawn with smooth edges. */
    private static final double SMOOTH = 0.1;

    /** A structure is not sharp where a part of its border is not. */
    private static final double BRIGHT = 0.8;

    final int[] pixels;
    final int left;
    final int top;
    final int right;
    final int bottom;

    /**
     * @param pixels y * width + x
     * @param width of the plane
     */
    Component(int[] pixels, int width) {
        this.pixels = pixels;
        int least = Integer.MAX_VALUE;
        int most = 0;
        int first = Integer.MAX_VALUE;
        int last = 0;
        for (int pixel : pixels) {
            least = Math.min(least, pixel % width);
            most = Math.max(most, pixel % width);
            first = Math.min(first, pixel / width);
            last = Math.max(last, pixel / width);
        }
        left = least;
        top = first;
        right = most;
        bottom = last;
    }

    int width() {
        return right - left + 1;
    }

    int height() {
        return bottom - top + 1;
    }

    /** Of its bounding box, the share that it fills. */
    double fill() {
        return pixels.length / ((double) width() * height());
    }

    /** Whether the plane falls off beside it within a pixel, as no microscope's image does. */
    boolean isSharp(float[] plane, int width, int height) {
        return falls(plane, width, height, 1, SHARP);
    }

    /** Whether it does within two pixels: it may be drawn with smooth edges. */
    boolean isSmooth(float[] plane, int width, int height) {
        return falls(plane, width, height, 2, SMOOTH);
    }

    private boolean falls(float[] plane, int width, int height, int distance, double share) {
        double value = plane[pixels[0]];
        double near = ring(plane, width, height, distance);
        double far = ring(plane, width, height, distance + 2);
        return Math.abs(near - far) <= share * Math.abs(value - far);
    }

    /** Of the pixels that are so far from it, without those of its value, a bright one. */
    private double ring(float[] plane, int width, int height, int distance) {
        int x0 = left - distance;
        int y0 = top - distance;
        int across = width() + 2 * distance;
        int down = height() + 2 * distance;
        byte[] reach = new byte[Math.multiplyExact(across, down)];
        for (int size = distance; size >= distance - 1; size--)
            for (int pixel : pixels)
                for (int dy = -size; dy <= size; dy++) {
                    int row = (pixel / width - y0 + dy) * across + pixel % width - x0;
                    Arrays.fill(
                            reach, row - size, row + size + 1, (byte) (size == distance ? 1 : 2));
                }
        float[] values = new float[reach.length];
        int count = 0;
        for (int i = 0; i < reach.length; i++) {
            int x = x0 + i % across;
            int y = y0 + i / across;
            if (reach[i] != 1 || x < 0 || y < 0 || x >= width || y >= height) continue;
            float value = plane[y * width + x];
            if (value != plane[pixels[0]] && !Float.isNaN(value)) values[count++] = value;
        }
        if (count == 0) return Double.NaN;
        Arrays.sort(values, 0, count);
        return values[(int) (BRIGHT * (count - 1))];
    }

    /** Whether the bounding box of another lies no farther than this from its own, px. */
    boolean isNear(Component other, int distance) {
        return other.left - right <= distance
                && left - other.right <= distance
                && other.top - bottom <= distance
                && top - other.bottom <= distance;
    }
}
