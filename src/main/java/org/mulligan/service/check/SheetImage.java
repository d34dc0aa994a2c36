package org.mulligan.service.check;

import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import java.util.Arrays;

/**
 * A small picture of an image, in grey.
 *
 * @param pixels row by row, 0 to 255
 */
record SheetImage(byte[] pixels, int width, int height) {
    /** Of the longer side, px. */
    static final int SIDE = 96;

    private static final double LOW = 0.5;
    private static final double HIGH = 99.7;

    /**
     * @param plane {@code width * height} values, not modified
     */
    static SheetImage of(float[] plane, int width, int height) {
        double share = SIDE / (double) Math.max(width, height);
        int wide = Math.max(1, (int) Math.round(share * width));
        int high = Math.max(1, (int) Math.round(share * height));
        FloatProcessor whole = new FloatProcessor(width, height, plane);
        whole.setInterpolationMethod(ImageProcessor.BILINEAR);
        float[] small = (float[]) whole.resize(wide, high, true).getPixels();
        float[] sorted = small.clone();
        Arrays.sort(sorted);
        float black = at(sorted, LOW);
        float white = at(sorted, HIGH);
        byte[] grey = new byte[small.length];
        for (int i = 0; i < grey.length; i++) {
            float value = white > black ? 255 * (small[i] - black) / (white - black) : 0;
            grey[i] = (byte) Math.max(0, Math.min(255, Math.round(value)));
        }
        return new SheetImage(grey, wide, high);
    }

    private static float at(float[] sorted, double percent) {
        return sorted[(int) Math.round(percent / 100 * (sorted.length - 1))];
    }
}
