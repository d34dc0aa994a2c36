package org.mulligan.image;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Roi;
import ij.measure.Calibration;
import ij.process.LUT;
import java.util.Arrays;
import java.util.Map;

/** Gives new pixels everything of an image that is not pixels. */
public final class ImageLike {
    private ImageLike() {}

    /**
     * A new image with the calibration, axes, colours, display ranges, slice labels, ROI, overlay,
     * Info and other properties of {@code image}; nothing that can change is shared.
     *
     * @param stack the new planes, as many and as large as those of {@code image}; its labels are
     *     overwritten
     */
    public static ImagePlus of(ImagePlus image, String title, ImageStack stack) {
        copyLabels(image.getStack(), stack);
        ImagePlus plain = new ImagePlus(title, stack);
        plain.setDimensions(image.getNChannels(), image.getNSlices(), image.getNFrames());
        boolean toFloat = stack.getBitDepth() == 32 && image.getBitDepth() != 32;
        Calibration calibration = image.getCalibration().copy();
        if (toFloat) calibration.disableDensityCalibration();
        plain.setCalibration(calibration);
        boolean composite = image.isComposite();
        ImagePlus like =
                composite ? new CompositeImage(plain, ((CompositeImage) image).getMode()) : plain;
        like.setOpenAsHyperStack(image.isHyperStack() || image.getOpenAsHyperStack());
        like.setPosition(image.getC(), image.getZ(), image.getT());
        if (composite) copyLuts((CompositeImage) image, (CompositeImage) like, toFloat);
        else copyLut(image, like, toFloat);
        copyProperties(image, like);
        return like;
    }

    /** Past its hundredth plane, a virtual stack without labels of its own throws when asked. */
    private static void copyLabels(ImageStack from, ImageStack to) {
        for (int i = 1; i <= to.getSize(); i++) {
            try {
                to.setSliceLabel(from.getSliceLabel(i), i);
            } catch (ArrayIndexOutOfBoundsException e) {
                return;
            }
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

    private static void copyLut(ImagePlus from, ImagePlus to, boolean toFloat) {
        LUT lut = (LUT) from.getProcessor().getLut().clone();
        double min = from.getDisplayRangeMin();
        double max = from.getDisplayRangeMax();
        to.setLut(lut);
        to.setDisplayRange(
                toFloat ? calibrated(from, min) : min, toFloat ? calibrated(from, max) : max);
        if (to.getStackSize() > 1) to.getStack().setColorModel(to.getProcessor().getColorModel());
    }

    private static double calibrated(ImagePlus image, double raw) {
        return image.getCalibration().getCValue(raw);
    }

    private static void copyProperties(ImagePlus from, ImagePlus to) {
        if (from.getProperties() != null)
            for (Map.Entry<Object, Object> property : from.getProperties().entrySet())
                if (property.getValue() instanceof String text)
                    to.setProperty((String) property.getKey(), text);
        if (from.getPropertiesAsArray() != null) to.setProperties(from.getPropertiesAsArray());
        Roi roi = from.getRoi();
        if (roi != null) to.setRoi((Roi) roi.clone());
        if (from.getOverlay() != null) to.setOverlay(from.getOverlay().duplicate());
        to.setHideOverlay(from.getHideOverlay());
    }
}
