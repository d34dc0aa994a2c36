package org.mulligan.service.restore;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.FloatProcessor;
import java.util.List;
import java.util.Optional;
import org.mulligan.data.Plane;
import org.mulligan.data.degradation.Degradation;
import org.mulligan.data.pairs.DegradationPreview;
import org.mulligan.data.pairs.Exposer;
import org.mulligan.data.pairs.TrainingSet;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.engine.TrainingPlan.Imaging;
import org.mulligan.image.filter.Thumbnail;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.image.intensity.NotFinite;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.image.psf.Optics;

/** Target and degraded side by side, a slice for each exposure. */
public final class Preview {
    private static final int EXPOSURES = 6;

    private Preview() {}

    /**
     * @param target its current plane is exposed; not modified
     * @return 32-bit, normalised as the network would see it: the left half the target, the right
     *     half degraded; calibrated as {@code target}
     * @throws IllegalArgumentException for RGB and constant images
     */
    public static ImagePlus of(
            ImagePlus target, Imaging imaging, Degradation degradation, long seed) {
        if (target.getBitDepth() == 24)
            throw new IllegalArgumentException(
                    "%s is RGB; split the channels first (Image > Color > Split Channels)"
                            .formatted(target.getTitle()));
        String title = target.getTitle();
        Calibration calibration = target.getCalibration().copy();
        // Of a 32-bit image the conversion is the image's own plane.
        FloatProcessor plane =
                (FloatProcessor) target.getProcessor().convertToFloatProcessor().duplicate();
        requireContrast(title, plane);
        List<Plane> exposures =
                DegradationPreview.expose(
                        title,
                        (float[]) plane.getPixels(),
                        plane.getWidth(),
                        plane.getHeight(),
                        EXPOSURES,
                        exposer(imaging, degradation),
                        seed);
        Plane first = exposures.get(0);
        ImageStack stack =
                new ImageStack(2 * first.scale() * first.width(), first.scale() * first.height());
        for (int i = 0; i < EXPOSURES; i++)
            stack.addSlice("target | exposure " + (i + 1), besides(exposures.get(i)));
        ImagePlus preview = new ImagePlus(ImageFiles.stem(title) + "-degradation", stack);
        preview.setDisplayRange(0, 1);
        preview.getCalibration().setUnit(calibration.getUnit());
        preview.getCalibration().pixelWidth = calibration.pixelWidth;
        preview.getCalibration().pixelHeight = calibration.pixelHeight;
        preview.setProperty(
                "Info",
                "[Mulligan]\nSynthetic: left %s, right what a training for %s would learn from: %s, seed %d. Intensities as a network sees them, 0 to 1.\n"
                        .formatted(title, imaging.task(), words(imaging), seed));
        return preview;
    }

    private static Exposer exposer(Imaging imaging, Degradation degradation) {
        return new Exposer(
                degradation,
                conditions(imaging),
                imaging.photons().low(),
                imaging.photons().high(),
                TrainingSet.LOW_PERCENTILE,
                TrainingSet.HIGH_PERCENTILE,
                false);
    }

    private static Degradation.Conditions conditions(Imaging imaging) {
        if (imaging.depth().isPresent()) {
            TrainingPlan.Depth depth = imaging.depth().get();
            return Degradation.Conditions.of(
                    new Degradation.Depth(depth.step(), depth.blur(), Optional.empty()));
        }
        double readNoise = imaging.readNoise();
        int hole = imaging.hole();
        if (imaging.psf().optics().isEmpty())
            return Degradation.Conditions.between(
                    imaging.scale(), imaging.psf().fwhm(), imaging.psf().widest(), readNoise, hole);
        TrainingPlan.Optics optics = imaging.psf().optics().get();
        return Degradation.Conditions.airy(
                imaging.scale(),
                new Optics(optics.na(), optics.wavelength(), optics.index()),
                optics.pixel(),
                readNoise,
                hole);
    }

    private static String words(Imaging imaging) {
        if (imaging.task().fills()) return "holes of up to %d px".formatted(imaging.hole());
        if (imaging.task().evensLight())
            return "uneven light, of which the network will see a thumbnail of %1$d x %1$d px"
                    .formatted(Thumbnail.SIDE);
        if (imaging.depth().isPresent())
            return "sections of planes %s px apart, a PSF of %s px along the depth and %s px in the plane"
                    .formatted(
                            imaging.depth().get().step(),
                            imaging.depth().get().axial(),
                            imaging.depth().get().lateral());
        return "scale %d, PSF %s, %s to %s photons at the peak, up to %s photons of read noise"
                .formatted(
                        imaging.scale(),
                        words(imaging.psf()),
                        imaging.photons().low(),
                        imaging.photons().high(),
                        imaging.readNoise());
    }

    private static String words(TrainingPlan.Psf psf) {
        if (psf.optics().isPresent()) return psf.optics().get().toString();
        return psf.isRange()
                ? "FWHM %s to %s px, of any shape".formatted(psf.fwhm(), psf.widest())
                : "FWHM " + psf.fwhm() + " px";
    }

    private static void requireContrast(String title, FloatProcessor plane) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (float value : (float[]) plane.getPixels()) {
            if (!Float.isFinite(value))
                throw new IllegalArgumentException(
                        "%s has pixels that are not finite; %s".formatted(title, NotFinite.ADVICE));
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        if (!(most > least))
            throw new IllegalArgumentException(
                    "%s is constant: every pixel is %s; there is nothing to degrade"
                            .formatted(title, least));
    }

    private static FloatProcessor besides(Plane plane) {
        int scale = plane.scale();
        int width = scale * plane.width();
        int height = scale * plane.height();
        FloatProcessor degraded = new FloatProcessor(width, height);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) {
                float value = plane.noisy()[y / scale * plane.width() + x / scale];
                degraded.setf(x, y, Normalisation.isMissing(value) ? Float.NaN : value);
            }
        FloatProcessor both = new FloatProcessor(2 * width, height);
        both.insert(new FloatProcessor(width, height, plane.target()), 0, 0);
        both.insert(degraded, width, 0);
        return both;
    }
}
