package org.mulligan.data.simulation.structure;

import java.util.random.RandomGenerator;
import org.mulligan.data.simulation.canvas.Canvas;
import org.mulligan.data.simulation.canvas.Scene;

/** A few very bright crumbs with sharp edges over a structure that is weak beside them. */
final class Debris implements Scene {
    private final Scene below;

    Debris(Scene below) {
        this.below = below;
    }

    @Override
    public void paint(Canvas canvas, double scale, RandomGenerator random) {
        below.paint(canvas, scale, random);
        canvas.level();
        double weak = Math.exp(Scene.between(Math.log(0.02), Math.log(0.4), random));
        for (int i = 0; i < canvas.values.length; i++) canvas.values[i] *= (float) weak;
        int crumbs = 1 + random.nextInt(8);
        for (int k = 0; k < crumbs; k++) {
            double x = random.nextDouble() * canvas.width;
            double y = random.nextDouble() * canvas.height;
            double radius = Math.exp(Scene.between(0, Math.log(12), random));
            double light = Scene.brightness(0.5, random);
            int parts = 1 + random.nextInt(4);
            for (int part = 0; part < parts; part++)
                new Blob(
                                x + radius * random.nextGaussian(),
                                y + radius * random.nextGaussian(),
                                radius * Scene.between(0.5, 1, random),
                                Scene.between(1, 2, random),
                                random.nextDouble() * Math.PI)
                        .visit(
                                canvas,
                                0.5,
                                (pixel, distance) ->
                                        canvas.values[pixel] =
                                                (float)
                                                        Math.max(
                                                                canvas.values[pixel],
                                                                light
                                                                        * Math.min(
                                                                                1,
                                                                                0.5 - distance)));
        }
    }
}
