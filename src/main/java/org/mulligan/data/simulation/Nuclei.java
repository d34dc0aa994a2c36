package org.mulligan.data.simulation;

import java.util.random.RandomGenerator;
import org.mulligan.data.simulation.canvas.Canvas;
import org.mulligan.data.simulation.canvas.Field;
import org.mulligan.data.simulation.canvas.Scene;

/** Nuclei: chromatin, nucleoli that stay dark, chromocentres that shine; scattered or in tissue. */
final class Nuclei implements Scene {
    private record Chromatin(Canvas texture, double contrast, double spread, double spots) {}

    @Override
    public void paint(Canvas canvas, double scale, RandomGenerator random) {
        boolean tissue = random.nextInt(3) == 0;
        double radius =
                scale * (tissue ? Scene.between(6, 12, random) : Scene.between(14, 32, random));
        double room = (double) canvas.width * canvas.height / (radius * radius * 12);
        int count = 1 + (int) Math.min(400, room * Scene.between(0.1, tissue ? 1.2 : 0.7, random));
        Chromatin chromatin = chromatin(canvas, radius, random);
        Canvas crowd = Field.smooth(canvas.width, canvas.height, canvas.width / 3.0, random);
        Canvas blurred = new Canvas(canvas.width, canvas.height);
        double outOfFocus = random.nextDouble() < 0.5 ? Scene.between(0, 0.5, random) : 0;
        for (int i = 0; i < count; i++) {
            double x = random.nextDouble() * canvas.width;
            double y = random.nextDouble() * canvas.height;
            if (tissue && crowd.at(x, y) < -0.3) continue;
            Outline outline =
                    new Outline(
                            x,
                            y,
                            radius * Math.exp(0.15 * random.nextGaussian()),
                            1 + Math.abs(random.nextGaussian()) * (tissue ? 0.6 : 0.3),
                            Scene.between(0.01, 0.07, random),
                            random);
            paintOne(
                    random.nextDouble() < outOfFocus ? blurred : canvas,
                    outline,
                    chromatin,
                    random);
        }
        if (outOfFocus > 0) {
            blurred.blur(radius * Scene.between(0.2, 0.8, random));
            canvas.add(blurred, Scene.between(0.2, 0.9, random));
        }
    }

    private static Chromatin chromatin(Canvas canvas, double radius, RandomGenerator random) {
        double grain = Math.max(2, radius * Scene.between(0.1, 0.3, random));
        Canvas texture =
                Field.fractal(
                        canvas.width,
                        canvas.height,
                        grain,
                        3,
                        Scene.between(0.4, 0.9, random),
                        random);
        return new Chromatin(
                texture,
                Scene.between(0.05, 0.35, random),
                random.nextInt(4) == 0 ? 1.2 : Scene.between(0.1, 0.6, random),
                random.nextInt(5) < 2 ? Scene.between(1, 10, random) : 0);
    }

    private static void paintOne(
            Canvas canvas, Outline outline, Chromatin chromatin, RandomGenerator random) {
        double light = Scene.brightness(chromatin.spread, random);
        double flatness = Scene.between(0, 0.5, random);
        double radius = outline.radius;
        int holes = random.nextInt(4);
        double[][] blobs =
                new double[holes + (int) (chromatin.spots * random.nextDouble(0.5, 1.5))][];
        for (int i = 0; i < blobs.length; i++) {
            double way = 0.75 * radius * Math.sqrt(random.nextDouble());
            double angle = random.nextDouble() * 2 * Math.PI;
            double size =
                    radius
                            * (i < holes
                                    ? random.nextDouble(0.12, 0.3)
                                    : random.nextDouble(0.05, 0.16));
            double strength = i < holes ? -random.nextDouble(0.2, 0.7) : random.nextDouble(0.5, 3);
            blobs[i] =
                    new double[] {
                        outline.x + way * Math.cos(angle),
                        outline.y + way * Math.sin(angle),
                        1 / (size * size),
                        strength
                    };
        }
        outline.fill(
                canvas,
                Math.max(1, 0.1 * radius),
                (px, py, depth) -> {
                    double value =
                            1
                                    - flatness * depth * depth
                                    + chromatin.contrast * chromatin.texture.at(px, py);
                    for (double[] blob : blobs) {
                        double dx = px - blob[0];
                        double dy = py - blob[1];
                        double distance = (dx * dx + dy * dy) * blob[2];
                        if (distance < 4) value += blob[3] * Math.exp(-distance * distance);
                    }
                    return light * Math.max(0.05, value);
                });
    }
}
