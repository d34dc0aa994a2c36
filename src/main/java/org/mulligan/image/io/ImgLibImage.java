package org.mulligan.image.io;

import ij.ImagePlus;
import ij.measure.Calibration;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.util.Util;

/** An ImgLib2 image, such as a Dataset of ImageJ2, as ImageJ has images. */
public final class ImgLibImage {
    private ImgLibImage() {}

    /**
     * An image with the same pixels, which are read when they are needed. Whole numbers that fit
     * into 8 or 16 bit without a sign stay so, all others become 32 bit.
     *
     * <p>Where the image says which axis is which, as ImageJ2's do, it keeps them, pixel size,
     * interval and name; axes that ImageJ does not have become time. Where it says nothing, axes 0
     * and 1 are XY, then follow Z and T, and all of it is one channel.
     *
     * @param image of real numbers
     * @throws IllegalArgumentException when it has fewer than two axes, no pixels, too many for
     *     ImageJ, or pixels that are not real numbers
     */
    @SuppressWarnings("unchecked")
    public static ImagePlus of(RandomAccessibleInterval<?> image) {
        if (image.numDimensions() < 2)
            throw new IllegalArgumentException(
                    "An image needs at least the axes X and Y, got %d axes"
                            .formatted(image.numDimensions()));
        for (int d = 0; d < image.numDimensions(); d++)
            if (image.dimension(d) < 1)
                throw new IllegalArgumentException("The image has no pixels along axis " + d);
        Object pixel = Util.getTypeFromInterval((RandomAccessibleInterval<Object>) image);
        if (!(pixel instanceof RealType))
            throw new IllegalArgumentException(
                    "Pixels must be real numbers, got %s; split colours into channels first"
                            .formatted(pixel.getClass().getSimpleName()));
        return open((RandomAccessibleInterval<? extends RealType<?>>) image);
    }

    private static ImagePlus open(RandomAccessibleInterval<? extends RealType<?>> image) {
        ImgLibAxes axes = ImgLibAxes.of(image);
        ImgLibStack stack = new ImgLibStack(image, axes);
        ImagePlus opened = new ImagePlus(axes.name(), stack);
        opened.setDimensions(stack.channels(), stack.slices(), stack.frames());
        if (stack.getSize() > 1) opened.setOpenAsHyperStack(true);
        calibrate(opened.getCalibration(), axes);
        return opened;
    }

    private static void calibrate(Calibration calibration, ImgLibAxes axes) {
        calibration.pixelWidth = axes.scale(axes.x());
        calibration.pixelHeight = axes.scale(axes.y());
        axes.unit(axes.x()).ifPresent(calibration::setXUnit);
        axes.unit(axes.y()).ifPresent(calibration::setYUnit);
        axes.z()
                .ifPresent(
                        z -> {
                            calibration.pixelDepth = axes.scale(z);
                            axes.unit(z).ifPresent(calibration::setZUnit);
                        });
        axes.t()
                .ifPresent(
                        t -> {
                            calibration.frameInterval = axes.interval(t);
                            axes.unit(t).ifPresent(calibration::setTimeUnit);
                        });
    }
}
