package org.mulligan.image.io;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.io.FileInfo;
import ij.io.FileOpener;
import ij.io.RoiDecoder;
import java.util.Properties;
import org.mulligan.image.tiff.TiffDirectory;

/** TIFF files of ImageJ whose planes are read by part, which ImageJ cannot. */
final class LargeImageJTiff {
    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int BITS = 258;
    private static final int SAMPLES = 277;

    private LargeImageJTiff() {}

    /** Bytes of a plane of one channel; 0 for RGB, which is read whole. */
    static double bytesOfPlane(TiffDirectory tags) {
        if (tags.number(SAMPLES, 1) > 1) return 0;
        return (double) tags.number(WIDTH, 0)
                * tags.number(HEIGHT, 0)
                * tags.number(BITS, 1)
                / Byte.SIZE;
    }

    /**
     * Gives an image what ImageJ stores in places of its own.
     *
     * @param first as ImageJ reads it of the first page
     */
    static ImagePlus withSelections(ImagePlus image, FileInfo first) {
        image.setProperty("Info", first.info);
        Properties described = new FileOpener(first).decodeDescriptionString(first);
        if (described != null && image.getNChannels() == 1 && described.containsKey("max"))
            image.setDisplayRange(number(described, "min"), number(described, "max"));
        if (first.properties != null) image.setProperties(first.properties);
        if (first.roi != null) image.setRoi(RoiDecoder.openFromByteArray(first.roi));
        if (first.overlay != null) {
            Overlay overlay = new Overlay();
            for (byte[] roi : first.overlay) overlay.add(RoiDecoder.openFromByteArray(roi));
            image.setOverlay(overlay);
        }
        if (first.sliceLabels != null)
            for (int i = 0; i < Math.min(first.sliceLabels.length, image.getStackSize()); i++)
                image.getStack().setSliceLabel(first.sliceLabels[i], i + 1);
        return image;
    }

    private static double number(Properties described, String name) {
        try {
            return Double.parseDouble(described.getProperty(name, "0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
