package org.mulligan.service;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.FloatProcessor;
import java.util.List;
import org.mulligan.data.DegradationPreview;
import org.mulligan.data.Plane;
import org.mulligan.engine.TrainingPlan.Range;
import org.mulligan.image.ImageFiles;

/** Wanted and degraded side by side, a slice for each exposure. */
final class Preview {
    private static final int EXPOSURES = 6;

    private Preview() {}

    /**
     * @param clean its current plane is exposed; not modified
     * @return 32-bit, normalised as the network would see it: the left half wanted, the right half
     *     degraded; calibrated as {@code clean}
     * @throws IllegalArgumentException for RGB and constant images
     */
    static ImagePlus of(ImagePlus clean, Range photons, double readNoise, long seed) {
        if (clean.getBitDepth() == 24)
            throw new IllegalArgumentException(
                    "%s is RGB; split the channels first (Image > Color > Split Channels)"
                            .formatted(clean.getTitle()));
        FloatProcessor plane = clean.getProcessor().convertToFloatProcessor();
        requireContrast(clean, plane);
        List<Plane> exposures =
                DegradationPreview.expose(
                        clean.getTitle(),
                        (float[]) plane.getPixels(),
                        plane.getWidth(),
                        plane.getHeight(),
                        EXPOSURES,
                        photons.low(),
                        photons.high(),
                        readNoise,
                        seed);
        ImageStack stack = new ImageStack(2 * exposures.get(0).width(), exposures.get(0).height());
        for (int i = 0; i < EXPOSURES; i++)
            stack.addSlice("wanted | exposure " + (i + 1), besides(exposures.get(i)));
        ImagePlus preview =
                new ImagePlus(ImageFiles.stem(clean.getTitle()) + "-degradation", stack);
        preview.setDisplayRange(0, 1);
        preview.getCalibration().setUnit(clean.getCalibration().getUnit());
        preview.getCalibration().pixelWidth = clean.getCalibration().pixelWidth;
        preview.getCalibration().pixelHeight = clean.getCalibration().pixelHeight;
        preview.setProperty(
                "Info",
                "[Mulligan]\nSynthetic: left %s, right exposures of it with %s to %s photons at the peak and up to %s photons of read noise, seed %d. Intensities as a network sees them, 0 to 1.\n"
                        .formatted(
                                clean.getTitle(), photons.low(), photons.high(), readNoise, seed));
        return preview;
    }

    private static void requireContrast(ImagePlus clean, FloatProcessor plane) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (float value : (float[]) plane.getPixels()) {
            if (!Float.isFinite(value))
                throw new IllegalArgumentException(
                        "%s has pixels that are not finite; replace them first, e.g. with Process > Noise > Remove NaNs..."
                                .formatted(clean.getTitle()));
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        if (!(most > least))
            throw new IllegalArgumentException(
                    "%s is constant: every pixel is %s; there is nothing to degrade"
                            .formatted(clean.getTitle(), least));
    }

    private static FloatProcessor besides(Plane plane) {
        FloatProcessor both = new FloatProcessor(2 * plane.width(), plane.height());
        both.insert(new FloatProcessor(plane.width(), plane.height(), plane.clean()), 0, 0);
        both.insert(
                new FloatProcessor(plane.width(), plane.height(), plane.noisy()), plane.width(), 0);
        return both;
    }
}
