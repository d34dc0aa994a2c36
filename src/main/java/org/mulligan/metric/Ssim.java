package org.mulligan.metric;

import java.util.Arrays;
import org.mulligan.image.filter.GaussianBlur;
import org.scijava.plugin.Plugin;

/**
 * Structural similarity: the mean over all pixels, 5 at each border left out, of
 *
 * <p>(2 m<sub>x</sub> m<sub>y</sub> + C<sub>1</sub>) (2 s<sub>xy</sub> + C<sub>2</sub>) /
 * ((m<sub>x</sub><sup>2</sup> + m<sub>y</sub><sup>2</sup> + C<sub>1</sub>)
 * (s<sub>x</sub><sup>2</sup> + s<sub>y</sub><sup>2</sup> + C<sub>2</sub>))
 *
 * <p>with means m and population covariances s under an 11x11 Gaussian of sigma 1.5, C<sub>1</sub>
 * = (0.01 L)<sup>2</sup>, C<sub>2</sub> = (0.03 L)<sup>2</sup> and L the data range; without one,
 * that of 8-bit images. Same numbers as scikit-image's {@code
 * structural_similarity(gaussian_weights=True, sigma=1.5, use_sample_covariance=False)}; its
 * defaults differ.
 *
 * @see <a href="https://doi.org/10.1109/TIP.2003.819861">Wang et al. 2004</a>
 */
@Plugin(type = Metric.class, name = "SSIM-255")
public final class Ssim implements Metric {
    private static final double[] GAUSSIAN = GaussianBlur.kernel(1.5, 5);
    private static final double[] UNIFORM = {
        1 / 7.0, 1 / 7.0, 1 / 7.0, 1 / 7.0, 1 / 7.0, 1 / 7.0, 1 / 7.0
    };

    private final double[] weights;
    private final double covarianceScale;
    private final double c1;
    private final double c2;

    public Ssim() {
        this(255);
    }

    /**
     * @param range L, in the units of the images
     */
    public Ssim(double range) {
        this(range, GAUSSIAN, 1);
    }

    private Ssim(double range, double[] weights, double covarianceScale) {
        if (!(range > 0))
            throw new IllegalArgumentException(
                    "The data range of an SSIM must be positive, got " + range);
        this.weights = weights;
        this.covarianceScale = covarianceScale;
        c1 = 0.01 * range * 0.01 * range;
        c2 = 0.03 * range * 0.03 * range;
    }

    /**
     * The variant that scikit-image computes when nothing is asked for: the plain mean over 7x7 px
     * and sample covariances. Many published tables hold it under the name of SSIM; it is up to
     * 0.02 lower or higher.
     *
     * @param range L, in the units of the images
     */
    public static Ssim uniform(double range) {
        return new Ssim(range, UNIFORM, 49 / 48.0);
    }

    @Override
    public double compare(float[] reference, float[] test, int width, int height) {
        Sizes.check(reference.length, test.length, width, height);
        int window = weights.length;
        if (width < window || height < window)
            throw new IllegalArgumentException(
                    "SSIM needs images of %d x %d px or more, got %d x %d"
                            .formatted(window, window, width, height));
        Moments moments = new Moments(weights, width);
        double sum = 0;
        int columns = width - window + 1;
        int rows = height - window + 1;
        for (int y = 0; y < rows; y++) {
            moments.gather(reference, test, y);
            for (int x = 0; x < columns; x++) sum += similarity(moments, x);
        }
        return sum / ((double) columns * rows);
    }

    private double similarity(Moments moments, int x) {
        double mx = moments.x[x];
        double my = moments.y[x];
        double variances = covarianceScale * (moments.squares[x] - mx * mx - my * my);
        double covariance = covarianceScale * (moments.xy[x] - mx * my);
        return (2 * mx * my + c1)
                * (2 * covariance + c2)
                / ((mx * mx + my * my + c1) * (variances + c2));
    }

    /** Weighted sums over the windows that start in one row. The variances are only ever added. */
    private static final class Moments {
        private final double[] weights;
        private final int width;
        private final double[][] columns;
        private final double[] x;
        private final double[] y;
        private final double[] xy;
        private final double[] squares;

        Moments(double[] weights, int width) {
            this.weights = weights;
            this.width = width;
            columns = new double[4][width];
            x = new double[width];
            y = new double[width];
            xy = new double[width];
            squares = new double[width];
        }

        void gather(float[] reference, float[] test, int row) {
            for (double[] column : columns) Arrays.fill(column, 0);
            for (int k = 0; k < weights.length; k++)
                add(reference, test, (row + k) * width, weights[k]);
            along(columns[0], x);
            along(columns[1], y);
            along(columns[2], xy);
            along(columns[3], squares);
        }

        private void add(float[] reference, float[] test, int start, double weight) {
            double[] sx = columns[0];
            double[] sy = columns[1];
            double[] sxy = columns[2];
            double[] ss = columns[3];
            for (int i = 0; i < width; i++) {
                double a = reference[start + i];
                double b = test[start + i];
                sx[i] += weight * a;
                sy[i] += weight * b;
                sxy[i] += weight * (a * b);
                ss[i] += weight * (a * a + b * b);
            }
        }

        private void along(double[] column, double[] out) {
            int inner = width - weights.length + 1;
            Arrays.fill(out, 0);
            for (int k = 0; k < weights.length; k++) {
                double weight = weights[k];
                for (int i = 0; i < inner; i++) out[i] += weight * column[i + k];
            }
        }
    }
}
