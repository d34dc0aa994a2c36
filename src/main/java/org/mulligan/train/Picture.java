package org.mulligan.train;

import java.awt.image.BufferedImage;
import java.util.Arrays;

/** Pictures for a model's cover. */
final class Picture {
    private static final int GAP = 4;

    private Picture() {}

    /** The middle of an image. */
    static float[] centre(float[] image, int width, int height, int wide, int high) {
        float[] middle = new float[wide * high];
        int x = (width - wide) / 2;
        int y = (height - high) / 2;
        for (int row = 0; row < high; row++)
            System.arraycopy(image, (y + row) * width + x, middle, row * wide, wide);
        return middle;
    }

    /** Before and after, of one size, in one grey scale: that of the latter. */
    static BufferedImage besides(float[] before, float[] after, int width, int height, int most) {
        int side = Math.min(most, Math.min(width, height));
        float[] left = centre(before, width, height, side, side);
        float[] right = centre(after, width, height, side, side);
        float[] sorted = right.clone();
        Arrays.sort(sorted);
        float black = sorted[(int) (0.005 * (sorted.length - 1))];
        float white = sorted[(int) (0.998 * (sorted.length - 1))];
        BufferedImage picture =
                new BufferedImage(2 * side + GAP, side, BufferedImage.TYPE_BYTE_GRAY);
        for (int x = 0; x < GAP; x++)
            for (int y = 0; y < side; y++) picture.getRaster().setSample(side + x, y, 0, 255);
        for (int y = 0; y < side; y++)
            for (int x = 0; x < side; x++) {
                int i = y * side + x;
                picture.getRaster().setSample(x, y, 0, grey(left[i], black, white));
                picture.getRaster().setSample(x + side + GAP, y, 0, grey(right[i], black, white));
            }
        return picture;
    }

    private static int grey(float value, float black, float white) {
        float share = (value - black) / Math.max(1e-6f, white - black);
        return Math.max(0, Math.min(255, Math.round(255 * share)));
    }
}
