package org.mulligan.data.simulation.structure;

import java.util.random.RandomGenerator;
import org.mulligan.data.simulation.canvas.Canvas;
import org.mulligan.data.simulation.canvas.Scene;

/** Blobs brighter than the camera can tell: flat tops with smooth flanks, over faint structure. */
final class Saturated implements Scene {
    @Override
    public void paint(Canvas canvas, double scale, RandomGenerator random) {
        Canvas blobs = new Canvas(canvas.width, canvas.height);
        int count = 1 + random.nextInt(25);
        for (int k = 0; k < count; k++)
            blobs.disc(
                    random.nextDouble() * canvas.width,
                    random.nextDouble() * canvas.height,
                    Math.exp(Scene.between(Math.log(2), Math.log(30), random)),
                    false,
                    Scene.brightness(0.7, random));
        blobs.blur(Scene.between(1.2, 10, random));
        blobs.level();
        double ground = Math.exp(Scene.between(Math.log(0.02), Math.log(0.4), random));
        canvas.add(Ground.any(canvas, scale, random), ground);
        canvas.add(blobs, 1);
        float most = (float) Scene.between(0.2, 0.7, random);
        for (int i = 0; i < canvas.values.length; i++)
            canvas.values[i] = Math.min(most, canvas.values[i]);
    }
}
