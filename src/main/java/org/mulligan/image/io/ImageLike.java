package org.mulligan.image.io;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Roi;
import ij.measure.Calibration;
import ij.process.LUT;
import java.util.Arrays;
import java.util.Map;
import org.mulligan.image.plane.PlanesByPart;

/** Gives new pixels everything of an image that is not pixels. */
public final class ImageLike {
    /** Slices that lie so near to each other are one. */
    private static final double EXACTLY = 1e-6;

    private ImageLike() {}

    /**
     * A new image with the calibration, axes, colours, display ranges, slice labels, ROI, overlay,
     * Info and other properties of {@code image}; nothing that can change is shared.
     *
     * @param stack the new planes, as many and as large as those of {@code image}; its labels are
     *     overwritten, unless it is the stack of {@code image} itself
     * @throws IllegalArgumentException when the planes are of another size or number
     */
    public static ImagePlus of(ImagePlus image, String title, ImageStack stack) {
        return enlarged(image, title, stack, 1);
    }

    /**
     * As {@link #of}, for planes in which each pixel of {@code image} has become a square of scale
     * x scale pixels. Pixels are smaller by the factor, also where their unit is "pixel": that is
     * then a pixel of {@code image}. ROI and overlay lie on the same spot; their lines are wider by
     * the factor.
     *
     * @param stack the new planes, as many as those of {@code image}; its labels are overwritten
     * @param scale pixels along one side of the square, 1 or more
     * @throws IllegalArgumentException when the planes are of another size or number
     */
    public static ImagePlus enlarged(ImagePlus image, String title, ImageStack stack, int scale) {
        requirePlanes(image, stack, scale);
        if (stack != image.getStack()) copyLabels(image.getStack(), stack);
        ImagePlus plain = new ImagePlus(title, stack);
        plain.setDimensions(image.getNChannels(), image.getNSlices(), image.getNFrames());
        boolean toFloat = stack.getBitDepth() == 32 && image.getBitDepth() != 32;
        plain.setCalibration(calibration(image, toFloat, scale));
        ImagePlus like = dressed(image, plain, toFloat);
        like.setPosition(image.getC(), image.getZ(), image.getT());
        copyProperties(image, like);
        copySelections(image, like, scale);
        return like;
    }

    /** With the colours and the kind of window of another image. */
    private static ImagePlus dressed(ImagePlus image, ImagePlus plain, boolean toFloat) {
        boolean composite = image.isComposite();
        ImagePlus like =
                composite ? new CompositeImage(plain, ((CompositeImage) image).getMode()) : plain;
        like.setOpenAsHyperStack(image.isHyperStack() || image.getOpenAsHyperStack());
        if (composite) copyLuts((CompositeImage) image, (CompositeImage) like, toFloat);
        else if (plain.getBitDepth() != 24) copyLut(image, like, toFloat);
        return like;
    }

    /**
     * An image without pixels of its own that has everything of another but its pixels, channels
     * and colours: as many slices and frames, each with {@code channels} channels.
     */
    public static ImagePlus withChannels(ImagePlus image, int channels) {
        int planes =
                Math.multiplyExact(
                        channels, Math.multiplyExact(image.getNSlices(), image.getNFrames()));
        ImagePlus like = TiffFile.blank(image.getWidth(), image.getHeight(), planes, 8);
        like.setTitle(image.getTitle());
        like.setDimensions(channels, image.getNSlices(), image.getNFrames());
        like.setOpenAsHyperStack(planes > 1);
        Calibration calibration = image.getCalibration().copy();
        calibration.disableDensityCalibration();
        like.setCalibration(calibration);
        copyProperties(image, like);
        copySelections(image, like, 1);
        return like;
    }

    /**
     * An image without pixels of its own that has everything of another but its pixels, and other
     * slices: as far apart as its pixels are. Labels stay with the slices that are still there, and
     * selections on those that are next to theirs.
     *
     * @param slices of the new image
     * @param step new slices from one slice of {@code image} to the next; need not be whole
     */
    public static ImagePlus withSlices(ImagePlus image, int slices, double step) {
        int channels = image.getNChannels();
        int frames = image.getNFrames();
        ImageStack stack =
                TiffFile.blank(
                                image.getWidth(),
                                image.getHeight(),
                                Math.multiplyExact(channels, Math.multiplyExact(slices, frames)),
                                image.getBitDepth())
                        .getStack();
        ImagePlus plain = new ImagePlus(image.getTitle(), stack);
        plain.setDimensions(channels, slices, frames);
        Calibration calibration = image.getCalibration().copy();
        calibration.pixelDepth = calibration.pixelWidth;
        calibration.zOrigin *= step;
        plain.setCalibration(calibration);
        ImagePlus like = dressed(image, plain, false);
        like.setPosition(image.getC(), slice(image.getZ(), step, slices), image.getT());
        for (int i = 1; i <= image.getStackSize(); i++) {
            int[] place = image.convertIndexToPosition(i);
            int z = slice(place[1], step, slices);
            if (Math.abs((place[1] - 1) * step - (z - 1)) < EXACTLY)
                stack.setSliceLabel(
                        label(image.getStack(), i), like.getStackIndex(place[0], z, place[2]));
        }
        copyProperties(image, like);
        copySelections(image, like, 1);
        if (like.getRoi() != null) move(like.getRoi(), image, like, step);
        if (like.getOverlay() != null)
            for (Roi roi : like.getOverlay().toArray()) move(roi, image, like, step);
        return like;
    }

    /** Both from 1. */
    private static int slice(int slice, double step, int slices) {
        return Math.min(slices, 1 + (int) Math.round((slice - 1) * step));
    }

    private static void move(Roi roi, ImagePlus from, ImagePlus to, double step) {
        if (roi.hasHyperStackPosition()) {
            int z = roi.getZPosition();
            roi.setPosition(
                    roi.getCPosition(),
                    z == 0 ? 0 : slice(z, step, to.getNSlices()),
                    roi.getTPosition());
        } else if (roi.getPosition() > 0 && roi.getPosition() <= from.getStackSize()) {
            int[] place = from.convertIndexToPosition(roi.getPosition());
            roi.setPosition(
                    to.getStackIndex(place[0], slice(place[1], step, to.getNSlices()), place[2]));
        }
    }

    private static void requirePlanes(ImagePlus image, ImageStack stack, int scale) {
        if (scale < 1)
            throw new IllegalArgumentException("The scale must be 1 or more, got " + scale);
        if (stack.getSize() != image.getStackSize()
                || stack.getWidth() != (long) scale * image.getWidth()
                || stack.getHeight() != (long) scale * image.getHeight())
            throw new IllegalArgumentException(
                    "%d planes of %d x %d px are not %d times \"%s\", which has %d of %d x %d px"
                            .formatted(
                                    stack.getSize(),
                                    stack.getWidth(),
                                    stack.getHeight(),
                                    scale,
                                    image.getTitle(),
                                    image.getStackSize(),
                                    image.getWidth(),
                                    image.getHeight()));
    }

    /** ImageJ's origin is in pixels, their size is not. */
    private static Calibration calibration(ImagePlus image, boolean toFloat, int scale) {
        Calibration calibration = image.getCalibration().copy();
        if (toFloat) calibration.disableDensityCalibration();
        calibration.pixelWidth /= scale;
        calibration.pixelHeight /= scale;
        calibration.xOrigin *= scale;
        calibration.yOrigin *= scale;
        return calibration;
    }

    private static void copyLabels(ImageStack from, ImageStack to) {
        for (int i = 1; i <= to.getSize(); i++) to.setSliceLabel(label(from, i), i);
    }

    /**
     * Past its hundredth plane, a virtual stack without labels of its own throws when asked.
     *
     * @return as ImageJ has it, null where there is none
     */
    private static String label(ImageStack stack, int plane) {
        try {
            return stack.getSliceLabel(plane);
        } catch (ArrayIndexOutOfBoundsException e) {
            return null;
        }
    }

    private static void copyLuts(CompositeImage from, CompositeImage to, boolean toFloat) {
        LUT[] luts =
                Arrays.stream(from.getLuts()).map(lut -> (LUT) lut.clone()).toArray(LUT[]::new);
        if (toFloat)
            for (LUT lut : luts) {
                lut.min = calibrated(from, lut.min);
                lut.max = calibrated(from, lut.max);
            }
        to.setLuts(luts);
        boolean[] shown = from.getActiveChannels();
        System.arraycopy(shown, 0, to.getActiveChannels(), 0, shown.length);
    }

    static void copyLut(ImagePlus from, ImagePlus to, boolean toFloat) {
        LUT lut = (LUT) from.getProcessor().getLut().clone();
        double min = from.getDisplayRangeMin();
        double max = from.getDisplayRangeMax();
        PlanesByPart.setLut(to, lut);
        to.setDisplayRange(
                toFloat ? calibrated(from, min) : min, toFloat ? calibrated(from, max) : max);
        if (to.getStackSize() > 1) to.getStack().setColorModel(to.getProcessor().getColorModel());
    }

    private static double calibrated(ImagePlus image, double raw) {
        return image.getCalibration().getCValue(raw);
    }

    static void copyProperties(ImagePlus from, ImagePlus to) {
        if (from.getProperties() != null)
            for (Map.Entry<Object, Object> property : from.getProperties().entrySet())
                if (property.getValue() instanceof String text)
                    to.setProperty((String) property.getKey(), text);
        if (from.getPropertiesAsArray() != null) to.setProperties(from.getPropertiesAsArray());
    }

    private static void copySelections(ImagePlus from, ImagePlus to, int scale) {
        if (from.getRoi() != null) to.setRoi(EnlargedRoi.of(from.getRoi(), scale));
        if (from.getOverlay() != null) to.setOverlay(EnlargedRoi.of(from.getOverlay(), scale));
        to.setHideOverlay(from.getHideOverlay());
    }
}
