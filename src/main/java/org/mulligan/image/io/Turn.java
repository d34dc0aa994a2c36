package org.mulligan.image.io;

import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.mulligan.image.plane.ColourPixels;
import org.mulligan.image.plane.Pixels;

/** The ways to turn and mirror an image, other than to leave it as it is. */
public enum Turn {
    MIRROR_X("mirrored left to right", true, false, false),
    MIRROR_Y("mirrored top to bottom", false, true, false),
    TURN_180("turned by 180 degrees", true, true, false),
    TRANSPOSE("mirrored at the diagonal from the upper left", false, false, true),
    TURN_90("turned by 90 degrees clockwise", true, false, true),
    TURN_270("turned by 90 degrees counter-clockwise", false, true, true),
    TRANSVERSE("mirrored at the diagonal from the upper right", true, true, true);

    private final String words;
    private final boolean mirrorsX;
    private final boolean mirrorsY;
    private final boolean swaps;

    /**
     * @param swaps whether rows become columns, before it mirrors
     */
    Turn(String words, boolean mirrorsX, boolean mirrorsY, boolean swaps) {
        this.words = words;
        this.mirrorsX = mirrorsX;
        this.mirrorsY = mirrorsY;
        this.swaps = swaps;
    }

    /** All seven of a square image, of another the three that keep its shape. */
    public static List<Turn> keepingShape(int width, int height) {
        return Arrays.stream(values()).filter(turn -> width == height || !turn.swaps).toList();
    }

    /** As a part of a file's name, e.g. {@code turn-90}. */
    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** What was done, as the end of a sentence. */
    public String words() {
        return words;
    }

    /**
     * Turns one plane.
     *
     * @return new pixels of the same type
     */
    public ImageProcessor of(ImageProcessor plane) {
        ImageProcessor turned = swaps ? plane.rotateRight() : plane.duplicate();
        // A quarter to the right and a mirror are the swap.
        if (mirrorsX != swaps) turned.flipHorizontal();
        if (mirrorsY) turned.flipVertical();
        return turned;
    }

    /**
     * Writes an image, turned, plane by plane: with its bit depth, channels, slices, frames,
     * labels, colours and calibration. ROI and overlay are left out, which would lie elsewhere.
     *
     * @param image not modified; square where this turn swaps rows and columns
     * @param story a block of lines behind its Info
     * @throws IOException also when {@code target} exists
     */
    public void write(ImagePlus image, String story, Path target) throws IOException {
        if (swaps && image.getWidth() != image.getHeight())
            throw new IllegalArgumentException(
                    "\"%s\" has %d x %d px, and only a square one can be %s"
                            .formatted(
                                    image.getTitle(), image.getWidth(), image.getHeight(), words));
        ImagePlus blank = TiffFile.blank(image, image.getBitDepth());
        blank.deleteRoi();
        blank.setOverlay(null);
        calibrate(blank.getCalibration(), image.getWidth(), image.getHeight());
        String info = image.getInfoProperty();
        blank.setProperty(
                "Info",
                info == null || info.isEmpty() ? story : info.stripTrailing() + "\n" + story);
        TiffFile.write(
                blank,
                plane -> pixels(of(image.getStack().getProcessor(plane + 1))),
                new TiffFile.LateText("(never there)", () -> ""),
                target);
    }

    private static Pixels pixels(ImageProcessor plane) {
        return plane.getPixels() instanceof int[] colours
                ? new ColourPixels(colours, plane.getWidth(), plane.getHeight(), 0)
                : Pixels.of(plane);
    }

    /** An origin that was never set stays so. */
    private void calibrate(Calibration calibration, int width, int height) {
        double x = calibration.xOrigin;
        double y = calibration.yOrigin;
        if (swaps) {
            double pixelWidth = calibration.pixelWidth;
            calibration.pixelWidth = calibration.pixelHeight;
            calibration.pixelHeight = pixelWidth;
        }
        if (x == 0 && y == 0) return;
        double column = swaps ? y : x;
        double row = swaps ? x : y;
        calibration.xOrigin = mirrorsX ? width - column : column;
        calibration.yOrigin = mirrorsY ? height - row : row;
    }
}
