package org.mulligan.data.simulation.structure;

import java.util.random.RandomGenerator;
import org.mulligan.data.simulation.canvas.Brush;
import org.mulligan.data.simulation.canvas.Canvas;
import org.mulligan.data.simulation.canvas.Field;
import org.mulligan.data.simulation.canvas.Scene;

/**
 * Thin faint fibres that cross densely in the light of all that lies out of focus, as in a wide
 * field: their contrast is a hundredth to a quarter of the haze.
 */
final class HazyFibres implements Scene {
    private static final int MOST = 3000;

    @Override
    public void paint(Canvas canvas, double scale, RandomGenerator random) {
        int width = canvas.width;
        int height = canvas.height;
        double thin = Math.max(0.4, scale * Scene.between(0.3, 0.7, random));
        Brush brush = new Brush(width, height, random, thin, 2 * thin);
        Canvas where = Ground.patches(canvas, 2 * scale, random);
        Canvas turn = Field.smooth(width, height, 80 * scale, random);
        double base = random.nextDouble() * Math.PI;
        double disorder = random.nextBoolean() ? Scene.between(0.1, 0.6, random) : 3;
        double length = scale * Scene.between(40, 250, random);
        double share = Math.exp(Scene.between(-1.5, 0.8, random)) / Math.max(1, scale);
        int count = 3 + (int) Math.min(MOST, share * width * height / length);
        double spread = Scene.between(0.2, 0.9, random);
        double grain = random.nextBoolean() ? 0 : Scene.between(0, 0.6, random);
        double wobble = Scene.between(0.01, 0.1, random) / Math.sqrt(scale);
        for (int i = 0; i < count; i++) {
            double x = random.nextDouble() * width;
            double y = random.nextDouble() * height;
            if (where.at(x, y) < 0.3) continue;
            Brush.Stroke stroke =
                    new Brush.Stroke(
                            random.nextInt(6) == 0 ? 1 : 0,
                            length * Scene.between(0.3, 1.3, random),
                            wobble,
                            grain,
                            Scene.brightness(spread, random));
            double direction = base + 0.8 * turn.at(x, y) + disorder * random.nextGaussian();
            brush.draw(
                    x,
                    y,
                    direction,
                    stroke,
                    (px, py, way) -> where.at(px, py) < 0.15 ? Double.NaN : way);
        }
        Canvas fibres = new Canvas(width, height);
        brush.paintOn(fibres);
        fibres.level();
        Canvas haze = new Canvas(width, height);
        haze.add(fibres, 1);
        haze.blur(Scene.between(8, 30, random));
        haze.level();
        canvas.add(haze, Scene.between(0.2, 1, random));
        canvas.add(where, Scene.between(0.1, 1, random));
        canvas.blur(Scene.between(4, 15, random));
        canvas.multiply(Ground.smooth(canvas, random));
        canvas.level();
        canvas.add(fibres, Math.exp(Scene.between(Math.log(0.04), Math.log(0.5), random)));
    }
}
