package org.mulligan.image.filter;

/**
 * With a square kernel that is symmetric along X and along Y, by Fourier transforms. A large image
 * goes block by block, each with the margin that the kernel needs: memory stays flat.
 */
public final class FourierConvolution implements Convolution {
    /** Pixels along either axis. */
    private static final int LARGEST_BLOCK = 1024;

    private final double[] kernel;
    private final int radius;

    /** Of the blocks that came last: planes mostly come in one size. */
    private volatile KernelSpectrum last;

    /**
     * Keeps the kernel.
     *
     * @param kernel {@code 2 radius + 1} rows of as many weights, none negative, of sum 1
     */
    public FourierConvolution(double[] kernel, int radius) {
        this.kernel = kernel;
        this.radius = radius;
    }

    @Override
    public float[] apply(float[] image, int width, int height) {
        KernelSpectrum spectrum = spectrum(block(width), block(height));
        float[] blurred = new float[image.length];
        for (int y = 0; y < height; y += spectrum.height())
            for (int x = 0; x < width; x += spectrum.width())
                filterBlock(spectrum, x, y, image, blurred, width, height);
        keepToRange(blurred, image);
        return blurred;
    }

    private KernelSpectrum spectrum(int width, int height) {
        KernelSpectrum spectrum = last;
        if (spectrum == null || spectrum.width() != width || spectrum.height() != height) {
            spectrum = new KernelSpectrum(kernel, radius, width, height);
            last = spectrum;
        }
        return spectrum;
    }

    private void filterBlock(
            KernelSpectrum spectrum,
            int left,
            int top,
            float[] image,
            float[] blurred,
            int width,
            int height) {
        int[] fromX = Mirror.run(left - radius, spectrum.width() + 2 * radius, width);
        int[] fromY = Mirror.run(top - radius, spectrum.height() + 2 * radius, height);
        float[] block = spectrum.filter(image, width, fromX, fromY);
        int inside = Math.min(spectrum.width(), width - left);
        for (int y = 0; y < spectrum.height() && top + y < height; y++)
            System.arraycopy(
                    block, y * spectrum.width(), blurred, (top + y) * width + left, inside);
    }

    /** Side of blocks of one size that cover an axis. */
    private static int block(int length) {
        int count = (length + LARGEST_BLOCK - 1) / LARGEST_BLOCK;
        return (length + count - 1) / count;
    }

    /**
     * Means lie between the least and the greatest; a transform's rounding must not end below 0.
     */
    private static void keepToRange(float[] blurred, float[] image) {
        float least = Float.POSITIVE_INFINITY;
        float greatest = Float.NEGATIVE_INFINITY;
        for (float value : image) {
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
        }
        for (int i = 0; i < blurred.length; i++)
            blurred[i] = Math.min(greatest, Math.max(least, blurred[i]));
    }
}
