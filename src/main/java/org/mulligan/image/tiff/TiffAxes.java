package org.mulligan.image.tiff;

import ij.measure.Calibration;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a TIFF file says of its axes.
 *
 * @param pages those that are read, alike in size and depth
 * @param order of their planes
 * @param names of the channels; none where they have none
 * @param colours of the channels; none where they have none
 * @param scale sets what the file says of its pixels' size and of the time between frames
 */
record TiffAxes(
        List<TiffPage> pages,
        PlaneOrder order,
        List<String> names,
        List<Color> colours,
        Consumer<Calibration> scale) {
    static final String AS_SLICES = "its planes are taken as slices";

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
            Optional<TiffAxes> ome = OmeAxes.of(file, tags, notes);
            if (ome.isPresent()) return ome.get();
        }
        List<TiffPage> pages = fullPages(tags, notes);
        int inPage = pages.get(0).planes();
        PlaneOrder order = PlaneOrder.slices(pages.size(), inPage);
        if (ImageJText.isIn(description)) return ofImageJ(file, tags.get(0), pages, notes);
        if (description.startsWith("{")) order = TifffileAxes.order(description, pages, notes);
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
        return new TiffAxes(pages, order, List.of(), List.of(), calibration -> {});
    }

    private static TiffAxes ofImageJ(
            Path file, TiffDirectory tags, List<TiffPage> pages, Consumer<String> notes)
            throws IOException {
        ImageJText text = ImageJText.of(tags.description());
        List<TiffPage> all = text.pages(pages, Files.size(file));
        return new TiffAxes(
                all,
                text.order(all.size(), all.get(0).planes(), notes),
                List.of(),
                List.of(),
                calibration ->
                        text.calibrate(
                                calibration,
                                TiffImage.perUnit(tags, TiffImage.X_RESOLUTION),
                                TiffImage.perUnit(tags, TiffImage.Y_RESOLUTION)));
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
        reduced += leaveOutLevels(tags, full);
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
     * Slide scanners put smaller copies, a label and a picture of the slide behind a page of tiles,
     * and do not say that they are.
     *
     * @param full numbers of pages, from 0; what is left out is taken away
     * @return how many
     */
    private static int leaveOutLevels(List<TiffDirectory> tags, List<Integer> full)
            throws IOException {
        TiffPage first = TiffPage.of(tags.get(full.get(0)));
        List<Integer> smaller = new ArrayList<>();
        boolean level = false;
        for (int number : full) {
            TiffPage page = TiffPage.of(tags.get(number));
            if (page.isLike(first)) continue;
            if (page.width() >= first.width() || page.height() >= first.height()) return 0;
            smaller.add(number);
            level |= page.tiled();
        }
        if (!first.tiled() || !level) return 0;
        full.removeAll(smaller);
        return smaller.size();
    }

    /**
     * @param numbers of pages, from 0
     */
    static List<TiffPage> alike(List<TiffDirectory> tags, List<Integer> numbers)
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
            TiffChecks.requireReadable(page);
            pages.add(page);
        }
        return pages;
    }
}
