package org.mulligan.data.samples;

import ij.ImagePlus;
import ij.measure.Calibration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mulligan.data.PixelSize;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.image.plane.ColourPlanes;
import org.mulligan.image.plane.ImagePlusPlanes;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;

/**
 * The images of one file that ImageJ opens.
 *
 * @param channels planes that make an image; they follow on each other
 * @param signed whether its 16-bit pixels are stored 32768 too high
 * @param colourTable whether it is shown in colours that its pixels are only numbers of
 * @param notes what the user should know of how the file was read
 */
record SampleStack(
        PlaneSource planes,
        int channels,
        boolean signed,
        boolean colourTable,
        Optional<PixelSize> pixelSize,
        List<String> notes) {
    private static final int SIGNED_ZERO = 32768;

    /**
     * @param channels of an image
     * @param alone whether the file is all there is to learn from, so that its slices are not the
     *     channels of one image
     * @throws IllegalArgumentException if the file has another number of channels
     */
    static SampleStack open(Path file, int channels, boolean alone) throws IOException {
        ImagePlus image = ImageFiles.open(file);
        boolean colour = image.getType() == ImagePlus.COLOR_RGB;
        PlaneSource planes = colour ? new ColourPlanes(image) : new ImagePlusPlanes(image);
        boolean threeSlices = !alone && planes.channels() == 1 && planes.count() == channels;
        if (planes.channels() != channels && !threeSlices)
            throw new IllegalArgumentException(refusal(file, colour, planes, channels));
        return new SampleStack(
                planes,
                channels,
                image.getCalibration().isSigned16Bit(),
                image.getType() == ImagePlus.COLOR_256,
                pixelSize(image.getCalibration()),
                ImageFiles.notes(image));
    }

    /**
     * Images that others are drawn from.
     *
     * @throws IllegalArgumentException if they have colours or several channels
     */
    static SampleStack openGuide(Path file) throws IOException {
        ImagePlus image = ImageFiles.open(file);
        boolean colour = image.getType() == ImagePlus.COLOR_RGB;
        if (colour || image.getNChannels() != 1)
            throw new IllegalArgumentException(
                    "The input %s %s, and images are drawn from one channel; %s"
                            .formatted(
                                    file,
                                    colour
                                            ? "is an RGB image"
                                            : "has %d channels".formatted(image.getNChannels()),
                                    colour
                                            ? "convert it with Image > Type > 8-bit"
                                            : "save one of them by itself (Image > Color > Split Channels)"));
        return new SampleStack(
                new ImagePlusPlanes(image),
                1,
                image.getCalibration().isSigned16Bit(),
                false,
                pixelSize(image.getCalibration()),
                ImageFiles.notes(image));
    }

    private static String refusal(Path file, boolean colour, PlaneSource planes, int wanted) {
        if (colour)
            return "%s is an RGB image; channels=3 learns its colours, or convert the images with Image > Type > 8-bit"
                    .formatted(file);
        if (wanted == 1)
            return "%s has %d channels; %s (Image > Color > Split Channels)"
                    .formatted(
                            file,
                            planes.channels(),
                            planes.channels() == 3
                                    ? "channels=3 learns them together, or save one of them by itself"
                                    : "save one of them by itself");
        return "%s has %s, and channels=3 needs RGB images or three channels; %s"
                .formatted(
                        file,
                        planes.channels() == 1
                                ? "one channel"
                                        + (planes.count() > 1 ? " (grey planes)" : " (grey)")
                                : planes.channels() + " channels",
                        planes.channels() == 1
                                ? "use channels=1"
                                : "choose three (Image > Color > Arrange Channels...)");
    }

    private static Optional<PixelSize> pixelSize(Calibration calibration) {
        boolean sized = calibration.pixelWidth > 0 && calibration.pixelHeight > 0;
        return calibration.scaled() && sized && !calibration.getUnit().isBlank()
                ? Optional.of(
                        new PixelSize(
                                calibration.pixelWidth,
                                calibration.pixelHeight,
                                calibration.getUnit()))
                : Optional.empty();
    }

    int width() {
        return planes.width();
    }

    int height() {
        return planes.height();
    }

    /** Images in the file. */
    int count() {
        return planes.count() / channels;
    }

    /** Of a pixel in the file. */
    int bitDepth() {
        return planes.bitDepth();
    }

    /**
     * One plane per channel.
     *
     * @param index of the image, from 0
     */
    List<Pixels> read(int index) throws IOException {
        List<Pixels> image = new ArrayList<>();
        for (int i = index * channels; i < (index + 1) * channels; i++)
            image.add(plain(planes.read(i)));
        return image;
    }

    /** In an array of its own, with the values that the user sees in ImageJ. */
    private Pixels plain(Pixels plane) {
        boolean colour = plane.array() instanceof int[];
        if (!colour && !(signed && plane instanceof Pixels.Shorts)) return plane;
        Pixels own = Pixels.blank(colour ? 8 : 32, width(), height());
        float[] row = new float[width()];
        for (int y = 0; y < height(); y++) {
            plane.get(0, y, row.length, row);
            if (!colour) for (int x = 0; x < row.length; x++) row[x] -= SIGNED_ZERO;
            own.set(0, y, row.length, row);
        }
        return own;
    }
}
