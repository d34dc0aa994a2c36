package org.mulligan.noise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Two images in square blocks, each with the means of its two halves; {@link ScaleFit} says why.
 */
final class ScaleBlocks {
    /** Fields of a block's chessboard along an axis; in small blocks they are pixels. */
    private static final int FIELDS = 4;

    /** Beyond so many standard deviations off the line a block is left out. */
    private static final double CLIP = 6;

    private static final int ROUNDS = 6;

    /** A block that is left out counts as if it lay so many standard deviations off. */
    private static final double LEFT_OUT = 3;

    /** Pairs of blocks whose slopes the first lines are medians of. */
    private static final int SLOPES = 4000;

    /**
     * First lines that are tried: two blocks that are further apart than this share of the pairs
     * weigh no more than those. With 1 a few bright spots are enough to tell the gain, with less
     * many specks do not turn it.
     */
    private static final double[] LARGEST = {1, 0.99, 0.95, 0.8, 0.5};

    /** Bound of how much of a block's distance from the line the line has not taken up. */
    private static final double LEAST_FREE = 0.1;

    private final int side;
    private float[] from;
    private float[] to;
    private final double[] fromWhite;
    private final double[] fromBlack;
    private final double[] toWhite;
    private final double[] toBlack;
    private int count;

    ScaleBlocks(List<float[]> from, List<float[]> to, int width, int height, int side) {
        this.side = side;
        int most = (width / side) * (height / side) * from.size();
        this.from = new float[most];
        this.to = new float[most];
        fromWhite = new double[most];
        fromBlack = new double[most];
        toWhite = new double[most];
        toBlack = new double[most];
        for (int plane = 0; plane < from.size(); plane++)
            for (int y = 0; y + side <= height; y += side)
                for (int x = 0; x + side <= width; x += side)
                    add(from.get(plane), to.get(plane), y * width + x, width);
        this.from = Arrays.copyOf(this.from, count);
        this.to = Arrays.copyOf(this.to, count);
    }

    /** A block of which enough pixels are numbers in both images. */
    private void add(float[] from, float[] to, int corner, int width) {
        int field = Math.max(1, side / FIELDS);
        double[] sumsFrom = new double[2];
        double[] sumsTo = new double[2];
        int[] pixels = new int[2];
        for (int y = 0; y < side; y++)
            for (int x = 0; x < side; x++) {
                int at = corner + y * width + x;
                if (!Float.isFinite(from[at]) || !Float.isFinite(to[at])) continue;
                int colour = (y / field + x / field) % 2;
                sumsFrom[colour] += from[at];
                sumsTo[colour] += to[at];
                pixels[colour]++;
            }
        if (4 * Math.min(pixels[0], pixels[1]) < side * side) return;
        fromWhite[count] = sumsFrom[0] / pixels[0];
        fromBlack[count] = sumsFrom[1] / pixels[1];
        toWhite[count] = sumsTo[0] / pixels[0];
        toBlack[count] = sumsTo[1] / pixels[1];
        this.from[count] = (float) ((fromWhite[count] + fromBlack[count]) / 2);
        this.to[count] = (float) ((toWhite[count] + toBlack[count]) / 2);
        count++;
    }

    /** The likeliest line through the blocks, without those that lie far off it. */
    ScaleFit fit() {
        boolean[] all = new boolean[count];
        Arrays.fill(all, true);
        ScaleFit best = through(all);
        if (count <= 2) return best;
        double least = Double.POSITIVE_INFINITY;
        for (double gain : medianSlopes()) {
            ScaleFit fit = settle(gain, medianHeight(gain));
            if (Double.isNaN(fit.gain())) continue;
            double unlikely = unlikelihood(fit.gain(), fit.offset());
            if (unlikely >= least) continue;
            least = unlikely;
            best = fit;
        }
        return best;
    }

    /**
     * Leaves out what lies far off a line, finds the next line, and again until nothing changes.
     */
    private ScaleFit settle(double gain, double offset) {
        boolean[] kept = closeTo(gain, offset);
        ScaleFit fit = through(kept);
        for (int round = 1; round < ROUNDS && fit.relativeError() < 1; round++) {
            boolean[] close = closeTo(fit.gain(), fit.offset());
            if (Arrays.equals(close, kept)) break;
            kept = close;
            fit = through(kept);
        }
        return fit;
    }

    /** Which blocks lie as close to a line as the noise of most makes it likely. */
    private boolean[] closeTo(double gain, double offset) {
        float[] line = line(gain, offset);
        Noise noise = NoiseFit.of(to, line, NoiseFit.grain(to));
        boolean[] close = new boolean[count];
        for (int i = 0; i < count; i++)
            close[i] = Math.abs(to[i] - line[i]) <= CLIP * noise.sigma(line[i]);
        return close;
    }

    /** Less the logarithm of the likelihood of normal noise, in which what lies far off is cut. */
    private double unlikelihood(double gain, double offset) {
        float[] line = line(gain, offset);
        Noise noise = NoiseFit.of(to, line, NoiseFit.grain(to));
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double sigma = noise.sigma(line[i]);
            double off = Math.min(LEFT_OUT, Math.abs(to[i] - line[i]) / sigma);
            sum += Math.log(sigma) + off * off / 2;
        }
        return sum;
    }

    private float[] line(double gain, double offset) {
        float[] line = new float[count];
        for (int i = 0; i < count; i++) line[i] = (float) (gain * from[i] + offset);
        return line;
    }

    private ScaleFit through(boolean[] kept) {
        int n = 0;
        double meanFrom = 0;
        double meanTo = 0;
        for (int i = 0; i < count; i++)
            if (kept[i]) {
                n++;
                meanFrom += from[i];
                meanTo += to[i];
            }
        meanFrom /= n;
        meanTo /= n;
        double shared = 0;
        double crossed = 0;
        for (int i = 0; i < count; i++)
            if (kept[i]) {
                double white = fromWhite[i] - meanFrom;
                double black = fromBlack[i] - meanFrom;
                shared += 2 * white * black;
                crossed += (toWhite[i] - meanTo) * black + (toBlack[i] - meanTo) * white;
            }
        double gain = shared > 0 ? crossed / shared : Double.NaN;
        double scores = 0;
        double squares = 0;
        for (int i = 0; i < count; i++)
            if (kept[i]) {
                double white = fromWhite[i] - meanFrom;
                double black = fromBlack[i] - meanFrom;
                double offWhite = toWhite[i] - meanTo - gain * white;
                double offBlack = toBlack[i] - meanTo - gain * black;
                double score = offWhite * black + offBlack * white;
                // A block that all hangs on lies near the line because it pulls it (MacKinnon and
                // White 1985).
                double free = Math.max(LEAST_FREE, 1 - 2 * white * black / shared);
                scores += score * score / (free * free);
                double off = (offWhite + offBlack) / 2;
                squares += off * off;
            }
        double few = n > 2 ? n / (n - 2.0) : Double.NaN;
        return new ScaleFit(
                gain,
                Math.sqrt(scores * few) / shared,
                meanFrom,
                meanTo,
                Math.sqrt(squares * few) / n);
    }

    /**
     * Medians of the slopes between two blocks, each weighted by how far these are apart (Sievers
     * 1978), one for each of {@link #LARGEST}.
     */
    private double[] medianSlopes() {
        Random random = new Random(1);
        record Slope(double apart, double slope) {}
        List<Slope> slopes = new ArrayList<>();
        for (int i = 0; i < SLOPES; i++) {
            int a = random.nextInt(count);
            int b = random.nextInt(count);
            double apart = (double) from[b] - from[a];
            if (apart != 0)
                slopes.add(new Slope(Math.abs(apart), ((double) to[b] - to[a]) / apart));
        }
        slopes.sort(Comparator.comparingDouble(Slope::slope));
        double[] sorted = slopes.stream().mapToDouble(Slope::apart).sorted().toArray();
        double[] medians = new double[LARGEST.length];
        for (int k = 0; k < medians.length && sorted.length > 0; k++) {
            double most = sorted[(int) (LARGEST[k] * (sorted.length - 1))];
            double left = slopes.stream().mapToDouble(s -> Math.min(most, s.apart)).sum() / 2;
            for (Slope slope : slopes) {
                left -= Math.min(most, slope.apart);
                medians[k] = slope.slope;
                if (left <= 0) break;
            }
        }
        return medians;
    }

    private double medianHeight(double gain) {
        double[] heights = new double[count];
        for (int i = 0; i < count; i++) heights[i] = to[i] - gain * from[i];
        Arrays.sort(heights);
        return heights[count / 2];
    }
}
