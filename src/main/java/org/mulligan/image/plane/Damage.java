package org.mulligan.image.plane;

import ij.ImagePlus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Pieces of an image's file that cannot be read, and whose pixels have the fill value, where a user
 * wants the rest of the image. They are found when they are read. For several threads.
 */
public final class Damage {
    private static final String PROPERTY = "mulligan.damage";

    /** Named in all; the number of the others is said. */
    private static final int MOST = 1000;

    private final Map<String, String> pieces = new LinkedHashMap<>();

    /** That of an image which was opened with one. */
    public static Optional<Damage> of(ImagePlus image) {
        return image.getProperty(PROPERTY) instanceof Damage damage
                ? Optional.of(damage)
                : Optional.empty();
    }

    /** From now on {@link #of} finds it. */
    public void mark(ImagePlus image) {
        image.setProperty(PROPERTY, this);
    }

    /**
     * A piece that cannot be read.
     *
     * @param piece its index and where it is, such as tile 3 of page 1 of cells.tif
     * @param why it cannot
     */
    public synchronized void add(String piece, String why) {
        pieces.putIfAbsent(piece, why);
    }

    /** What was found so far, a line each, for people; none where all could be read. */
    public synchronized List<String> notes() {
        List<String> lines = new ArrayList<>();
        if (pieces.isEmpty()) return lines;
        lines.add(
                "WARNING: %d damaged %s could not be read; what is shown there is the fill value and was not imaged"
                        .formatted(pieces.size(), pieces.size() == 1 ? "piece" : "pieces"));
        pieces.entrySet().stream()
                .limit(MOST)
                .forEach(
                        piece ->
                                lines.add(
                                        "Damaged: %s: %s"
                                                .formatted(piece.getKey(), piece.getValue())));
        if (pieces.size() > MOST) lines.add("Damaged: %d more".formatted(pieces.size() - MOST));
        return lines;
    }
}
