package org.mulligan.image.tiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where the planes of an OME-TIFF lie.
 *
 * @param order of its planes: page times planes of a page, plus the plane in the page
 * @param channels which of the image's channels, from 0
 * @param notes what the user should know
 */
record OmePlanes(PlaneOrder order, int[] channels, List<String> notes) {
    private static final int NONE = -1;

    /**
     * Finds the planes.
     *
     * @param places of the files that are read
     * @param inPage ImageJ's planes of a page
     * @param samples of a page, which OME-XML counts as channels
     * @throws IllegalArgumentException when the text does not fit the file; says why
     */
    static OmePlanes of(OmeImage image, OmePlaces places, int inPage, int samples) {
        int sizeC = image.size('C');
        if (sizeC % samples != 0)
            throw new IllegalArgumentException(
                    "it says %d channels, and each page has %d".formatted(sizeC, samples));
        int[] sizes = {sizeC / samples, image.size('Z'), image.size('T')};
        String fastest = image.fastest();
        if (!fastest.matches("[CZT]{3}") || fastest.chars().distinct().count() != 3)
            throw new IllegalArgumentException(
                    "it has the order " + image.pixels().get("DimensionOrder"));
        long total = (long) sizes[0] * sizes[1] * sizes[2];
        if (Arrays.stream(sizes).anyMatch(size -> size < 1) || total > Integer.MAX_VALUE / 8)
            throw new IllegalArgumentException(
                    "it says " + PlaneOrder.said(sizes[0], sizes[1], sizes[2]));
        int[] pageOf = new int[(int) total];
        Arrays.fill(pageOf, NONE);
        boolean others = false;
        for (OmeImage.Planes data : image.data()) {
            int[] range = places.of(data);
            if (range.length > 0)
                place(data, sizes, fastest, range, image.data().size() == 1, pageOf);
            else others = true;
        }
        if (image.data().isEmpty())
            for (int i = 0; i < Math.min(total, places.pages()); i++) pageOf[i] = i;
        return of(pageOf, sizes, fastest, inPage, others);
    }

    private static void place(
            OmeImage.Planes data,
            int[] sizes,
            String fastest,
            int[] pages,
            boolean only,
            int[] pageOf) {
        boolean named = data.values().containsKey("IFD");
        int page = OmeImage.whole(data.values(), "IFD", 0);
        int[] first = {
            OmeImage.whole(data.values(), "FirstC", 0),
            OmeImage.whole(data.values(), "FirstZ", 0),
            OmeImage.whole(data.values(), "FirstT", 0)
        };
        for (int k = 0; k < first.length; k++)
            if (first[k] < 0 || first[k] >= sizes[k])
                throw new IllegalArgumentException(
                        "it places a plane at %s %d of %d"
                                .formatted("CZT".charAt(k), first[k], sizes[k]));
        int at = PlaneOrder.index(first, sizes, fastest);
        int count =
                OmeImage.whole(
                        data.values(), "PlaneCount", named ? 1 : only ? pageOf.length - at : 1);
        for (int i = 0; i < count && at + i < pageOf.length; i++)
            if (page + i >= 0 && page + i < pages[1] - pages[0])
                pageOf[at + i] = pages[0] + page + i;
    }

    /** Of those that are here; they must be all channels, slices, frames of some of each. */
    private static OmePlanes of(
            int[] pageOf, int[] sizes, String fastest, int inPage, boolean others) {
        int[][] there = new int[3][];
        for (int axis = 0; axis < 3; axis++) {
            int along = axis;
            there[axis] =
                    IntStream.range(0, sizes[axis])
                            .filter(value -> any(pageOf, sizes, fastest, along, value))
                            .toArray();
        }
        long found = Arrays.stream(pageOf).filter(page -> page != NONE).count();
        String all = PlaneOrder.said(sizes[0], sizes[1], sizes[2]);
        if (found == 0 || found != (long) there[0].length * there[1].length * there[2].length)
            throw new IllegalArgumentException(
                    "it says %s, and %d of these %d planes are in this file"
                            .formatted(all, found, pageOf.length));
        List<String> notes = new ArrayList<>();
        if (found < pageOf.length)
            notes.add(
                    "Only this file's planes are read, %s; the image has %s%s"
                            .formatted(
                                    PlaneOrder.said(
                                            there[0].length, there[1].length, there[2].length),
                                    all,
                                    others ? " in several files" : ""));
        int[] planes = new int[(int) found * inPage];
        int i = 0;
        for (int t : there[2])
            for (int z : there[1])
                for (int c : there[0]) {
                    int page = pageOf[PlaneOrder.index(new int[] {c, z, t}, sizes, fastest)];
                    for (int s = 0; s < inPage; s++) planes[i++] = page * inPage + s;
                }
        int[] channels =
                Arrays.stream(there[0])
                        .flatMap(c -> IntStream.range(0, inPage).map(s -> c * inPage + s))
                        .toArray();
        return new OmePlanes(
                new PlaneOrder(channels.length, there[1].length, there[2].length, planes),
                channels,
                notes);
    }

    private static boolean any(int[] pageOf, int[] sizes, String fastest, int axis, int value) {
        int[] others = IntStream.range(0, 3).filter(k -> k != axis).toArray();
        int[] place = new int[3];
        place[axis] = value;
        for (int a = 0; a < sizes[others[0]]; a++)
            for (int b = 0; b < sizes[others[1]]; b++) {
                place[others[0]] = a;
                place[others[1]] = b;
                if (pageOf[PlaneOrder.index(place, sizes, fastest)] != NONE) return true;
            }
        return false;
    }
}
