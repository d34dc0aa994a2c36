package org.mulligan.image.io;

import ij.ImagePlus;
import ij.VirtualStack;
import ij.gui.Overlay;
import ij.io.FileInfo;
import ij.io.FileSaver;
import ij.io.RoiEncoder;
import ij.io.TiffEncoder;
import ij.process.ImageProcessor;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.mulligan.disk.WholeFiles;
import org.mulligan.image.plane.PixelMemory;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlanesByPart;

/**
 * Writes an ImageJ TIFF whose planes are computed one at a time. The file appears under its name
 * only when it is whole and on the disk; until then it is a hidden file beside it.
 */
public final class TiffFile {
    /** Gives the pixels of a plane. */
    @FunctionalInterface
    public interface Planes {
        /**
         * @param plane from 0, each asked for once, in order
         */
        Pixels compute(int plane) throws IOException;
    }

    /** What a line of Info says that is known only once all planes are computed. */
    public record LateText(String placeholder, Supplier<String> text) {}

    /** A TIFF's places have 32 bit; beyond, ImageJ counts on planes without gaps. */
    private static final long LARGEST_PLAIN = 0xffffffffL;

    private static final int RGB = 24;

    private TiffFile() {}

    /**
     * Everything of {@code image} but its pixels, as {@link #write} wants it.
     *
     * @param bitDepth of the planes to write
     */
    public static ImagePlus blank(ImagePlus image, int bitDepth) {
        return blank(image, bitDepth, 1);
    }

    /**
     * As {@link #blank(ImagePlus, int)}, for planes that are larger.
     *
     * @param scale how many times as wide and as high; see {@link ImageLike#enlarged}
     * @throws IllegalArgumentException when such a plane has 2<sup>31</sup> px or more
     */
    public static ImagePlus blank(ImagePlus image, int bitDepth, int scale) {
        long width = (long) scale * image.getWidth();
        long height = (long) scale * image.getHeight();
        if (width * height > Integer.MAX_VALUE - 8)
            throw new IllegalArgumentException(
                    "\"%s\" would have planes of %d x %d px, and ImageJ's end at 2147483639 px; crop it first"
                            .formatted(image.getTitle(), width, height));
        ImageProcessor plane = blank((int) width, (int) height, bitDepth);
        BlankStack stack = new BlankStack(plane, image.getStackSize());
        return ImageLike.enlarged(image, image.getTitle(), stack, scale);
    }

    /**
     * A new image without pixels of its own, as {@link #write} wants it.
     *
     * @param bitDepth 8, 16 or 32; 24 for RGB
     */
    public static ImagePlus blank(int width, int height, int planes, int bitDepth) {
        return new ImagePlus("", new BlankStack(blank(width, height, bitDepth), planes));
    }

    /** A black plane; a large one has no pixels. */
    private static ImageProcessor blank(int width, int height, int bitDepth) {
        if (bitDepth != RGB
                && (long) width * height * bitDepth / Byte.SIZE > PixelMemory.largestPlane())
            return PlanesByPart.withoutPixels(bitDepth, width, height);
        Object array =
                bitDepth == RGB
                        ? new int[Math.multiplyExact(width, height)]
                        : Pixels.blank(bitDepth, width, height).array();
        return Pixels.processor(array, width, height);
    }

    /**
     * Checks before the work what {@link #write} would find after it.
     *
     * @throws FileAlreadyExistsException when the file exists; nothing is ever overwritten
     * @throws IOException when its folder is missing or not writable
     */
    public static void requireFree(Path target) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        if (Files.exists(target))
            throw new FileAlreadyExistsException(
                    target.toString(),
                    null,
                    "it exists already and is not overwritten; give another output");
        if (folder == null || !Files.isDirectory(folder))
            throw new NoSuchFileException(
                    target.toString(), null, "its folder does not exist; create it");
        if (!Files.isWritable(folder))
            throw new IOException("The folder " + folder + " is not writable");
    }

    /**
     * Writes a file plane by plane: an OME-TIFF where its name ends in .ome.tif, else a TIFF of
     * ImageJ.
     *
     * @param blank from {@link #blank}; its Info may have been changed
     * @param late its placeholder stands in the Info and is replaced at the end by a text that is
     *     cut or filled to the same length
     * @throws IOException also when the disk is full or too small, which is said before the first
     *     plane is asked for; whatever is thrown, no file is left
     */
    public static void write(ImagePlus blank, Planes planes, LateText late, Path target)
            throws IOException {
        requireFree(target);
        requireSpace(target, bytes(blank));
        boolean ome = ImageFiles.isOme(target.getFileName().toString());
        inWords(
                target,
                () ->
                        WholeFiles.create(
                                target,
                                part -> {
                                    if (ome) OmeTiffFile.write(blank, planes, late, part);
                                    else writePart(blank, planes, late, part);
                                }));
    }

    interface Writing {
        void run() throws IOException;
    }

    /** Names the file where the writing fails; what {@link #compute} throws travels on as it is. */
    static void inWords(Path target, Writing writing) throws IOException {
        try {
            writing.run();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException("%s cannot be written: %s".formatted(target, e.getMessage()), e);
        }
    }

    /** Of {@link ImageResult#warnings}. */
    static Optional<String> warning(ImagePlus blank, Path target) {
        String name = target.getFileName().toString();
        boolean drawn = blank.getRoi() != null || blank.getOverlay() != null;
        if (ImageFiles.isOme(name))
            return drawn
                    ? Optional.of(
                            "%s becomes an OME-TIFF, which has no place for ImageJ's selection and overlay; they are left out. Name it .tif to keep them"
                                    .formatted(name))
                    : Optional.empty();
        return bytes(blank) > LARGEST_PLAIN
                        || blank.getStackSize() > 1 && PlanesByPart.isWithoutPixels(blank)
                ? Optional.of(
                        "%s will have %.1f GB: ImageJ, Fiji and Mulligan open it, and many other programs only its first plane. Name it .ome.tif for those"
                                .formatted(name, bytes(blank) / 1e9))
                : Optional.empty();
    }

    /** Said before hours of work, not after them. */
    static void requireSpace(Path target, double bytes) throws IOException {
        long free = free(target);
        // Some file systems do not know, and say 0.
        if (free > 0 && bytes > free)
            throw new IOException(
                    "%s takes %.1f GB, and only %.1f GB are free there; make room, or give another output"
                            .formatted(target, bytes / 1e9, free / 1e9));
    }

    /** Where a file is written; 0 where that is not known. */
    static long free(Path target) throws IOException {
        return Files.getFileStore(target.toAbsolutePath().getParent()).getUsableSpace();
    }

    /** Of the pixels; those of RGB take three in a file. */
    static long bytes(ImagePlus blank) {
        return (long) blank.getWidth()
                * blank.getHeight()
                * blank.getStackSize()
                * (blank.getBitDepth() / 8);
    }

    /** What fails here is not the writing, and travels on as it is. */
    static Pixels compute(Planes planes, int plane) {
        try {
            return planes.compute(plane);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writePart(ImagePlus blank, Planes planes, LateText late, Path part)
            throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        part,
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 18);
            FileInfo description = describe(blank);
            long pixels = bytes(blank);
            if (PlanesByPart.isWithoutPixels(blank)) {
                LargeTiff.write(description, plane -> compute(planes, plane), out);
            } else {
                if (description.nImages > 1) description.virtualStack = new Computed(blank, planes);
                else description.pixels = array(compute(planes, 0)).array();
                new TiffEncoder(description).write(out);
            }
            out.flush();
            fillIn(channel, Math.toIntExact(Math.min(channel.size() - pixels, 1 << 30)), late);
            channel.force(true);
        }
    }

    private static Pixels array(Pixels plane) {
        return plane.isArray() ? plane : plane.rows(0, plane.height());
    }

    /** What ImageJ's own FileSaver stores beside the pixels. */
    private static FileInfo describe(ImagePlus blank) {
        FileInfo info = blank.getFileInfo();
        FileSaver saver = new FileSaver(blank);
        // A composite of planes named Red, Green and Blue, which the encoder takes from memory.
        if (info.fileType == FileInfo.RGB48) info.fileType = FileInfo.GRAY16_UNSIGNED;
        info.nImages = blank.getStackSize();
        info.pixels = null;
        info.description = saver.getDescriptionString();
        info.info = blank.getInfoProperty();
        info.sliceLabels = sliceLabels(blank);
        info.roi = blank.getRoi() == null ? null : RoiEncoder.saveAsByteArray(blank.getRoi());
        info.overlay = overlay(blank.getOverlay());
        info.properties = blank.getPropertiesAsArray();
        if (blank.isComposite()) saver.saveDisplayRangesAndLuts(blank, info);
        return info;
    }

    /**
     * ImageJ stores labels up to the first that is missing, so those before the last are filled.
     */
    private static String[] sliceLabels(ImagePlus blank) {
        if (blank.getStackSize() == 1)
            return blank.getProperty("Label") instanceof String label ? new String[] {label} : null;
        String[] labels = blank.getStack().getSliceLabels();
        int last = labels.length;
        while (last > 0 && labels[last - 1] == null) last--;
        for (int i = 0; i < last; i++) if (labels[i] == null) labels[i] = "";
        return last == 0 ? null : labels;
    }

    private static byte[][] overlay(Overlay overlay) {
        if (overlay == null || overlay.size() == 0) return null;
        return Arrays.stream(overlay.toArray())
                .map(RoiEncoder::saveAsByteArray)
                .toArray(byte[][]::new);
    }

    private static void fillIn(FileChannel channel, int header, LateText late) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(header);
        while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {}
        String text = late.text().get();
        int length = late.placeholder().length();
        String filled =
                text.length() >= length
                        ? text.substring(0, length)
                        : text + " ".repeat(length - text.length());
        for (Charset order : new Charset[] {StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE}) {
            int at = find(bytes.array(), late.placeholder().getBytes(order));
            if (at >= 0) channel.write(ByteBuffer.wrap(filled.getBytes(order)), at);
        }
    }

    private static int find(byte[] text, byte[] word) {
        for (int at = 0; at + word.length <= text.length; at++)
            if (Arrays.equals(text, at, at + word.length, word, 0, word.length)) return at;
        return -1;
    }

    private static final class Computed extends VirtualStack {
        private final ImagePlus blank;
        private final Planes planes;

        Computed(ImagePlus blank, Planes planes) {
            super(blank.getWidth(), blank.getHeight(), null, "");
            this.blank = blank;
            this.planes = planes;
        }

        @Override
        public ImageProcessor getProcessor(int n) {
            return Pixels.processor(
                    array(TiffFile.compute(planes, n - 1)).array(),
                    blank.getWidth(),
                    blank.getHeight());
        }

        @Override
        public int getSize() {
            return blank.getStackSize();
        }
    }
}
