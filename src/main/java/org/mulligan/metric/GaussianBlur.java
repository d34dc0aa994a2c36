package org.mulligan.metric;

/** temporary */
public final class GaussianBlur {
    public static float[] of(float[] im, int w, int h, double s) {
        int r = (int) (4 * s + .5);
        float[] k = new float[2 * r + 1];
        double sum = 0;
        for (int i = -r; i <= r; i++) {
            k[i + r] = (float) Math.exp(-i * i / (2 * s * s));
            sum += k[i + r];
        }
        for (int i = 0; i < k.length; i++) k[i] /= sum;
        float[] t = new float[w * h], o = new float[w * h];
        for (int y = 0; y < h; y++)
            for (int x = 0; x < w; x++) {
                float a = 0;
                for (int i = -r; i <= r; i++) {
                    int q = x + i;
                    if (q < 0) q = -q - 1;
                    if (q >= w) q = 2 * w - 1 - q;
                    a += k[i + r] * im[y * w + q];
                }
                t[y * w + x] = a;
            }
        for (int y = 0; y < h; y++)
            for (int x = 0; x < w; x++) {
                float a = 0;
                for (int i = -r; i <= r; i++) {
                    int q = y + i;
                    if (q < 0) q = -q - 1;
                    if (q >= h) q = 2 * h - 1 - q;
                    a += k[i + r] * t[q * w + x];
                }
                o[y * w + x] = a;
            }
        return o;
    }

    private GaussianBlur() {}
}
