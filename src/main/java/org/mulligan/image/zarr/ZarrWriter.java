package org.mulligan.image.zarr;

import ij.ImagePlus;
import ij.measure.Calibration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.mulligan.disk.WholeFiles;
import org.mulligan.image.plane.ColourPixels;
import org.mulligan.image.plane.FilePixels;
import org.mulligan.image.plane.Pixels;

/**
 * Writes an image as OME-Zarr, plane by plane: at full size, and halved until a side has at most
 * 256 px. The folder appears under its name only when it is whole.
 */
public final class ZarrWriter {
    /** Of what OME-Zarr has no place for: Info and the labels of planes. */
    static final String OWN = "mulligan";

    private static final int RGB = 24;
    private static final int COLOURS = 3;

    /** Of files that are gone when a plane is written. */
    private static final String HALF = ".half-";

    /** Px of the longer side of the smallest level. */
    private static final int SMALLEST = 256;

    /** Gives the pixels of a plane. */
    @FunctionalInterface
    public interface Planes {
        /**
         * @param plane from 0, each asked for once, in order
         * @return 8, 16 or 32 bit; {@link ColourPixels} of an RGB image
         */
        Pixels compute(int plane) throws IOException;
    }

    private final ImagePlus blank;
    private final ZarrFormat format;
    private final Path folder;
    private final PixelType type;
    private final List<long[]> shapes = new ArrayList<>();
    private final List<ZarrArrayWriter> levels = new ArrayList<>();
    private final int channels;

    private ZarrWriter(ImagePlus blank, ZarrFormat format, Path folder) throws IOException {
        this.blank = blank;
        this.format = format;
        this.folder = folder;
        int depth = blank.getBitDepth();
        type = ImageJPixels.type(depth, blank.getLocalCalibration().isSigned16Bit());
        channels = blank.getNChannels() * (depth == RGB ? COLOURS : 1);
        long width = blank.getWidth();
        long height = blank.getHeight();
        while (true) {
            long[] shape = {blank.getNFrames(), channels, blank.getNSlices(), height, width};
            ArrayLayout layout = format.layout(shape, type);
            Path level = Files.createDirectories(folder.resolve("" + shapes.size()));
            Files.write(
                    level.resolve(format.arrayFile()), Json.bytes(format.arrayMetadata(layout)));
            shapes.add(shape);
            levels.add(new ZarrArrayWriter(level, layout));
            if (Math.max(width, height) <= SMALLEST) break;
            width = (width + 1) / 2;
            height = (height + 1) / 2;
        }
    }

    /** Bytes of the pixels at all sizes, not packed. */
    public static double bytes(ImagePlus blank) {
        return 4.0
                / 3
                * blank.getWidth()
                * blank.getHeight()
                * blank.getStackSize()
                * (blank.getBitDepth() / Byte.SIZE);
    }

    /**
     * Writes a folder.
     *
     * @param blank everything of the image but its pixels
     * @param info of the image; asked for when all planes are written
     * @param target does not exist; the folder that it is in does
     * @throws IOException also when {@code planes} throws; no folder is left then
     */
    public static void write(
            ImagePlus blank, Planes planes, Supplier<String> info, ZarrFormat format, Path target)
            throws IOException {
        WholeFiles.create(
                target,
                part -> {
                    ZarrWriter writer = new ZarrWriter(blank, format, part);
                    for (int plane = 0; plane < blank.getStackSize(); plane++)
                        writer.plane(plane, planes.compute(plane));
                    writer.metadata(info.get(), name(target));
                });
    }

    private static String name(Path target) {
        return target.getFileName().toString().replaceFirst("(?i)(\\.ome)?\\.zarr$", "");
    }

    private void plane(int plane, Pixels pixels) throws IOException {
        int c = plane % blank.getNChannels();
        int z = plane / blank.getNChannels() % blank.getNSlices();
        int t = plane / blank.getNChannels() / blank.getNSlices();
        if (!pixels.isArray()) {
            large(t, c, z, pixels);
            return;
        }
        if (!(pixels.array() instanceof int[] colours)) {
            channel(t, c, z, pixels);
            return;
        }
        for (int colour = 0; colour < COLOURS; colour++) {
            byte[] values = new byte[colours.length];
            for (int i = 0; i < values.length; i++)
                values[i] = (byte) (colours[i] >> 16 - 8 * colour);
            channel(t, c * COLOURS + colour, z, Pixels.of(values, pixels.width(), pixels.height()));
        }
    }

    private void channel(int t, int c, int z, Pixels pixels) throws IOException {
        Pixels level = pixels;
        for (int i = 0; i < levels.size(); i++) {
            if (i > 0) level = Halved.of(level);
            levels.get(i)
                    .write(
                            new long[] {t, c, z, 0, 0},
                            new int[] {1, 1, 1, level.height(), level.width()},
                            ImageJPixels.stored(level, type));
        }
    }

    /** A plane that is not in memory: by boxes of whole files; smaller levels on the disk, too. */
    private void large(int t, int c, int z, Pixels pixels) throws IOException {
        Pixels level = pixels;
        List<FilePixels> halves = new ArrayList<>();
        try {
            for (int i = 0; i < levels.size(); i++) {
                if (i > 0) {
                    FilePixels half =
                            new FilePixels(
                                    folder.resolve(HALF + i),
                                    (level.width() + 1) / 2,
                                    (level.height() + 1) / 2,
                                    pixels.bitDepth());
                    halves.add(half);
                    Halved.into(level, half);
                    level = half;
                }
                boxes(new long[] {t, c, z, 0, 0}, levels.get(i), level);
            }
        } finally {
            for (int i = 0; i < halves.size(); i++) {
                halves.get(i).close();
                Files.delete(folder.resolve(HALF + (i + 1)));
            }
        }
    }

    private void boxes(long[] place, ZarrArrayWriter array, Pixels pixels) throws IOException {
        int[] file = array.file();
        int high = file[3];
        int wide = file[4];
        for (int top = 0; top < pixels.height(); top += high)
            for (int left = 0; left < pixels.width(); left += wide) {
                int rows = Math.min(high, pixels.height() - top);
                int columns = Math.min(wide, pixels.width() - left);
                Pixels box = Pixels.blank(pixels.bitDepth(), columns, rows);
                float[] row = new float[columns];
                for (int y = 0; y < rows; y++) {
                    pixels.get(left, top + y, columns, row);
                    box.set(0, y, columns, row);
                }
                long[] origin = place.clone();
                origin[3] = top;
                origin[4] = left;
                array.write(
                        origin, new int[] {1, 1, 1, rows, columns}, ImageJPixels.stored(box, type));
            }
    }

    private void metadata(String info, String name) throws IOException {
        List<String> names = channelNames();
        Map<String, Object> scales =
                Json.of("name", name, "axes", axes(), "datasets", datasets(), "type", "mean");
        if (!format.isV3()) scales.put("version", format.version());
        Map<String, Object> ome = Json.of("multiscales", List.of(scales));
        ome.put("omero", OmeChannels.of(blank, names).omero(type));
        Map<String, Object> own = Json.of("info", info);
        if (blank.getBitDepth() != RGB && Arrays.stream(labels()).anyMatch(Objects::nonNull))
            own.put("labels", Arrays.asList(labels()));
        if (format.isV3()) {
            Map<String, Object> versioned = Json.of("version", format.version());
            versioned.putAll(ome);
            write(
                    ZarrPath.V3,
                    Json.of(
                            "zarr_format",
                            3,
                            "node_type",
                            "group",
                            "attributes",
                            Json.of("ome", versioned, OWN, own)));
        } else {
            ome.put(OWN, own);
            write(".zgroup", Json.of("zarr_format", 2));
            write(ZarrPath.V2_ATTRIBUTES, ome);
        }
    }

    private void write(String file, Map<String, Object> document) throws IOException {
        Files.write(folder.resolve(file), Json.bytes(document));
    }

    private List<Object> axes() {
        Calibration calibration = blank.getCalibration();
        List<Object> axes = new ArrayList<>();
        axes.add(
                axis(
                        "t",
                        "time",
                        calibration.frameInterval > 0
                                ? Units.timeToOme(calibration.getTimeUnit()).orElse("")
                                : ""));
        axes.add(axis("c", "channel", ""));
        axes.add(axis("z", "space", Units.toOme(calibration.getZUnit()).orElse("")));
        axes.add(axis("y", "space", Units.toOme(calibration.getYUnit()).orElse("")));
        axes.add(axis("x", "space", Units.toOme(calibration.getXUnit()).orElse("")));
        return axes;
    }

    private static Map<String, Object> axis(String name, String type, String unit) {
        Map<String, Object> axis = Json.of("name", name, "type", type);
        if (!unit.isEmpty()) axis.put("unit", unit);
        return axis;
    }

    private List<Object> datasets() {
        Calibration calibration = blank.getCalibration();
        double time = calibration.frameInterval > 0 ? calibration.frameInterval : 1;
        List<Object> datasets = new ArrayList<>();
        for (int i = 0; i < levels.size(); i++) {
            // Pixels of a level are 2, 4, 8, ... as large; the centre of the first moves by half.
            double factor = Math.pow(2, i);
            double shift = (factor - 1) / 2;
            List<Double> scale =
                    List.of(
                            time,
                            1.0,
                            calibration.pixelDepth,
                            calibration.pixelHeight * factor,
                            calibration.pixelWidth * factor);
            List<Double> translation =
                    List.of(
                            0.0,
                            0.0,
                            -calibration.zOrigin * calibration.pixelDepth + 0.0,
                            (shift - calibration.yOrigin) * calibration.pixelHeight + 0.0,
                            (shift - calibration.xOrigin) * calibration.pixelWidth + 0.0);
            List<Object> steps = new ArrayList<>();
            steps.add(Json.of("type", "scale", "scale", scale));
            if (translation.stream().anyMatch(each -> each != 0))
                steps.add(Json.of("type", "translation", "translation", translation));
            datasets.add(Json.of("path", "" + i, "coordinateTransformations", steps));
        }
        return datasets;
    }

    /** One that all planes of a channel have is its name. */
    private List<String> channelNames() {
        List<String> names = new ArrayList<>();
        if (blank.getBitDepth() == RGB) {
            for (int c = 0; c < channels; c++)
                names.add(List.of("red", "green", "blue").get(c % COLOURS));
            return names;
        }
        String[] labels = labels();
        for (int c = 0; c < channels; c++) {
            String name = labels[c];
            for (int i = c; i < labels.length; i += channels)
                if (!Objects.equals(labels[i], name)) name = null;
            names.add(
                    name == null || name.isBlank()
                            ? "channel " + (c + 1)
                            : name.lines().findFirst().orElseThrow());
        }
        return names;
    }

    private String[] labels() {
        String[] labels = new String[blank.getStackSize()];
        for (int i = 0; i < labels.length; i++) {
            try {
                labels[i] = blank.getStack().getSliceLabel(i + 1);
            } catch (ArrayIndexOutOfBoundsException e) {
                // Past its hundredth plane, a virtual stack without labels throws.
                return labels;
            }
        }
        if (labels.length == 1) {
            String info = blank.getInfoProperty();
            // ImageJ gives the only plane of an image without a label its title and Info.
            if (blank.getProperty("Label") instanceof String label) labels[0] = label;
            else if (info != null && labels[0] != null && labels[0].endsWith("\n" + info))
                labels[0] = null;
        }
        return labels;
    }
}
