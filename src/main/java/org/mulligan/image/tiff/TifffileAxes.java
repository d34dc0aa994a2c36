package org.mulligan.image.tiff;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What tifffile writes into descriptions: a shape, and perhaps the names of its axes. */
final class TifffileAxes {
    private static final Pattern SHAPED = Pattern.compile("\"shape\"\\s*:\\s*\\[([\\d\\s,]*)\\]");
    private static final Pattern AXES = Pattern.compile("\"axes\"\\s*:\\s*\"([A-Z]*)\"");

    private TifffileAxes() {}

    /**
     * The order of a file's planes; slices where nothing else is said, or it is not read.
     *
     * @param notes is told what is not read
     */
    static PlaneOrder order(String description, List<TiffPage> pages, Consumer<String> notes) {
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
                                .formatted(said, TiffAxes.AS_SLICES));
            return slices;
        }
        Optional<PlaneOrder> order =
                axes.length() == sizes.length ? order(axes, sizes, pages) : Optional.empty();
        if (order.isEmpty() && pages.size() > 1)
            notes.accept(
                    "It states axes %s of %s in a way that is not read; %s"
                            .formatted(axes, said, TiffAxes.AS_SLICES));
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
}
