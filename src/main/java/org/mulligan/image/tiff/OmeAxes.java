package org.mulligan.image.tiff;

import java.awt.Color;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What an OME-TIFF says of its axes, and which of its pages are read. */
final class OmeAxes {
    /** White, which programs write where nobody chose a colour. */
    private static final int NO_COLOUR = -1;

    /** Of metadata in a file of its own. */
    private static final long LARGEST_COMPANION = 1 << 26;

    private OmeAxes() {}

    /**
     * Axes by the OME-XML of a file.
     *
     * @param notes is told what is not read
     * @return empty where the text does not fit the file, which is told
     * @throws IOException when pages are not alike, or their pixels cannot be read
     */
    static Optional<TiffAxes> of(Path file, List<TiffDirectory> tags, Consumer<String> notes)
            throws IOException {
        OmeXml xml;
        OmePlanes planes;
        OmeImage image;
        int here;
        try {
            xml = complete(OmeXml.parse(tags.get(0).description()), file);
            String name = file.getFileName().toString();
            List<OmeImage> images = xml.images();
            if (images.isEmpty()) throw new IllegalArgumentException("it describes no image");
            OmeXml whole = xml;
            List<OmeImage> ours =
                    images.stream()
                            .filter(one -> OmePlaces.of(whole, one, name, tags).any())
                            .toList();
            image = ours.isEmpty() ? images.get(0) : ours.get(0);
            here = ours.size();
            TiffPage page = TiffPage.of(tags.get(0));
            OmePlaces places = OmePlaces.of(xml, image, name, tags);
            planes = OmePlanes.of(image, places, page.planes(), page.samples());
            if (here > 1)
                notes.accept(
                        "It holds %d images, of which the first is read; save the others as files of their own"
                                .formatted(here));
        } catch (IOException | IllegalArgumentException e) {
            notes.accept(
                    "Its OME-XML is not followed (%s); %s"
                            .formatted(e.getMessage(), TiffAxes.AS_SLICES));
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
        List<TiffPage> pages = TiffAxes.alike(tags, used);
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
                "Axes by its OME-XML, channels x slices x frames: %d x %d x %d; Info keeps the text"
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
                        image::calibrate));
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
        return new OmeXml(xml.id(), "", whole.images(), whole.comments());
    }

    private static List<String> names(OmeImage image, OmePlanes planes) {
        List<String> names = new ArrayList<>();
        for (int channel : planes.channels())
            names.add(attribute(image, planes, channel, "Name").orElse(null));
        return names.contains(null) ? List.of() : names;
    }

    private static List<Color> colours(OmeImage image, OmePlanes planes) {
        List<Optional<String>> said = new ArrayList<>();
        for (int channel : planes.channels()) said.add(attribute(image, planes, channel, "Color"));
        return colours(said);
    }

    /**
     * Of the colours of all channels, as OME-XML says them.
     *
     * @return none where no channel has one
     */
    static List<Color> colours(List<Optional<String>> said) {
        List<Color> colours = new ArrayList<>();
        boolean any = false;
        for (Optional<String> colour : said) {
            int rgba = NO_COLOUR;
            try {
                rgba = (int) Long.parseLong(colour.orElse("" + NO_COLOUR));
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
}
