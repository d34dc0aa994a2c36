package org.mulligan.image.io;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.measure.Calibration;
import ij.process.ImageProcessor;
import ij.process.LUT;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.mulligan.image.plane.ColourPixels;
import org.mulligan.image.plane.CutStack;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.tiff.TiffImage;

/**
 * A part of an image: a rectangle of some of its planes.
 *
 * @param whole the image's size
 * @param box the rectangle, which lies within the image
 * @param channels from 0, ascending; so {@code slices} and {@code frames}
 */
public record ImagePart(
        Size whole, Box box, List<Integer> channels, List<Integer> slices, List<Integer> frames) {
    /**
     * A rectangle.
     *
     * @param x left column, px
     * @param y upper row, px
     */
    public record Box(int x, int y, int width, int height) {}

    /** How large an image is: px, and planes along each axis. */
    public record Size(int width, int height, int channels, int slices, int frames) {
        /** Planes of the stack. */
        public int planes() {
            return channels * slices * frames;
        }

        static Size of(ImagePlus image) {
            return new Size(
                    image.getWidth(),
                    image.getHeight(),
                    image.getNChannels(),
                    image.getNSlices(),
                    image.getNFrames());
        }
    }

    /**
     * What a network looks at beside a pixel that it restores.
     *
     * @param margin px to each side; {@link Integer#MAX_VALUE} = the whole plane
     * @param multiple px, at a multiple of which the part begins
     * @param planes before and after, along time, or along depth where there is one time
     * @param deep whether they lie along depth, and along time only where there is one depth
     */
    public record Surroundings(int margin, int multiple, int planes, boolean deep) {
        public static final Surroundings NONE = new Surroundings(0, 1, 0);

        public Surroundings(int margin, int multiple, int planes) {
            this(margin, multiple, planes, false);
        }
    }

    public ImagePart {
        channels = List.copyOf(channels);
        slices = List.copyOf(slices);
        frames = List.copyOf(frames);
    }

    /** Of the part. */
    private Size size() {
        return new Size(box.width, box.height, channels.size(), slices.size(), frames.size());
    }

    /** Whether nothing is left out. */
    public boolean isWhole() {
        return size().equals(whole);
    }

    /** Planes of the part. */
    public int planes() {
        return size().planes();
    }

    /** A larger part with what a network needs to restore this one as in the whole image. */
    public ImagePart around(Surroundings needed) {
        boolean time = needed.deep ? whole.slices == 1 : whole.frames > 1;
        return new ImagePart(
                whole,
                around(needed.margin, needed.multiple),
                channels,
                time ? slices : around(slices, whole.slices, needed.planes),
                time ? around(frames, whole.frames, needed.planes) : frames);
    }

    private Box around(int margin, int multiple) {
        long left = Math.max(0, (long) box.x - margin) / multiple * multiple;
        long top = Math.max(0, (long) box.y - margin) / multiple * multiple;
        long right = Math.min(whole.width, (long) box.x + box.width + margin);
        long bottom = Math.min(whole.height, (long) box.y + box.height + margin);
        return new Box((int) left, (int) top, (int) (right - left), (int) (bottom - top));
    }

    private static List<Integer> around(List<Integer> numbers, int length, int more) {
        if (more == 0) return numbers;
        int first = Math.max(0, numbers.get(0) - more);
        int last = Math.min(length - 1, numbers.get(numbers.size() - 1) + more);
        return IntStream.rangeClosed(first, last).boxed().toList();
    }

    /**
     * This part, as one of a larger part.
     *
     * @param larger has all of it
     */
    public ImagePart within(ImagePart larger) {
        return new ImagePart(
                larger.size(),
                new Box(box.x - larger.box.x, box.y - larger.box.y, box.width, box.height),
                channels.stream().map(larger.channels::indexOf).toList(),
                slices.stream().map(larger.slices::indexOf).toList(),
                frames.stream().map(larger.frames::indexOf).toList());
    }

    /**
     * The place in the whole stack of a plane of the part, both from 0.
     *
     * @param plane in ImageJ's order
     */
    public int place(int plane) {
        int channel = channels.get(plane % channels.size());
        return frame(plane / channels.size()) * whole.channels + channel;
    }

    /** {@link #place(int)} of each plane of the part. */
    public List<Integer> places() {
        return IntStream.range(0, planes()).map(this::place).boxed().toList();
    }

    /**
     * As {@link #place(int)} where each frame and slice of the whole has become {@code others}
     * channels, which are all taken.
     */
    public int place(int plane, int others) {
        return frame(plane / others) * others + plane % others;
    }

    private int frame(int sliceOfPart) {
        int slice = slices.get(sliceOfPart % slices.size());
        return frames.get(sliceOfPart / slices.size()) * whole.slices + slice;
    }

    /**
     * The rectangle of a plane.
     *
     * @param plane of the whole image, each pixel of which is scale x scale px here
     * @return the same where nothing is left out
     */
    public Pixels of(Pixels plane, int scale) {
        if (box.width == whole.width && box.height == whole.height) return plane;
        ImageProcessor pixels = Pixels.processor(plane.array(), plane.width(), plane.height());
        pixels.setRoi(scale * box.x, scale * box.y, scale * box.width, scale * box.height);
        ImageProcessor part = pixels.crop();
        return part.getPixels() instanceof int[] colours
                ? new ColourPixels(colours, part.getWidth(), part.getHeight(), 0)
                : Pixels.of(part);
    }

    /**
     * The part of an image, read when it is asked for; of the whole the image itself. Calibration,
     * colours, labels and Info come along; the origin stays where it is in the specimen, and
     * selection and overlay on their spot.
     *
     * @param image of the size {@link #whole}
     */
    public ImagePlus of(ImagePlus image) {
        if (isWhole()) return image;
        List<Integer> planes = places();
        CutStack stack =
                new CutStack(
                        image.getStack(),
                        planes,
                        box.x,
                        box.y,
                        box.width,
                        box.height,
                        image.getBitDepth());
        ImagePlus plain = new ImagePlus(image.getTitle(), stack);
        plain.setDimensions(channels.size(), slices.size(), frames.size());
        plain.setFileInfo(image.getOriginalFileInfo());
        boolean composite = image.isComposite() && channels.size() > 1;
        ImagePlus part =
                composite ? new CompositeImage(plain, ((CompositeImage) image).getMode()) : plain;
        part.setCalibration(calibration(image.getCalibration().copy()));
        part.setOpenAsHyperStack(
                planes.size() > 1 && (image.isHyperStack() || image.getOpenAsHyperStack()));
        part.setPosition(
                shown(channels, image.getC()),
                shown(slices, image.getZ()),
                shown(frames, image.getT()));
        colour(image, part);
        ImageLike.copyProperties(image, part);
        if (image.getProperty(TiffImage.NOTES) != null)
            part.setProperty(TiffImage.NOTES, image.getProperty(TiffImage.NOTES));
        // Where ImageJ keeps the label of an only plane.
        if (planes.size() == 1 && stack.getSliceLabel(1) != null)
            part.setProperty("Label", stack.getSliceLabel(1));
        select(image, part);
        return part;
    }

    private static int shown(List<Integer> numbers, int position) {
        return 1 + Math.max(0, numbers.indexOf(position - 1));
    }

    /** ImageJ's origin is in pixels, slices and frames of the image. */
    private Calibration calibration(Calibration calibration) {
        calibration.xOrigin -= box.x;
        calibration.yOrigin -= box.y;
        int depth = step(slices);
        calibration.zOrigin = (calibration.zOrigin - slices.get(0)) / depth;
        calibration.pixelDepth *= depth;
        calibration.frameInterval *= step(frames);
        return calibration;
    }

    /** From one to the next; of a single one, and of those that are not even, 1. */
    private static int step(List<Integer> numbers) {
        return isEven(numbers) && numbers.size() > 1 ? numbers.get(1) - numbers.get(0) : 1;
    }

    private static boolean isEven(List<Integer> numbers) {
        for (int i = 2; i < numbers.size(); i++)
            if (numbers.get(i) - numbers.get(i - 1) != numbers.get(1) - numbers.get(0))
                return false;
        return true;
    }

    /** What is no more true of the part than of the whole, for people. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (!isEven(slices))
            notes.add(
                    "The slices that are taken are not evenly spaced; the result states the distance of the image's slices");
        if (!isEven(frames))
            notes.add(
                    "The frames that are taken are not evenly spaced; the result states the interval of the image's frames");
        return notes;
    }

    private void colour(ImagePlus image, ImagePlus part) {
        if (image.getBitDepth() == 24) return;
        if (!(image instanceof CompositeImage channelled)) {
            ImageLike.copyLut(image, part, false);
            return;
        }
        LUT[] luts = channelled.getLuts();
        if (part instanceof CompositeImage composite) {
            boolean[] active = channelled.getActiveChannels();
            LUT[] taken = new LUT[channels.size()];
            for (int c = 0; c < taken.length; c++) {
                taken[c] = (LUT) luts[channels.get(c) % luts.length].clone();
                if (channels.get(c) < active.length)
                    composite.getActiveChannels()[c] = active[channels.get(c)];
            }
            composite.setLuts(taken);
            return;
        }
        LUT lut = (LUT) luts[channels.get(0) % luts.length].clone();
        part.setLut(lut);
        part.setDisplayRange(lut.min, lut.max);
        if (part.getStackSize() > 1) part.getStack().setColorModel(lut.getColorModel());
    }

    private void select(ImagePlus image, ImagePlus part) {
        if (image.getRoi() != null) CutRoi.of(image.getRoi(), this).ifPresent(part::setRoi);
        Overlay overlay = image.getOverlay();
        if (overlay != null) {
            Overlay moved = overlay.create();
            for (Roi roi : overlay.toArray()) CutRoi.of(roi, this).ifPresent(moved::add);
            part.setOverlay(moved.size() == 0 ? null : moved);
        }
        part.setHideOverlay(image.getHideOverlay());
    }
}
