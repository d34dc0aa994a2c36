package org.mulligan.image.zarr;

import ij.ImagePlus;
import ij.measure.Calibration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mulligan.image.plane.Reading;

/**
 * Opens an image of an OME-Zarr, or an array of a Zarr: at full size, or a smaller level, labels,
 * the field of a plate where the path leads there.
 */
public final class ZarrImage {
    /** Whole arrays of which nothing is stored, above which that is no image. */
    private static final double LARGEST_EMPTY = 1e9;

    /** Characters of metadata that go into Info. */
    private static final int LONGEST_INFO = 1 << 16;

    private final ZarrPath path;
    private final ZarrArray array;
    private final Optional<Multiscale> scales;
    private final Optional<Multiscale.Level> level;
    private final OmeChannels channels;
    private final Map<?, ?> own;
    private final List<String> notes = new ArrayList<>();

    /**
     * An image that was opened.
     *
     * @param notes what the user should know of how it was read
     */
    public record Opened(ImagePlus image, List<String> notes) {}

    private ZarrImage(
            ZarrPath path,
            ZarrArray array,
            Optional<Multiscale> scales,
            Optional<Multiscale.Level> level,
            Optional<ZarrPath> group)
            throws IOException {
        this.path = path;
        this.array = array;
        this.scales = scales;
        this.level = level;
        ZarrPath says = group.orElse(path);
        this.channels = OmeChannels.of(says.ome());
        this.own = Json.map(says.attributes(), ZarrWriter.OWN);
    }

    /** Whether a path is a Zarr or leads into one; not whether it is whole. */
    public static boolean is(Path path) {
        return ZarrPath.is(path);
    }

    /** Whether a name is one under which an image is written as OME-Zarr. */
    public static boolean isNamed(String name) {
        return name.toLowerCase(Locale.ROOT).matches("(?s).*[^/\\\\]\\.zarr[/\\\\]?");
    }

    /**
     * Opens one; its planes are read when they are asked for.
     *
     * @param file for which {@link #is} holds
     * @throws IOException when it is damaged or not read, or is no image: a plate, for example;
     *     says what to give instead
     */
    public static Opened open(Path file) throws IOException {
        return open(file, Reading.ofPlanes());
    }

    /** Opens one whose planes may be too large for the memory. */
    public static Opened open(Path file, Reading reading) throws IOException {
        ZarrPath path = ZarrPath.of(file.toAbsolutePath().normalize());
        try {
            ZarrImage image = at(path);
            return new Opened(image.image(reading), List.copyOf(image.notes));
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** What Info would say of it; empty where it cannot be opened. */
    public static Optional<String> info(Path file) {
        try {
            Map<?, ?> own =
                    Json.map(
                            ZarrPath.of(file.toAbsolutePath().normalize()).attributes(),
                            ZarrWriter.OWN);
            return own.get("info") instanceof String info ? Optional.of(info) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static ZarrImage at(ZarrPath path) throws IOException {
        Optional<ZarrArray> array = path.array();
        if (array.isPresent()) return level(path, array.get());
        Map<?, ?> ome = path.ome();
        List<Multiscale> scales = Multiscale.all(ome);
        if (scales.isEmpty()) return first(path, ome);
        Multiscale.Level level = scales.get(0).levels().get(0);
        ZarrPath place = path.at(level.path());
        ZarrArray largest =
                place.array()
                        .orElseThrow(
                                () ->
                                        new IOException(
                                                "its metadata name the array \"%s\", which is not there"
                                                        .formatted(level.path())));
        ZarrImage image =
                new ZarrImage(
                        path,
                        largest,
                        Optional.of(scales.get(0)),
                        Optional.of(level),
                        Optional.of(path));
        if (scales.size() > 1)
            image.notes.add(
                    "It holds %d images at one place, of which the first is read"
                            .formatted(scales.size()));
        return image;
    }

    /** An array by its path: what is around it may say what it is. */
    private static ZarrImage level(ZarrPath path, ZarrArray array) throws IOException {
        for (Optional<ZarrPath> group = path.parent();
                group.isPresent();
                group = group.get().parent()) {
            String below = path.key().substring(group.get().key().length()).replaceFirst("^/", "");
            for (Multiscale scales : Multiscale.all(group.get().ome())) {
                Optional<Multiscale.Level> level = scales.level(below);
                if (level.isPresent())
                    return new ZarrImage(path, array, Optional.of(scales), level, group);
            }
        }
        return new ZarrImage(path, array, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Of what holds several images: the first, or a message that names some. */
    private static ZarrImage first(ZarrPath path, Map<?, ?> ome) throws IOException {
        if (ome.get("plate") instanceof Map<?, ?> plate)
            throw new IOException(
                    "it is a plate of %d wells; give one field of it, such as %s/%s/0"
                            .formatted(
                                    Json.list(plate, "wells").size(),
                                    path.root(),
                                    firstPath(Json.list(plate, "wells"), "A/1")));
        if (ome.get("well") instanceof Map<?, ?> well) {
            List<?> fields = Json.list(well, "images");
            return firstOf(path, firstPath(fields, "0"), fields.size(), "fields");
        }
        if (path.attributes().get("bioformats2raw.layout") != null
                || ome.get("bioformats2raw.layout") != null) {
            List<?> series = Json.list(path.at("OME").ome(), "series");
            String name = !series.isEmpty() && series.get(0) instanceof String given ? given : "0";
            return firstOf(path, name, series.size(), "images");
        }
        List<String> below =
                path.store().list(path.key()).stream()
                        .filter(name -> !name.startsWith(".") && !name.equals(ZarrPath.V3))
                        .limit(5)
                        .toList();
        throw new IOException(
                below.isEmpty()
                        ? "it holds no Zarr; is it whole?"
                        : "it is a Zarr, and no image itself; give the path of one in it (it holds %s)"
                                .formatted(String.join(", ", below)));
    }

    private static String firstPath(List<?> places, String otherwise) {
        return !places.isEmpty() && places.get(0) instanceof Map<?, ?> first
                ? String.valueOf(first.get("path"))
                : otherwise;
    }

    private static ZarrImage firstOf(ZarrPath path, String below, int count, String what)
            throws IOException {
        ZarrPath place = path.at(below);
        if (place.array().isEmpty() && Multiscale.all(place.ome()).isEmpty())
            throw new IOException(
                    "its metadata name the image \"%s\", which is not there".formatted(below));
        ZarrImage image = at(place);
        if (count > 1)
            image.notes.add(
                    "It holds %d %s, of which the first is read; give the path of another, such as %s/1"
                            .formatted(count, what, path.title()));
        return image;
    }

    private ImagePlus image(Reading reading) throws IOException {
        reading.damage().ifPresent(array::fill);
        ArrayLayout layout = array.layout();
        List<Multiscale.Axis> axes =
                scales.map(Multiscale::axes)
                        .orElse(
                                layout.names().stream()
                                        .map(name -> new Multiscale.Axis(name, "", ""))
                                        .toList());
        AxisPlan plan = AxisPlan.of(axes, layout.shape());
        notes.addAll(plan.notes());
        ImageJPixels.note(layout.type()).ifPresent(notes::add);
        noteChunks(plan);
        ZarrStack stack = new ZarrStack(path.title(), array, plan, reading.largestPlane());
        label(stack);
        ImagePlus image = new ImagePlus(path.title(), stack);
        if (ImageJPixels.isSigned(layout.type()))
            image.getLocalCalibration().setSigned16BitCalibration();
        image.setDimensions(stack.channels(), stack.slices(), stack.frames());
        calibrate(image.getCalibration(), plan, axes);
        ImagePlus opened = channels.shown(image);
        // Where ImageJ keeps the label of an only plane.
        if (stack.getSize() == 1 && stack.getSliceLabel(1) != null)
            opened.setProperty("Label", stack.getSliceLabel(1));
        opened.setProperty("Info", info(axes));
        return opened;
    }

    private void noteChunks(AxisPlan plan) throws IOException {
        ArrayLayout layout = array.layout();
        if (!array.hasChunks()) {
            if (layout.pixels() > LARGEST_EMPTY)
                throw new IOException(
                        "its metadata promise %s, and nothing of it is stored; is it whole?"
                                .formatted(layout.said()));
            notes.add("Nothing of it is stored: all its pixels have its fill value");
        }
        if (!array.keepsSlab(plan.x(), plan.y()))
            notes.add(
                    "Its chunks hold several planes, more than fit into memory at once, so each is unpacked several times; give Java more (-Xmx), or write it with chunks of single planes (convert)");
    }

    /** As this program wrote them; else the names of the channels. */
    private void label(ZarrStack stack) {
        List<?> labels = Json.list(own, "labels");
        List<String> names = channels.names();
        for (int i = 0; i < stack.getSize(); i++) {
            int channel = i % stack.channels();
            if (labels.size() == stack.getSize()) {
                if (labels.get(i) instanceof String label) stack.setSliceLabel(label, i + 1);
            } else if (channel < names.size() && !names.get(channel).isEmpty())
                stack.setSliceLabel(names.get(channel), i + 1);
        }
    }

    private void calibrate(Calibration calibration, AxisPlan plan, List<Multiscale.Axis> axes) {
        if (level.isEmpty() || axes.size() != array.layout().shape().length) return;
        double[] scale = level.get().scale();
        double[] shift = level.get().translation();
        calibration.pixelWidth = positive(scale, plan.x());
        calibration.pixelHeight = positive(scale, plan.y());
        calibration.xOrigin = -at(shift, plan.x()) / calibration.pixelWidth;
        calibration.yOrigin = -at(shift, plan.y()) / calibration.pixelHeight;
        String unit = axes.get(plan.x()).unit();
        if (!unit.isEmpty()) calibration.setUnit(Units.toImageJ(unit));
        if (!axes.get(plan.y()).unit().equals(unit))
            calibration.setYUnit(Units.toImageJ(axes.get(plan.y()).unit()));
        if (!plan.slices().isEmpty()) {
            int z = plan.slices().get(0);
            calibration.pixelDepth = positive(scale, z);
            calibration.zOrigin = -at(shift, z) / calibration.pixelDepth;
            if (!axes.get(z).unit().equals(unit))
                calibration.setZUnit(Units.toImageJ(axes.get(z).unit()));
        }
        if (plan.frames().size() == 1) {
            int t = plan.frames().get(0);
            Units.seconds(axes.get(t).unit())
                    .ifPresent(
                            seconds -> {
                                calibration.frameInterval = positive(scale, t) * seconds;
                                calibration.setTimeUnit("sec");
                            });
        }
    }

    private static double positive(double[] scale, int axis) {
        double value = Math.abs(at(scale, axis));
        return value > 0 && Double.isFinite(value) ? value : 1;
    }

    /** Zero is without a sign: ImageJ writes -0 into its files. */
    private static double at(double[] values, int axis) {
        return axis < values.length ? values[axis] + 0.0 : 0;
    }

    private String info(List<Multiscale.Axis> axes) throws IOException {
        if (own.get("info") instanceof String info) return info;
        StringBuilder info = new StringBuilder();
        info.append(scales.map(scale -> "OME-Zarr " + scale).orElse("Zarr"))
                .append(level.map(which -> ", read " + which.path()).orElse(""))
                .append("\nAxes: ")
                .append(String.join(" ", axes.stream().map(Multiscale.Axis::name).toList()))
                .append("\nArray: ")
                .append(array.layout().said())
                .append('\n');
        Map<Object, Object> others = new LinkedHashMap<>(path.ome());
        others.putAll(path.attributes());
        others.keySet().removeAll(List.of("ome", "multiscales", "omero", "version"));
        String metadata = Json.text(others);
        if (!others.isEmpty() && metadata.length() <= LONGEST_INFO)
            info.append("Attributes: ").append(metadata);
        return info.toString();
    }
}
