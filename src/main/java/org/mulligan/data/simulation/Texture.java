package org.mulligan.data.simulation;

import java.util.random.RandomGenerator;
import org.mulligan.data.simulation.canvas.Canvas;
import org.mulligan.data.simulation.canvas.Field;
import org.mulligan.data.simulation.canvas.Scene;

/** What has no outline of its own: cytoplasm, reticulum, neuropil, matrix; mottled or netlike. */
final class Texture implements Scene {
    @Override
    public void paint(Canvas canvas, double scale, RandomGenerator random) {
        int width = canvas.width;
        int height = canvas.height;
        Cells cells = new Cells(canvas, scale, random);
        double grain = Math.max(1.5, scale * Scene.between(3, 40, random));
        Canvas field =
                Field.fractal(width, height, grain, 4, Scene.between(0.3, 1, random), random);
        boolean net = random.nextBoolean();
        double sharpness = Scene.between(2, 6, random);
        double contrast = Scene.between(0.2, 1, random);
        for (int i = 0; i < canvas.values.length; i++) {
            double value = field.values[i];
            canvas.values[i] =
                    (float)
                            (net
                                    ? Math.exp(-sharpness * Math.abs(value))
                                    : Math.exp(contrast * value));
        }
        Canvas haze = cells.haze(random);
        if (random.nextInt(4) == 0)
            for (int i = 0; i < haze.values.length; i++) haze.values[i] += 0.3f;
        canvas.multiply(haze);
    }
}
