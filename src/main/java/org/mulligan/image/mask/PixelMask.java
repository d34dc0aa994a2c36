package org.mulligan.image.mask;

import ij.ImagePlus;
import ij.gui.Roi;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import org.mulligan.image.plane.ImagePlusPlanes;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;

/**
 * Which pixels of each plane of an image are missing, to be filled in. Planes are looked at when
 * they are asked for; one is remembered.
 */
public final class PixelMask {
    private static final int SIGNED_ZERO = 1 << 15;

    /** Looks at one plane. */
    @FunctionalInterface
    private interface Finder {
        BitSet find(int plane) throws IOException;
    }

    private final String name;
    private final int planes;
    private final int width;
    private final int height;
    private final int planesInARow;
    private final Finder finder;
    private int remembered = -1;
    private BitSet last = new BitSet();
    private long count = -1;

    /**
     * @param planesInARow of the image that share a plane of the mask
     */
    private PixelMask(String name, PlaneSource image, int planesInARow, Finder finder) {
        this(name, image.count(), image.width(), image.height(), planesInARow, finder);
    }

    private PixelMask(
            String name, int planes, int width, int height, int planesInARow, Finder finder) {
        this.name = name;
        this.planes = planes;
        this.width = width;
        this.height = height;
        this.planesInARow = planesInARow;
        this.finder = finder;
    }

    /**
     * What is not 0 in another image is missing. A mask of one plane is for all planes; one with
     * the image's slices and frames but a single channel is for all channels.
     *
     * @param mask 8, 16 or 32 bit; read when needed, so not to be changed meanwhile
     * @throws IllegalArgumentException when the sizes do not fit; on reading, when a pixel of the
     *     mask is not a number
     */
    public static PixelMask of(ImagePlus image, ImagePlus mask) {
        PlaneSource planes = new ImagePlusPlanes(image);
        PlaneSource source = new ImagePlusPlanes(mask);
        if (source.width() != planes.width() || source.height() != planes.height())
            throw new IllegalArgumentException(
                    "The mask %s is not as wide and high as the image %s; make it from a copy of the image"
                            .formatted(describe(mask), describe(image)));
        float zero = mask.getCalibration().isSigned16Bit() ? SIGNED_ZERO : 0;
        return new PixelMask(
                "The mask \"%s\"".formatted(mask.getTitle()),
                planes,
                planesInARow(image, mask),
                plane -> nonZero(source, mask.getTitle(), plane, zero));
    }

    private static int planesInARow(ImagePlus image, ImagePlus mask) {
        int planes = mask.getStackSize();
        if (planes == 1) return image.getStackSize();
        int[] of = image.getDimensions();
        int[] by = mask.getDimensions();
        boolean slices = by[3] == of[3] && by[4] == of[4] || by[3] == 1 || by[4] == 1;
        boolean row = by[2] == planes || by[2] == 1 && slices;
        if (planes == image.getStackSize() && (row || by[2] == of[2] && by[3] == of[3])) return 1;
        if (planes == of[3] * of[4] && by[2] == 1 && slices) return of[2];
        throw new IllegalArgumentException(
                "The mask %s has the wrong number of planes for the image %s; it needs one plane for all, one for each slice and frame, or one for every plane"
                        .formatted(describe(mask), describe(image)));
    }

    private static String describe(ImagePlus image) {
        int planes = image.getStackSize();
        String size =
                "\"%s\" (%d x %d px, %d plane%s"
                        .formatted(
                                image.getTitle(),
                                image.getWidth(),
                                image.getHeight(),
                                planes,
                                planes == 1 ? "" : "s");
        if (planes == 1) return size + ")";
        return size
                + ": %d channels, %d slices, %d frames)"
                        .formatted(image.getNChannels(), image.getNSlices(), image.getNFrames());
    }

    private static BitSet nonZero(PlaneSource mask, String title, int plane, float zero)
            throws IOException {
        return select(
                mask,
                plane,
                (value, x, y) -> {
                    if (Float.isNaN(value))
                        throw new IllegalArgumentException(
                                "The mask \"%s\" has not-a-number at x=%d, y=%d of plane %d; 0 is known, any other number missing"
                                        .formatted(title, x, y, plane + 1));
                    return value != zero;
                });
    }

    /**
     * Pixels at the highest value that the camera gives: 255 of 8 bit; of 16 bit, the image's
     * highest value where that is 255, 511, ... 4095 (a 12-bit camera) ... 65535; of 32 bit, the
     * image's highest finite value where two pixels or more have it. Reads the image once.
     *
     * @throws IllegalArgumentException when no pixel is saturated
     */
    public static PixelMask saturated(ImagePlus image) throws IOException {
        PlaneSource planes = new ImagePlusPlanes(image);
        float highest = Float.NEGATIVE_INFINITY;
        long times = 0;
        float[] row = new float[planes.width()];
        for (int plane = 0; plane < planes.count(); plane++) {
            Pixels pixels = planes.read(plane);
            for (int y = 0; y < planes.height(); y++) {
                pixels.get(0, y, row.length, row);
                for (float value : row) {
                    if (!Float.isFinite(value) || value < highest) continue;
                    times = value == highest ? times + 1 : 1;
                    highest = value;
                }
            }
        }
        float zero = image.getCalibration().isSigned16Bit() ? SIGNED_ZERO : 0;
        requireSaturation(image, highest, highest - zero, times);
        float limit = highest;
        return new PixelMask(
                "The mask of saturated pixels",
                planes,
                1,
                plane -> select(planes, plane, (value, x, y) -> value == limit));
    }

    private static void requireSaturation(
            ImagePlus image, float highest, float aboveZero, long times) {
        int depth = image.getBitDepth();
        boolean camera = aboveZero >= 255 && Integer.bitCount((int) aboveZero + 1) == 1;
        if (depth == 8 ? highest == 255 : depth == 16 ? camera : times > 1) return;
        String saturated =
                switch (depth) {
                    case 8 -> "saturated pixels have 255";
                    case 16 ->
                            "saturated pixels have 65535, or what a camera ends at: 4095, 16383 ...";
                    default -> "two pixels or more would have it if they were saturated";
                };
        throw new IllegalArgumentException(
                "No pixel of \"%s\" is saturated: the highest value is %s, and %s; give a mask image or a selection instead"
                        .formatted(
                                image.getTitle(),
                                depth == 32 ? highest : "%.0f".formatted(aboveZero),
                                saturated));
    }

    /**
     * Pixels of a 32-bit image that are not a number or infinite.
     *
     * @throws IllegalArgumentException for 8 and 16 bit, where every pixel is a number
     */
    public static PixelMask notNumbers(ImagePlus image) {
        PlaneSource planes = new ImagePlusPlanes(image);
        if (planes.bitDepth() != 32)
            throw new IllegalArgumentException(
                    "\"%s\" has %d bit, where every pixel is a number; only 32-bit images can have NaN"
                            .formatted(image.getTitle(), planes.bitDepth()));
        return new PixelMask(
                "The mask of pixels that are not finite",
                planes,
                1,
                plane -> select(planes, plane, (value, x, y) -> !Float.isFinite(value)));
    }

    /**
     * The inside of the selection on an image as it is now, in all planes.
     *
     * @throws IllegalArgumentException without a selection, or with one that has no inside
     */
    public static PixelMask roi(ImagePlus image) {
        PlaneSource planes = new ImagePlusPlanes(image);
        Roi roi = image.getRoi();
        if (roi == null || !roi.isArea())
            throw new IllegalArgumentException(
                    "\"%s\" has %s; draw a rectangle, oval, polygon or freehand area around what is missing"
                            .formatted(
                                    image.getTitle(),
                                    roi == null
                                            ? "no selection"
                                            : "a selection without an inside (%s)"
                                                    .formatted(roi.getTypeAsString())));
        byte[] inside = (byte[]) image.createRoiMask().getPixels();
        BitSet missing = new BitSet(inside.length);
        for (int i = 0; i < inside.length; i++) if (inside[i] != 0) missing.set(i);
        return new PixelMask("The selection", planes, planes.count(), plane -> missing);
    }

    /** Number of planes of the image. */
    public int planes() {
        return planes;
    }

    /** Columns of each plane, px. */
    public int width() {
        return width;
    }

    /** Rows of each plane, px. */
    public int height() {
        return height;
    }

    /**
     * The missing pixels of a plane, row by row: bit y * width + x.
     *
     * @param plane from 0
     * @return not to be changed
     * @throws IOException when a plane that lies on disk cannot be read
     * @throws IllegalArgumentException when the mask has not-a-number
     */
    public synchronized BitSet missing(int plane) throws IOException {
        int own = plane / planesInARow;
        if (own != remembered) {
            last = finder.find(own);
            remembered = own;
        }
        return last;
    }

    /** Missing pixels of all planes together; the first call looks at each plane. */
    public synchronized long count() throws IOException {
        if (count >= 0) return count;
        long sum = 0;
        for (int plane = 0; plane < planes; plane++) sum += missing(plane).cardinality();
        count = sum;
        return count;
    }

    /**
     * Looks at each plane.
     *
     * @throws IllegalArgumentException when nothing is missing, or everything
     */
    public void requireUsable() throws IOException {
        if (count() == 0)
            throw new IllegalArgumentException(
                    "%s is empty: no pixel is missing; mark the pixels to fill in".formatted(name));
        if (count() == (long) planes * width * height)
            throw new IllegalArgumentException(
                    "%s covers every pixel and leaves nothing to fill in from; mark only what is missing (perhaps the mask is inverted: Edit > Invert)"
                            .formatted(name));
    }

    /**
     * How far into a hole the known pixels of its plane leave one alone: the largest distance from
     * the centre of a missing pixel to that of the nearest known one.
     *
     * @return px; 0 when nothing is missing, infinite when the whole plane is
     */
    public double widest(int plane) throws IOException {
        BitSet missing = missing(plane);
        if (missing.isEmpty()) return 0;
        BitSet known = (BitSet) missing.clone();
        known.flip(0, width * height);
        double[] widest = {0};
        Distances.to(
                known,
                width,
                height,
                (y, distances) -> {
                    for (double distance : distances) widest[0] = Math.max(widest[0], distance);
                });
        return widest[0];
    }

    /**
     * A mask that misses also what is near: light that saturates a pixel spills over.
     *
     * @param radius largest distance between pixel centres that is still missing, px
     * @throws IllegalArgumentException when the radius is negative
     */
    public PixelMask grown(int radius) {
        if (radius < 0)
            throw new IllegalArgumentException(
                    "A mask grows by 0 px or more, got %d px".formatted(radius));
        return new PixelMask(
                name,
                planes,
                width,
                height,
                planesInARow,
                own -> grown(missing(own * planesInARow), radius));
    }

    private BitSet grown(BitSet missing, int radius) {
        BitSet grown = new BitSet(width * height);
        if (missing.isEmpty() || radius == 0) return missing;
        Distances.to(
                missing,
                width,
                height,
                (y, distances) -> {
                    for (int x = 0; x < width; x++)
                        if (distances[x] <= radius) grown.set(y * width + x);
                });
        return grown;
    }

    /**
     * The mask of a part of the image.
     *
     * @param places of the part's planes among those of this mask
     * @param x left column of the part's rectangle, px
     */
    public PixelMask part(List<Integer> places, int x, int y, int width, int height) {
        return new PixelMask(
                name,
                places.size(),
                width,
                height,
                1,
                plane -> {
                    BitSet whole = missing(places.get(plane));
                    BitSet part = new BitSet(width * height);
                    for (int row = 0; row < height; row++) {
                        int start = (y + row) * this.width + x;
                        for (int i = whole.nextSetBit(start);
                                i >= 0 && i < start + width;
                                i = whole.nextSetBit(i + 1)) part.set(row * width + i - start);
                    }
                    return part;
                });
    }

    /** Whether the pixel at (x, y) of its plane is missing. */
    @FunctionalInterface
    private interface Missing {
        boolean test(float value, int x, int y);
    }

    private static BitSet select(PlaneSource image, int plane, Missing test) throws IOException {
        Pixels pixels = image.read(plane);
        int width = image.width();
        BitSet selected = new BitSet(width * image.height());
        float[] row = new float[width];
        for (int y = 0; y < image.height(); y++) {
            pixels.get(0, y, width, row);
            for (int x = 0; x < width; x++)
                if (test.test(row[x], x, y)) selected.set(y * width + x);
        }
        return selected;
    }
}
