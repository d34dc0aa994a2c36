package org.mulligan.metric.risk;

import java.util.Arrays;

/** draft */
public final class VarianceCurve {
    private final double[] centres;
    private final double[] variances;
    public final double mean;

    private VarianceCurve(double[] centres, double[] variances, double mean) {
        this.centres = centres;
        this.variances = variances;
        this.mean = mean;
    }

    static double[] binomial(int order) {
        double[] h = {1};
        for (int k = 0; k < order; k++) {
            double[] next = new double[h.length + 1];
            for (int i = 0; i < h.length; i++) {
                next[i] += h[i];
                next[i + 1] -= h[i];
            }
            h = next;
        }
        return h;
    }

    static double left(double[] h, double lag) {
        // of an MA(1) kernel of that lag
        double a = lag == 0 ? 0 : (1 - Math.sqrt(1 - 2 * lag * lag)) / (2 * lag);
        double[] rho = {1, lag, a * a / (1 + 2 * a * a)};
        double sum = 0;
        for (int i = 0; i < h.length; i++)
            for (int j = 0; j < h.length; j++)
                if (Math.abs(i - j) < 3) sum += h[i] * h[j] * rho[Math.abs(i - j)];
        return sum;
    }

    /** Along X of what differs along Y (step = 1, across = width), or the other way round. */
    public static double[] lags(float[] noisy, int width, int height, int order, boolean alongX) {
        double[] h = binomial(order);
        float[] d = new float[noisy.length];
        int w = alongX ? width : width - order, ht = alongX ? height - order : height;
        for (int y = 0; y < ht; y++)
            for (int x = 0; x < w; x++) {
                double s = 0;
                for (int k = 0; k <= order; k++) s += h[k] * (alongX ? noisy[(y + k) * width + x] : noisy[y * width + x + k]);
                d[y * width + x] = (float) s;
            }
        double[] out = new double[4];
        double zero = 0;
        for (int lag = 0; lag < 4; lag++) {
            double s = 0; int n = 0;
            for (int y = 0; y < ht - (alongX ? 0 : lag); y++)
                for (int x = 0; x < w - (alongX ? lag : 0); x++) {
                    s += d[y * width + x] * (double) d[y * width + x + lag * (alongX ? 1 : width)];
                    n++;
                }
            out[lag] = s / n;
        }
        for (int lag = 3; lag >= 0; lag--) out[lag] /= out[0];
        return out;
    }

    public static VarianceCurve of(float[] noisy, float[] smooth, int width, int height, int order, double lagX, double lagY) {
        double[] h = binomial(order);
        int r = order / 2;
        float[] rows = new float[noisy.length];
        for (int y = 0; y < height; y++)
            for (int x = r; x + order - r < width; x++) {
                double s = 0;
                for (int k = 0; k <= order; k++) s += h[k] * noisy[y * width + x + k - r];
                rows[y * width + x] = (float) s;
            }
        int n = (width - order) * (height - order);
        long[] keys = new long[n];
        float[] squares = new float[noisy.length];
        double norm = left(h, lagX) * left(h, lagY);
        int c = 0;
        for (int y = r; y + order - r < height; y++)
            for (int x = r; x + order - r < width; x++) {
                double s = 0;
                for (int k = 0; k <= order; k++) s += h[k] * rows[(y + k - r) * width + x];
                int p = y * width + x;
                squares[p] = (float) (s * s / norm);
                int bits = Float.floatToIntBits(smooth[p]);
                keys[c++] = (long) (bits >= 0 ? bits : Integer.MIN_VALUE - bits) << 32 | p;
            }
        Arrays.sort(keys);
        int bins = Math.max(1, Math.min(32, n / 1000));
        double[] centres = new double[bins], variances = new double[bins];
        double mean = 0;
        for (int b = 0; b < bins; b++) {
            int from = (int) ((long) n * b / bins), to = (int) ((long) n * (b + 1) / bins);
            for (int i = from; i < to; i++) {
                int p = (int) keys[i];
                centres[b] += smooth[p] / (double) (to - from);
                variances[b] += squares[p] / (double) (to - from);
                mean += squares[p] / (double) n;
            }
        }
        return new VarianceCurve(centres, variances, mean);
    }

    public double at(double intensity) {
        int i = Arrays.binarySearch(centres, intensity);
        if (i >= 0) return variances[i];
        i = -i - 1;
        if (i == 0) return variances[0];
        if (i == centres.length) return variances[i - 1];
        double f = (intensity - centres[i - 1]) / (centres[i] - centres[i - 1]);
        return variances[i - 1] + f * (variances[i] - variances[i - 1]);
    }
}
