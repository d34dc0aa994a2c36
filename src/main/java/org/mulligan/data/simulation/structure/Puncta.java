package org.mulligan.data.simulation.structure;

import java.util.random.RandomGenerator;
import org.mulligan.data.simulation.canvas.Canvas;
import org.mulligan.data.simulation.canvas.Scene;

/**
 * Dots of 1 to 3 px on a smooth or textured ground, many faint ones and a few bright, all over or
 * in regions.
 */
final class Puncta implements Scene {
    private static final int MOST = 6000;

    @Override
    public void paint(Canvas canvas, double scale, RandomGenerator random) {
        double wide = Math.max(1, scale);
        double share = Math.exp(Scene.between(Math.log(8e-4), Math.log(3e-2), random));
        int count = (int) Math.min(MOST, 4 + share * canvas.width * canvas.height / wide);
        boolean heavy = random.nextBoolean();
        double spread = Scene.between(0.2, 1.2, random);
        double tail = Scene.between(1.2, 3, random);
        double largest = Scene.between(0.6, 1.5, random);
        Canvas where = random.nextBoolean() ? Ground.patches(canvas, scale, random) : null;
        for (int i = 0; i < count; i++) {
            double x = random.nextDouble() * canvas.width;
            double y = random.nextDouble() * canvas.height;
            if (where != null && random.nextDouble() > where.at(x, y)) continue;
            double light =
                    heavy
                            ? Math.min(60, Math.pow(1 - random.nextDouble(), -1 / tail))
                            : Scene.brightness(spread, random);
            canvas.disc(x, y, wide * Scene.between(0.5, largest, random), false, light);
        }
        double ground = Math.exp(Scene.between(Math.log(0.02), Math.log(2), random));
        canvas.add(Ground.any(canvas, scale, random), ground);
        if (where != null && random.nextBoolean()) canvas.add(where, ground * random.nextDouble());
    }
}
