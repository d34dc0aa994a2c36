package org.mulligan.data.simulation.structure;

import java.util.random.RandomGenerator;
import org.mulligan.data.simulation.canvas.Canvas;
import org.mulligan.data.simulation.canvas.Scene;

/** Dark round holes of 1.5 to 30 px in something bright: barely visible ones to black ones. */
final class Vacuoles implements Scene {
    private static final int MOST = 1500;

    @Override
    public void paint(Canvas canvas, double scale, RandomGenerator random) {
        boolean plain = random.nextBoolean();
        canvas.add(plain ? Ground.smooth(canvas, random) : Ground.any(canvas, scale, random), 1);
        double least = Math.exp(Scene.between(Math.log(1.5), Math.log(6), random));
        double most = least * Math.exp(random.nextBoolean() ? 0.1 : Scene.between(0.3, 2, random));
        double middle = Math.min(30, Math.sqrt(least * most));
        double crowd = Math.exp(Scene.between(Math.log(0.03), Math.log(0.8), random));
        int count =
                (int)
                        Math.min(
                                MOST,
                                3 + crowd * canvas.width * canvas.height / (4 * middle * middle));
        double strongest = Math.exp(Scene.between(Math.log(0.1), 0, random));
        double weakest = strongest * (random.nextBoolean() ? 0.9 : 0.1);
        double rim = random.nextInt(4) == 0 ? Scene.between(0.05, 0.5, random) : 0;
        double squash = random.nextInt(3) == 0 ? Scene.between(0, 0.8, random) : 0;
        for (int i = 0; i < count; i++) {
            double radius = least * Math.pow(most / least, random.nextDouble());
            double depth = Scene.between(weakest, strongest, random);
            Blob hole =
                    new Blob(
                            random.nextDouble() * canvas.width,
                            random.nextDouble() * canvas.height,
                            Math.min(30, radius),
                            1 + squash * random.nextDouble(),
                            random.nextDouble() * Math.PI);
            hole.visit(
                    canvas,
                    2,
                    (pixel, distance) -> {
                        double inside = Math.max(0, Math.min(1, 0.5 - distance));
                        double edge = Math.exp(-(distance - 0.5) * (distance - 0.5) / 2);
                        canvas.values[pixel] *=
                                (float) (1 - depth * inside + rim * depth * edge * (1 - inside));
                    });
        }
    }
}
