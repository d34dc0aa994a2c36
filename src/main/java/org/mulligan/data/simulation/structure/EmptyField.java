package org.mulligan.data.simulation.structure;

import java.util.random.RandomGenerator;
import org.mulligan.data.simulation.canvas.Canvas;
import org.mulligan.data.simulation.canvas.Field;
import org.mulligan.data.simulation.canvas.Scene;

/** Nothing but a background: a slope, vignetting, a haze; or nearly even. */
final class EmptyField implements Scene {
    @Override
    public void paint(Canvas canvas, double scale, RandomGenerator random) {
        double depth = Math.exp(Scene.between(Math.log(0.003), 0, random));
        double bump = canvas.width * Scene.between(0.15, 1.5, random);
        Canvas haze = Field.smooth(canvas.width, canvas.height, bump, random);
        double slope = random.nextBoolean() ? 0 : depth * random.nextGaussian() / canvas.width;
        for (int y = 0; y < canvas.height; y++)
            for (int x = 0; x < canvas.width; x++) {
                int i = y * canvas.width + x;
                canvas.values[i] = (float) Math.exp(depth * haze.values[i] + slope * (x + 0.3 * y));
            }
    }
}
