package org.mulligan.data.simulation.structure;

import java.util.random.RandomGenerator;
import org.mulligan.data.simulation.canvas.Canvas;
import org.mulligan.data.simulation.canvas.Field;
import org.mulligan.data.simulation.canvas.Scene;

/**
 * Texture without end: speckle of coherent light, or grain of a material; never as fine as noise.
 *
 * @see <a href="https://doi.org/10.1364/JOSA.66.001145">Goodman 1976</a>, on speckle
 */
final class Grain implements Scene {
    /** Distance of its bumps, px: squared, they are half as wide as they were. */
    private static final double FINEST = 3.2;

    @Override
    public void paint(Canvas canvas, double scale, RandomGenerator random) {
        canvas.add(Ground.any(canvas, scale, random), 1);
        double contrast = random.nextBoolean() ? 1 : Math.exp(Scene.between(-3, 0, random));
        if (random.nextBoolean()) speckle(canvas, scale, contrast, random);
        else mix(canvas, grain(canvas, size(scale, random), random), contrast);
    }

    /**
     * Multiplies a ground with it.
     *
     * @param contrast from 0, no speckle, to 1, nothing but speckle
     */
    static void speckle(Canvas ground, double scale, double contrast, RandomGenerator random) {
        mix(ground, speckle(ground, size(scale, random), random), contrast);
    }

    private static void mix(Canvas ground, Canvas grain, double contrast) {
        for (int i = 0; i < ground.values.length; i++)
            ground.values[i] *= (float) (1 - contrast + contrast * grain.values[i]);
    }

    private static double size(double scale, RandomGenerator random) {
        return Math.max(
                FINEST, scale * Math.exp(Scene.between(Math.log(FINEST), Math.log(10), random)));
    }

    /** Mean of a few independent patterns, each with exponentially distributed intensities. */
    private static Canvas speckle(Canvas like, double size, RandomGenerator random) {
        int looks = random.nextInt(3) == 0 ? 1 + random.nextInt(6) : 1;
        Canvas sum = new Canvas(like.width, like.height);
        for (int look = 0; look < 2 * looks; look++) {
            Canvas part = Field.smooth(like.width, like.height, size, random);
            for (int i = 0; i < sum.values.length; i++)
                sum.values[i] += part.values[i] * part.values[i] / (2 * looks);
        }
        return sum;
    }

    private static Canvas grain(Canvas like, double size, RandomGenerator random) {
        double contrast = Scene.between(0.1, 0.9, random);
        Canvas field = Field.smooth(like.width, like.height, size, random);
        for (int i = 0; i < field.values.length; i++)
            field.values[i] = (float) Math.exp(contrast * field.values[i]);
        return field;
    }
}
