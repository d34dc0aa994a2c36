package org.mulligan.data;

import ij.ImagePlus;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mulligan.image.filter.Thumbnail;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.image.plane.Palette;
import org.mulligan.image.plane.Pixels;

/**
 * All planes of one image file as float values, in the order of ImageJ's stack.
 *
 * @param width px
 * @param height px
 * @param channels number of channels; the channel of plane {@code i} is {@code i % channels}
 * @param frames times; the planes of one time lie one after the other
 * @param planes one array of {@code width * height} values per plane, row by row
 * @param notes what the user should know of how the file was read
 */
public record ImageFile(
        Path path,
        int width,
        int height,
        int channels,
        int frames,
        List<float[]> planes,
        List<String> notes) {
    /**
     * Opens a file of any format that ImageJ opens, without any dialog.
     *
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it is a colour image or has a palette
     */
    public static ImageFile open(Path path) throws IOException {
        return of(path, ImageFiles.open(path));
    }

    /**
     * Of a file that was opened.
     *
     * @throws IOException if a plane that lies on disk cannot be read
     * @throws IllegalArgumentException if it is a colour image or has a palette
     */
    public static ImageFile of(Path path, ImagePlus image) throws IOException {
        requireGrey(path, image);
        int pixels = image.getWidth() * image.getHeight();
        List<float[]> planes = new ArrayList<>();
        for (int slice = 1; slice <= image.getStackSize(); slice++)
            planes.add(floats(plane(image, slice), pixels));
        return new ImageFile(
                path,
                image.getWidth(),
                image.getHeight(),
                image.getNChannels(),
                image.getNFrames(),
                planes,
                ImageFiles.notes(image));
    }

    /** Reads one plane again; {@code index} counts from 0. */
    public static float[] readPlane(Path path, int index) throws IOException {
        ImagePlus image = openGrey(path);
        return floats(plane(image, index + 1), image.getWidth() * image.getHeight());
    }

    /** Reads the thumbnail of one plane again. */
    public static float[] readThumbnail(Path path, int index) throws IOException {
        return Thumbnail.of(Pixels.of(plane(openGrey(path), index + 1)));
    }

    /** The thumbnails of all planes, as an image. */
    public ImageFile thumbnails() {
        return new ImageFile(
                path,
                Thumbnail.SIDE,
                Thumbnail.SIDE,
                channels,
                frames,
                planes.stream().map(plane -> Thumbnail.of(plane, width, height)).toList(),
                notes);
    }

    private static ImagePlus openGrey(Path path) throws IOException {
        ImagePlus image = ImageFiles.open(path);
        requireGrey(path, image);
        return image;
    }

    private static void requireGrey(Path path, ImagePlus image) {
        if (image.getType() == ImagePlus.COLOR_RGB)
            throw new IllegalArgumentException(
                    "%s is an RGB image; intensities are needed: convert it with Image > Type > 8-bit"
                            .formatted(path));
        Palette.refuse(image);
    }

    /** One that lies on disk may be damaged. */
    private static ImageProcessor plane(ImagePlus image, int slice) throws IOException {
        try {
            return image.getStack().getProcessor(slice);
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static float[] floats(ImageProcessor plane, int pixels) {
        float[] values = new float[pixels];
        for (int i = 0; i < pixels; i++) values[i] = plane.getf(i);
        return values;
    }

    public String size() {
        return "%d x %d px, %d planes, %d channels"
                .formatted(width, height, planes.size(), channels);
    }

    /** Whether another image is exactly {@code scale} times as wide and high. */
    public boolean scalesTo(ImageFile larger, int scale) {
        return scale * width == larger.width && scale * height == larger.height;
    }

    /** The planes of one channel, from 0. */
    public List<float[]> channel(int channel) {
        List<float[]> own = new ArrayList<>();
        for (int i = channel; i < planes.size(); i += channels) own.add(planes.get(i));
        return own;
    }

    /** Its name, and the place of a plane in it; {@code plane} counts from 0. */
    public String nameOf(int plane) {
        if (planes.size() == 1) return path.toString();
        return "%s, plane %d of %d%s,"
                .formatted(
                        path,
                        plane + 1,
                        planes.size(),
                        channels > 1 ? " (channel %d)".formatted(plane % channels + 1) : "");
    }

    /**
     * With some of its planes, each in every channel; they count from 0, and are no series any
     * more.
     */
    public ImageFile only(List<Integer> frames) {
        List<float[]> some = new ArrayList<>();
        for (int frame : frames)
            some.addAll(planes.subList(frame * channels, (frame + 1) * channels));
        return new ImageFile(path, width, height, channels, 1, some, notes);
    }
}
