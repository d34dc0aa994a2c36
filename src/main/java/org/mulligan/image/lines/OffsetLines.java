package org.mulligan.image.lines;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mulligan.image.plane.Pixels;
import org.mulligan.noise.LagCorrelation;
import org.mulligan.noise.LineOffsets;
import org.mulligan.noise.lines.OffsetBands;

/**
 * The offsets of rows and columns of an image. Each plane is looked at when it is first read: where
 * offsets stand out of its noise ({@link LineOffsets}) that of each line is estimated from its
 * whole length ({@link OffsetBands}). They have mean 0, so that sums over the plane are kept.
 *
 * <p>Of a line of more than 512 px that many are looked at, in eight parts, and fewer where there
 * are more than 8192 lines; so time and memory are bounded.
 */
public final class OffsetLines {
    /** Side of what is looked at for whether there are any, px. */
    private static final int SIDE = 768;

    private static final int PARTS = 8;
    private static final int MOST_ALONG = 512;
    private static final int MOST_PIXELS = 1 << 22;

    /** Offsets of a plane are small, and those of so many are kept. */
    private static final int KEPT = 32;

    /** The share of what stood out that an estimate must have, too. */
    private static final double CONFIRMED = 0.5;

    /** The offsets of a plane, units of the plane; 0 where there are none. */
    private record Offsets(float[] rows, float[] columns) {}

    private final boolean removes;
    private final BitSet looked = new BitSet();
    private final BitSet rows = new BitSet();
    private final BitSet columns = new BitSet();
    private final Map<Integer, Offsets> last =
            new LinkedHashMap<>(2 * KEPT, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Integer, Offsets> eldest) {
                    return size() > KEPT;
                }
            };

    /** By the noise's standard deviation, the largest of any plane. */
    private double mostOfRows;

    private double mostOfColumns;

    /**
     * @param removes whether any are looked for
     */
    public OffsetLines(boolean removes) {
        this.removes = removes;
    }

    /** Whether no plane that was read has any. */
    public synchronized boolean isEmpty() {
        return rows.isEmpty() && columns.isEmpty();
    }

    /**
     * A plane without its offsets; itself where it has none.
     *
     * @param plane its number
     * @param pixels as they came
     */
    public synchronized Pixels level(int plane, Pixels pixels) {
        if (!removes || looked.get(plane) && !rows.get(plane) && !columns.get(plane)) return pixels;
        Offsets offsets = last.get(plane);
        if (offsets == null) {
            Optional<Offsets> found = find(plane, pixels);
            looked.set(plane);
            if (found.isEmpty()) return pixels;
            offsets = found.get();
            last.put(plane, offsets);
        }
        return new LevelPixels(pixels, offsets.rows, offsets.columns);
    }

    private Optional<Offsets> find(int plane, Pixels pixels) {
        int width = Math.min(SIDE, pixels.width());
        int height = Math.min(SIDE, pixels.height());
        float[] middle =
                pixels.part(
                        (pixels.width() - width) / 2,
                        (pixels.height() - height) / 2,
                        width,
                        height);
        if (!LineOffsets.mayStandOut(middle, width, height)) return Optional.empty();
        Optional<LineOffsets> seen = LineOffsets.of(middle, width, height);
        if (seen.isEmpty() || Math.max(seen.get().rows(), seen.get().columns()) == 0)
            return Optional.empty();
        Optional<LagCorrelation> noise = LagCorrelation.of(middle, width, height);
        if (noise.isEmpty()) return Optional.empty();
        double sigma = noise.get().sigma();
        Optional<float[]> ofRows = Optional.empty();
        if (seen.get().rowsStandOut(sigma))
            ofRows = OffsetBands.of(rowsOf(pixels), CONFIRMED * seen.get().rows());
        Optional<float[]> ofColumns = Optional.empty();
        if (seen.get().columnsStandOut(sigma))
            ofColumns = OffsetBands.of(columnsOf(pixels), CONFIRMED * seen.get().columns());
        if (ofRows.isEmpty() && ofColumns.isEmpty()) return Optional.empty();
        rows.set(plane, ofRows.isPresent());
        columns.set(plane, ofColumns.isPresent());
        Offsets offsets =
                new Offsets(
                        ofRows.orElseGet(() -> new float[pixels.height()]),
                        ofColumns.orElseGet(() -> new float[pixels.width()]));
        mostOfRows = Math.max(mostOfRows, deviation(offsets.rows) / sigma);
        mostOfColumns = Math.max(mostOfColumns, deviation(offsets.columns) / sigma);
        return Optional.of(offsets);
    }

    private static float[][] rowsOf(Pixels pixels) {
        int part = part(pixels.width(), pixels.height());
        float[][] lines = new float[pixels.height()][PARTS * part];
        float[] values = new float[part];
        for (int y = 0; y < lines.length; y++)
            for (int p = 0; p < PARTS; p++) {
                pixels.get(first(p, part, pixels.width()), y, part, values);
                System.arraycopy(values, 0, lines[y], p * part, part);
            }
        return lines;
    }

    private static float[][] columnsOf(Pixels pixels) {
        int part = part(pixels.height(), pixels.width());
        float[][] lines = new float[pixels.width()][PARTS * part];
        float[] row = new float[pixels.width()];
        for (int p = 0; p < PARTS; p++)
            for (int i = 0; i < part; i++) {
                pixels.get(0, first(p, part, pixels.height()) + i, row.length, row);
                for (int x = 0; x < row.length; x++) lines[x][p * part + i] = row[x];
            }
        return lines;
    }

    /** Pixels of each part of a line. */
    private static int part(int length, int lines) {
        int most = Math.min(MOST_ALONG, Math.max(2 * PARTS, MOST_PIXELS / lines));
        return Math.min(length, most) / PARTS;
    }

    private static int first(int index, int part, int length) {
        return (int) ((long) index * (length - part) / (PARTS - 1));
    }

    private static double deviation(float[] offsets) {
        double sum = 0;
        for (float offset : offsets) sum += (double) offset * offset;
        return Math.sqrt(sum / offsets.length);
    }

    /** What was taken out, in a line for people; none for an ordinary image. */
    public synchronized List<String> notes() {
        if (isEmpty()) return List.of();
        List<String> which = new ArrayList<>();
        if (!rows.isEmpty()) which.add(words("rows", rows, mostOfRows));
        if (!columns.isEmpty()) which.add(words("columns", columns, mostOfColumns));
        return List.of(
                "Line offsets: %s were taken out of what the network is given; lineoffsets=keep (Line offsets) leaves them"
                        .formatted(String.join(" and ", which)));
    }

    private String words(String lines, BitSet planes, double most) {
        return String.format(
                Locale.ROOT,
                "those of whole %s (standard deviation %s%.0f %% of the noise's%s)",
                lines,
                planes.cardinality() > 1 ? "up to " : "",
                100 * most,
                looked.cardinality() > 1
                        ? ", in %d of %d planes"
                                .formatted(planes.cardinality(), looked.cardinality())
                        : "");
    }
}
