package org.mulligan.image;

public final class Bicubic {
    public static final int REACH = 2;

    public static double[] taps(int s, int k) {
        double d = (k + .5) / s - .5;
        double[] t = new double[5];
        for (int i = -2; i <= 2; i++) {
            double x = Math.abs(i - d);
            double a = -.5;
            t[i + 2] =
                    x <= 1
                            ? (a + 2) * x * x * x - (a + 3) * x * x + 1
                            : x < 2 ? a * x * x * x - 5 * a * x * x + 8 * a * x - 4 * a : 0;
        }
        return t;
    }

    public static float[] enlarge(float[] v, int w, int h, int s) {
        float[] o = new float[v.length * s * s];
        for (int y = 0; y < h * s; y++) {
            double[] ty = taps(s, y % s);
            for (int x = 0; x < w * s; x++) {
                double[] tx = taps(s, x % s);
                double q = 0;
                for (int j = -2; j <= 2; j++) {
                    if (ty[j + 2] == 0) continue;
                    for (int i = -2; i <= 2; i++)
                        q +=
                                ty[j + 2]
                                        * tx[i + 2]
                                        * v[Psf.m(y / s + j, h) * w + Psf.m(x / s + i, w)];
                }
                o[y * w * s + x] = (float) q;
            }
        }
        return o;
    }
}
