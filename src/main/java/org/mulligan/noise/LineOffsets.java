package org.mulligan.noise;

import java.util.Arrays;
import java.util.Optional;

/**
 * How far whole rows or columns of a plane lie above or below their neighbours, as scanners and the
 * readout of cameras leave them.
 *
 * <p>Each row is compared with the four rows nearest to it (the fourth difference, to which
 * structure that is wider than a few rows is nothing), in eight parts of its length, each by a mean
 * that gives no pixel more weight than noise can have. An offset is the same in all parts, noise
 * and most structure are not: the mean product of two different parts is the variance of the
 * offsets, free of the noise's own.
 *
 * <p>Known error: 10 % of the offsets' standard deviation where that is a fifth of the noise's or
 * more and there are 384 rows or more; offsets are taken to be independent from row to row; edges
 * that run along many rows count as offsets.
 *
 * @param rows standard deviation of the rows' offsets, units of the plane; 0 where there is none
 *     that stands out of chance
 * @param columns that of the columns'
 */
public record LineOffsets(double rows, double columns) {
    /** Offsets in parts of the noise's standard deviation; fainter ones are not seen. */
    private static final double SEEN = 0.15;

    private static final int PARTS = 8;
    private static final int SHORTEST = 64;

    /** Pixels of a part, and lines, that are looked at where there are more: they are enough. */
    private static final int LONGEST_PART = 96;

    private static final int MOST_LINES = 768;
    private static final double[] DIFFERENCE = {1, -4, 6, -4, 1};

    /** Sum of the squares of {@link #DIFFERENCE}. */
    private static final double GAIN = 70;

    /** Standard errors that an offset must stand out of 0. */
    private static final double CERTAIN = 4;

    /** Lines of a first look, and what it takes for an offset, in parts of {@link #SEEN}. */
    private static final int FEW_LINES = 96;

    private static final double HINT = 0.35;

    private static final double CLIP = 2;
    private static final double NORMAL = 1.4826;

    /**
     * Whether they are seen.
     *
     * @param sigma standard deviation of the noise, units of the plane
     */
    public boolean rowsStandOut(double sigma) {
        return rows >= SEEN * sigma;
    }

    /** As {@link #rowsStandOut}. */
    public boolean columnsStandOut(double sigma) {
        return columns >= SEEN * sigma;
    }

    /** Empty where a side is shorter than 64 px. */
    public static Optional<LineOffsets> of(float[] plane, int width, int height) {
        if (width < SHORTEST || height < SHORTEST) return Optional.empty();
        return Optional.of(
                new LineOffsets(
                        deviation(plane, height, width, width, 1),
                        deviation(plane, width, height, 1, width)));
    }

    /**
     * A first look at a tenth of the lines.
     *
     * @return false where neither rows nor columns can stand out, or a side is shorter than 64 px
     */
    public static boolean mayStandOut(float[] plane, int width, int height) {
        return width >= SHORTEST
                && height >= SHORTEST
                && (hints(plane, height, width, width, 1) || hints(plane, width, height, 1, width));
    }

    private static boolean hints(float[] plane, int lines, int length, int step, int along) {
        Common common = new Common(plane, lines, length, step, along, FEW_LINES);
        double least = HINT * SEEN;
        return common.variance() > least * least * common.noise()
                && common.variance() > 2 * common.error();
    }

    private static double deviation(float[] plane, int lines, int length, int step, int along) {
        Common common = new Common(plane, lines, length, step, along, MOST_LINES);
        return common.variance() > CERTAIN * common.error()
                ? Math.sqrt(common.variance() / GAIN)
                : 0;
    }

    /** What the parts of the lines have in common. */
    private static final class Common {
        private final double[] noise;
        private double sum;
        private double squares;
        private int count;

        /**
         * @param lines whose offsets are measured
         * @param step from a line to the next
         * @param along from a pixel of a line to the next
         * @param most lines that are looked at
         */
        Common(float[] plane, int lines, int length, int step, int along, int most) {
            float[] differences = new float[Math.min(LONGEST_PART, length / PARTS)];
            float[] work = new float[differences.length];
            int looked = Math.min(most, lines - 4);
            noise = new double[looked * PARTS];
            for (int l = 0; l < looked; l++) {
                int line = 2 + (int) ((long) l * (lines - 4) / looked);
                double all = 0;
                double own = 0;
                for (int part = 0; part < PARTS; part++) {
                    int first = part * (length / PARTS);
                    for (int i = 0; i < differences.length; i++) {
                        int at = line * step + (first + i) * along;
                        double difference = 0;
                        for (int k = -2; k <= 2; k++)
                            difference += DIFFERENCE[k + 2] * plane[at + k * step];
                        differences[i] = (float) difference;
                    }
                    float median = median(differences, work);
                    for (int i = 0; i < work.length; i++)
                        work[i] = Math.abs(differences[i] - median);
                    double spread = NORMAL * Median.of(work);
                    noise[l * PARTS + part] = spread;
                    double mean = mean(differences, median, CLIP * spread);
                    all += mean;
                    own += mean * mean;
                }
                double product = (all * all - own) / (PARTS * (PARTS - 1));
                if (Double.isNaN(product)) continue;
                sum += product;
                squares += product * product;
                count++;
            }
        }

        /** Of the fourth difference of the offsets. */
        double variance() {
            return count == 0 ? 0 : sum / count;
        }

        double error() {
            double variance = variance();
            // Differences of lines less than five apart share lines: a third are independent.
            return Math.sqrt(Math.max(0, squares / count - variance * variance) / count * 3);
        }

        /** Variance of the fourth difference of pixels, in the quietest quarter of the parts. */
        double noise() {
            double[] sorted = noise.clone();
            Arrays.sort(sorted);
            double spread = sorted[sorted.length / 4];
            return spread * spread;
        }
    }

    private static float median(float[] values, float[] work) {
        System.arraycopy(values, 0, work, 0, values.length);
        return Median.of(work);
    }

    /** Huber's, of one step from the median. */
    private static double mean(float[] values, float median, double most) {
        double sum = 0;
        for (float value : values) sum += Math.max(-most, Math.min(most, value - median));
        return median + sum / values.length;
    }
}
