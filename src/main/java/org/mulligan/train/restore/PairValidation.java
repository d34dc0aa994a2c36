package org.mulligan.train.restore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.mulligan.data.Plane;
import org.mulligan.data.pairs.TrainingSet;
import org.mulligan.engine.TrainingMeasurement.Held;
import org.mulligan.metric.Evaluation;
import org.mulligan.metric.Sharpness;
import org.mulligan.metric.UnsharpMask;
import org.mulligan.model.Task;
import org.mulligan.train.Provenance;

/**
 * Measures a network on the images that were held back, beside what anyone has without one and the
 * best Gaussian blur of that.
 */
final class PairValidation implements Validation {
    private static final int MOST_IMAGES = 6;

    /** Of them each has several planes. */
    private static final int MOST_VOLUMES = 3;

    /**
     * Means over the images.
     *
     * @param psnr after CARE's affine fit, dB, data range of the target
     * @param ssim after the same fit, uniform window of 7 px (the default of scikit-image)
     * @param sharpness spectral energy at 0.1-0.25 cycles/px relative to the target
     * @param coherence how much of that energy is the target's
     */
    record Figures(double psnr, double ssim, double sharpness, double coherence) implements Score {
        @Override
        public double rank() {
            return psnr;
        }

        @Override
        public Map<String, Object> values() {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("psnr", Provenance.rounded(psnr));
            values.put("ssim", Provenance.rounded(ssim));
            values.put("sharpness", Provenance.rounded(sharpness));
            values.put("coherence", Provenance.rounded(coherence));
            return values;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%.2f dB / %.4f / sharpness %.2f / coherence %.2f",
                    psnr,
                    ssim,
                    sharpness,
                    coherence);
        }
    }

    /**
     * Side of the middle that is measured during training, px; the whole images are measured at its
     * end.
     */
    private static final int GLANCE = 256;

    /** Side of the target that is measured during training, px. */
    private static final int GLANCE_TARGET = 512;

    /** What anyone has of a plane of a series without looking at the plane itself. */
    private static final String NEIGHBOURS = "mean of two neighbours";

    private final String baselineName;
    private final List<Plane> given;
    private final List<Plane> givenMiddles;
    private final List<Plane> planes;
    private final List<Plane> middles;
    private final Figures noisy;
    private final Figures gaussian;
    private final double sigma;
    private final Figures middleNoisy;
    private final Figures middleGaussian;

    /**
     * @param task of the network, which says what its result is compared with
     * @param stride of the network, px; images are cropped to a multiple of it
     * @param volumes whether it takes volumes
     */
    PairValidation(TrainingSet images, Task task, int stride, boolean volumes) throws IOException {
        given =
                images.validation(volumes ? MOST_VOLUMES : MOST_IMAGES).stream()
                        .map(plane -> crop(plane, stride, Integer.MAX_VALUE))
                        .toList();
        planes = singles(given);
        baselineName =
                planes.get(0).hasItself() ? task.training().orElseThrow().baseline() : NEIGHBOURS;
        givenMiddles =
                given.stream()
                        .map(
                                plane ->
                                        crop(
                                                plane,
                                                stride,
                                                Math.min(GLANCE, GLANCE_TARGET / plane.scale())))
                        .toList();
        middles = singles(givenMiddles);
        Evaluation raw = evaluation(planes);
        noisy = figures(raw.mean());
        gaussian = figures(raw.gaussian().orElseThrow().mean());
        sigma = raw.gaussian().orElseThrow().sigma();
        Evaluation middle = isWhole() ? raw : evaluation(middles);
        middleNoisy = figures(middle.mean());
        middleGaussian = figures(middle.gaussian().orElseThrow().mean());
    }

    private static List<Plane> singles(List<Plane> given) {
        return given.stream().flatMap(one -> one.singles().stream()).toList();
    }

    private static Evaluation evaluation(List<Plane> planes) {
        return Evaluation.of(planes.stream().map(p -> sample(p, Baseline.of(p), true)).toList());
    }

    /** Whether the images are so small that their middles are all of them. */
    private boolean isWhole() {
        for (int i = 0; i < planes.size(); i++)
            if (planes.get(i).width() != middles.get(i).width()
                    || planes.get(i).height() != middles.get(i).height()) return false;
        return true;
    }

    @Override
    public Figures measure(Restorer restorer) {
        return measure(given, restorer, made -> {});
    }

    @Override
    public List<Plane> given() {
        return given;
    }

    @Override
    public float[] restored(int plane, Restorer restorer) {
        int first = 0;
        for (Plane one : given) {
            int count = one.isVolume() ? one.planes() : 1;
            if (plane < first + count) return made(one, restorer).get(plane - first);
            first += count;
        }
        throw new IndexOutOfBoundsException(plane);
    }

    @Override
    public List<float[]> restored(Restorer restorer) {
        return given.stream().flatMap(one -> made(one, restorer).stream()).toList();
    }

    /** By plane. */
    private static List<float[]> made(Plane given, Restorer restorer) {
        float[] made = restorer.restore(given.taken(), given.height(), given.width());
        return given.isVolume() ? given.apart(made) : List.of(made);
    }

    /**
     * What a network made of the whole images.
     *
     * @param images by plane
     */
    Figures measure(float[][] images) {
        List<Evaluation.Sample> samples = new ArrayList<>();
        for (int i = 0; i < images.length; i++)
            samples.add(sample(planes.get(i), images[i], false));
        return figures(Evaluation.of(samples).mean());
    }

    /**
     * The control of an adversary: an unsharp mask of the faithful images, each at the sharpness of
     * its adversarial one.
     *
     * @param faithful by plane
     * @param adversarial by plane
     */
    Figures unsharp(float[][] faithful, float[][] adversarial) {
        float[][] sharpened = new float[faithful.length][];
        for (int i = 0; i < faithful.length; i++) {
            Evaluation.Sample sharp = sample(planes.get(i), adversarial[i], false);
            int width = sharp.width();
            int height = sharp.height();
            sharpened[i] =
                    UnsharpMask.toSharpness(
                            faithful[i],
                            sharp.reference(),
                            width,
                            height,
                            new Sharpness()
                                    .compare(sharp.reference(), sharp.test(), width, height));
        }
        return measure(sharpened);
    }

    @Override
    public Figures glance(Restorer restorer, Consumer<float[]> made) {
        return measure(givenMiddles, restorer, made);
    }

    @Override
    public List<Plane> glanced() {
        return middles;
    }

    @Override
    public Held held(Score glance) {
        return new Held(
                "PSNR", "dB", glance.psnr(), middleNoisy.psnr(), middleGaussian.psnr(), true);
    }

    @Override
    public Optional<String> onMiddles(Restorer restorer) {
        return isWhole() ? Optional.empty() : Optional.of(glanced(glance(restorer, made -> {})));
    }

    private static Figures measure(List<Plane> given, Restorer restorer, Consumer<float[]> taker) {
        List<Evaluation.Sample> samples = new ArrayList<>();
        for (Plane one : given) {
            List<float[]> images = made(one, restorer);
            List<Plane> singles = one.singles();
            for (int i = 0; i < images.size(); i++) {
                taker.accept(images.get(i));
                samples.add(sample(singles.get(i), images.get(i), false));
            }
        }
        return figures(Evaluation.of(samples).mean());
    }

    private static Evaluation.Sample sample(Plane plane, float[] test, boolean gaussian) {
        return new Evaluation.Sample(
                plane.name(),
                plane.target(),
                test,
                gaussian ? Optional.of(test) : Optional.empty(),
                plane.scale() * plane.width(),
                plane.scale() * plane.height());
    }

    private static Figures figures(Evaluation.Row row) {
        return new Figures(row.carePsnr(), row.careSsimUniform(), row.sharpness(), row.coherence());
    }

    @Override
    public String baselineName() {
        return baselineName;
    }

    @Override
    public Figures noisy() {
        return noisy;
    }

    @Override
    public Figures gaussian() {
        return gaussian;
    }

    @Override
    public double sigma() {
        return sigma;
    }

    @Override
    public double margin() {
        return 0;
    }

    @Override
    public List<Plane> planes() {
        return planes;
    }

    @Override
    public List<String> baseline() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "Held back for validation: %d images; PSNR / SSIM / sharpness / coherence %s %s, best Gaussian of it (sigma %s px) %s."
                        .formatted(planes.size(), baselineName, noisy, sigma, gaussian));
        if (!isWhole())
            lines.add(
                    "The lines of the steps are of their middles only (%d x %d px): %s %s, best Gaussian of it %s; the whole images are measured again at the end."
                            .formatted(
                                    middles.get(0).width(),
                                    middles.get(0).height(),
                                    baselineName,
                                    middleNoisy,
                                    middleGaussian));
        return lines;
    }

    @Override
    public Optional<PairValidation> withTargets() {
        return Optional.of(this);
    }

    @Override
    public String explanation() {
        String figures =
                "PSNR [dB] after CARE's affine fit with the target's range, SSIM after the same fit with a uniform 7 px window, sharpness = spectral energy at 0.1-0.25 cycles/px relative to the target (1 = as sharp), coherence = correlation of that fine detail with the target's (1 = all of it is real, 0 = invented).";
        return planes.get(0).hasItself()
                ? figures
                : figures
                        + " Each plane was made of its neighbours, and its target is the plane itself with its noise: the figures are low, and only their order counts.";
    }

    /**
     * A PSNR of the middles has another data range and other detail than one of the whole images.
     */
    @Override
    public String glanced(Score figures) {
        return String.format(
                Locale.ROOT,
                isWhole()
                        ? "%s (best Gaussian %.2f dB)"
                        : "of the middles %s (best Gaussian of them %.2f dB)",
                figures,
                middleGaussian.psnr());
    }

    private static Plane crop(Plane plane, int stride, int most) {
        int width = Math.min(plane.width(), most) / stride * stride;
        int height = Math.min(plane.height(), most) / stride * stride;
        return plane.middle(width, height);
    }
}
