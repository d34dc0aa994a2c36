package org.mulligan.data.simulation.canvas;

import java.util.random.RandomGenerator;

/**
 * Draws bent lines of several widths: each width is a layer of its own that is blurred once, which
 * costs less than a wide pen at every step.
 */
public final class Brush {
    private static final double STEP = 0.7;

    private final Canvas[] layers;
    private final double[] sigmas;
    private final RandomGenerator random;

    /**
     * @param sigmas of the lines' Gaussian cross sections, px
     */
    public Brush(int width, int height, RandomGenerator random, double... sigmas) {
        this.random = random;
        this.sigmas = sigmas.clone();
        layers = new Canvas[sigmas.length];
        for (int i = 0; i < layers.length; i++) layers[i] = new Canvas(width, height);
    }

    /**
     * How a line runs.
     *
     * @param length px
     * @param wobble standard deviation of its turns, radians per square root of a px
     * @param grain 0 for an even line, 1 for one that consists of grains
     */
    public record Stroke(int layer, double length, double wobble, double grain, double light) {}

    /** Which way a line is pulled at a place, radians; NaN where it ends. */
    public interface Pull {
        double at(double x, double y, double direction);
    }

    /** Follows the pull from a point; the pull corrects a tenth of the deviation each px. */
    public void draw(double x, double y, double direction, Stroke stroke, Pull pull) {
        Canvas layer = layers[stroke.layer];
        double grains = 1;
        double hollow = 0;
        for (double way = 0; way < stroke.length; way += STEP) {
            double wanted = pull.at(x, y, direction);
            if (Double.isNaN(wanted)) return;
            direction += 0.1 * STEP * Math.sin(wanted - direction);
            direction += stroke.wobble * Math.sqrt(STEP) * random.nextGaussian();
            x += STEP * Math.cos(direction);
            y += STEP * Math.sin(direction);
            if (stroke.grain > 0 && (hollow -= STEP) <= 0) {
                grains = 1 - stroke.grain - stroke.grain * Math.log(1 - random.nextDouble());
                hollow = Scene.between(1, 4, random);
            }
            layer.deposit(x, y, stroke.light * grains * STEP * thickness(stroke.layer));
        }
    }

    /** Wide lines hold more light, else their blur would leave them faint. */
    private double thickness(int layer) {
        return 0.5 + sigmas[layer];
    }

    public void paintOn(Canvas canvas) {
        for (int i = 0; i < layers.length; i++) {
            layers[i].blur(sigmas[i]);
            canvas.add(layers[i], 1);
        }
    }
}
