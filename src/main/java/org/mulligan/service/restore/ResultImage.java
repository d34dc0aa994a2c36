package org.mulligan.service.restore;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.mulligan.image.io.ImageLike;
import org.mulligan.image.io.TiffFile;
import org.mulligan.image.plane.CalibratedPixels;
import org.mulligan.image.plane.ColourPixels;
import org.mulligan.image.plane.ColourPlanes;
import org.mulligan.image.plane.Pixels;
import org.mulligan.model.ModelDescription;
import org.mulligan.predict.NetworkInput;
import org.mulligan.predict.Restoration;
import org.mulligan.service.restore.large.LargeResult;

/**
 * A result before its pixels are there.
 *
 * @param like the image; where the result has other channels or colours, one without pixels that
 *     has those and everything else of it
 * @param scale pixels of the result along a pixel of the image
 * @param calibration of the image's raw values, where the result has those that users see
 * @param rounding why the result is 32-bit though its image is not, where nobody asked for that
 */
record ResultImage(
        ImagePlus like,
        ResultSize size,
        int scale,
        Optional<Calibration> calibration,
        Optional<RoundingBias> rounding) {
    /**
     * @param input the image's planes; read for their intensities where a result would be rounded
     * @throws IllegalArgumentException when such an image has no result of the depth asked for
     */
    static ResultImage of(
            ImagePlus image, RestoreMode mode, ModelDescription model, NetworkInput input)
            throws IOException {
        boolean inUnits = model.tensorSpec().inUnits();
        int asked = inUnits ? mode.depth(image.getBitDepth()) : 32;
        Optional<RoundingBias> rounding =
                asked == Byte.SIZE || asked == Short.SIZE ? mode.rounding(input) : Optional.empty();
        int depth = rounding.isPresent() ? 32 : asked;
        boolean alike =
                mode.channels() == mode.planes().channels()
                        && (depth == RestoreMode.RGB || image.getBitDepth() != RestoreMode.RGB);
        return new ResultImage(
                alike ? image : ImageLike.withChannels(image, mode.channels()),
                ResultSize.of(mode.planes(), model, depth),
                model.scale(),
                Optional.of(image.getCalibration())
                        .filter(
                                raw ->
                                        raw.calibrated()
                                                && inUnits
                                                && depth == 32
                                                && image.getBitDepth() != 32),
                rounding);
    }

    /** Slices of the result's stack. */
    int slices() {
        return like.getStackSize();
    }

    /** That of a result that is made block by block. */
    LargeResult.Shape shape() {
        return new LargeResult.Shape(slices(), size.width(), size.height(), size.depth());
    }

    /** Computes a slice: a plane, or three colours. */
    Pixels slice(Restoration restoration, int slice) throws IOException {
        if (size.depth() == RestoreMode.RGB) return colours(restoration, slice);
        Pixels result = Pixels.blank(size.depth(), size.width(), size.height());
        slice(restoration, slice, result);
        return result;
    }

    /**
     * Computes a slice that is one plane.
     *
     * @param result overwritten
     */
    void slice(Restoration restoration, int slice, Pixels result) throws IOException {
        Pixels view = result;
        if (calibration.isPresent()) view = new CalibratedPixels(result, calibration.get());
        restoration.plane(slice, view);
    }

    private Pixels colours(Restoration restoration, int slice) throws IOException {
        int[] array = new int[Math.multiplyExact(size.width(), size.height())];
        Arrays.fill(array, 0xff000000); // opaque, as ImageJ has it
        for (int c = 0; c < ColourPlanes.COLOURS; c++)
            restoration.plane(
                    ColourPlanes.COLOURS * slice + c,
                    new ColourPixels(array, size.width(), size.height(), c));
        return new ColourPixels(array, size.width(), size.height(), 0);
    }

    /**
     * The result.
     *
     * @param stack all slices
     */
    ImagePlus with(String title, ImageStack stack) {
        return ImageLike.enlarged(like, title, stack, scale);
    }

    /** The result without pixels, as {@link TiffFile#write} wants it. */
    ImagePlus blank() {
        return TiffFile.blank(like, size.depth(), scale);
    }
}
