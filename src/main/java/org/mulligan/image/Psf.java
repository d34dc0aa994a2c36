package org.mulligan.image;

public final class Psf {
    public record Optics(double na, double wavelength, double index) {}

    private final double fwhm;

    private Psf(double f) {
        fwhm = f;
    }

    public static Psf gaussian(double f) {
        return new Psf(f);
    }

    public static Psf airy(Optics o, double pixel) {
        return new Psf(0.51 * o.wavelength() / 1000 / o.na() / pixel);
    }

    public float[] convolve(float[] v, int w, int h) {
        if (fwhm == 0) return v.clone();
        double s = fwhm / 2.3548;
        int r = (int) Math.ceil(3 * s);
        double[] k = new double[2 * r + 1];
        double t = 0;
        for (int i = -r; i <= r; i++) {
            k[i + r] = Math.exp(-i * i / (2 * s * s));
            t += k[i + r];
        }
        float[] a = new float[v.length], b = new float[v.length];
        for (int y = 0; y < h; y++)
            for (int x = 0; x < w; x++) {
                double q = 0;
                for (int i = -r; i <= r; i++) q += k[i + r] * v[y * w + m(x + i, w)];
                a[y * w + x] = (float) (q / t);
            }
        for (int y = 0; y < h; y++)
            for (int x = 0; x < w; x++) {
                double q = 0;
                for (int i = -r; i <= r; i++) q += k[i + r] * a[m(y + i, h) * w + x];
                b[y * w + x] = (float) (q / t);
            }
        return b;
    }

    static int m(int c, int l) {
        if (l == 1) return 0;
        int p = 2 * (l - 1);
        int f = Math.floorMod(c, p);
        return f < l ? f : p - f;
    }
}
