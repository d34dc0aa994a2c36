package org.mulligan.image.depth;

import ij.ImagePlus;
import ij.measure.Calibration;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * How far apart the planes of a stack are, as its calibration says.
 *
 * @param step from one plane to the next, px of a plane
 * @param micrometres side of a pixel, um; empty where the unit is another
 */
public record StackSpacing(double step, OptionalDouble micrometres) {
    /** Steps that differ by less are one. */
    private static final double SAME = 0.01;

    private static final Set<String> MICROMETRES =
            Set.of("um", "\u00b5m", "\u03bcm", "micron", "microns", "micrometer", "micrometre");

    /**
     * @throws IllegalArgumentException for an image with one plane along its depth, and for a
     *     calibration that cannot be; the text names the image and says what to do
     */
    public static StackSpacing of(ImagePlus image) {
        String title = image.getTitle();
        if (image.getNSlices() < 2)
            throw new IllegalArgumentException(
                    "\"%s\" has one plane along its depth, and a stack is needed%s"
                            .formatted(
                                    title,
                                    image.getNFrames() > 1
                                            ? "; it has %d frames: where these are its depth, exchange the two in Image > Properties..."
                                                    .formatted(image.getNFrames())
                                            : ""));
        Calibration calibration = image.getCalibration();
        double width = calibration.pixelWidth;
        double depth = Math.abs(calibration.pixelDepth);
        if (!(width > 0 && depth > 0 && Double.isFinite(width + depth)))
            throw new IllegalArgumentException(
                    "\"%s\" has pixels of %s x %s x %s %s, which cannot be; correct them in Image > Properties..."
                            .formatted(
                                    title,
                                    width,
                                    calibration.pixelHeight,
                                    calibration.pixelDepth,
                                    calibration.getUnit()));
        if (Math.abs(calibration.pixelHeight / width - 1) > SAME)
            throw new IllegalArgumentException(
                    "\"%s\" has pixels of %s x %s %s, and square ones are needed; correct them in Image > Properties..., or scale the image (Image > Scale...)"
                            .formatted(
                                    title, width, calibration.pixelHeight, calibration.getUnit()));
        if (!calibration.getZUnit().equals(calibration.getXUnit()))
            throw new IllegalArgumentException(
                    "\"%s\" has its pixels in %s and the distance of its planes in %s; give both in one unit in Image > Properties..."
                            .formatted(title, calibration.getXUnit(), calibration.getZUnit()));
        boolean known = MICROMETRES.contains(calibration.getUnit().toLowerCase(Locale.ROOT));
        return new StackSpacing(
                depth / width, known ? OptionalDouble.of(width) : OptionalDouble.empty());
    }

    /** Whether another stack is as coarse. */
    public boolean isAs(StackSpacing other) {
        return Math.abs(other.step / step - 1) <= SAME;
    }
}
