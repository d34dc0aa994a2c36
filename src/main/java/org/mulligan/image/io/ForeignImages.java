package org.mulligan.image.io;

import ij.ImagePlus;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import net.imglib2.RandomAccessibleInterval;
import org.mulligan.image.host.HostFormats;
import org.mulligan.image.tiff.TiffImage;

/** Files that ImageJ does not open, though they look like images: why, and what to do. */
final class ForeignImages {
    /** Endings of files of microscopes and slide scanners, and whose they are. */
    private static final Map<String, String> FORMATS = new TreeMap<>();

    static {
        add("Zeiss", "czi", "zvi", "lsm", "lms");
        add("Leica", "lif", "lei", "lof", "xlef", "scn");
        add("Nikon", "nd2", "nd");
        add("Olympus", "oib", "oif", "oir", "vsi", "ets", "omp2info");
        add("Imaris", "ims");
        add("DeltaVision", "dv", "r3d", "mrc");
        add("MetaMorph", "stk");
        add("PerkinElmer", "flex", "qptiff", "mvd2");
        add("a slide scanner", "svs", "ndpi", "mrxs", "bif", "vms");
        add("Andor", "sif");
        add("3i", "sld", "sldy");
        add("Gatan", "dm3", "dm4");
        add("Hamamatsu", "his", "dcimg");
        add("Bio-Rad", "pic");
        add("ICS", "ics", "ids");
        add("HDF5", "h5", "hdf5");
        add("JPEG 2000", "jp2", "j2k");
        add("WebP", "webp");
        add("HEIF", "heic", "heif");
        add("NIfTI", "nii");
        add("NRRD", "nrrd", "nhdr");
        add("MHA", "mha", "mhd");
    }

    /** Of files that ImageJ opens when they are whole. */
    private static final Set<String> OWN =
            Set.of(
                    "tif", "tiff", "btf", "tf8", "tf2", "png", "gif", "jpg", "jpeg", "bmp", "pgm",
                    "ppm", "pbm", "dcm", "dicom", "fits", "fit", "avi");

    private static final String CZI = "ZISRAWFILE";

    /** What to do about a file that only Bio-Formats reads. */
    private static final String BIO_FORMATS =
            "Mulligan opens it through Bio-Formats, which Fiji has and plain ImageJ gets as a plugin (bioformats_package.jar); on the command line, run it in Fiji, or convert it to OME-TIFF or OME-Zarr, with bfconvert or bioformats2raw";

    private static final Pattern SERIES = Pattern.compile("\\d{1,6}");

    private ForeignImages() {}

    /** Whether a path leads to an image in a file of several, by its number: NAME.lif/1. */
    static boolean isSeries(Path path) {
        Path file = path.getParent();
        return file != null
                && SERIES.matcher(path.getFileName().toString()).matches()
                && Files.isRegularFile(file)
                && isForeign(file);
    }

    /** Whether a file has, by its ending or its first bytes, a format that ImageJ does not read. */
    static boolean isForeign(Path file) {
        return FORMATS.containsKey(ending(file)) || start(file).startsWith(CZI);
    }

    /** Whether the host has a reader for it. */
    static boolean isRead(Path file) {
        return isForeign(file) && HostFormats.areThere();
    }

    /**
     * Opens an image by a reader of the host, for which {@link #isSeries} or {@link #isForeign}
     * holds.
     *
     * @throws IOException when there is no reader, or it cannot read the file; says what to do
     */
    static ImagePlus open(Path path) throws IOException {
        boolean within = isSeries(path);
        Path file = within ? path.getParent() : path;
        int series = within ? Integer.parseInt(path.getFileName().toString()) : 0;
        Optional<HostFormats.Opened> opened = HostFormats.open(file, series);
        if (opened.isPresent()) {
            ImagePlus image = opened.get().image();
            image.setProperty(TiffImage.NOTES, opened.get().notes());
            return image;
        }
        if (series > 0)
            throw new IOException(
                    "Bio-Formats is needed for image %d of %s; %s"
                            .formatted(series, file.getFileName(), BIO_FORMATS));
        Optional<RandomAccessibleInterval<?>> dataset = HostFormats.dataset(file);
        if (dataset.isEmpty()) throw new IOException(reason(file).orElse(BIO_FORMATS));
        ImagePlus image = ImgLibImage.of(dataset.get());
        image.setTitle(file.getFileName().toString());
        return image;
    }

    private static void add(String maker, String... endings) {
        for (String ending : endings) FORMATS.put(ending, maker);
    }

    /**
     * Why a file that looks like an image, by its ending or its first bytes, is none that ImageJ
     * opens; empty where it does not look like one. It is not asked whether ImageJ opens it.
     */
    static Optional<String> reason(Path file) {
        String ending = ending(file);
        boolean named = OWN.contains(ending) || FORMATS.containsKey(ending);
        if (!Files.exists(file))
            return named ? Optional.of("it is a link to nothing") : Optional.empty();
        if (!Files.isReadable(file))
            return named
                    ? Optional.of(
                            "there is no permission to read it; give yourself the permission, or ask its owner")
                    : Optional.empty();
        String start = start(file);
        if (start.startsWith(CZI)) ending = "czi";
        if (FORMATS.containsKey(ending))
            return Optional.of(
                    "it has a format of its own (%s), which ImageJ does not open by itself; %s"
                            .formatted(FORMATS.get(ending), BIO_FORMATS));
        if (OWN.contains(ending))
            return Optional.of(
                    "no format that ImageJ opens, though its name ends in .%s; is it whole?"
                            .formatted(ending));
        return Optional.empty();
    }

    /**
     * Why ImageJ, which takes names as text, would not find the file: a name in letters that the
     * process's encoding does not have.
     */
    static Optional<String> unspeakable(Path file) {
        if (!Files.exists(file) || new File(file.toString()).exists()) return Optional.empty();
        return Optional.of(
                "its name has letters that this locale (%s) cannot spell; set another before the start, such as LC_ALL=C.UTF-8, or rename the file"
                        .formatted(System.getProperty("sun.jnu.encoding")));
    }

    /** Whether a file is named or begins as an image does. */
    static boolean looksLikeImage(Path file) {
        return reason(file).isPresent() || Files.isReadable(file) && known(file);
    }

    /** By its first bytes, as it cannot be found by its name. */
    private static boolean known(Path file) {
        String start = start(file);
        return start.startsWith("II*\0")
                || start.startsWith("MM\0*")
                || start.startsWith("II+\0")
                || start.startsWith("MM\0+")
                || start.startsWith("\u0089PNG")
                || start.startsWith("GIF8")
                || start.startsWith("\u00ff\u00d8\u00ff");
    }

    private static String ending(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static String start(Path file) {
        if (!Files.isRegularFile(file)) return "";
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(CZI.length()), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
