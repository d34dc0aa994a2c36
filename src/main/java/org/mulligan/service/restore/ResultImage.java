package org.mulligan.service.restore;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.mulligan.image.io.ImageLike;
import org.mulligan.image.io.ImagePart;
import org.mulligan.image.io.SurroundedPart;
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
 * @param plane of what is computed: planes with what lies around the part
 * @param part of what is computed
 * @param alike whether the result has a plane for each of the image
 * @param scale pixels of the result along a pixel of the image
 * @param calibration of the image's raw values, where the result has those that users see
 * @param rounding why the result is 32-bit though its image is not, where nobody asked for that
 */
record ResultImage(
        ImagePlus like,
        ResultSize size,
        ResultSize plane,
        ImagePart part,
        boolean alike,
        int scale,
        Optional<Calibration> calibration,
        Optional<RoundingBias> rounding) {
    /**
     * @param input the image's planes; read for their intensities where a result would be rounded
     * @throws IllegalArgumentException when such an image has no result of the depth asked for
     */
    static ResultImage of(
            SurroundedPart taken, RestoreMode mode, ModelDescription model, NetworkInput input)
            throws IOException {
        ImagePlus image = taken.alone();
        boolean inUnits = model.tensorSpec().inUnits();
        int asked = inUnits ? mode.depth(image.getBitDepth()) : 32;
        Optional<RoundingBias> rounding =
                asked == Byte.SIZE || asked == Short.SIZE ? mode.rounding(input) : Optional.empty();
        int depth = rounding.isPresent() ? 32 : asked;
        boolean alike =
                mode.channels() == mode.planes().channels()
                        && (depth == RestoreMode.RGB || image.getBitDepth() != RestoreMode.RGB);
        ImagePlus like = alike ? image : ImageLike.withChannels(image, mode.channels());
        ResultSize plane = ResultSize.of(mode.planes(), model, depth);
        return new ResultImage(
                like,
                plane.of(taken.taken(), model.scale()),
                plane,
                taken.taken(),
                alike,
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

    /** Pixels that are computed for it, with those around it. */
    long computed() {
        return plane.pixels() / part.whole().planes() * part.planes();
    }

    /** Computes a slice: a plane, or three colours. */
    Pixels slice(Restoration restoration, int slice) throws IOException {
        int place = alike ? part.place(slice) : part.place(slice, like.getNChannels());
        if (size.depth() == RestoreMode.RGB) return part.of(colours(restoration, place), scale);
        Pixels result = Pixels.blank(size.depth(), plane.width(), plane.height());
        plane(restoration, place, result);
        return part.of(result, scale);
    }

    /**
     * Computes a plane, with what lies around the part.
     *
     * @param place of what is computed, from 0
     * @param result overwritten
     */
    void plane(Restoration restoration, int place, Pixels result) throws IOException {
        Pixels view = result;
        if (calibration.isPresent()) view = new CalibratedPixels(result, calibration.get());
        restoration.plane(place, view);
    }

    private Pixels colours(Restoration restoration, int slice) throws IOException {
        int[] array = new int[Math.multiplyExact(plane.width(), plane.height())];
        Arrays.fill(array, 0xff000000); // opaque, as ImageJ has it
        for (int c = 0; c < ColourPlanes.COLOURS; c++)
            restoration.plane(
                    ColourPlanes.COLOURS * slice + c,
                    new ColourPixels(array, plane.width(), plane.height(), c));
        return new ColourPixels(array, plane.width(), plane.height(), 0);
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
