package org.mulligan.image.io;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.FloatProcessor;
import ij.process.LUT;
import java.util.List;

/** A new 32-bit image with several channels for each channel of another image. */
public final class MapImage {
    private static final int SHADES = 256;

    /**
     * What one of the new channels shows.
     *
     * @param label of its slices
     * @param range intensity shown brightest
     * @param signed whether it goes below 0: then 0 is white, -range blue and range red; else 0 is
     *     black and range white
     */
    public record Channel(String label, double range, boolean signed) {
        private LUT lut() {
            byte[][] rgb = new byte[3][SHADES];
            for (int i = 0; i < SHADES; i++) {
                int fade = Math.min(255, 2 * Math.min(i, 255 - i));
                rgb[0][i] = (byte) (!signed ? i : i < 128 ? fade : 255);
                rgb[1][i] = (byte) (signed ? fade : i);
                rgb[2][i] = (byte) (!signed ? i : i < 128 ? 255 : fade);
            }
            return new LUT(
                    new LUT(rgb[0], rgb[1], rgb[2]).getColorModel(), signed ? -range : 0, range);
        }
    }

    private MapImage() {}

    /**
     * Unit and time of {@code image}, slices and frames too; one channel is shown at a time.
     *
     * @param scale pixels of the maps along a pixel of {@code image}
     * @param channels all of them, those of the first channel of {@code image} first
     * @param stack planes in the order of ImageJ, channels fastest; its labels are overwritten
     */
    public static ImagePlus of(
            ImagePlus image, String title, List<Channel> channels, ImageStack stack, int scale) {
        for (int i = 0; i < stack.getSize(); i++)
            stack.setSliceLabel(channels.get(i % channels.size()).label(), i + 1);
        ImagePlus plain = new ImagePlus(title, stack);
        plain.setDimensions(channels.size(), image.getNSlices(), image.getNFrames());
        Calibration calibration = image.getCalibration().copy();
        calibration.disableDensityCalibration();
        calibration.pixelWidth /= scale;
        calibration.pixelHeight /= scale;
        calibration.xOrigin *= scale;
        calibration.yOrigin *= scale;
        plain.setCalibration(calibration);
        CompositeImage maps = new CompositeImage(plain, IJ.COLOR);
        maps.setOpenAsHyperStack(true);
        maps.setLuts(channels.stream().map(Channel::lut).toArray(LUT[]::new));
        maps.setPosition(1, image.getZ(), image.getT());
        return maps;
    }

    /** As {@link #of}, without pixels, as {@link TiffFile#write} wants it. */
    public static ImagePlus blank(
            ImagePlus image, String title, List<Channel> channels, int scale) {
        int planes = channels.size() * image.getNSlices() * image.getNFrames();
        FloatProcessor plane =
                new FloatProcessor(scale * image.getWidth(), scale * image.getHeight());
        return of(image, title, channels, new BlankStack(plane, planes), scale);
    }
}
