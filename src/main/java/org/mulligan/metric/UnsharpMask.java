package org.mulligan.metric;

import org.mulligan.image.filter.GaussianBlur;
import org.mulligan.image.intensity.Mean;

/**
 * Sharpens without knowing anything: adds what a Gaussian blur takes away. Whatever an adversary
 * adds must beat this at equal {@link Sharpness}, or it was not worth its risk.
 */
public final class UnsharpMask {
    private static final double[] SIGMAS = {0.75, 1, 1.5, 2, 3};

    /** Steps of the amount until the wanted sharpness lies between two of them. */
    private static final double STEP = 0.25;

    private static final double LARGEST = 32;

    /** More than a float can tell apart. */
    private static final int HALVINGS = 40;

    /** Of the sharpness; nobody reads more digits. */
    private static final double MISS = 1e-3;

    private UnsharpMask() {}

    /**
     * A copy, image + amount (image - blurred image).
     *
     * @param image row by row
     * @param sigma of the blur, px, above 0
     * @param amount 0 changes nothing, -1 is the blurred image
     */
    public static float[] apply(float[] image, int width, int height, double sigma, double amount) {
        return add(image, detail(image, width, height, sigma), amount);
    }

    /**
     * The unsharp mask with the wanted sharpness that comes nearest to the reference: of the sigmas
     * 0.75 to 3 px the one with the highest {@link CarePsnr}, which no user could know. A sharpness
     * below that of the image takes a negative amount, which blurs.
     *
     * @param faithful row by row, not modified
     * @param reference of the same size
     * @param sharpness wanted, as {@link Sharpness} measures it; the nearest that can be had where
     *     no amount from -1 to 32 gives it
     */
    public static float[] toSharpness(
            float[] faithful, float[] reference, int width, int height, double sharpness) {
        Sizes.check(reference.length, faithful.length, width, height);
        if (!(sharpness >= 0))
            throw new IllegalArgumentException(
                    "A sharpness is 0 or more, 1 is as sharp as the reference; got " + sharpness);
        double energy = Band.ofReference(reference, width, height).energy();
        Band plain = Band.of(faithful, width, height);
        float[] best = faithful;
        double bestAmount = 0;
        double nearest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (double sigma : SIGMAS) {
            float[] detail = detail(faithful, width, height, sigma);
            Band added = Band.of(detail, width, height);
            Curve curve = Curve.of(faithful, detail, reference, plain, added, energy);
            double amount = curve.amount(sharpness);
            // Smaller misses are equal: then the nearer to the reference wins.
            double miss = Math.max(MISS, Math.abs(curve.at(amount) - sharpness));
            double likeness = curve.likeness(amount);
            if (miss < nearest || miss == nearest && likeness > highest) {
                best = detail;
                bestAmount = amount;
                nearest = miss;
                highest = likeness;
            }
        }
        return add(faithful, best, bestAmount);
    }

    private static float[] detail(float[] image, int width, int height, double sigma) {
        float[] detail = GaussianBlur.blur(image, width, height, sigma);
        for (int i = 0; i < detail.length; i++) detail[i] = image[i] - detail[i];
        return detail;
    }

    private static float[] add(float[] image, float[] detail, double amount) {
        float[] sum = new float[image.length];
        for (int i = 0; i < sum.length; i++) sum[i] = (float) (image[i] + amount * detail[i]);
        return sum;
    }

    /**
     * Sharpness over amount, without a transform for each: its energy and the gain of its affine
     * fit come from sums that are linear or quadratic in the amount.
     */
    private record Curve(Quadratic energy, Quadratic variance, double[] covariance) {
        static Curve of(
                float[] image,
                float[] detail,
                float[] reference,
                Band plain,
                Band added,
                double energy) {
            double scale = 1 / energy;
            return new Curve(
                    new Quadratic(
                            scale * plain.energy(),
                            scale * plain.times(added),
                            scale * added.energy()),
                    new Quadratic(
                            covariance(image, image),
                            covariance(image, detail),
                            covariance(detail, detail)),
                    new double[] {covariance(image, reference), covariance(detail, reference)});
        }

        double at(double amount) {
            double variance = this.variance.at(amount);
            if (variance == 0) return 0;
            double gain = (covariance[0] + amount * covariance[1]) / variance;
            return gain * gain * energy.at(amount);
        }

        /** Rises with the PSNR after the affine fit: the squared covariance over the variance. */
        double likeness(double amount) {
            double covariance = this.covariance[0] + amount * this.covariance[1];
            return covariance * covariance / variance.at(amount);
        }

        /** Where the sharpness is the wanted one; the smallest such change of the image. */
        double amount(double sharpness) {
            double low = at(0) > sharpness ? -1 : 0;
            if (at(low) >= sharpness) return low;
            if (low < 0) return between(low, 0, sharpness);
            double sharpest = 0;
            for (double high = STEP; high <= LARGEST; high += STEP) {
                if (at(high) >= sharpness) return between(high - STEP, high, sharpness);
                if (at(high) > at(sharpest)) sharpest = high;
            }
            return sharpest;
        }

        private double between(double low, double high, double sharpness) {
            double below = low;
            double above = high;
            for (int i = 0; i < HALVINGS; i++) {
                double middle = (below + above) / 2;
                if (at(middle) < sharpness) below = middle;
                else above = middle;
            }
            return (below + above) / 2;
        }

        private static double covariance(float[] a, float[] b) {
            double meanA = Mean.of(a);
            double meanB = Mean.of(b);
            double sum = 0;
            for (int i = 0; i < a.length; i++) sum += (a[i] - meanA) * (b[i] - meanB);
            return sum;
        }
    }

    /** constant + 2 amount linear + amount<sup>2</sup> square. */
    private record Quadratic(double constant, double linear, double square) {
        double at(double amount) {
            return constant + 2 * amount * linear + amount * amount * square;
        }
    }
}
