package org.mulligan.image.io;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileInfo;
import ij.io.Opener;
import ij.io.RoiDecoder;
import ij.io.TiffDecoder;
import ij.plugin.FileInfoVirtualStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.mulligan.image.plane.PixelMemory;

/** Image files in every format that ImageJ opens, without its dialogs. */
public final class ImageFiles {
    private static final Set<Integer> NOT_IMAGES =
            Set.of(
                    Opener.LUT,
                    Opener.JAVA_OR_TEXT,
                    Opener.ROI,
                    Opener.OJJ,
                    Opener.TABLE,
                    Opener.RAW);

    private ImageFiles() {}

    /**
     * Opens an image without showing it. A TIFF stack that would take more than a quarter of the
     * memory is opened as a virtual stack.
     *
     * @throws IOException when the file is missing, truncated, or no image that ImageJ opens; the
     *     text names it
     */
    public static ImagePlus open(Path file) throws IOException {
        return open(file, PixelMemory.toHold());
    }

    /** Opens a TIFF stack of more than {@code largest} bytes as a virtual one. */
    static ImagePlus open(Path file, long largest) throws IOException {
        if (!Files.exists(file))
            throw new NoSuchFileException(file.toString(), null, "it does not exist");
        if (Files.isDirectory(file)) throw new IOException(file + " is a folder, not an image");
        if (!Files.isReadable(file)) throw new IOException(file + " is not readable");
        String path = file.toAbsolutePath().toString();
        try {
            if (!isImage(file)) throw new IOException("no format that ImageJ opens");
            ImagePlus image =
                    isTiff(path) ? openTiff(file.toAbsolutePath(), largest) : openAny(path);
            if (image == null || image.getWidth() < 1)
                throw new IOException("ImageJ cannot read it");
            return image;
        } catch (IOException | RuntimeException e) {
            throw new IOException("%s cannot be opened: %s".formatted(file, reason(e)), e);
        }
    }

    /** Whether ImageJ knows the file's format; says nothing about whether the file is whole. */
    public static boolean isImage(Path file) {
        int type = new Opener().getFileType(file.toAbsolutePath().toString());
        if (type == Opener.UNKNOWN || type == Opener.TEXT) return hasExtraReaders(file);
        return !NOT_IMAGES.contains(type);
    }

    /** The files of a folder, not of its folders, without hidden ones, by name. */
    public static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    /** A file's name without its ending. */
    public static String stem(Path file) {
        return stem(file.getFileName().toString());
    }

    /** A file's name or an image's title without its ending. */
    public static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 && name.length() - dot <= 5 ? name.substring(0, dot) : name;
    }

    private static boolean isTiff(String path) {
        return new Opener().getFileType(path) == Opener.TIFF;
    }

    private static ImagePlus openTiff(Path file, long largest) throws IOException {
        FileInfo[] planes =
                new TiffDecoder(
                                file.getParent() + java.io.File.separator,
                                file.getFileName().toString())
                        .getTiffInfo();
        if (planes == null || planes.length == 0) throw new IOException("it holds no image");
        requireWhole(planes, Files.size(file));
        FileInfo first = planes[0];
        int count = planes.length > 1 ? planes.length : Math.max(1, first.nImages);
        long bytes =
                (long) (count * (double) first.width * first.height * first.getBytesPerPixel());
        boolean large = count > 1 && bytes > largest;
        if (!large || !sameSize(planes)) return openAny(file.toString());
        ImagePlus image = FileInfoVirtualStack.openVirtual(file.toString());
        if (image == null) throw new IOException("ImageJ cannot read it");
        if (first.properties != null) image.setProperties(first.properties);
        if (first.roi != null) image.setRoi(RoiDecoder.openFromByteArray(first.roi));
        return image;
    }

    private static boolean sameSize(FileInfo[] planes) {
        return Arrays.stream(planes)
                .allMatch(
                        plane ->
                                plane.width == planes[0].width
                                        && plane.height == planes[0].height
                                        && plane.fileType == planes[0].fileType);
    }

    /** ImageJ fills what is missing of a truncated file with black. */
    private static void requireWhole(FileInfo[] planes, long size) throws IOException {
        for (FileInfo plane : planes) {
            long end = 0;
            if (plane.stripOffsets != null && plane.stripLengths != null)
                for (int i = 0; i < plane.stripOffsets.length; i++)
                    end =
                            Math.max(
                                    end,
                                    (plane.stripOffsets[i] & 0xffffffffL)
                                            + (plane.stripLengths[i] & 0xffffffffL));
            if (plane.compression <= FileInfo.COMPRESSION_NONE && planes.length == 1)
                end =
                        plane.getOffset()
                                + (long)
                                        ((double) plane.width
                                                * plane.height
                                                * plane.getBytesPerPixel()
                                                * Math.max(1, plane.nImages));
            if (end > size)
                throw new IOException(
                        "it is truncated, %d bytes long where its header promises %d"
                                .formatted(size, end));
        }
    }

    private static ImagePlus openAny(String path) {
        Opener opener = new Opener();
        opener.setSilentMode(true);
        IJ.redirectErrorMessages(true);
        try {
            return opener.openImage(path);
        } finally {
            IJ.redirectErrorMessages(false);
        }
    }

    /** Fiji's readers of further formats; plain ImageJ has none. */
    private static boolean hasExtraReaders(Path file) {
        if (file.getFileName().toString().endsWith(".txt")) return false;
        try {
            Class.forName("HandleExtraFileTypes", false, IJ.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
