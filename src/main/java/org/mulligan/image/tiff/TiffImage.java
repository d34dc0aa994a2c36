package org.mulligan.image.tiff;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileInfo;
import ij.measure.Calibration;
import ij.process.LUT;
import java.awt.Color;
import java.awt.image.ColorModel;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.mulligan.image.plane.PlanesByPart;
import org.mulligan.image.plane.Reading;
import org.mulligan.image.tiff.write.OmeText;

/**
 * Opens a TIFF file that ImageJ did not write. Every page is looked at: ImageJ looks at the first,
 * and takes the others for alike.
 */
public final class TiffImage {
    /** For what is read neither here nor by ImageJ. */
    public static final String WAY_OUT =
            "open it with Bio-Formats (in Fiji, File > Import > Bio-Formats) and save it as TIFF";

    /** Of an opened image: what the user should know of how its file was read. */
    public static final String NOTES = "mulligan.notes";

    private static final int TEXT_TAGS_END = 317;
    private static final int COLOUR_MAP = 320;
    private static final int WHITE_IS_ZERO = 0;
    static final int X_RESOLUTION = 282;
    static final int Y_RESOLUTION = 283;
    private static final int RESOLUTION_UNIT = 296;
    private static final int INCH = 2;
    private static final int CM = 3;

    /** Of a screen; says nothing of the specimen. */
    private static final double SCREEN_PER_INCH = 72;

    private static final double UM_PER_CM = 1e4;

    /** ImageJ's, above which cm are not made um. */
    private static final double SMALL_CM = 1e-3;

    private final Path file;
    private final List<TiffDirectory> tags;
    private final List<String> notes = new ArrayList<>();

    /**
     * @param tags of all its pages
     */
    public TiffImage(Path file, List<TiffDirectory> tags) {
        this.file = file;
        this.tags = tags;
    }

    /**
     * Opens it.
     *
     * @param largest bytes of pixels up to which all are read; else a plane when it is asked for
     * @throws IOException when it is cut short, its pages are not alike, or its pixels are not read
     */
    public ImagePlus open(long largest) throws IOException {
        return open(new Reading(largest, Long.MAX_VALUE));
    }

    /** Opens one whose planes may be too large for the memory; those of RGB are read whole. */
    public ImagePlus open(Reading reading) throws IOException {
        TiffAxes axes = TiffAxes.of(file, tags, notes::add);
        List<TiffPage> pages = axes.pages();
        TiffPage whole = pages.get(0);
        if ((long) whole.width() * whole.height() > Integer.MAX_VALUE - 8)
            throw new IOException(
                    "its planes have %d x %d px, and those of ImageJ end at 2147483639 px; cut it into parts"
                            .formatted(whole.width(), whole.height()));
        if (reading.damage().isEmpty()) TiffChecks.requireWhole(pages);
        else TiffChecks.requireListed(pages);
        TiffPage first = pages.get(0);
        noteHoles(pages);
        double plane =
                (double) first.width()
                        * first.height()
                        * (first.depth() == 24 ? 4 : first.depth() / 8);
        boolean large = plane > reading.largestPlane() && first.depth() != 24;
        TiffStack planes =
                new TiffStack(pages, axes.order(), colours(first), large, reading.damage());
        if (first.unseen() > 0)
            notes.add(
                    "Each pixel has %d sample%s of opacity or of no stated meaning, which %s not read"
                            .formatted(
                                    first.unseen(),
                                    first.unseen() == 1 ? "" : "s",
                                    first.unseen() == 1 ? "is" : "are"));
        if (first.isSigned() && first.bits() < Short.SIZE)
            notes.add(
                    "Signed pixels of %d bit are opened as signed ones of 16 bit, as ImageJ has no smaller ones"
                            .formatted(first.bits()));
        double bytes = planes.getSize() * plane;
        ImageStack stack =
                large || bytes > reading.largest() && planes.getSize() > 1
                        ? planes
                        : inMemory(planes);
        ImagePlus image = new ImagePlus(file.getFileName().toString(), stack);
        image.setFileInfo(fileInfo(first));
        if (first.isSigned()) image.getLocalCalibration().setSigned16BitCalibration();
        calibrate(image.getCalibration(), axes);
        String info = info();
        if (!info.isEmpty()) image.setProperty("Info", info);
        if (first.depth() != 24 && first.depth() != 8 && !large) image.resetDisplayRange();
        image.setDimensions(axes.order().channels(), axes.order().slices(), axes.order().frames());
        label(stack, axes);
        ImagePlus opened = coloured(image, axes);
        opened.setProperty(NOTES, List.copyOf(notes));
        return opened;
    }

    private void noteHoles(List<TiffPage> pages) {
        long empty = pages.stream().mapToLong(TiffPage::empty).sum();
        if (empty > 0)
            notes.add(
                    "%d of its %ss were never written; their pixels are 0"
                            .formatted(empty, pages.get(0).chunkName()));
    }

    private void label(ImageStack stack, TiffAxes axes) {
        List<String> labels = comment(OmeText.LABELS).lines().toList();
        for (int i = 0; i < stack.getSize(); i++) {
            if (!axes.names().isEmpty())
                stack.setSliceLabel(axes.names().get(i % axes.order().channels()), i + 1);
            else if (i < labels.size() && !labels.get(i).isEmpty())
                stack.setSliceLabel(labels.get(i), i + 1);
        }
    }

    /** What we have written into an annotation of OME-XML; empty where there is none. */
    private String comment(String space) {
        String description = tags.get(0).description();
        if (!description.contains("\"" + space + "\"")) return "";
        return OmeXml.inInfo(description)
                .map(xml -> xml.comments().getOrDefault(space, ""))
                .orElse("");
    }

    /**
     * What Info is to say, without reading pixels.
     *
     * @return empty where it would say nothing
     * @throws IOException when the file is cut short, or its pixels are not read
     */
    public Optional<String> wholeInfo() throws IOException {
        TiffChecks.requireWhole(TiffAxes.of(file, tags, notes::add).pages());
        return Optional.of(info()).filter(text -> !text.isEmpty());
    }

    private String info() {
        String own = comment(OmeText.INFO);
        if (own.isEmpty()) own = ImageJText.info(tags.get(0));
        return own.isEmpty() ? texts() : own;
    }

    private ImageStack inMemory(TiffStack planes) throws IOException {
        ImageStack stack = new ImageStack(planes.getWidth(), planes.getHeight());
        long rounded = 0;
        for (int n = 1; n <= planes.getSize(); n++) {
            TiffStack.Plane plane = planes.plane(n);
            rounded += plane.rounded();
            if (n == 1) stack.setColorModel(plane.processor().getColorModel());
            stack.addSlice(null, plane.processor());
        }
        if (rounded > 0)
            notes.add(
                    "%d pixels hold whole numbers above 16777216, which ImageJ's 32-bit images round"
                            .formatted(rounded));
        return stack;
    }

    private static ImagePlus coloured(ImagePlus image, TiffAxes axes) {
        int channels = axes.order().channels();
        if (image.getBitDepth() == 24) {
            image.setOpenAsHyperStack(axes.order().frames() > 1 || channels > 1);
            return image;
        }
        List<Color> colours = axes.colours();
        if (channels == 1) {
            if (!colours.isEmpty())
                PlanesByPart.setLut(image, LUT.createLutFromColor(colours.get(0)));
            image.setOpenAsHyperStack(axes.order().frames() > 1 && axes.order().slices() > 1);
            return image;
        }
        int mode =
                channels <= CompositeImage.MAX_CHANNELS
                        ? CompositeImage.COMPOSITE
                        : CompositeImage.COLOR;
        CompositeImage composite = new CompositeImage(image, mode);
        if (!colours.isEmpty())
            for (int c = 1; c <= channels; c++) {
                LUT lut = LUT.createLutFromColor(colours.get(c - 1));
                LUT own = composite.getChannelLut(c);
                lut.min = own.min;
                lut.max = own.max;
                composite.setChannelLut(lut, c);
            }
        composite.setOpenAsHyperStack(true);
        return composite;
    }

    /** Colours of the page's own table, or ImageJ's inverted grey. */
    private ColorModel colours(TiffPage page) {
        long[] map = tags.get(0).all(COLOUR_MAP);
        int entries = map.length / 3;
        if (page.photometric() == TiffPage.PALETTE && page.depth() == 8 && entries > 0) {
            byte[][] table = new byte[3][256];
            for (int c = 0; c < 3; c++)
                for (int i = 0; i < Math.min(entries, 256); i++)
                    table[c][i] = (byte) (map[c * entries + i] >> 8);
            return new LUT(table[0], table[1], table[2]);
        }
        if (page.photometric() != WHITE_IS_ZERO) return null;
        byte[] inverted = new byte[256];
        for (int i = 0; i < 256; i++) inverted[i] = (byte) (255 - i);
        return new LUT(inverted, inverted, inverted);
    }

    /** By which others tell what it was opened from. */
    private FileInfo fileInfo(TiffPage page) {
        FileInfo info = new FileInfo();
        info.fileFormat = FileInfo.TIFF;
        info.fileName = file.getFileName().toString();
        info.directory = file.toAbsolutePath().getParent() + File.separator;
        info.width = page.width();
        info.height = page.height();
        info.whiteIsZero = page.photometric() == WHITE_IS_ZERO;
        info.fileType =
                switch (page.depth()) {
                    case 8 ->
                            page.photometric() == TiffPage.PALETTE
                                    ? FileInfo.COLOR8
                                    : FileInfo.GRAY8;
                    case 16 -> page.isSigned() ? FileInfo.GRAY16_SIGNED : FileInfo.GRAY16_UNSIGNED;
                    case 24 -> FileInfo.RGB;
                    default -> FileInfo.GRAY32_FLOAT;
                };
        return info;
    }

    private void calibrate(Calibration calibration, TiffAxes axes) {
        double[] perUnit = {perUnit(tags.get(0), X_RESOLUTION), perUnit(tags.get(0), Y_RESOLUTION)};
        int unit = tags.get(0).number(RESOLUTION_UNIT, INCH);
        boolean screen = unit == INCH && perUnit[0] == SCREEN_PER_INCH;
        if (perUnit[0] > 0 && perUnit[1] > 0 && !screen && (unit == INCH || unit == CM)) {
            boolean small = unit == CM && 1 / perUnit[0] <= SMALL_CM;
            double factor = small ? UM_PER_CM : 1;
            calibration.pixelWidth = factor / perUnit[0];
            calibration.pixelHeight = factor / perUnit[1];
            calibration.setUnit(small ? "um" : unit == CM ? "cm" : "inch");
        }
        axes.scale().accept(calibration);
    }

    /** Pixels to the unit; 0 where it is not said. */
    static double perUnit(TiffDirectory page, int tag) {
        double[] values = page.ratios().get(tag);
        return values != null && values.length > 0 && values[0] > 0 && Double.isFinite(values[0])
                ? values[0]
                : 0;
    }

    /** As ImageJ writes the texts of a file into Info. */
    private String texts() {
        Map<Integer, String> names =
                Map.of(
                        270, "ImageDescription",
                        305, "Software",
                        306, "DateTime",
                        315, "Artist",
                        316, "HostComputer");
        StringBuilder info = new StringBuilder();
        IntStream.range(TiffDirectory.DESCRIPTION, TEXT_TAGS_END)
                .filter(names::containsKey)
                .forEach(
                        tag -> {
                            String text = tags.get(0).texts().getOrDefault(tag, "");
                            if (!text.isEmpty())
                                info.append(names.get(tag)).append(": ").append(text).append('\n');
                        });
        return info.toString();
    }
}
