package org.mulligan.data.simulation;

import java.util.random.RandomGenerator;
import org.mulligan.data.simulation.canvas.Brush;
import org.mulligan.data.simulation.canvas.Canvas;
import org.mulligan.data.simulation.canvas.Field;
import org.mulligan.data.simulation.canvas.Scene;
import org.mulligan.image.intensity.Percentiles;

/** Actin and microtubules: bundles along a common direction, webs, and stars around a centre. */
final class Filaments implements Scene {
    @Override
    public void paint(Canvas canvas, double scale, RandomGenerator random) {
        double thin = Scene.between(0.3, 0.7, random);
        Brush brush =
                new Brush(canvas.width, canvas.height, random, thin, thin * 2, thin * 3 + scale);
        Cells cells = new Cells(canvas, scale, random);
        switch (random.nextInt(4) % 3) {
            case 0 -> aligned(brush, canvas, scale, cells, random);
            case 1 -> web(brush, canvas, scale, cells, random);
            default -> star(brush, canvas, scale, cells, random);
        }
        if (random.nextInt(3) == 0) edges(brush, cells, random);
        brush.paintOn(canvas);
        if (random.nextBoolean())
            canvas.add(cells.haze(random), Scene.between(0, 0.6, random) * peak(canvas));
    }

    /** Bundles along the edges of cells, with gaps. */
    private static void edges(Brush brush, Cells cells, RandomGenerator random) {
        double light = Scene.between(0.3, 4, random);
        for (Outline outline : cells.outlines()) {
            double start = random.nextDouble();
            Brush.Stroke stroke =
                    new Brush.Stroke(
                            1 + random.nextInt(2),
                            outline.radius * Scene.between(1, 5, random),
                            0.03,
                            0.2,
                            light * Scene.brightness(0.6, random));
            double way = 0.97 * outline.reach(start);
            double angle = 2 * Math.PI * start;
            brush.draw(
                    outline.x + way * Math.cos(angle),
                    outline.y + way * Math.sin(angle),
                    angle + Math.PI / 2,
                    stroke,
                    (px, py, direction) ->
                            outline.angleAt(px, py)
                                    + Math.PI / 2
                                    + 3 * (outline.depth(px, py) - 0.97));
        }
    }

    private static double peak(Canvas canvas) {
        return new Percentiles(canvas.values).at(98);
    }

    /** Stress fibres: nearly straight, following a direction that varies slowly. */
    private static void aligned(
            Brush brush, Canvas canvas, double scale, Cells cells, RandomGenerator random) {
        Canvas turn = Field.smooth(canvas.width, canvas.height, 60 * scale, random);
        double base = random.nextDouble() * Math.PI;
        double disorder = random.nextBoolean() ? 0.9 : 0.1;
        double crossing = random.nextBoolean() ? 0 : Scene.between(0, 0.4, random);
        double swing = Scene.between(0.1, 1, random);
        double length = scale * Scene.between(40, 200, random);
        int count =
                count(canvas, length, Math.exp(Scene.between(-2.3, 1, random)) / Math.sqrt(scale));
        double spread = Scene.between(0.3, 1.1, random);
        for (int i = 0; i < count; i++) {
            double x = random.nextDouble() * canvas.width;
            double y = random.nextDouble() * canvas.height;
            int cell = cells.at(x, y);
            if (cell < 0) continue;
            double own = base + disorder * cell + (random.nextDouble() < crossing ? 1.2 : 0);
            Brush.Stroke stroke =
                    new Brush.Stroke(
                            random.nextDouble() < 0.05 ? 2 : random.nextInt(2),
                            length * Scene.between(0.3, 1.5, random),
                            0.02,
                            Scene.between(0, 0.5, random),
                            Scene.brightness(spread, random) * cells.light(cell));
            brush.draw(
                    x,
                    y,
                    own + swing * turn.at(x, y),
                    stroke,
                    (px, py, way) ->
                            cells.at(px, py) == cell ? own + swing * turn.at(px, py) : Double.NaN);
        }
    }

    private static void web(
            Brush brush, Canvas canvas, double scale, Cells cells, RandomGenerator random) {
        double length = scale * Scene.between(60, 300, random);
        int count =
                count(canvas, length, Math.exp(Scene.between(-3.5, 0, random)) / Math.sqrt(scale));
        double wobble = Scene.between(0.02, 0.15, random) / Math.sqrt(scale);
        double grain = Scene.between(0, 1, random);
        double spread = Scene.between(0.2, 0.9, random);
        for (int i = 0; i < count; i++) {
            double x = random.nextDouble() * canvas.width;
            double y = random.nextDouble() * canvas.height;
            int cell = cells.at(x, y);
            if (cell < 0) continue;
            Brush.Stroke stroke =
                    new Brush.Stroke(
                            random.nextInt(12) == 0 ? 1 : 0,
                            length,
                            wobble,
                            grain,
                            Scene.brightness(spread, random) * cells.light(cell));
            brush.draw(
                    x,
                    y,
                    random.nextDouble() * 2 * Math.PI,
                    stroke,
                    (px, py, way) -> cells.at(px, py) == cell ? way : Double.NaN);
        }
    }

    private static void star(
            Brush brush, Canvas canvas, double scale, Cells cells, RandomGenerator random) {
        double grain = Scene.between(0, 1, random);
        double wobble = Scene.between(0.03, 0.12, random) / Math.sqrt(scale);
        int rays = 20 + random.nextInt(250);
        for (Outline outline : cells.outlines()) {
            double light = Scene.brightness(0.4, random);
            for (int i = 0; i < rays; i++) {
                double angle = random.nextDouble() * 2 * Math.PI;
                double from = outline.radius * random.nextDouble() * 0.4;
                Brush.Stroke stroke =
                        new Brush.Stroke(
                                0,
                                outline.radius * 2,
                                wobble,
                                grain,
                                light * Scene.brightness(0.4, random));
                brush.draw(
                        outline.x + from * Math.cos(angle),
                        outline.y + from * Math.sin(angle),
                        angle,
                        stroke,
                        (px, py, way) ->
                                outline.depth(px, py) < 1
                                        ? way + 0.3 * Math.sin(outline.angleAt(px, py) - way)
                                        : Double.NaN);
            }
        }
    }

    /** As many lines as cover a share of the canvas. */
    private static int count(Canvas canvas, double length, double share) {
        return 1 + (int) Math.min(6000, share * canvas.width * canvas.height / length);
    }
}
