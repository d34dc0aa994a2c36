package org.mulligan.service.evaluate;

import ij.ImagePlus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.mulligan.image.intensity.NotFinite;
import org.mulligan.image.plane.ColourPlanes;
import org.mulligan.image.plane.ImagePlusPlanes;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.model.Synthesis;

/**
 * The pixels of an image as a synthesiser's networks see them: -1 to 1, with what is beyond the
 * intensities of its training clipped.
 */
final class JudgedPixels {
    private static final int SIGNED_ZERO = 32768;

    private final ImagePlus image;
    private final PlaneSource planes;
    private final Synthesis synthesis;
    private final int offset;

    /**
     * @throws IllegalArgumentException when the image has other channels than the model, or is
     *     smaller than what it draws
     */
    JudgedPixels(ImagePlus image, Synthesis synthesis) {
        boolean colour = image.getBitDepth() == 24;
        boolean wantsColour = synthesis.channels() == 3;
        if (!wantsColour && colour)
            throw new IllegalArgumentException(
                    "\"%s\" is RGB, and the model knows grey images; use Image > Type > 8-bit"
                            .formatted(image.getTitle()));
        if (wantsColour && !colour && image.getNChannels() != 3)
            throw new IllegalArgumentException(
                    "\"%s\" %s, and the model knows RGB images or three channels; give such an image, or a model of grey ones"
                            .formatted(
                                    image.getTitle(),
                                    image.getNChannels() == 1
                                            ? "is grey"
                                            : "has %d channels".formatted(image.getNChannels())));
        int size = synthesis.size();
        if (image.getWidth() < size || image.getHeight() < size)
            throw new IllegalArgumentException(
                    "\"%s\" has %d x %d px, and the model knows images of %d x %d px; give images of that size or larger, at the scale of its training"
                            .formatted(
                                    image.getTitle(),
                                    image.getWidth(),
                                    image.getHeight(),
                                    size,
                                    size));
        this.image = image;
        this.synthesis = synthesis;
        planes = colour ? new ColourPlanes(image) : new ImagePlusPlanes(image);
        offset = image.getCalibration().isSigned16Bit() ? SIGNED_ZERO : 0;
    }

    /** Images in it: planes, or of three channels as many as there are slices and frames. */
    int count() {
        return planes.count() / synthesis.channels();
    }

    int width() {
        return planes.width();
    }

    int height() {
        return planes.height();
    }

    /** How to call one of its images. */
    String name(int index) {
        String title = image.getTitle();
        if (count() == 1) return title;
        int slice = planes.count() == image.getStackSize() ? index * synthesis.channels() : index;
        String label = image.getStack().getShortSliceLabel(slice + 1);
        return "%s, %d of %d%s"
                .formatted(title, index + 1, count(), label == null ? "" : " (" + label + ")");
    }

    /**
     * One of its images.
     *
     * @param clipped element 0 becomes the share of values that were clipped
     * @return axes YXC
     * @throws IllegalArgumentException when a pixel is not a number
     */
    float[] read(int index, double[] clipped) throws IOException {
        int channels = synthesis.channels();
        List<Pixels> each = new ArrayList<>();
        for (int c = 0; c < channels; c++) each.add(planes.read(index * channels + c));
        float[] values = new float[Math.multiplyExact(width() * channels, height())];
        float[] row = new float[width()];
        double scale = 2 / (synthesis.high() - synthesis.low());
        long beyond = 0;
        for (int y = 0; y < height(); y++)
            for (int c = 0; c < channels; c++) {
                each.get(c).get(0, y, width(), row);
                for (int x = 0; x < row.length; x++) {
                    double value = (row[x] - offset - synthesis.low()) * scale - 1;
                    if (!Double.isFinite(value))
                        throw new IllegalArgumentException(
                                "%s has pixels that are not numbers, the first at x=%d, y=%d; %s"
                                        .formatted(name(index), x, y, NotFinite.ADVICE));
                    // An eighth of a step of 8-bit images: rounding is no clipping.
                    if (Math.abs(value) > 1 + 1e-3) beyond++;
                    values[(y * width() + x) * channels + c] =
                            (float) Math.max(-1, Math.min(1, value));
                }
            }
        clipped[0] = beyond / (double) values.length;
        return values;
    }
}
