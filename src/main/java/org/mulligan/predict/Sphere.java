package org.mulligan.predict;

import java.util.List;

/**
 * Latent points as directions of a length: normal numbers in many dimensions lie near a sphere, and
 * a generator knows little of what is inside it.
 */
public final class Sphere {
    private Sphere() {}

    /**
     * A point on the way from one to another along the great circle; the length goes over evenly.
     * Where the points have no angle between them, on the straight line.
     *
     * @param t 0 = exactly {@code from}, 1 = exactly {@code to}
     * @see <a href="https://arxiv.org/abs/1609.04468">White 2016</a>
     */
    public static float[] between(float[] from, float[] to, double t) {
        double a = length(from);
        double b = length(to);
        double cosine = a == 0 || b == 0 ? 1 : dot(from, to) / a / b;
        double angle = Math.acos(Math.max(-1, Math.min(1, cosine)));
        double sine = Math.sin(angle);
        boolean straight = sine < 1e-6;
        double first = straight ? 1 - t : Math.sin((1 - t) * angle) / sine;
        double second = straight ? t : Math.sin(t * angle) / sine;
        float[] point = new float[from.length];
        for (int i = 0; i < point.length; i++)
            point[i] = (float) (first * from[i] + second * to[i]);
        return point;
    }

    /** The mean, which is shorter than the points are. */
    public static float[] mean(List<float[]> points) {
        float[] mean = new float[points.get(0).length];
        for (int i = 0; i < mean.length; i++) {
            double sum = 0;
            for (float[] point : points) sum += point[i];
            mean[i] = (float) (sum / points.size());
        }
        return mean;
    }

    /** The same direction at another length; a point of length 0 stays. */
    public static float[] scaled(float[] point, double length) {
        double now = length(point);
        float[] scaled = point.clone();
        if (now > 0)
            for (int i = 0; i < scaled.length; i++) scaled[i] = (float) (point[i] * length / now);
        return scaled;
    }

    public static double length(float[] point) {
        return Math.sqrt(dot(point, point));
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += (double) a[i] * b[i];
        return sum;
    }
}
