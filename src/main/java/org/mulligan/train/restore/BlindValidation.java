package org.mulligan.train.restore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.mulligan.data.Plane;
import org.mulligan.data.Seeds;
import org.mulligan.data.unpaired.HeldBack;
import org.mulligan.engine.TrainingMeasurement.Held;
import org.mulligan.image.filter.GaussianBlur;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.metric.BestGaussian;
import org.mulligan.metric.risk.RedrawnNoise;
import org.mulligan.train.Provenance;

/**
 * Measures a network on noisy images nobody knows the clean ones of. Where the noise of each pixel
 * is known, by the distance to the noisy image and by how much of the noise the network keeps, as
 * in Stein's unbiased estimate of the error ({@link RedrawnNoise}); else by targets whose noise the
 * network cannot know, without that noise's variance.
 *
 * <p>The figure is the mean squared error as a share of the noise's variance: 1 is the noisy image.
 * Differences between networks are exact to a few thousandths, as all are measured on the same
 * pixels. Of the figure itself the noise's variance is taken off, which must be known better than
 * it: the measured one is scaled by what slight blurs leave, whose error without structure is
 * known, and that of structure grows with the fourth power of their width.
 *
 * @see <a href="https://doi.org/10.1214/aos/1176345632">Stein 1981</a>
 */
final class BlindValidation implements Validation {
    /** Of the kernels of slight blurs, px. */
    private static final int RADIUS = 4;

    /** Slight blurs, px. */
    private static final double[] SLIGHT = {0.5, 0.75, 1};

    /** No measured variance is off by more. */
    private static final double MOST_OFF = 0.15;

    /**
     * @param share mean squared error by the noise's variance; by chance below 0
     */
    record Estimate(double share) implements Score {
        @Override
        public double rank() {
            return -share;
        }

        @Override
        public double psnr() {
            return Double.NaN;
        }

        @Override
        public double ssim() {
            return Double.NaN;
        }

        @Override
        public Map<String, Object> values() {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("estimated_error", Provenance.rounded(share));
            return values;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "error %.2f %% of the noise's variance", 100 * share);
        }
    }

    private final List<HeldBack> parts;
    private final List<RedrawnNoise> redrawn = new ArrayList<>();
    private final Estimate gaussian;
    private final double sigma;
    private final double scale;

    /**
     * @param stride of the network, px; images are cropped to a multiple of it
     */
    BlindValidation(List<HeldBack> held, int stride, long seed) {
        parts = held.stream().map(part -> crop(part, stride)).toList();
        for (int i = 0; i < parts.size(); i++) {
            HeldBack part = parts.get(i);
            RandomGenerator random = Seeds.VALIDATION.stream(seed, -2 - i);
            part.variance().ifPresent(v -> redrawn.add(redrawn(part.plane(), v, random)));
        }
        scale = scale();
        Estimate best = new Estimate(Double.POSITIVE_INFINITY);
        double at = 0;
        for (double tried : BestGaussian.sigmas()) {
            Estimate error = measure(gaussian(tried));
            if (error.share < best.share) {
                best = error;
                at = tried;
            }
        }
        gaussian = best;
        sigma = at;
    }

    private static RedrawnNoise redrawn(Plane plane, float[] variance, RandomGenerator random) {
        return new RedrawnNoise(plane.noisy(), plane.width(), plane.height(), variance, random);
    }

    private static Restorer gaussian(double sigma) {
        return (noisy, height, width) -> GaussianBlur.blur(noisy, width, height, sigma);
    }

    /**
     * By what the measured variances are to be multiplied on these pixels. Of a blur with the
     * weights k the distance to the noisy image is {@code scale (1 - 2 k(0) + sum k^2) + c
     * sigma^4}, by the measured variance.
     */
    private double scale() {
        if (parts.get(0).variance().isEmpty()) return 1;
        double aa = 0;
        double ab = 0;
        double bb = 0;
        double ay = 0;
        double by = 0;
        for (double tried : SLIGHT) {
            double[] kernel = GaussianBlur.kernel(tried, RADIUS);
            double squares = 0;
            for (double k : kernel) squares += k * k;
            double middle = kernel[RADIUS];
            double a = 1 - 2 * middle * middle + squares * squares;
            double b = Math.pow(tried, 4);
            double y = 0;
            for (HeldBack part : parts)
                y += distance(part, gaussian(tried)) / part.noise() / parts.size();
            aa += a * a;
            ab += a * b;
            bb += b * b;
            ay += a * y;
            by += b * y;
        }
        double curve = (aa * by - ab * ay) / (aa * bb - ab * ab);
        double found = curve > 0 ? (bb * ay - ab * by) / (aa * bb - ab * ab) : ay / aa;
        return Math.max(1 - MOST_OFF, Math.min(1 + MOST_OFF, found));
    }

    private static double distance(HeldBack part, Restorer restorer) {
        Plane plane = part.plane();
        return distance(part, restorer.restore(plane.noisy(), plane.height(), plane.width()));
    }

    /** Mean square of what is left of the target, where it is known. */
    private static double distance(HeldBack part, float[] made) {
        double squares = 0;
        int count = 0;
        float[] target = part.plane().target();
        for (int i = 0; i < made.length; i++) {
            if (Normalisation.isMissing(target[i])) continue;
            double difference = made[i] - target[i];
            squares += difference * difference;
            count++;
        }
        return squares / count;
    }

    private static HeldBack crop(HeldBack part, int stride) {
        Plane plane = part.plane();
        int width = plane.width() / stride * stride;
        int height = plane.height() / stride * stride;
        return new HeldBack(
                plane.cut(0, 0, width, height),
                part.noise(),
                part.variance().map(all -> Plane.cut(all, plane.width(), 0, 0, width, height)));
    }

    @Override
    public Estimate measure(Restorer restorer) {
        return glance(restorer, made -> {});
    }

    @Override
    public Estimate glance(Restorer restorer, Consumer<float[]> made) {
        double share = 0;
        // Each image counts by its own noise, so that a bright one does not count for all.
        for (int i = 0; i < parts.size(); i++)
            share += error(i, restorer, made) / parts.get(i).noise() / parts.size();
        return new Estimate(share);
    }

    private double error(int number, Restorer restorer, Consumer<float[]> into) {
        HeldBack part = parts.get(number);
        Plane plane = part.plane();
        float[] made = restorer.restore(plane.noisy(), plane.height(), plane.width());
        into.accept(made);
        double error = distance(part, made) - scale * part.noise();
        if (part.variance().isEmpty()) return error;
        RedrawnNoise other = redrawn.get(number);
        double[] kept =
                other.kept(
                        restorer.restore(other.without(), plane.height(), plane.width()),
                        restorer.restore(other.with(), plane.height(), plane.width()));
        return error + 2 * scale * Arrays.stream(kept).average().orElseThrow();
    }

    @Override
    public List<Plane> glanced() {
        return planes();
    }

    @Override
    public Held held(Score glance) {
        return new Held(
                "Error",
                "% of the noise's variance",
                -100 * glance.rank(),
                100,
                100 * gaussian.share,
                false);
    }

    @Override
    public String glanced(Score score) {
        return String.format(
                Locale.ROOT, "%s (best Gaussian's %.2f %%)", score, 100 * gaussian.share);
    }

    @Override
    public Optional<String> onMiddles(Restorer restorer) {
        return Optional.empty();
    }

    @Override
    public String baselineName() {
        return "noisy";
    }

    @Override
    public Estimate noisy() {
        return new Estimate(1);
    }

    @Override
    public Estimate gaussian() {
        return gaussian;
    }

    @Override
    public double sigma() {
        return sigma;
    }

    @Override
    public double margin() {
        return RedrawnNoise.ERROR;
    }

    @Override
    public List<Plane> planes() {
        return parts.stream().map(HeldBack::plane).toList();
    }

    @Override
    public List<String> baseline() {
        return List.of(
                "Held back for validation: %d parts of images; without clean images the error is estimated. Best Gaussian (sigma %s px): %s."
                        .formatted(parts.size(), sigma, gaussian));
    }

    @Override
    public String explanation() {
        return "there were no clean images, so the mean squared error is estimated, by "
                + (parts.get(0).variance().isPresent()
                        ? "how far the result is from the noisy image and how much of noise drawn anew it keeps"
                        : "noisy pixels that the network was not shown")
                + ", and told as a share of the noise's variance (100 % is the noisy image). It is about as exact as the noise is known; differences are more exact.";
    }

    @Override
    public Optional<PairValidation> withTargets() {
        return Optional.empty();
    }
}
