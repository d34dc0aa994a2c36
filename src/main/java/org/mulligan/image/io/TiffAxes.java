package org.mulligan.image.io;

import ij.measure.Calibration;
import java.awt.Color;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a TIFF file says of its axes.
 *
 * @param pages those that are read, alike in size and depth
 * @param order of their planes
 * @param names of the channels; none where they have none
 * @param colours of the channels; none where they have none
 */
record TiffAxes(
        List<TiffPage> pages,
        PlaneOrder order,
        List<String> names,
        List<Color> colours,
        Optional<OmeImage> ome) {
    private static final String AS_SLICES = "its planes are taken as slices";

    /** White, which programs write where nobody chose a colour. */
    private static final int NO_COLOUR = -1;

    /** Of metadata in a file of its own. */
    private static final long LARGEST_COMPANION = 1 << 26;

    private static final Pattern SHAPED = Pattern.compile("\"shape\"\\s*:\\s*\\[([\\d\\s,]*)\\]");
    private static final Pattern AXES = Pattern.compile("\"axes\"\\s*:\\s*\"([A-Z]*)\"");

    /** Tags of makers who say in their own way what the planes are. */
    private static final Map<Integer, String> MAKERS =
            Map.of(
                    33628, "MetaMorph",
                    33629, "MetaMorph",
                    34361, "Olympus FluoView",
                    34412, "Zeiss LSM",
                    34118, "Zeiss SEM",
                    51123, "Micro-Manager");

    /**
     * Finds them.
     *
     * @param notes is told what is not read
     * @throws IOException when pages are not alike, or their pixels cannot be read
     */
    static TiffAxes of(Path file, List<TiffDirectory> tags, Consumer<String> notes)
            throws IOException {
        String description = tags.get(0).description();
        if (OmeXml.isIn(description)) {
            Optional<TiffAxes> ome = ome(file, tags, description, notes);
            if (ome.isPresent()) return ome.get();
        }
        List<TiffPage> pages = fullPages(tags, notes);
        int inPage = pages.get(0).planes();
        PlaneOrder order = PlaneOrder.slices(pages.size(), inPage);
        if (description.startsWith("{")) order = shaped(description, pages, notes);
        if (pages.size() > 1)
            MAKERS.entrySet().stream()
                    .filter(maker -> tags.get(0).has(maker.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .ifPresent(
                            maker ->
                                    notes.accept(
                                            "It states its axes in the way of %s, which is not read; %s"
                                                    .formatted(maker, AS_SLICES)));
        return new TiffAxes(pages, order, List.of(), List.of(), Optional.empty());
    }

    /** All pages but smaller copies and masks. */
    private static List<TiffPage> fullPages(List<TiffDirectory> tags, Consumer<String> notes)
            throws IOException {
        List<Integer> full = new ArrayList<>();
        int reduced = 0;
        int masks = 0;
        for (int i = 0; i < tags.size(); i++) {
            if (TiffPage.isReduced(tags.get(i))) reduced++;
            else if (TiffPage.isTransparency(tags.get(i))) masks++;
            else full.add(i);
        }
        if (full.isEmpty()) {
            for (int i = 0; i < tags.size(); i++) full.add(i);
            reduced = 0;
            masks = 0;
        }
        List<TiffPage> pages = alike(tags, full);
        if (reduced > 0 || tags.get(0).has(330))
            notes.accept(
                    "Read at full resolution, %d x %d px; its smaller copies are left out"
                            .formatted(pages.get(0).width(), pages.get(0).height()));
        if (masks > 0)
            notes.accept("%d of its pages are masks of transparency, left out".formatted(masks));
        return pages;
    }

    /**
     * @param numbers of pages, from 0
     */
    private static List<TiffPage> alike(List<TiffDirectory> tags, List<Integer> numbers)
            throws IOException {
        List<TiffPage> pages = new ArrayList<>();
        for (int number : numbers) {
            TiffPage page = TiffPage.of(tags.get(number));
            if (!pages.isEmpty() && !page.isLike(pages.get(0))) {
                String colours =
                        page.said().equals(pages.get(0).said()) ? ", in other colours" : "";
                throw new IOException(
                        "page %d is %s%s; page %d is %s: pages of one stack must be alike; save them as separate files"
                                .formatted(
                                        number + 1,
                                        page.said(),
                                        colours,
                                        numbers.get(0) + 1,
                                        pages.get(0).said()));
            }
            page.requireReadable();
            pages.add(page);
        }
        return pages;
    }

    private static Optional<TiffAxes> ome(
            Path file, List<TiffDirectory> tags, String description, Consumer<String> notes)
            throws IOException {
        OmeXml xml;
        OmePlanes planes;
        OmeImage image;
        int here;
        try {
            xml = complete(OmeXml.parse(description), file);
            String name = file.getFileName().toString();
            List<OmeImage> images = xml.images();
            if (images.isEmpty()) throw new IllegalArgumentException("it describes no image");
            OmeXml whole = xml;
            List<OmeImage> ours =
                    images.stream().filter(one -> OmePlanes.anyHere(whole, one, name)).toList();
            image = ours.isEmpty() ? images.get(0) : ours.get(0);
            here = ours.size();
            TiffPage page = TiffPage.of(tags.get(0));
            planes = OmePlanes.of(xml, image, name, tags.size(), page.planes(), page.samples());
            if (here > 1)
                notes.accept(
                        "It holds %d images, of which the first is read; save the others as files of their own"
                                .formatted(here));
        } catch (IOException | IllegalArgumentException e) {
            notes.accept(
                    "Its OME-XML is not followed (%s); %s".formatted(e.getMessage(), AS_SLICES));
            return Optional.empty();
        }
        planes.notes().forEach(notes);
        int inPage = TiffPage.of(tags.get(0)).planes();
        List<Integer> used =
                Arrays.stream(planes.order().planes())
                        .map(plane -> plane / inPage)
                        .boxed()
                        .distinct()
                        .sorted()
                        .toList();
        List<TiffPage> pages = alike(tags, used);
        long full = tags.stream().filter(page -> !TiffPage.isReduced(page)).count();
        long unnamed = full - used.size();
        if (unnamed > 0 && here == 1)
            notes.accept(
                    "%d of its %d pages %s in no image of its OME-XML, left out"
                            .formatted(unnamed, full, unnamed == 1 ? "is" : "are"));
        if (tags.stream().anyMatch(page -> page.has(330) || TiffPage.isReduced(page)))
            notes.accept(
                    "Read at full resolution, %d x %d px; its smaller copies are left out"
                            .formatted(pages.get(0).width(), pages.get(0).height()));
        int[] renumbered =
                Arrays.stream(planes.order().planes())
                        .map(plane -> used.indexOf(plane / inPage) * inPage + plane % inPage)
                        .toArray();
        PlaneOrder order =
                new PlaneOrder(
                        planes.order().channels(),
                        planes.order().slices(),
                        planes.order().frames(),
                        renumbered);
        if (image.size('X') != pages.get(0).width() || image.size('Y') != pages.get(0).height())
            notes.accept(
                    "Its OME-XML says %d x %d px, and its planes have %d x %d px"
                            .formatted(
                                    image.size('X'),
                                    image.size('Y'),
                                    pages.get(0).width(),
                                    pages.get(0).height()));
        notes.accept(
                "Axes by its OME-XML, channels x slices x frames: %d x %d x %d; results are TIFFs of ImageJ, which keep the text in Info"
                        .formatted(order.channels(), order.slices(), order.frames()));
        image.noLength()
                .filter(unit -> !unit.equals("pixel"))
                .ifPresent(
                        unit ->
                                notes.accept(
                                        "Its pixels are measured in \"%s\", which is no length; it is left without a pixel size"
                                                .formatted(unit)));
        return Optional.of(
                new TiffAxes(
                        pages,
                        order,
                        names(image, planes),
                        colours(image, planes),
                        Optional.of(image)));
    }

    /** Some files of several only name the one that has the text, beside them. */
    private static OmeXml complete(OmeXml xml, Path file) throws IOException {
        if (xml.elsewhere().isEmpty()) return xml;
        Path name = Path.of(xml.elsewhere()).getFileName();
        Path companion = file.resolveSibling(name);
        if (!Files.isReadable(companion) || Files.size(companion) > LARGEST_COMPANION)
            throw new IOException(
                    "its text is in the file %s, which is not beside it".formatted(name));
        String text;
        if (name.toString().matches("(?i).*\\.tiff?"))
            text = TiffDirectory.all(companion).get(0).description();
        else text = Files.readString(companion, StandardCharsets.UTF_8);
        OmeXml whole = OmeXml.parse(text);
        return new OmeXml(xml.id(), "", whole.images());
    }

    private static List<String> names(OmeImage image, OmePlanes planes) {
        List<String> names = new ArrayList<>();
        for (int channel : planes.channels())
            names.add(attribute(image, planes, channel, "Name").orElse(null));
        return names.contains(null) ? List.of() : names;
    }

    private static List<Color> colours(OmeImage image, OmePlanes planes) {
        List<Color> colours = new ArrayList<>();
        boolean any = false;
        for (int channel : planes.channels()) {
            int rgba = NO_COLOUR;
            try {
                rgba =
                        (int)
                                Long.parseLong(
                                        attribute(image, planes, channel, "Color")
                                                .orElse("" + NO_COLOUR));
            } catch (NumberFormatException e) {
                return List.of();
            }
            any |= rgba != NO_COLOUR && rgba >>> 8 != 0;
            colours.add(rgba >>> 8 == 0 ? Color.WHITE : new Color(rgba >>> 8));
        }
        return any ? colours : List.of();
    }

    /** Of the channel that holds a plane's sample. */
    private static Optional<String> attribute(
            OmeImage image, OmePlanes planes, int channel, String name) {
        int sizeC = image.size('C');
        int each = image.channels().isEmpty() ? 1 : Math.max(1, sizeC / image.channels().size());
        int index = channel / each;
        if (index >= image.channels().size()) return Optional.empty();
        return Optional.ofNullable(image.channels().get(index).get(name))
                .filter(text -> !text.isEmpty());
    }

    /** What tifffile writes: a shape, and perhaps the names of its axes. */
    private static PlaneOrder shaped(
            String description, List<TiffPage> pages, Consumer<String> notes) {
        int inPage = pages.get(0).planes();
        PlaneOrder slices = PlaneOrder.slices(pages.size(), inPage);
        Matcher shape = SHAPED.matcher(description);
        if (!shape.find()) return slices;
        int[] sizes =
                Arrays.stream(shape.group(1).split(","))
                        .map(String::strip)
                        .filter(text -> !text.isEmpty())
                        .mapToInt(Integer::parseInt)
                        .toArray();
        Matcher named = AXES.matcher(description);
        String axes = named.find() ? named.group(1) : "";
        String said =
                Arrays.stream(sizes).mapToObj(Integer::toString).collect(Collectors.joining(" x "));
        if (axes.isEmpty()) {
            if (sizes.length > 3 && pages.size() > 1)
                notes.accept(
                        "It states a shape of %s without naming the axes; %s"
                                .formatted(said, AS_SLICES));
            return slices;
        }
        Optional<PlaneOrder> order =
                axes.length() == sizes.length ? order(axes, sizes, pages) : Optional.empty();
        if (order.isEmpty() && pages.size() > 1)
            notes.accept(
                    "It states axes %s of %s in a way that is not read; %s"
                            .formatted(axes, said, AS_SLICES));
        return order.orElse(slices);
    }

    /** Axes of pages are those before YX, slowest first; S are samples of a pixel. */
    private static Optional<PlaneOrder> order(String axes, int[] sizes, List<TiffPage> pages) {
        int[] count = {1, 1, 1};
        StringBuilder fastest = new StringBuilder();
        for (int i = axes.length() - 1; i >= 0; i--) {
            char axis = axes.charAt(i);
            if (axis == 'X' || axis == 'Y' || axis == 'S' || sizes[i] == 1) continue;
            int at = "CZT".indexOf(axis);
            if (at < 0 || fastest.indexOf("" + axis) >= 0) return Optional.empty();
            fastest.append(axis);
            count[at] = sizes[i];
        }
        for (char axis : "CZT".toCharArray())
            if (fastest.indexOf("" + axis) < 0) fastest.append(axis);
        if ((long) count[0] * count[1] * count[2] != pages.size()) return Optional.empty();
        PlaneOrder order = PlaneOrder.of(count[0], count[1], count[2], fastest.toString());
        int inPage = pages.get(0).planes();
        if (inPage == 1) return Optional.of(order);
        if (count[0] > 1) return Optional.empty();
        int[] planes = new int[order.planes().length * inPage];
        for (int i = 0; i < planes.length; i++)
            planes[i] = order.planes()[i / inPage] * inPage + i % inPage;
        return Optional.of(new PlaneOrder(inPage, count[1], count[2], planes));
    }

    /** Sets what the file says of its pixels' size and of the time between frames. */
    void calibrate(Calibration calibration) {
        if (ome.isEmpty()) return;
        OmeImage image = ome.get();
        Optional<Double> x = image.um('X');
        Optional<Double> y = image.um('Y');
        if (x.isPresent() || y.isPresent()) {
            calibration.pixelWidth = x.or(() -> y).orElseThrow();
            calibration.pixelHeight = y.or(() -> x).orElseThrow();
            calibration.setUnit("um");
            calibration.pixelDepth = image.um('Z').orElse(1.0);
        } else if (image.noLength().isPresent()) {
            calibration.pixelWidth = 1;
            calibration.pixelHeight = 1;
            calibration.setUnit("pixel");
        }
        image.seconds()
                .ifPresent(
                        seconds -> {
                            calibration.frameInterval = seconds;
                            calibration.setTimeUnit("sec");
                        });
    }
}
