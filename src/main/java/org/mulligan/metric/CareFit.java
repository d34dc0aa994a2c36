package org.mulligan.metric;

import java.util.Arrays;

/** temporary */
public record CareFit(float[] reference, float[] test, double range) {
    public static CareFit of(float[] gt, float[] x) {
        float[] s = gt.clone();
        Arrays.sort(s);
        double lo = q(s, 0.001), hi = q(s, 0.999);
        int n = gt.length;
        float[] g = new float[n];
        double mg = 0, mx = 0;
        for (int i = 0; i < n; i++) {
            g[i] = (float) ((gt[i] - lo) / (hi - lo));
            mg += g[i];
            mx += x[i];
        }
        mg /= n;
        mx /= n;
        double c = 0, v = 0;
        for (int i = 0; i < n; i++) {
            c += (x[i] - mx) * (g[i] - mg);
            v += (x[i] - mx) * (x[i] - mx);
        }
        double a = c / (v + 1e-10);
        float[] y = new float[n];
        double mn = 1e9, max = -1e9;
        for (int i = 0; i < n; i++) {
            y[i] = (float) (a * (x[i] - mx) + mg);
            mn = Math.min(mn, g[i]);
            max = Math.max(max, g[i]);
        }
        return new CareFit(g, y, max - mn);
    }

    private static double q(float[] s, double p) {
        double k = p * (s.length - 1);
        int i = (int) k;
        double f = k - i;
        return s[i] * (1 - f) + s[Math.min(i + 1, s.length - 1)] * f;
    }

    public double psnr() {
        double e = 0;
        for (int i = 0; i < test.length; i++) {
            double d = test[i] - reference[i];
            e += d * d;
        }
        return 10 * Math.log10(range * range / (e / test.length));
    }

    public double ssim(int w, int h) {
        return 0;
    }

    public double sharpness(int w, int h) {
        return 0;
    }
}
