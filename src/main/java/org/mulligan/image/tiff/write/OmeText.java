package org.mulligan.image.tiff.write;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.LUT;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.mulligan.image.tiff.write.TiledLayout.Kind;

/**
 * The OME-XML of an image of ImageJ, in ASCII. What the model has no place for, Info and labels
 * that are not those of channels, are annotations, which {@code image.tiff} reads again.
 *
 * @see <a href="https://www.openmicroscopy.org/Schemas/OME/2016-06/ome.xsd">the schema</a>
 */
public final class OmeText {
    /** Of the annotation with Info. */
    public static final String INFO = "imagej.net/ij/info";

    /** Of the annotation with the labels of all planes, a line each. */
    public static final String LABELS = "imagej.net/ij/labels";

    private static final String START =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><OME xmlns=\"http://www.openmicroscopy.org/Schemas/OME/2016-06\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"http://www.openmicroscopy.org/Schemas/OME/2016-06 http://www.openmicroscopy.org/Schemas/OME/2016-06/ome.xsd\" UUID=\"urn:uuid:%s\" Creator=\"Mulligan\">";

    private static final Map<String, String> LENGTHS =
            Map.ofEntries(
                    Map.entry("um", "\u00b5m"),
                    Map.entry("\u00b5m", "\u00b5m"),
                    Map.entry("\u03bcm", "\u00b5m"),
                    Map.entry("micron", "\u00b5m"),
                    Map.entry("microns", "\u00b5m"),
                    Map.entry("micrometer", "\u00b5m"),
                    Map.entry("nm", "nm"),
                    Map.entry("pm", "pm"),
                    Map.entry("\u00c5", "\u00c5"),
                    Map.entry("mm", "mm"),
                    Map.entry("cm", "cm"),
                    Map.entry("m", "m"),
                    Map.entry("meter", "m"),
                    Map.entry("km", "km"),
                    Map.entry("inch", "in"),
                    Map.entry("in", "in"));

    private static final Map<String, String> TIMES =
            Map.ofEntries(
                    Map.entry("s", "s"),
                    Map.entry("sec", "s"),
                    Map.entry("seconds", "s"),
                    Map.entry("ms", "ms"),
                    Map.entry("msec", "ms"),
                    Map.entry("us", "\u00b5s"),
                    Map.entry("min", "min"),
                    Map.entry("h", "h"),
                    Map.entry("hour", "h"),
                    Map.entry("d", "d"));

    private final ImagePlus image;
    private final Kind kind;

    /**
     * @param image its pixels are not looked at
     */
    public OmeText(ImagePlus image, Kind kind) {
        this.image = image;
        this.kind = kind;
    }

    /**
     * The text.
     *
     * @param info of the image; empty = none
     */
    public String of(String info) {
        List<String> notes = new ArrayList<>();
        if (!info.isEmpty()) notes.add(annotation(notes.size(), INFO, info));
        List<String> names = channelNames();
        String labels = names.isEmpty() ? labels() : "";
        if (!labels.isEmpty()) notes.add(annotation(notes.size(), LABELS, labels));
        StringBuilder xml = new StringBuilder(START.formatted(UUID.randomUUID()));
        xml.append("<Image ID=\"Image:0\" Name=\"%s\">".formatted(escaped(image.getTitle())));
        xml.append(
                "<Pixels ID=\"Pixels:0\" DimensionOrder=\"XYCZT\" Type=\"%s\"".formatted(kind.ome));
        xml.append(
                " BigEndian=\"false\" SizeX=\"%d\" SizeY=\"%d\" SizeC=\"%d\" SizeZ=\"%d\" SizeT=\"%d\""
                        .formatted(
                                image.getWidth(),
                                image.getHeight(),
                                image.getNChannels() * kind.samples,
                                image.getNSlices(),
                                image.getNFrames()));
        xml.append(scale()).append('>');
        for (int c = 0; c < image.getNChannels(); c++) xml.append(channel(c, names));
        xml.append(
                "<TiffData IFD=\"0\" PlaneCount=\"%d\"/></Pixels>".formatted(image.getStackSize()));
        for (int i = 0; i < notes.size(); i++)
            xml.append("<AnnotationRef ID=\"Annotation:%d\"/>".formatted(i));
        xml.append("</Image>");
        if (!notes.isEmpty())
            xml.append(
                    "<StructuredAnnotations>%s</StructuredAnnotations>"
                            .formatted(String.join("", notes)));
        return xml.append("</OME>").toString();
    }

    /** Pixels to the cm; 0 where they have no length, or are not square. */
    public double pixelsPerCm() {
        Calibration calibration = image.getCalibration();
        double cm =
                switch (LENGTHS.getOrDefault(calibration.getXUnit(), "")) {
                    case "\u00b5m" -> 1e-4;
                    case "nm" -> 1e-7;
                    case "mm" -> 0.1;
                    case "cm" -> 1;
                    default -> 0;
                };
        boolean square = calibration.pixelWidth == calibration.pixelHeight;
        return cm > 0 && square ? 1 / (cm * calibration.pixelWidth) : 0;
    }

    private String scale() {
        Calibration calibration = image.getCalibration();
        StringBuilder text = new StringBuilder();
        if (calibration.scaled() && !calibration.getXUnit().startsWith("pixel")) {
            text.append(length('X', calibration.pixelWidth, calibration.getXUnit()));
            text.append(length('Y', calibration.pixelHeight, calibration.getYUnit()));
            if (image.getNSlices() > 1 || calibration.pixelDepth != 1)
                text.append(length('Z', calibration.pixelDepth, calibration.getZUnit()));
        }
        String unit = TIMES.get(calibration.getTimeUnit());
        if (calibration.frameInterval > 0 && unit != null)
            text.append(
                    " TimeIncrement=\"%s\" TimeIncrementUnit=\"%s\""
                            .formatted(calibration.frameInterval, escaped(unit)));
        return text.toString();
    }

    /** Of a unit that OME has not, the number alone says how sides compare. */
    private static String length(char axis, double size, String unit) {
        if (!(size > 0) || Double.isInfinite(size)) return "";
        return " PhysicalSize%1$s=\"%2$s\" PhysicalSize%1$sUnit=\"%3$s\""
                .formatted(axis, size, escaped(LENGTHS.getOrDefault(unit, "reference frame")));
    }

    private String channel(int channel, List<String> names) {
        StringBuilder text =
                new StringBuilder(
                        "<Channel ID=\"Channel:0:%d\" SamplesPerPixel=\"%d\""
                                .formatted(channel, kind.samples));
        if (!names.isEmpty()) text.append(" Name=\"%s\"".formatted(escaped(names.get(channel))));
        colour(channel).ifPresent(rgb -> text.append(" Color=\"%d\"".formatted(rgb << 8 | 0xff)));
        return text.append("><LightPath/></Channel>").toString();
    }

    /** Of a table that goes from black to it. */
    private Optional<Integer> colour(int channel) {
        if (kind == Kind.RGB) return Optional.empty();
        LUT lut;
        if (image instanceof CompositeImage composite) lut = composite.getChannelLut(channel + 1);
        else {
            LUT[] luts = image.getLuts();
            if (luts.length == 0) return Optional.empty();
            lut = luts[0];
        }
        int last = lut.getRGB(255);
        for (int i = 0; i < 256; i += 51)
            for (int shift = 0; shift <= 16; shift += 8) {
                int level = (last >> shift & 255) * i / 255;
                if (Math.abs((lut.getRGB(i) >> shift & 255) - level) > 2) return Optional.empty();
            }
        return Optional.of(last & 0xffffff);
    }

    /** Where each plane is labelled as its channel. */
    private List<String> channelNames() {
        int channels = image.getNChannels();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < image.getStackSize(); i++) {
            String label = label(i);
            if (label.isEmpty() || label.contains("\n")) return List.of();
            if (i < channels) names.add(label);
            else if (!names.get(i % channels).equals(label)) return List.of();
        }
        return names;
    }

    private String labels() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < image.getStackSize(); i++) lines.add(label(i).replace("\n", " "));
        String all = String.join("\n", lines);
        return all.isBlank() ? "" : all;
    }

    private String label(int plane) {
        String label =
                image.getStackSize() == 1
                        ? (String) image.getProperty("Label")
                        : image.getStack().getSliceLabel(plane + 1);
        return label == null ? "" : label;
    }

    private static String annotation(int number, String space, String text) {
        return "<CommentAnnotation ID=\"Annotation:%d\" Namespace=\"%s\"><Value>%s</Value></CommentAnnotation>"
                .formatted(number, space, escaped(text));
    }

    /** As XML has it, in ASCII; letters that XML has not become question marks. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints()
                .forEach(
                        letter -> {
                            switch (letter) {
                                case '&' -> escaped.append("&amp;");
                                case '<' -> escaped.append("&lt;");
                                case '>' -> escaped.append("&gt;");
                                case '"' -> escaped.append("&quot;");
                                case '\n' -> escaped.append("&#10;");
                                case '\t' -> escaped.append("&#9;");
                                case '\r' -> {}
                                default -> {
                                    boolean none =
                                            letter < ' '
                                                    || letter >= 0xd800 && letter < 0xe000
                                                    || (letter & 0xfffe) == 0xfffe;
                                    if (none) escaped.append('?');
                                    else if (letter < 127) escaped.append((char) letter);
                                    else escaped.append("&#").append(letter).append(';');
                                }
                            }
                        });
        return escaped.toString();
    }
}
