package org.mulligan.service.restore.sharpening;

import java.util.SplittableRandom;
import org.mulligan.data.degradation.PoissonGaussian;
import org.mulligan.data.simulation.Simulator;
import org.mulligan.data.simulation.Structures;
import org.mulligan.data.simulation.canvas.Canvas;
import org.mulligan.image.filter.Binning;
import org.mulligan.image.filter.Convolution;
import org.mulligan.image.intensity.Percentiles;

/** Fields of thin fibres with a known truth, and how a camera sees them. */
final class Microtubules {
    /** Side of the truth, px. */
    static final int SIDE = 256;

    /** Standard deviation of the truth's own optics, px: it has no finer detail. */
    private static final double SHARPEST = 0.7;

    /** Of the brightest pixels; so much light lies in front of all. */
    private static final double BACKGROUND = 0.2;

    private static final double READ_NOISE = 1.5;
    private static final double GAIN = 2;
    private static final double OFFSET = 100;

    /** Far from the seeds of trainings, which are small. */
    private static final long SEED = 760_001;

    private Microtubules() {}

    /**
     * What a camera of 16 bits sees of a field.
     *
     * @param truth {@link #SIDE} squared
     * @param measured camera's units
     * @param photons the same without offset and gain
     * @param background photons, even
     * @param side of the measured image, px
     */
    record Shot(float[] truth, float[] measured, float[] photons, double background, int side) {}

    /** Fibres drawn here, none of which a training has seen: random walks that turn slowly. */
    static float[] drawn(int index) {
        SplittableRandom random = new SplittableRandom(SEED + index);
        Canvas canvas = new Canvas(SIDE, SIDE);
        int fibres = 15 + random.nextInt(35);
        for (int i = 0; i < fibres; i++) {
            double x = random.nextDouble() * SIDE;
            double y = random.nextDouble() * SIDE;
            double light = 0.6 + 0.4 * random.nextDouble();
            double angle = 2 * Math.PI * random.nextDouble();
            // Both ways from here, so that no fibre is known by its beginning.
            for (int way = 0; way < 2; way++)
                walk(canvas, x, y, angle + way * Math.PI, light, random);
        }
        canvas.blur(SHARPEST);
        return canvas.values;
    }

    private static void walk(
            Canvas canvas,
            double fromX,
            double fromY,
            double angle,
            double light,
            SplittableRandom random) {
        double step = 0.25;
        double direction = angle;
        double bend = 0;
        double x = fromX;
        double y = fromY;
        for (double way = 40 + 200 * random.nextDouble(); way > 0; way -= step) {
            bend = 0.995 * bend + 0.0006 * random.nextGaussian();
            direction += step * bend;
            x += step * Math.cos(direction);
            y += step * Math.sin(direction);
            if (x < 1 || y < 1 || x > SIDE - 2 || y > SIDE - 2) return;
            canvas.deposit(x, y, step * light);
        }
    }

    /** Filaments of the training's own generator, of a seed that no training has. */
    static float[] simulated(int index) {
        // Of the sharp images every other one shows cells, and of these each sixth filaments.
        return Simulator.simulate(Structures.SHARP, 2 * (6 * index + 1), SEED, SIDE, SIDE);
    }

    /**
     * @param photons at the measured image's brightest pixels, background not included
     * @param scale pixels of the truth along a measured one
     */
    static Shot shot(float[] truth, Convolution psf, double photons, int scale, int index) {
        SplittableRandom random = new SplittableRandom(31 * SEED + index);
        int side = SIDE / scale;
        float[] light = Binning.mean(psf.apply(truth, SIDE, SIDE), SIDE, SIDE, scale);
        double brightest = new Percentiles(light).at(99.8);
        double background = BACKGROUND * photons;
        for (int i = 0; i < light.length; i++)
            light[i] = (float) (background + Math.max(0, light[i]) * photons / brightest);
        float[] counted = PoissonGaussian.count(light, READ_NOISE, random);
        float[] measured = new float[counted.length];
        for (int i = 0; i < measured.length; i++)
            measured[i] = (float) Math.max(0, Math.rint(OFFSET + GAIN * counted[i]));
        float[] known = new float[measured.length];
        for (int i = 0; i < known.length; i++) known[i] = (float) ((measured[i] - OFFSET) / GAIN);
        return new Shot(truth, measured, known, background, side);
    }
}
