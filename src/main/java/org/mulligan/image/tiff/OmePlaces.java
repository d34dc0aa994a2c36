package org.mulligan.image.tiff;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which of the pages that are read are those that OME-XML speaks of.
 *
 * @param ranges first page from 0, and the one after the last, of each file by its name
 * @param one the file that the text is of, which may be named otherwise by now; empty where it is a
 *     companion of all
 */
record OmePlaces(
        OmeXml xml, OmeImage image, int pages, Map<String, int[]> ranges, Optional<String> one) {
    private static final int[] ELSEWHERE = {};

    /**
     * Finds them.
     *
     * @param name of the file that is opened
     * @param tags of all pages that are read, those of a file together
     */
    static OmePlaces of(OmeXml xml, OmeImage image, String name, List<TiffDirectory> tags) {
        Map<String, int[]> ranges = new HashMap<>();
        for (int i = 0; i < tags.size(); i++) {
            int first = i;
            int[] range =
                    ranges.computeIfAbsent(
                            tags.get(i).file().getFileName().toString(),
                            file -> new int[] {first, first});
            range[1] = i + 1;
        }
        boolean companion = OmeSet.isCompanion(name);
        return new OmePlaces(
                xml, image, tags.size(), ranges, companion ? Optional.empty() : Optional.of(name));
    }

    /** The range of pages of some planes' file; empty where it is not read. */
    int[] of(OmeImage.Planes data) {
        if (one.isEmpty()) return ranges.getOrDefault(OmeSet.fileName(data), ELSEWHERE);
        return isHere(data) ? new int[] {0, pages} : ELSEWHERE;
    }

    /** Whether any plane of the image is read. */
    boolean any() {
        return image.data().isEmpty()
                || image.data().stream().anyMatch(data -> of(data).length > 0);
    }

    /** A renamed file still has its id; without ids the name must do. */
    private boolean isHere(OmeImage.Planes data) {
        if (data.file().isEmpty() && data.name().isEmpty()) return true;
        if (!data.file().isEmpty() && data.file().equals(xml.id())) return true;
        if (!xml.id().isEmpty() && !data.file().isEmpty()) return false;
        boolean alone =
                image.data().stream().map(OmeImage.Planes::file).distinct().count() == 1
                        && image.data().stream().map(OmeImage.Planes::name).distinct().count() == 1;
        return alone || data.name().equals(one.orElseThrow());
    }
}
