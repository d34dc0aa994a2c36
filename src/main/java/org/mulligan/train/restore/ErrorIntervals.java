package org.mulligan.train.restore;

import java.io.IOException;
import org.mulligan.data.Plane;
import org.mulligan.data.Seeds;
import org.mulligan.data.pairs.TrainingSet;
import org.mulligan.metric.interval.Calibration;
import org.mulligan.metric.interval.HalfWidth;
import org.mulligan.metric.interval.HalfWidthFit;
import org.mulligan.metric.interval.Interval;
import org.mulligan.metric.interval.NoiseLevel;
import org.mulligan.model.Task;
import org.mulligan.tensor.frozen.RunningGraph;

/**
 * Learns how far a faithful network is off, on the images that it was trained on, and calibrates
 * that on others: an interval around each pixel of its results.
 */
final class ErrorIntervals {
    /** Share of the pixels that are to lie inside. */
    private static final double LEVEL = 0.9;

    /** Planes that are learnt from, and the side of what is taken of each, px of the input. */
    private static final int LEARNT = 24;

    private static final int SIDE = 512;

    /** Planes that it is calibrated on. */
    private static final int MOST = 48;

    private final TrainingSet images;
    private final int stride;
    private final long seed;
    private double quietest = Double.POSITIVE_INFINITY;
    private double noisiest;

    /**
     * @param stride of the network, px; images are cropped to a multiple of it
     */
    ErrorIntervals(TrainingSet images, int stride, long seed) {
        this.images = images;
        this.stride = stride;
        this.seed = seed;
    }

    /**
     * Whether results of a task have an interval: where pixels are filled in nothing was measured,
     * and where whole images are reduced the network sees no pixels.
     *
     * @param validation which must have targets without noise; of a series these are noisy
     */
    static boolean applies(Task task, Validation validation) {
        return validation.withTargets().isPresent()
                && validation.planes().get(0).planes() == 1
                && !task.fills()
                && !task.evensLight()
                && !task.finerDepth();
    }

    Interval of(RunningGraph network) throws IOException {
        HalfWidthFit fit = new HalfWidthFit(LEVEL, Seeds.INTERVAL.stream(seed, 0));
        for (Plane plane : images.look(false, LEARNT, this::part)) {
            float[] input = Baseline.of(plane);
            float[] result = network.run(plane.taken(), plane.height(), plane.width());
            see(input, result);
            fit.add(input, result, plane.target(), width(plane), height(plane));
        }
        HalfWidth halfWidth = fit.fit();
        Calibration calibration = new Calibration(LEVEL, images.isCalibrated(), halfWidth);
        for (Plane plane : images.calibration(MOST)) {
            Plane part = plane.middle(whole(plane.width()), whole(plane.height()));
            float[] input = Baseline.of(part);
            float[] result = network.run(part.taken(), part.height(), part.width());
            see(input, result);
            calibration.add(
                    images.field(plane.name()),
                    input,
                    result,
                    part.target(),
                    width(part),
                    height(part));
        }
        Calibration.Calibrated found = calibration.result();
        return new Interval(
                LEVEL,
                halfWidth,
                found.factor(),
                found.fields(),
                found.guaranteed(),
                found.coverage(),
                found.ofConstant(),
                quietest,
                noisiest);
    }

    private void see(float[] input, float[] result) {
        double noise = NoiseLevel.of(input, result);
        quietest = Math.min(quietest, noise);
        noisiest = Math.max(noisiest, noise);
    }

    private Plane part(Plane plane) {
        return plane.middle(
                whole(Math.min(SIDE, plane.width())), whole(Math.min(SIDE, plane.height())));
    }

    private int whole(int side) {
        return side / stride * stride;
    }

    private static int width(Plane plane) {
        return plane.scale() * plane.width();
    }

    private static int height(Plane plane) {
        return plane.scale() * plane.height();
    }
}
