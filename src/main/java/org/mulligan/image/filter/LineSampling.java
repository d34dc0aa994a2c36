package org.mulligan.image.filter;

/** What a plane is when it is seen along Y alone as coarsely as a stack is along its depth. */
public final class LineSampling {
    private static final double FWHM = 2 * Math.sqrt(2 * Math.log(2));
    private static final double REACH = 3;

    private LineSampling() {}

    /**
     * Blurs along Y; the border continues by reflection.
     *
     * @param image axes XY, not modified
     * @param fwhm of a Gaussian, px; below about a third of a pixel it blurs nothing
     * @return a new image
     */
    public static float[] blurredAlongY(float[] image, int width, int height, double fwhm) {
        double[] kernel = kernel(fwhm);
        int radius = kernel.length / 2;
        if (radius == 0) return image.clone();
        float[] half = new float[radius + 1];
        for (int i = 0; i <= radius; i++) half[i] = (float) kernel[radius + i];
        float[] blurred = new float[image.length];
        SeparableConvolution.columns(image, blurred, width, height, half);
        return blurred;
    }

    /** Share of the variance of white noise that {@link #blurredAlongY} leaves. */
    public static double noiseLeft(double fwhm) {
        double sum = 0;
        for (double weight : kernel(fwhm)) sum += weight * weight;
        return sum;
    }

    private static double[] kernel(double fwhm) {
        double sigma = fwhm / FWHM;
        int radius = (int) Math.ceil(REACH * sigma);
        return radius == 0 ? new double[] {1} : GaussianBlur.kernel(sigma, radius);
    }

    /**
     * Takes rows {@code first + k * step}, for all whole {@code k}, and makes each row of the two
     * that are next to it by linear interpolation. Between rows of the image, and beyond its
     * border, where it continues by reflection, values come from cubic interpolation.
     *
     * @param image axes XY, not modified
     * @param first row, px
     * @param step px, 1 or more
     * @return a new image of the same size
     * @see <a href="https://doi.org/10.1109/TASSP.1981.1163711">Keys 1981, with a = -0.5</a>
     */
    public static float[] interpolatedAlongY(
            float[] image, int width, int height, double first, double step) {
        int before = (int) Math.ceil(first / step);
        int count = before + 2 + (int) Math.ceil((height - 1 - first) / step);
        float[][] rows = new float[count][];
        for (int k = 0; k < count; k++)
            rows[k] = row(image, width, height, first + (k - before) * step);
        float[] made = new float[image.length];
        for (int y = 0; y < height; y++) {
            double place = (y - first) / step + before;
            int above = Math.max(0, Math.min(count - 2, (int) Math.floor(place)));
            float share = (float) (place - above);
            float[] upper = rows[above];
            float[] lower = rows[above + 1];
            for (int x = 0; x < width; x++)
                made[y * width + x] = upper[x] + share * (lower[x] - upper[x]);
        }
        return made;
    }

    private static float[] row(float[] image, int width, int height, double y) {
        int base = (int) Math.floor(y);
        double t = y - base;
        double[] weights = {
            t * (-0.5 + t * (1 - 0.5 * t)),
            1 + t * t * (-2.5 + 1.5 * t),
            t * (0.5 + t * (2 - 1.5 * t)),
            t * t * (-0.5 + 0.5 * t)
        };
        float[] row = new float[width];
        for (int i = 0; i < 4; i++) {
            if (weights[i] == 0) continue;
            int start = Mirror.at(base + i - 1, height) * width;
            float weight = (float) weights[i];
            for (int x = 0; x < width; x++) row[x] += weight * image[start + x];
        }
        return row;
    }
}
