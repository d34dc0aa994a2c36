package org.mulligan.noise;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Pixels of a detector that are defective: hot ones, far brighter than what surrounds them, and
 * dead ones, far darker. A defect is a single pixel. What a microscope images is spread by its
 * point spread function, and a point of a Gaussian of sigma 0.7 px or more shows in its neighbours;
 * so a pixel is defective when it stands out of the plane's own noise ({@link PixelSpread}) and its
 * neighbours, the brightest of them left out because it may be defective too, hold less than 0.45
 * of what such a point would bring them.
 *
 * <p>Known error: in white normal noise of 512 x 512 px those of less than about 6 standard
 * deviations are missed, more where photons are few; two that touch are found, three are not. Where
 * more than 2 % of all pixels would be defective it is the nature of the image, and none is.
 *
 * @param hot numbers y * width + x, rising
 * @param dead numbers y * width + x, rising
 * @param suspects those that would be hot or dead with two thirds of the distance: noise in one
 *     plane, but defects where several planes of a stack agree
 */
public record HotPixels(int[] hot, int[] dead, int[] suspects) {
    private static final double MOST = 0.02;

    /** Planes from which on defects must stay in their places. */
    private static final int SERIES = 4;

    /** Of the centre of a Gaussian of sigma 0.7 px, integrated over the pixels. */
    private static final double SIDE = 0.42;

    private static final double CORNER = 0.176;

    /** Share of a point's neighbours' light. */
    private static final double POINT = 0.45;

    private static final double SUSPECT = 2 / 3.0;
    private static final double LEAST_SUSPECT = 3.5;

    /** Noise has a thin tail downwards, and structure has not. */
    private static final double LEAST_DEAD = 6;

    /** How much farther than expected a single outlier must lie: 1 + this times. */
    private static final double LONELY = 0.7;

    /** Of 100 pixels, how many may be darker than a dead one. */
    private static final double DARK = 1;

    /** Looks at one plane. */
    public static HotPixels of(float[] plane, int width, int height) {
        if (width < 5 || height < 5) return new HotPixels(new int[0], new int[0], new int[0]);
        PixelSpread up = PixelSpread.of(plane, width, height);
        PixelSpread down = up.downwards();
        int[][][] both =
                IntStream.of(1, -1)
                        .parallel()
                        .mapToObj(sign -> find(plane, width, height, sign, sign > 0 ? up : down))
                        .toArray(int[][][]::new);
        int[][] hot = both[0];
        int[][] dead = both[1];
        int[] suspects = new int[hot[1].length + dead[1].length];
        System.arraycopy(hot[1], 0, suspects, 0, hot[1].length);
        System.arraycopy(dead[1], 0, suspects, hot[1].length, dead[1].length);
        Arrays.sort(suspects);
        return new HotPixels(hot[0], dead[0], suspects);
    }

    /**
     * Of planes of one detector, on which a defect stays where it is: of four planes or more those
     * that at least half suspect, of fewer those of the middle one.
     *
     * @param planes one or more
     */
    public static HotPixels ofPlanes(List<float[]> planes, int width, int height) {
        float[] middle = planes.get(planes.size() / 2);
        if (planes.size() < SERIES) return of(middle, width, height);
        int[] votes = new int[middle.length];
        for (float[] plane : planes)
            for (int pixel : of(plane, width, height).suspects) votes[pixel]++;
        int least = Math.max(3, (planes.size() + 1) / 2);
        int[] agreed = IntStream.range(0, votes.length).filter(i -> votes[i] >= least).toArray();
        Neighbourhood around = new Neighbourhood(middle, width, height);
        IntPredicate bright = i -> middle[i] > around.median(i % width, i / width, 1);
        return new HotPixels(
                Arrays.stream(agreed).filter(bright).toArray(),
                Arrays.stream(agreed).filter(bright.negate()).toArray(),
                agreed);
    }

    /** How many there are. */
    public int count() {
        return hot.length + dead.length;
    }

    /** The defective ones and, second, all suspects. */
    private static int[][] find(
            float[] plane, int width, int height, int sign, PixelSpread spread) {
        double reach = spread.reach();
        if (Double.isInfinite(reach)) return new int[2][0];
        Candidates candidates = new Candidates(plane, width, height, sign, spread);
        candidates.collect(Math.max(LEAST_SUSPECT, SUSPECT * reach / 2));
        // The defects lengthen the tail that they must stand out of: it is measured without them.
        double outliers = candidates.beyond(reach).length / (double) plane.length;
        reach = spread.farReach(outliers);
        if (sign < 0) reach = Math.max(LEAST_DEAD, reach);
        int[] defects = candidates.outstanding(reach);
        if (defects.length > MOST * plane.length) return new int[2][0];
        return new int[][] {
            defects, candidates.beyond(Math.max(LEAST_SUSPECT, SUSPECT * reach)),
        };
    }

    /** Single pixels and how far they lie from their neighbours. */
    private static final class Candidates {
        private final float[] plane;
        private final int width;
        private final int height;
        private final int sign;
        private final PixelSpread spread;
        private final Neighbourhood around;
        private final float dark;
        private int[] pixels = new int[64];
        private double[] distances = new double[64];
        private int count;

        Candidates(float[] plane, int width, int height, int sign, PixelSpread spread) {
            this.plane = plane;
            this.width = width;
            this.height = height;
            this.sign = sign;
            this.spread = spread;
            around = new Neighbourhood(plane, width, height);
            dark = sign > 0 ? 0 : spread.quantile(DARK / 100);
        }

        void collect(double least) {
            // The median is dearer than the mean of four, from which a defect is about as far, or
            // three quarters where another touches it.
            float near = (float) (0.7 * least * spread.least());
            for (int y = 0; y < height; y++)
                for (int x = 0; x < width; x++) {
                    float value = plane[y * width + x];
                    if (sign * (value - around.mean(x, y)) <= near) continue;
                    float median = around.median(x, y, 1);
                    double deviation = spread.deviation(median);
                    if (deviation == 0) deviation = spread.least();
                    double distance = sign * (value - median) / deviation;
                    if (distance > least && (sign > 0 || value <= dark) && isSingle(x, y))
                        add(y * width + x, distance);
                }
        }

        private void add(int pixel, double distance) {
            if (count == pixels.length) {
                pixels = Arrays.copyOf(pixels, 2 * count);
                distances = Arrays.copyOf(distances, 2 * count);
            }
            pixels[count] = pixel;
            distances[count++] = distance;
        }

        /**
         * Whether the neighbours hold less than those of an imaged point would; or all but one of
         * them do, and that one's other neighbours as well: two defects that touch.
         */
        private boolean isSingle(int x, int y) {
            if (isDark(x, y, x, y)) return true;
            int bx = x;
            int by = y;
            double most = Double.NEGATIVE_INFINITY;
            for (int dy = -1; dy <= 1; dy++)
                for (int dx = -1; dx <= 1; dx++) {
                    double value = sign * around.at(x + dx, y + dy);
                    if ((dx != 0 || dy != 0) && value > most) {
                        most = value;
                        bx = x + dx;
                        by = y + dy;
                    }
                }
            return isDark(x, y, bx, by) && isDark(bx, by, x, y);
        }

        /** Whether the neighbours hold too little, but for one that does not count. */
        private boolean isDark(int x, int y, int exceptX, int exceptY) {
            float ground = around.median(x, y, 2);
            double light = 0;
            double weights = 0;
            for (int dy = -1; dy <= 1; dy++)
                for (int dx = -1; dx <= 1; dx++) {
                    float value = around.at(x + dx, y + dy);
                    if (dx == 0 && dy == 0 || Float.isNaN(value)) continue;
                    if (x + dx == exceptX && y + dy == exceptY) continue;
                    double weight = dx == 0 || dy == 0 ? SIDE : CORNER;
                    light += weight * sign * (value - ground);
                    weights += weight * weight;
                }
            return light < POINT * sign * (around.at(x, y) - ground) * weights;
        }

        /**
         * Those beyond a distance, and the farther the fewer they are: a single pixel that is a
         * little too bright is an accident, a hundred of them are not.
         */
        int[] outstanding(double distance) {
            double[] sorted = Arrays.copyOf(distances, count);
            Arrays.sort(sorted);
            for (int n = count; n > 0; n--) {
                double least = distance * (1 + LONELY / Math.sqrt(n));
                if (sorted[count - n] > least) return beyond(least);
            }
            return new int[0];
        }

        int[] beyond(double distance) {
            int[] found = new int[count];
            int n = 0;
            for (int i = 0; i < count; i++) if (distances[i] > distance) found[n++] = pixels[i];
            return Arrays.copyOf(found, n);
        }
    }
}
