package org.mulligan.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mulligan.data.Plane;
import org.mulligan.data.TrainingSet;
import org.mulligan.metric.Evaluation;
import org.mulligan.metric.Sharpness;
import org.mulligan.metric.UnsharpMask;

/**
 * Measures a network on the images that were held back, beside the best that a Gaussian blur can
 * do.
 */
final class Validation {
    private static final int MOST_IMAGES = 6;

    /**
     * Means over the images.
     *
     * @param psnr after CARE's affine fit, dB, data range of the wanted image
     * @param ssim after the same fit, uniform window of 7 px (the default of scikit-image)
     * @param sharpness spectral energy at 0.1-0.25 cycles/px relative to the wanted image
     * @param coherence how much of that energy is the wanted image's
     */
    record Figures(double psnr, double ssim, double sharpness, double coherence) {
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

    /** A network on a whole image. */
    interface Denoiser {
        float[] denoise(float[] noisy, int height, int width);
    }

    /**
     * Side of the middle that is measured during training, px; the whole images are measured at its
     * end.
     */
    private static final int GLANCE = 256;

    private final List<Plane> planes;
    private final List<Plane> middles;
    private final Figures noisy;
    private final Figures gaussian;
    private final double sigma;

    /**
     * @param stride of the network, px; images are cropped to a multiple of it
     */
    Validation(TrainingSet images, int stride) throws IOException {
        planes =
                images.validation(MOST_IMAGES).stream()
                        .map(plane -> crop(plane, stride, Integer.MAX_VALUE))
                        .toList();
        middles = planes.stream().map(plane -> crop(plane, stride, GLANCE)).toList();
        Evaluation raw =
                Evaluation.of(planes.stream().map(p -> sample(p, p.noisy(), true)).toList());
        noisy = figures(raw.mean());
        gaussian = figures(raw.gaussian().orElseThrow().mean());
        sigma = raw.gaussian().orElseThrow().sigma();
    }

    /** On the whole images. */
    Figures measure(Denoiser denoiser) {
        return measure(planes, denoiser);
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

    /** On the middles of the images: quick enough for every few hundred steps. */
    Figures glance(Denoiser denoiser) {
        return measure(middles, denoiser);
    }

    private static Figures measure(List<Plane> planes, Denoiser denoiser) {
        return figures(
                Evaluation.of(
                                planes.stream()
                                        .map(
                                                plane ->
                                                        sample(
                                                                plane,
                                                                denoiser.denoise(
                                                                        plane.noisy(),
                                                                        plane.height(),
                                                                        plane.width()),
                                                                false))
                                        .toList())
                        .mean());
    }

    private static Evaluation.Sample sample(Plane plane, float[] test, boolean gaussian) {
        return new Evaluation.Sample(
                plane.name(),
                plane.clean(),
                test,
                gaussian ? Optional.of(plane.noisy()) : Optional.empty(),
                plane.width(),
                plane.height());
    }

    private static Figures figures(Evaluation.Row row) {
        return new Figures(row.carePsnr(), row.careSsimUniform(), row.sharpness(), row.coherence());
    }

    Figures noisy() {
        return noisy;
    }

    Figures gaussian() {
        return gaussian;
    }

    /** Of the best Gaussian, px. */
    double sigma() {
        return sigma;
    }

    List<Plane> planes() {
        return planes;
    }

    String baseline() {
        return "Held back for validation: %d images; PSNR / SSIM / sharpness / coherence noisy %s, best Gaussian (sigma %s px) %s."
                .formatted(planes.size(), noisy, sigma, gaussian);
    }

    private static Plane crop(Plane plane, int stride, int most) {
        int width = Math.min(plane.width(), most) / stride * stride;
        int height = Math.min(plane.height(), most) / stride * stride;
        return new Plane(
                plane.name(),
                width,
                height,
                Picture.centre(plane.noisy(), plane.width(), plane.height(), width, height),
                Picture.centre(plane.clean(), plane.width(), plane.height(), width, height));
    }
}
