package org.mulligan.image.io;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.Prefs;
import ij.io.FileInfo;
import ij.io.Opener;
import ij.io.RoiDecoder;
import ij.io.TiffDecoder;
import ij.plugin.AVI_Reader;
import ij.plugin.FileInfoVirtualStack;
import ij.process.ImageProcessor;
import ij.util.DicomTools;
import java.awt.HeadlessException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mulligan.image.plane.Damage;
import org.mulligan.image.plane.ImagePlusPlanes;
import org.mulligan.image.plane.Reading;
import org.mulligan.image.tiff.OmeSet;
import org.mulligan.image.tiff.OpenOme;
import org.mulligan.image.tiff.TiffByImageJ;
import org.mulligan.image.tiff.TiffDirectory;
import org.mulligan.image.tiff.TiffImage;
import org.mulligan.image.zarr.ZarrImage;

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

    private static final Pattern ZARR =
            Pattern.compile("(?i)(.+?)(\\.ome)?\\.(zarr|zarr\\.zip|ozx)");

    private static final int BITS_PER_SAMPLE = 258;

    private static final int RGB = 24;

    /** ImageJ stores signed 16-bit pixels so much too high. */
    private static final int SIGNED_ZERO = 32768;

    private ImageFiles() {}

    /**
     * Opens an image without showing it. A TIFF stack that would take more than a quarter of the
     * memory is opened as a virtual stack.
     *
     * @throws IOException when the file is missing, truncated, or no image that ImageJ opens; the
     *     text names it
     */
    public static ImagePlus open(Path file) throws IOException {
        return open(file, Reading.ofPlanes());
    }

    /**
     * As {@link #open(Path)}. Where damage is taken up, {@link Damage#of} finds it.
     *
     * @param reading in which planes may be larger than the memory where the image is read through
     *     {@link ImagePlusPlanes} only
     */
    public static ImagePlus open(Path file, Reading reading) throws IOException {
        ImagePlus image = opened(file, reading);
        SourceFile.mark(image, file);
        reading.damage().ifPresent(damage -> damage.mark(image));
        return image;
    }

    private static ImagePlus opened(Path file, Reading reading) throws IOException {
        if (ZarrImage.is(file)) return openZarr(file, reading);
        if (ForeignImages.isSeries(file)) return openForeign(file);
        if (!Files.exists(file))
            throw new NoSuchFileException(file.toString(), null, "it does not exist");
        if (Files.isDirectory(file)) throw new IOException(file + " is a folder, not an image");
        if (!Files.isReadable(file))
            throw new IOException(
                    file
                            + " is not readable: there is no permission; give yourself the permission, or ask its owner");
        try {
            return openReadable(file.toAbsolutePath(), reading);
        } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
            throw new IOException("%s cannot be opened: %s".formatted(file, reason(e)), e);
        }
    }

    private static ImagePlus openForeign(Path file) throws IOException {
        try {
            return ForeignImages.open(file);
        } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
            throw new IOException("%s cannot be opened: %s".formatted(file, reason(e)), e);
        }
    }

    private static ImagePlus openZarr(Path file, Reading reading) throws IOException {
        try {
            ZarrImage.Opened opened = ZarrImage.open(file, reading);
            opened.image().setProperty(TiffImage.NOTES, opened.notes());
            return opened.image();
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            throw new IOException("%s cannot be opened: %s".formatted(file, reason(e)), e);
        }
    }

    /**
     * Whether a path is a folder that images lie in. One that is an image itself, of OME-Zarr, is
     * none.
     */
    public static boolean isFolder(Path path) {
        return Files.isDirectory(path) && !ZarrImage.is(path);
    }

    /** Whether a path is a file, a folder that is one image, or an image in a file of several. */
    public static boolean isFile(Path path) {
        return Files.isRegularFile(path) || ZarrImage.is(path) || ForeignImages.isSeries(path);
    }

    /** Whether a path is there; one may lead into a zip or a file of several images. */
    public static boolean exists(Path path) {
        return Files.exists(path) || ZarrImage.is(path) || ForeignImages.isSeries(path);
    }

    /** ImageJ's readers throw what they like. */
    private static ImagePlus openReadable(Path file, Reading reading) throws IOException {
        Optional<String> unspeakable = ForeignImages.unspeakable(file);
        if (unspeakable.isPresent()) throw new IOException(unspeakable.get());
        if (OmeSet.isCompanion(file.toString())) return OmeSet.of(file).open(reading);
        if (!isImage(file))
            throw new IOException(ForeignImages.reason(file).orElse("no format that ImageJ opens"));
        String path = file.toString();
        int type = TiffDirectory.isBig(file) ? Opener.TIFF : new Opener().getFileType(path);
        if (type == Opener.UNKNOWN && ForeignImages.isRead(file)) return ForeignImages.open(file);
        ImagePlus image =
                switch (type) {
                    case Opener.TIFF -> openTiff(file, reading);
                    case Opener.AVI -> openFilm(path);
                    case Opener.DICOM -> openDicom(path);
                    default -> openAny(path);
                };
        if (image == null || image.getWidth() < 1)
            throw new IOException(
                    ForeignImages.reason(file)
                            .filter(reason -> ForeignImages.isForeign(file))
                            .orElse("ImageJ cannot read it; is it whole?"));
        return image;
    }

    /** Whether ImageJ knows the file's format; says nothing about whether the file is whole. */
    public static boolean isImage(Path file) {
        if (ZarrImage.is(file)) return true;
        int type = new Opener().getFileType(file.toAbsolutePath().toString());
        if (type == Opener.UNKNOWN)
            return TiffDirectory.isBig(file) || hasExtraReaders(file) || ForeignImages.isRead(file);
        // Some formats have a header of plain text; notes and tables have one too.
        if (type == Opener.TEXT)
            return hasExtraReaders(file) && ForeignImages.reason(file).isPresent();
        return !NOT_IMAGES.contains(type);
    }

    /**
     * The files of a folder, and the images that are folders, not what lies in its other folders,
     * without hidden ones, by name.
     */
    public static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(ImageFiles::isFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .filter(file -> !file.getFileName().toString().equals(FolderImages.LOG))
                    .sorted()
                    .toList();
        }
    }

    /** A file's name without its ending. */
    public static String stem(Path file) {
        return stem(file.getFileName().toString());
    }

    /**
     * A file's name or an image's title without its ending. That of OME-TIFF goes too: results are
     * TIFFs of ImageJ, and what is named .ome.tif should have OME-XML that fits it.
     */
    public static String stem(String name) {
        Matcher zarr = ZARR.matcher(name);
        if (zarr.matches()) return zarr.group(1);
        if (isOme(name))
            return name.substring(0, name.toLowerCase(Locale.ROOT).lastIndexOf(".ome."));
        int dot = name.lastIndexOf('.');
        return dot > 0 && name.length() - dot <= 5 ? name.substring(0, dot) : name;
    }

    /** Whether a name has more than its last dot before its ending, such as .ome.tif. */
    public static boolean endsTwice(String name) {
        return isOme(name) || ZARR.matcher(name).matches();
    }

    /** Whether a name is that of an OME-TIFF. */
    public static boolean isOme(String name) {
        return name.toLowerCase(Locale.ROOT).matches(".+\\.ome\\.tiff?");
    }

    /**
     * What the user should know of how an image's file was read, a line each: what was left out,
     * what was taken for what, and where Info says other axes than an open image has.
     */
    public static List<String> notes(ImagePlus image) {
        return image.getProperty(TiffImage.NOTES) instanceof List<?> notes
                ? notes.stream().map(note -> image.getTitle() + ": " + note).toList()
                : OpenOme.warning(image).stream().toList();
    }

    /**
     * What Info says in a TIFF file or in an OME-Zarr of ours, whose pixels are not read.
     *
     * @return empty when it is none, is cut short, or has none
     */
    public static Optional<String> info(Path file) {
        if (ZarrImage.is(file)) return ZarrImage.info(file);
        try {
            List<TiffDirectory> tags = TiffDirectory.all(file);
            if (!TiffByImageJ.is(file, tags)) return new TiffImage(file, tags).wholeInfo();
            FileInfo[] planes = planes(file.toAbsolutePath());
            requireWhole(planes, bitsOf(file), Files.size(file));
            return Optional.ofNullable(planes[0].info);
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static FileInfo[] planes(Path file) throws IOException {
        FileInfo[] planes =
                new TiffDecoder(
                                file.getParent() + java.io.File.separator,
                                file.getFileName().toString())
                        .getTiffInfo();
        if (planes == null || planes.length == 0) throw new IOException("it holds no image");
        return planes;
    }

    private static ImagePlus openTiff(Path file, Reading reading) throws IOException {
        List<TiffDirectory> tags = TiffDirectory.all(file);
        if (!TiffByImageJ.is(file, tags)) return new TiffImage(file, tags).open(reading);
        ImagePlus image;
        try {
            if (LargeImageJTiff.bytesOfPlane(tags.get(0)) > reading.largestPlane())
                return ofImageJ(file, tags, reading);
            image = openImageJTiff(file, reading.largest());
        } catch (IOException e) {
            if (reading.damage().isEmpty()) throw e;
            return ofImageJ(file, tags, reading);
        }
        TiffByImageJ.note(image, tags.get(0))
                .ifPresent(note -> image.setProperty(TiffImage.NOTES, List.of(note)));
        return image;
    }

    /** By our own reader. */
    private static ImagePlus ofImageJ(Path file, List<TiffDirectory> tags, Reading reading)
            throws IOException {
        return LargeImageJTiff.withSelections(
                new TiffImage(file, tags).open(reading), planes(file)[0]);
    }

    private static int bitsOf(Path file) throws IOException {
        return TiffDirectory.all(file).get(0).number(BITS_PER_SAMPLE, 1);
    }

    private static ImagePlus openImageJTiff(Path file, long largest) throws IOException {
        FileInfo[] planes = planes(file);
        requireWhole(planes, bitsOf(file), Files.size(file));
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
    private static void requireWhole(FileInfo[] planes, int bits, long size) throws IOException {
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
                                        ((double) bytesOfRow(plane, bits)
                                                * plane.height
                                                * Math.max(1, plane.nImages));
            if (end > size)
                throw new IOException(
                        "it is truncated, %d bytes long where its header promises %d"
                                .formatted(size, end));
        }
    }

    /** Pixels of 1 and of 12 bit lie packed, each row from a byte of its own. */
    private static long bytesOfRow(FileInfo plane, int bits) {
        boolean packed =
                plane.fileType == FileInfo.BITMAP || plane.fileType == FileInfo.GRAY12_UNSIGNED;
        return packed
                ? ((long) plane.width * bits + 7) / 8
                : (long) plane.width * plane.getBytesPerPixel();
    }

    /** The reader asks in a dialog how to read, unless it is told not to. */
    private static ImagePlus openFilm(String path) throws IOException {
        AVI_Reader reader = new AVI_Reader();
        reader.displayDialog(false);
        IJ.redirectErrorMessages(true);
        try {
            reader.run(path);
        } finally {
            IJ.redirectErrorMessages(false);
        }
        if (reader.getImagePlus() == null)
            throw new IOException(
                    "ImageJ does not know how this film is compressed; save it as an uncompressed or JPEG AVI, or as TIFF");
        return reader.getImagePlus();
    }

    /**
     * ImageJ multiplies by a slope with commands from its menu, which is not there without a
     * display, or runs them with values of their own. So it is done here, to 32-bit as there.
     */
    private static ImagePlus openDicom(String path) {
        ImagePlus image;
        boolean asFloat = Prefs.openDicomsAsFloat;
        boolean scaled = Prefs.fixedDicomScaling;
        Prefs.openDicomsAsFloat = false;
        Prefs.fixedDicomScaling = true;
        try {
            image = openAny(path);
        } finally {
            Prefs.openDicomsAsFloat = asFloat;
            Prefs.fixedDicomScaling = scaled;
        }
        if (image == null || image.getBitDepth() == RGB) return image;
        double slope = number(image, "0028,1053", 1);
        if (slope == 1) return image;
        FileInfo file = image.getOriginalFileInfo();
        boolean signed = file != null && file.fileType == FileInfo.GRAY16_SIGNED;
        double shift = number(image, "0028,1052", 0) - (signed ? SIGNED_ZERO * slope : 0);
        ImageStack stack = new ImageStack(image.getWidth(), image.getHeight());
        for (int i = 1; i <= image.getStackSize(); i++) {
            float[] values = new float[image.getWidth() * image.getHeight()];
            ImageProcessor raw = image.getStack().getProcessor(i);
            for (int k = 0; k < values.length; k++)
                values[k] = (float) (slope * raw.getf(k) + shift);
            stack.addSlice(image.getStack().getSliceLabel(i), values);
        }
        image.getCalibration().disableDensityCalibration();
        image.setStack(stack);
        image.resetDisplayRange();
        return image;
    }

    private static double number(ImagePlus image, String tag, double missing) {
        String text = DicomTools.getTag(image, tag);
        if (text == null || text.isBlank()) return missing;
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            return missing;
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

    private static String reason(Throwable e) {
        if (e instanceof HeadlessException)
            return "ImageJ's reader of such files asks in a dialog, which needs a display; open it in ImageJ's window and save it as TIFF";
        if (e instanceof OutOfMemoryError)
            return "it does not fit into memory; give Java more (-Xmx), or cut it into parts";
        if (e instanceof IOException && e.getMessage() != null) return e.getMessage();
        return "ImageJ's reader failed (%s); is it whole? Else %s".formatted(e, TiffImage.WAY_OUT);
    }
}
