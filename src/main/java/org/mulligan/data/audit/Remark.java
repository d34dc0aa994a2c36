package org.mulligan.data.audit;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Something that should be known of images before they are learnt from.
 *
 * @param kind what it is about
 * @param images names of those that it is about, the first few of which are in {@code text}
 * @param text what was found and what to do, in one or two sentences without a full stop at the end
 */
public record Remark(Kind kind, List<String> images, String text) {
    private static final int NAMED = 5;

    /** What can be wrong, the worst first. */
    public enum Kind {
        /** A training stops at it. */
        STOPS("stops"),
        /** The image, or its pair, is not learnt from. */
        LEFT_OUT("left out"),
        OTHER_PARTNER("other partner"),
        UNLIKE("unlike its partner"),
        NOISIER("noisier than its partner"),
        SHIFTED("shifted"),
        GAIN("other gain"),
        SAME_FIELD("same field"),
        SERIES("series"),
        OTHER_SIZE("other size of structures"),
        PIXEL_SIZE("other pixel size"),
        DEPTH("other bit depth"),
        SATURATED("saturated"),
        EMPTY("empty"),
        NOISE("noise"),
        FEW("few");

        /** Of an image in a table. */
        public final String mark;

        Kind(String mark) {
            this.mark = mark;
        }

        /** Whether an image with it is not learnt from, or keeps a training from its start. */
        public boolean spoils() {
            return this == STOPS || this == LEFT_OUT;
        }
    }

    public Remark {
        images = List.copyOf(images);
    }

    /** Whether a training would stop. */
    public boolean isError() {
        return kind == Kind.STOPS;
    }

    /** A line for a log or a card. */
    public String line() {
        return (isError() ? "Error: " : "Warning: ") + text;
    }

    /** The first few names, with commas between them. */
    public static String some(List<String> names) {
        return names.stream().limit(NAMED).collect(Collectors.joining(", "))
                + (names.size() > NAMED ? ", ..." : "");
    }
}
