package org.mulligan.image.filter;

import java.util.Arrays;
import org.mulligan.image.plane.PlaneSize;

/** A coarser camera: each new pixel is the mean of a square of old ones. */
public final class Binning {
    private Binning() {}

    /**
     * Means over squares of {@code scale} by {@code scale} px, as larger pixels would have seen
     * them.
     *
     * @param image axes XY, row by row; not modified
     * @param scale px per new pixel along either axis; must divide {@code width} and {@code height}
     * @return a new image of {@code width / scale} by {@code height / scale} px
     */
    public static float[] mean(float[] image, int width, int height, int scale) {
        PlaneSize.check(image, width, height);
        if (scale < 1) throw new IllegalArgumentException("Cannot bin by " + scale + "; try 2");
        if (width % scale != 0 || height % scale != 0)
            throw new IllegalArgumentException(
                    "An image of %d x %d px cannot be binned by %d; crop it to %d x %d px"
                            .formatted(
                                    width,
                                    height,
                                    scale,
                                    width - width % scale,
                                    height - height % scale));
        int columns = width / scale;
        float[] binned = new float[columns * (height / scale)];
        double[] sums = new double[columns];
        for (int row = 0; row < height / scale; row++) {
            Arrays.fill(sums, 0);
            for (int y = row * scale; y < (row + 1) * scale; y++)
                for (int x = 0; x < width; x++) sums[x / scale] += image[y * width + x];
            for (int column = 0; column < columns; column++)
                binned[row * columns + column] = (float) (sums[column] / (scale * scale));
        }
        return binned;
    }
}
