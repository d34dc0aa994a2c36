package org.mulligan.data;

/**
 * A pair of whole planes in normalised intensities.
 *
 * @param name of the file
 * @param width of the noisy plane, px
 * @param height of the noisy plane, px
 * @param noisy {@code width * height} values, row by row
 * @param target the target image, each side {@link #scale} times as long
 */
public record Plane(String name, int width, int height, float[] noisy, float[] target) {
    /** Pixels of the target image along a pixel of the noisy one. */
    public int scale() {
        return (int) Math.round(Math.sqrt(target.length / (double) noisy.length));
    }

    /** A rectangle of both images; all in px of the noisy one. */
    public Plane cut(int x, int y, int wide, int high) {
        int s = scale();
        return new Plane(
                name,
                wide,
                high,
                cut(noisy, width, x, y, wide, high),
                cut(target, s * width, s * x, s * y, s * wide, s * high));
    }

    /** A rectangle of an image whose rows have {@code stride} px. */
    public static float[] cut(float[] from, int stride, int x, int y, int wide, int high) {
        float[] to = new float[wide * high];
        for (int row = 0; row < high; row++)
            System.arraycopy(from, (y + row) * stride + x, to, row * wide, wide);
        return to;
    }
}
