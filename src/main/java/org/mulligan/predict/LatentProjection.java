package org.mulligan.predict;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.LongToIntFunction;
import java.util.stream.IntStream;
import org.mulligan.engine.Progress;
import org.mulligan.model.LatentSpace;

/**
 * Finds the latent point whose image is nearest to a given one, by Adam from the best of many
 * seeds, with a weak pull towards the length that latent points have.
 *
 * @see <a href="https://arxiv.org/abs/1609.03552">Zhu et al. 2016</a>
 * @see <a href="https://arxiv.org/abs/1412.6980">Kingma and Ba 2015</a>, Adam
 */
public final class LatentProjection {
    /** Seeds, from 0 on, whose best are started from. */
    public static final int SEEDS = 256;

    private static final int STEPS = 300;

    /** Steps after which the images are compared. */
    private static final int LOOK = 25;

    private static final double RATE = 0.05;

    /** Weight of the length against the squared difference of the best start. */
    private static final double PRIOR = 0.1;

    /**
     * What was found.
     *
     * @param point the nearest
     * @param index of its class
     * @param image -1 to 1
     * @param rms of the image's difference to the target, in units of -1 to 1
     * @param startRms that of the best seed
     * @param spread mean root mean square difference of two drawn images
     */
    public record Found(
            float[] point, int index, float[] image, double rms, double startRms, double spread) {}

    /** One way down: a point, and Adam's two means. */
    private static final class Walker {
        final int index;
        final double[] point;
        final double[] mean;
        final double[] square;
        float[] best;
        double bestError = Double.POSITIVE_INFINITY;

        Walker(float[] start, int index) {
            this.index = index;
            point = new double[start.length];
            for (int i = 0; i < start.length; i++) point[i] = start[i];
            mean = new double[start.length];
            square = new double[start.length];
        }

        float[] floats() {
            float[] floats = new float[point.length];
            for (int i = 0; i < floats.length; i++) floats[i] = (float) point[i];
            return floats;
        }
    }

    private final Generator generator;
    private final LatentSpace space;
    private final LongToIntFunction classOf;

    /**
     * @param classOf the class in which a seed is tried
     */
    public LatentProjection(Generator generator, LongToIntFunction classOf) {
        this.generator = generator;
        this.classOf = classOf;
        space = generator.synthesis().space();
    }

    /**
     * Finds it.
     *
     * @param image height, width, channels; as the generator draws, from -1 to 1
     * @throws CancellationException when {@code progress} cancels
     */
    public Found nearest(float[] image, Progress progress) throws IOException {
        List<float[]> rows = new ArrayList<>();
        for (int seed = 0; seed < SEEDS; seed++)
            rows.add(space.row(space.at(seed), classOf.applyAsInt(seed)));
        float[][] drawn = generator.draw(rows);
        double[] errors = new double[SEEDS];
        double spread = 0;
        for (int i = 0; i < SEEDS; i++) {
            errors[i] = error(drawn[i], image);
            spread += Math.sqrt(error(drawn[i], drawn[(i + 1) % SEEDS])) / SEEDS;
        }
        List<Walker> walkers =
                IntStream.range(0, SEEDS)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> errors[i]))
                        .limit(Generator.TOGETHER)
                        .map(i -> new Walker(space.at(i), classOf.applyAsInt(i)))
                        .toList();
        double start = IntStream.range(0, SEEDS).mapToDouble(i -> errors[i]).min().orElse(0);
        look(walkers, image);
        for (int step = 1; step <= STEPS; step++) {
            if (progress.cancelled()) throw new CancellationException("Cancelled");
            progress.update("Projecting", step / (double) STEPS, -1);
            step(walkers, image, step, PRIOR * start);
            if (step % LOOK == 0) look(walkers, image);
        }
        Walker best =
                walkers.stream().min(Comparator.comparingDouble(w -> w.bestError)).orElseThrow();
        return new Found(
                best.best,
                best.index,
                generator.draw(List.of(space.row(best.best, best.index)))[0],
                Math.sqrt(best.bestError),
                Math.sqrt(start),
                spread);
    }

    private List<float[]> rows(List<Walker> walkers) {
        return walkers.stream().map(walker -> space.row(walker.floats(), walker.index)).toList();
    }

    /** Keeps what is best so far. */
    private void look(List<Walker> walkers, float[] image) throws IOException {
        float[][] drawn = generator.draw(rows(walkers));
        for (int i = 0; i < drawn.length; i++) {
            double error = error(drawn[i], image);
            Walker walker = walkers.get(i);
            if (error >= walker.bestError) continue;
            walker.bestError = error;
            walker.best = walker.floats();
        }
    }

    /** A step of Adam; its rate falls to nothing along a cosine. */
    private void step(List<Walker> walkers, float[] image, int step, double prior)
            throws IOException {
        float[][] slopes = generator.pull(rows(walkers), image);
        double rate = RATE * 0.5 * (1 + Math.cos(Math.PI * (step - 1) / STEPS));
        for (int w = 0; w < slopes.length; w++) {
            Walker walker = walkers.get(w);
            int n = walker.point.length;
            double square = 0;
            for (double number : walker.point) square += number * number;
            // The gradient of prior * (|z|^2 / n - 1)^2.
            double inward = prior * 4 * (square / n - 1) / n;
            for (int i = 0; i < n; i++) {
                double slope = slopes[w][i] + inward * walker.point[i];
                walker.mean[i] = 0.9 * walker.mean[i] + 0.1 * slope;
                walker.square[i] = 0.999 * walker.square[i] + 0.001 * slope * slope;
                double mean = walker.mean[i] / (1 - Math.pow(0.9, step));
                double root = Math.sqrt(walker.square[i] / (1 - Math.pow(0.999, step)));
                walker.point[i] -= rate * mean / (root + 1e-8);
            }
        }
    }

    /** Mean squared difference. */
    private static double error(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
        return sum / a.length;
    }
}
