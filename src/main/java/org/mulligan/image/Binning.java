package org.mulligan.image;

public final class Binning {
    public static float[] mean(float[] v, int w, int h, int s) {
        if (s == 1) return v.clone();
        int W = w / s, H = h / s;
        float[] o = new float[W * H];
        for (int y = 0; y < H; y++)
            for (int x = 0; x < W; x++) {
                double q = 0;
                for (int j = 0; j < s; j++)
                    for (int i = 0; i < s; i++) q += v[(y * s + j) * w + x * s + i];
                o[y * W + x] = (float) (q / (s * s));
            }
        return o;
    }
}
