package org.mulligan.image.filter;

/** With the same symmetric weights along X and along Y. */
public final class SeparableConvolution implements Convolution {
    private final float[] half;

    /** Weights at 0, 1, 2... px from the centre. */
    public SeparableConvolution(double[] half) {
        this.half = new float[half.length];
        for (int i = 0; i < half.length; i++) this.half[i] = (float) half[i];
    }

    @Override
    public float[] apply(float[] image, int width, int height) {
        float[] out = new float[image.length];
        columns(image, out, width, height, half);
        rows(out, out, width, height, half);
        return out;
    }

    /**
     * Along Y only.
     *
     * @param out another array than {@code image}
     * @param half weights at 0, 1, 2... px from the centre
     */
    static void columns(float[] image, float[] out, int width, int height, float[] half) {
        for (int y = 0; y < height; y++) {
            int row = y * width;
            for (int x = 0; x < width; x++) out[row + x] = half[0] * image[row + x];
            for (int k = 1; k < half.length; k++) {
                float weight = half[k];
                int above = Mirror.at(y - k, height) * width;
                int below = Mirror.at(y + k, height) * width;
                for (int x = 0; x < width; x++)
                    out[row + x] += weight * (image[above + x] + image[below + x]);
            }
        }
    }

    /**
     * Along X only.
     *
     * @param out may be {@code image}
     * @param half weights at 0, 1, 2... px from the centre
     */
    static void rows(float[] image, float[] out, int width, int height, float[] half) {
        int radius = half.length - 1;
        int[] from = Mirror.run(-radius, width + 2 * radius, width);
        float[] row = new float[from.length];
        float[] sums = new float[width];
        for (int y = 0; y < height; y++) {
            for (int i = 0; i < row.length; i++) row[i] = image[y * width + from[i]];
            for (int x = 0; x < width; x++) sums[x] = half[0] * row[radius + x];
            for (int k = 1; k <= radius; k++) {
                float weight = half[k];
                int left = radius - k;
                int right = radius + k;
                for (int x = 0; x < width; x++)
                    sums[x] += weight * (row[left + x] + row[right + x]);
            }
            System.arraycopy(sums, 0, out, y * width, width);
        }
    }
}
