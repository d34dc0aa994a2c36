package org.mulligan.data;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Images that are not learnt from, told by name and reason as they are found, and counted. */
public final class LeftOut {
    /** More are counted only. */
    private static final int NAMED = 20;

    private static final int IN_A_MESSAGE = 5;

    private final Consumer<String> note;
    private final List<String> lines = new ArrayList<>();
    private final Map<ImageFault.Kind, Integer> kinds = new EnumMap<>(ImageFault.Kind.class);
    private int count;

    /**
     * @param note is told a line each of the first 20
     */
    public LeftOut(Consumer<String> note) {
        this.note = note;
    }

    /**
     * @param image its file, and its place there
     */
    public void add(String image, ImageFault fault) {
        count++;
        kinds.merge(fault.kind(), 1, Integer::sum);
        String line = image + " " + fault.reason();
        if (lines.size() < IN_A_MESSAGE) lines.add(line);
        if (count <= NAMED) note.accept("Left out: " + line);
    }

    public int count() {
        return count;
    }

    /**
     * Tells how many there were.
     *
     * @param all images, with these
     * @param images what they are called, e.g. "images"
     */
    public void summarise(int all, String images) {
        if (count == 0) return;
        note.accept("Left out: %d of %d %s (%s)".formatted(count, all, images, byKind()));
    }

    private String byKind() {
        return String.join(
                ", ",
                kinds.entrySet().stream()
                        .map(each -> each.getValue() + " " + each.getKey().words)
                        .toList());
    }

    /** The first few with their reasons, to end a message with; empty when there are none. */
    public String named() {
        if (count == 0) return "";
        return ". Left out: %s%s"
                .formatted(String.join("; ", lines), count > lines.size() ? "; ..." : "");
    }
}
