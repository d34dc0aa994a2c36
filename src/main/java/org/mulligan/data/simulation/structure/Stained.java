package org.mulligan.data.simulation.structure;

import java.util.random.RandomGenerator;
import org.mulligan.data.simulation.canvas.Canvas;
import org.mulligan.data.simulation.canvas.Scene;

/** What would shine takes light away instead, as dyes do in a bright field; Lambert and Beer. */
final class Stained implements Scene {
    private final Scene dyed;

    Stained(Scene dyed) {
        this.dyed = dyed;
    }

    @Override
    public void paint(Canvas canvas, double scale, RandomGenerator random) {
        dyed.paint(canvas, scale, random);
        canvas.level();
        double density = Math.exp(Scene.between(Math.log(0.1), Math.log(2.5), random));
        boolean plain = random.nextBoolean();
        Canvas lamp = plain ? Ground.smooth(canvas, random) : Ground.any(canvas, scale, random);
        for (int i = 0; i < canvas.values.length; i++)
            canvas.values[i] = (float) (lamp.values[i] * Math.exp(-density * canvas.values[i]));
    }
}
