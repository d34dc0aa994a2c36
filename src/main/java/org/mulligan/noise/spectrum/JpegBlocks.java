package org.mulligan.noise.spectrum;

import java.util.Arrays;
import java.util.Optional;
import org.mulligan.noise.Median;

/**
 * The grid of 8 x 8 px that JPEG leaves, in any phase, as an image may have been cropped since. At
 * the border of two blocks the third difference across it is larger than inside. For each column,
 * and each row, the mean of its size is taken; the columns of one phase of eight are compared with
 * the others.
 *
 * <p>Found at quality 75 and below in the tests' fields of 384 x 384 px. An image that was resized
 * afterwards has another period, which is not looked for.
 *
 * @param x the column at which the first block begins, 0 to 7
 * @param y the row
 * @param jump by how much the differences at borders are larger than inside, as a share; mean of
 *     both axes
 */
public record JpegBlocks(int x, int y, double jump) {
    private static final int BLOCK = 8;
    private static final int SHORTEST = 8 * BLOCK;

    /** Standard errors that the best of eight phases does not reach by chance, on both axes. */
    private static final double CERTAIN = 5;

    private static final double NORMAL = 1.4826;

    private record Grid(int phase, double jump) {}

    /** Empty where there is no grid, or a side is shorter than 64 px. */
    public static Optional<JpegBlocks> of(float[] plane, int width, int height) {
        if (width < SHORTEST || height < SHORTEST) return Optional.empty();
        Optional<Grid> columns = grid(differences(plane, width, height, 1, width));
        Optional<Grid> rows = grid(differences(plane, height, width, width, 1));
        if (columns.isEmpty() || rows.isEmpty()) return Optional.empty();
        double jump = (columns.get().jump() + rows.get().jump()) / 2;
        return Optional.of(new JpegBlocks(columns.get().phase(), rows.get().phase(), jump));
    }

    /**
     * Mean size between each line and the one before it, less that around it, as a share.
     *
     * @param step from a line to the next
     * @param along from a pixel of a line to the next
     */
    private static double[] differences(float[] plane, int lines, int length, int step, int along) {
        double[] means = new double[lines];
        for (int line = 2; line + 1 < lines; line++) {
            int count = 0;
            for (int i = 0; i < length; i++) {
                int at = line * step + i * along;
                double difference = (double) plane[at + step] - plane[at - 2 * step];
                difference += 3 * ((double) plane[at - step] - plane[at]);
                if (Double.isNaN(difference)) continue;
                means[line] += Math.abs(difference);
                count++;
            }
            if (count > 0) means[line] /= count;
        }
        double[] shares = new double[lines];
        for (int line = 0; line < lines; line++) {
            // Structure changes from line to line; a block around has each phase once.
            int first = Math.max(2, Math.min(lines - 1 - BLOCK, line - BLOCK / 2));
            double median = Median.of(Arrays.copyOfRange(means, first, first + BLOCK));
            boolean measured = line >= 2 && line + 1 < lines && median > 0;
            shares[line] = measured ? means[line] / median - 1 : Double.NaN;
        }
        return shares;
    }

    private static Optional<Grid> grid(double[] shares) {
        double[] ofPhase = new double[BLOCK];
        for (int phase = 0; phase < BLOCK; phase++)
            ofPhase[phase] = Median.of(only(shares, phase, true));
        int best = 0;
        for (int phase = 1; phase < BLOCK; phase++)
            if (ofPhase[phase] > ofPhase[best]) best = phase;
        double[] inside = only(shares, best, false);
        double[] border = only(shares, best, true);
        if (border.length == 0 || inside.length == 0) return Optional.empty();
        double level = Median.of(inside);
        double spread =
                NORMAL * Median.of(Arrays.stream(inside).map(v -> Math.abs(v - level)).toArray());
        double jump = ofPhase[best] - level;
        boolean certain = jump > CERTAIN * spread / Math.sqrt(border.length);
        return certain && jump > 0 ? Optional.of(new Grid(best, jump)) : Optional.empty();
    }

    private static double[] only(double[] shares, int phase, boolean own) {
        double[] only = new double[shares.length];
        int count = 0;
        for (int line = 0; line < shares.length; line++)
            if (line % BLOCK == phase == own && !Double.isNaN(shares[line]))
                only[count++] = shares[line];
        return Arrays.copyOf(only, count);
    }
}
