package org.mulligan.image.filter;

import java.util.Arrays;
import org.jtransforms.fft.FloatFFT_1D;

/**
 * A symmetric kernel's Fourier transform, which is real, for blocks of one size. Transforms go by
 * rows and columns: JTransforms' 2D ones start threads that outlive their work. Columns are complex
 * (2 floats a pixel), one for each frequency u along X from 0 to the Nyquist frequency.
 */
final class KernelSpectrum {
    /** Rows that are turned into columns together: a cache line has 8 complex floats. */
    private static final int TOGETHER = 8;

    private final int width;
    private final int height;
    private final int radius;

    /** Pixels of a row and of a column with their margins, or somewhat more. */
    private final int longX;

    private final int longY;

    private final FloatFFT_1D rowTransform;
    private final FloatFFT_1D columnTransform;
    private final float[][] response;

    /**
     * The transform for one size of blocks.
     *
     * @param kernel {@code 2 radius + 1} rows of as many weights
     * @param width px of a block, without its margins of {@code radius} px
     */
    KernelSpectrum(double[] kernel, int radius, int width, int height) {
        this.width = width;
        this.height = height;
        this.radius = radius;
        longX = fastLength(width + 2 * radius);
        longY = fastLength(height + 2 * radius);
        rowTransform = new FloatFFT_1D(longX);
        columnTransform = new FloatFFT_1D(longY);
        response = response(kernel);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /**
     * One block, blurred and without its margins.
     *
     * @param image rows of {@code stride} px, not modified
     * @param fromX where in its row each pixel of the block with its margins comes from
     * @param fromY which row each of the block's comes from
     */
    float[] filter(float[] image, int stride, int[] fromX, int[] fromY) {
        float[][] columns = new float[longX / 2 + 1][2 * longY];
        float[][] rows = new float[TOGETHER][longX];
        for (int y = 0; y < fromY.length; y += TOGETHER) {
            int count = Math.min(TOGETHER, fromY.length - y);
            for (int i = 0; i < count; i++) {
                int start = fromY[y + i] * stride;
                for (int x = 0; x < fromX.length; x++) rows[i][x] = image[start + fromX[x]];
                Arrays.fill(rows[i], fromX.length, longX, 0);
                rowTransform.realForward(rows[i]);
            }
            toColumns(rows, count, columns, y);
        }
        for (int u = 0; u < columns.length; u++) filter(columns[u], response[u]);
        float[] filtered = new float[width * height];
        for (int y = 0; y < height; y += TOGETHER) {
            int count = Math.min(TOGETHER, height - y);
            toRows(columns, radius + y, rows, count);
            for (int i = 0; i < count; i++) {
                rowTransform.realInverse(rows[i], true);
                System.arraycopy(rows[i], radius, filtered, (y + i) * width, width);
            }
        }
        return filtered;
    }

    private void filter(float[] column, float[] weights) {
        columnTransform.complexForward(column);
        for (int v = 0; v < longY; v++) {
            column[2 * v] *= weights[v];
            column[2 * v + 1] *= weights[v];
        }
        columnTransform.complexInverse(column, true);
    }

    /** By frequency along X, then along Y. */
    private float[][] response(double[] kernel) {
        int side = 2 * radius + 1;
        float[][] columns = new float[longX / 2 + 1][2 * longY];
        float[][] row = new float[1][longX];
        for (int y = 0; y < side; y++) {
            Arrays.fill(row[0], 0);
            for (int x = 0; x < side; x++)
                row[0][Math.floorMod(x - radius, longX)] = (float) kernel[y * side + x];
            rowTransform.realForward(row[0]);
            toColumns(row, 1, columns, Math.floorMod(y - radius, longY));
        }
        float[][] real = new float[columns.length][longY];
        for (int u = 0; u < columns.length; u++) {
            columnTransform.complexForward(columns[u]);
            for (int v = 0; v < longY; v++) real[u][v] = columns[u][2 * v];
        }
        return real;
    }

    /** JTransforms keeps the Nyquist frequency, which is real, in place of the mean's 0. */
    private static void toColumns(float[][] rows, int count, float[][] columns, int y) {
        int nyquist = columns.length - 1;
        for (int i = 0; i < count; i++) {
            columns[0][2 * (y + i)] = rows[i][0];
            columns[nyquist][2 * (y + i)] = rows[i][1];
        }
        for (int u = 1; u < nyquist; u++)
            for (int i = 0; i < count; i++) {
                columns[u][2 * (y + i)] = rows[i][2 * u];
                columns[u][2 * (y + i) + 1] = rows[i][2 * u + 1];
            }
    }

    private static void toRows(float[][] columns, int y, float[][] rows, int count) {
        int nyquist = columns.length - 1;
        for (int i = 0; i < count; i++) {
            rows[i][0] = columns[0][2 * (y + i)];
            rows[i][1] = columns[nyquist][2 * (y + i)];
        }
        for (int u = 1; u < nyquist; u++)
            for (int i = 0; i < count; i++) {
                rows[i][2 * u] = columns[u][2 * (y + i)];
                rows[i][2 * u + 1] = columns[u][2 * (y + i) + 1];
            }
    }

    /** The next even length without prime factors above 5. */
    private static int fastLength(int least) {
        int length = Math.max(2, least + least % 2);
        while (!isFast(length)) length += 2;
        return length;
    }

    private static boolean isFast(int length) {
        int rest = length;
        for (int factor : new int[] {2, 3, 5}) while (rest % factor == 0) rest /= factor;
        return rest == 1;
    }
}
