package org.mulligan.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.mulligan.image.filter.GaussianBlur;

/**
 * How well a set of images was restored, beside the best that one Gaussian blur does on the same
 * set.
 *
 * @param rows one per image, in the order given
 * @param mean of all rows; of the sharpness the median, since it is a ratio to the fine structure
 *     of the reference, and one field that is nearly empty makes the mean as large as one likes
 * @param gaussian where all samples have a noisy image
 */
public record Evaluation(List<Row> rows, Row mean, Optional<Gaussian> gaussian) {
    /**
     * One field of view; arrays are row by row, of the same size, not modified.
     *
     * @param noisy what {@code test} was made from, for the Gaussian's row
     */
    public record Sample(
            String name,
            float[] reference,
            float[] test,
            Optional<float[]> noisy,
            int width,
            int height) {}

    /**
     * The figures of one image.
     *
     * @param psnr dB, data range 255, on the scale of the images
     * @param ssim data range 255, on the scale of the images
     * @param carePsnr dB, {@link CarePsnr}
     * @param careSsim {@link CareSsim}
     * @param careSsimUniform the same with {@link Ssim#uniform}, as published tables of W2S have it
     * @param sharpness {@link Sharpness}
     * @param coherence {@link Coherence}
     */
    public record Row(
            String name,
            double psnr,
            double ssim,
            double carePsnr,
            double careSsim,
            double careSsimUniform,
            double sharpness,
            double coherence) {}

    /**
     * The best Gaussian.
     *
     * @param sigma px, one for the whole set: the one with the highest mean score
     * @param mean figures of the images that it blurred
     */
    public record Gaussian(double sigma, Row mean) {}

    private static final Psnr PSNR = new Psnr();
    private static final Ssim SSIM = new Ssim();
    private static final CarePsnr CARE_PSNR = new CarePsnr();
    private static final Sharpness SHARPNESS = new Sharpness();
    private static final Coherence COHERENCE = new Coherence();

    /**
     * Measures all samples.
     *
     * @param choosing the metric that chooses the Gaussian's sigma; higher is better
     */
    public static Evaluation of(List<Sample> samples, Metric choosing) {
        if (samples.isEmpty()) throw new IllegalArgumentException("There are no images to measure");
        List<Row> rows = new ArrayList<>();
        for (Sample sample : samples) rows.add(row(sample, sample.test()));
        Optional<Gaussian> gaussian = Optional.empty();
        if (samples.stream().allMatch(sample -> sample.noisy().isPresent()))
            gaussian = Optional.of(gaussian(samples, choosing));
        return new Evaluation(List.copyOf(rows), mean("mean", rows), gaussian);
    }

    /** As {@link #of(List, Metric)}, with CARE's PSNR to choose the Gaussian. */
    public static Evaluation of(List<Sample> samples) {
        return of(samples, CARE_PSNR);
    }

    private static Gaussian gaussian(List<Sample> samples, Metric choosing) {
        double best = Double.NaN;
        double highest = Double.NEGATIVE_INFINITY;
        for (double sigma : BestGaussian.sigmas()) {
            double score = 0;
            for (Sample sample : samples)
                score +=
                        choosing.compare(
                                sample.reference(),
                                blurred(sample, sigma),
                                sample.width(),
                                sample.height());
            if (Double.isNaN(best) || score > highest) {
                best = sigma;
                highest = score;
            }
        }
        List<Row> rows = new ArrayList<>();
        for (Sample sample : samples) rows.add(row(sample, blurred(sample, best)));
        return new Gaussian(best, mean("Gaussian, sigma %s px".formatted(best), rows));
    }

    private static float[] blurred(Sample sample, double sigma) {
        return GaussianBlur.blur(
                sample.noisy().orElseThrow(), sample.width(), sample.height(), sigma);
    }

    private static Row row(Sample sample, float[] test) {
        int width = sample.width();
        int height = sample.height();
        float[] reference = sample.reference();
        Sizes.check(reference.length, test.length, width, height);
        CareFit fit = CareFit.of(reference, test);
        return new Row(
                sample.name(),
                PSNR.compare(reference, test, width, height),
                SSIM.compare(reference, test, width, height),
                new Psnr(fit.range()).compare(fit.reference(), fit.test(), width, height),
                new Ssim(fit.range()).compare(fit.reference(), fit.test(), width, height),
                Ssim.uniform(fit.range()).compare(fit.reference(), fit.test(), width, height),
                SHARPNESS.compare(reference, test, width, height),
                COHERENCE.compare(reference, test, width, height));
    }

    private static Row mean(String name, List<Row> rows) {
        return new Row(
                name,
                mean(rows, Row::psnr),
                mean(rows, Row::ssim),
                mean(rows, Row::carePsnr),
                mean(rows, Row::careSsim),
                mean(rows, Row::careSsimUniform),
                median(rows, Row::sharpness),
                mean(rows, Row::coherence));
    }

    private static double median(List<Row> rows, ToDoubleFunction<Row> figure) {
        double[] sorted = rows.stream().mapToDouble(figure).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static double mean(List<Row> rows, ToDoubleFunction<Row> figure) {
        return rows.stream().mapToDouble(figure).average().orElse(Double.NaN);
    }
}
