package org.mulligan.data.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.mulligan.data.PixelSize;

/** Brings images to the size that is learnt, or refuses them; knows afterwards what it did. */
final class SampleSizes {
    private static final double ALIKE = 1e-3;

    private final int size;
    private final Fit fit;
    private int reduced;
    private int enlarged;
    private int cut;
    private int smallest = Integer.MAX_VALUE;
    private int largest;
    private boolean first = true;
    private boolean agreed = true;
    private Optional<PixelSize> pixelSize = Optional.empty();

    SampleSizes(int size, Fit fit) {
        this.size = size;
        this.fit = fit;
    }

    /**
     * @throws IllegalArgumentException if an image of these sides cannot be learnt
     */
    void require(String name, int width, int height) {
        if (fit == Fit.REFUSE && (width != size || height != size))
            throw new IllegalArgumentException(
                    "%s is %d x %d px, not %d x %d: %s"
                            .formatted(name, width, height, size, size, remedies(width, height)));
        if (fit == Fit.CROP && Math.min(width, height) < size)
            throw new IllegalArgumentException(
                    "%s is %d x %d px, and patches of %d px do not fit into it: take it out, use a smaller size, or fit=scale, which enlarges it"
                            .formatted(name, width, height, size));
    }

    private String remedies(int width, int height) {
        List<String> remedies = new ArrayList<>();
        if (width == height) remedies.add("use size=" + width);
        if (Math.min(width, height) > size)
            remedies.add("fit=crop to learn random patches at the images' own resolution");
        remedies.add("fit=scale to bring the largest centred square of each to " + size + " px");
        return String.join(", or ", remedies);
    }

    /** The image as it is kept. */
    SampleImage apply(SampleImage image, Optional<PixelSize> pixels) {
        int side = Math.min(image.width(), image.height());
        boolean scales = fit == Fit.SCALE;
        if (scales) {
            smallest = Math.min(smallest, side);
            largest = Math.max(largest, side);
            if (side > size) reduced++;
            if (side < size) enlarged++;
            if (image.width() != image.height()) cut++;
        }
        see(pixels.map(p -> scales ? p.dividedBy((double) size / side) : p));
        return scales ? image.square(size) : image;
    }

    private void see(Optional<PixelSize> pixels) {
        if (first) pixelSize = pixels;
        else agreed &= alike(pixelSize, pixels);
        first = false;
    }

    private static boolean alike(Optional<PixelSize> one, Optional<PixelSize> other) {
        if (one.isEmpty() || other.isEmpty()) return one.isEmpty() == other.isEmpty();
        return one.get().unit().equals(other.get().unit())
                && alike(one.get().width(), other.get().width())
                && alike(one.get().height(), other.get().height());
    }

    private static boolean alike(double one, double other) {
        return Math.abs(one - other) <= ALIKE * one;
    }

    /** That of the images as they are learnt; empty where theirs differ. */
    Optional<PixelSize> pixelSize() {
        return agreed ? pixelSize : Optional.empty();
    }

    void note(Consumer<String> note) {
        if (reduced + enlarged + cut > 0)
            note.accept(
                    "Brought to %d px: the sides were %d to %d px; %d images reduced by means over areas, %d enlarged bilinearly, %d cut to their centred square"
                            .formatted(size, smallest, largest, reduced, enlarged, cut));
        if (!agreed)
            note.accept(
                    "The images differ in how large a pixel is in the specimen%s; what is drawn of them has no scale"
                            .formatted(fit == Fit.SCALE ? ", as they are learnt" : ""));
    }
}
