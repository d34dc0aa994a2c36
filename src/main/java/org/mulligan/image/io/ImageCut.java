package org.mulligan.image.io;

import ij.ImagePlus;
import ij.gui.Roi;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which part of an image is worked on, as a user says it; of no image in particular. */
public final class ImageCut {
    /** All of an image. */
    public static final ImageCut WHOLE = of("", "", "", "");

    private static final String SELECTION = "roi";

    private final String region;
    private final Optional<ImagePart.Box> box;
    private final PlaneNumbers channels;
    private final PlaneNumbers slices;
    private final PlaneNumbers frames;

    private ImageCut(
            String region,
            Optional<ImagePart.Box> box,
            PlaneNumbers channels,
            PlaneNumbers slices,
            PlaneNumbers frames) {
        this.region = region;
        this.box = box;
        this.channels = channels;
        this.slices = slices;
        this.frames = frames;
    }

    /**
     * Texts that are empty mean all.
     *
     * @param region {@code x,y,width,height} in px, from 0 at the upper left; or {@code roi}, the
     *     rectangle around the selection
     * @param channels as {@link PlaneNumbers} has them; so {@code slices} and {@code frames}
     * @throws IllegalArgumentException when a text is none of these
     */
    public static ImageCut of(String region, String channels, String slices, String frames) {
        String where = plain(region);
        return new ImageCut(
                where,
                where.isEmpty() || where.equals(SELECTION)
                        ? Optional.empty()
                        : Optional.of(box(where)),
                new PlaneNumbers("channels", plain(channels)),
                new PlaneNumbers("slices", plain(slices)),
                new PlaneNumbers("frames", plain(frames)));
    }

    private static String plain(String text) {
        return text == null ? "" : text.strip();
    }

    private static ImagePart.Box box(String region) {
        String[] numbers = region.split("\\s*,\\s*", -1);
        boolean right =
                numbers.length == 4 && Stream.of(numbers).allMatch(n -> n.matches("\\d{1,9}"));
        int[] px = right ? Stream.of(numbers).mapToInt(Integer::parseInt).toArray() : new int[4];
        if (px[2] < 1 || px[3] < 1)
            throw new IllegalArgumentException(
                    "region must be x,y,width,height in px, the upper left pixel being 0,0, such as 100,50,512,512; or roi, the rectangle around the selection; got \"%s\""
                            .formatted(region));
        return new ImagePart.Box(px[0], px[1], px[2], px[3]);
    }

    /** All of the image's channels of this part. */
    public ImageCut channelsAlone() {
        return of("", channels.text(), "", "");
    }

    /** Whether nothing is left out. */
    public boolean isWhole() {
        return region.isEmpty() && channels.isAll() && slices.isAll() && frames.isAll();
    }

    /**
     * The part of an image.
     *
     * @throws IllegalArgumentException when the image has no such part
     */
    public ImagePart in(ImagePlus image) {
        ImagePart.Size size = ImagePart.Size.of(image);
        String title = image.getTitle();
        return new ImagePart(
                size,
                box(image, size),
                channels.of(size.channels(), title, ""),
                slices.of(size.slices(), title, hint(size.slices(), size.frames(), "frames")),
                frames.of(size.frames(), title, hint(size.frames(), size.slices(), "slices")));
    }

    /** Time and depth are easily taken for each other. */
    private static String hint(int length, int other, String key) {
        return length == 1 && other > 1
                ? " (it has %s 1 to %d, which is the key %s)".formatted(key, other, key)
                : "";
    }

    /** The part, read when it is asked for; of the whole the image itself. */
    public ImagePlus of(ImagePlus image) {
        return isWhole() ? image : in(image).of(image);
    }

    private ImagePart.Box box(ImagePlus image, ImagePart.Size size) {
        if (region.isEmpty()) return new ImagePart.Box(0, 0, size.width(), size.height());
        if (box.isEmpty()) return selected(image, size);
        ImagePart.Box asked = box.get();
        if (asked.x() >= size.width() || asked.y() >= size.height())
            throw new IllegalArgumentException(
                    "region=%s begins outside of \"%s\", whose last pixel is %d,%d; give a corner within it"
                            .formatted(
                                    region, image.getTitle(), size.width() - 1, size.height() - 1));
        int width = size.width() - asked.x();
        int height = size.height() - asked.y();
        if (asked.width() > width || asked.height() > height)
            throw new IllegalArgumentException(
                    "region=%s reaches beyond \"%s\", which is %d x %d px; from %d,%d on it may be %d x %d px at most"
                            .formatted(
                                    region,
                                    image.getTitle(),
                                    size.width(),
                                    size.height(),
                                    asked.x(),
                                    asked.y(),
                                    width,
                                    height));
        return asked;
    }

    private ImagePart.Box selected(ImagePlus image, ImagePart.Size size) {
        Roi roi = image.getRoi();
        if (roi == null)
            throw new IllegalArgumentException(
                    "region=roi needs a selection, and \"%s\" has none; draw a rectangle, or give region=x,y,width,height in px"
                            .formatted(image.getTitle()));
        Rectangle within = roi.getBounds().intersection(new Rectangle(size.width(), size.height()));
        if (within.isEmpty())
            throw new IllegalArgumentException(
                    "region=roi: the selection of \"%s\" has no pixel in it (%s); draw a rectangle"
                            .formatted(image.getTitle(), roi.getTypeAsString()));
        return new ImagePart.Box(within.x, within.y, within.width, within.height);
    }

    /** Whether the same keys were given. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ImageCut cut && cut.toString().equals(toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /** The keys as they were given, with spaces between; empty where it is all. */
    @Override
    public String toString() {
        List<String> keys = new ArrayList<>();
        if (!region.isEmpty()) keys.add("region=" + region);
        for (PlaneNumbers axis : List.of(channels, slices, frames))
            if (!axis.isAll()) keys.add(axis.key() + "=" + axis.text());
        return String.join(" ", keys);
    }

    /** What a result says that it was made of: an image's title, and the part where it is one. */
    public String named(String title) {
        return isWhole() ? title : "%s, of which %s".formatted(title, this);
    }
}
