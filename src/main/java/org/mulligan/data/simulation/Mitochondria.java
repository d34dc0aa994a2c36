package org.mulligan.data.simulation;

import java.util.random.RandomGenerator;
import org.mulligan.data.simulation.canvas.Brush;
import org.mulligan.data.simulation.canvas.Canvas;
import org.mulligan.data.simulation.canvas.Field;
import org.mulligan.data.simulation.canvas.Scene;
import org.mulligan.image.intensity.Percentiles;

/** Worms and dots around a nucleus that they spare, dense near it and sparse at the cell's edge. */
final class Mitochondria implements Scene {
    private static final int MOST = 500;

    @Override
    public void paint(Canvas canvas, double scale, RandomGenerator random) {
        Cells cells = new Cells(canvas, scale, random);
        double sigma = Math.max(0.4, scale * Scene.between(0.4, 1.2, random));
        Brush brush = new Brush(canvas.width, canvas.height, random, sigma, sigma * 1.6);
        double length = scale * Scene.between(4, 45, random);
        double density = Scene.between(0.15, 1, random);
        double hollow = sigma > 0.9 && random.nextBoolean() ? sigma * 1.6 : 0;
        double wobble = Scene.between(0.06, 0.25, random) / Math.sqrt(scale);
        double nucleus = Scene.between(0.2, 0.4, random);
        double glow = random.nextInt(4) == 0 ? 0 : Scene.between(0.02, 0.3, random);
        double rim = random.nextBoolean() ? 0 : Scene.between(0.1, 0.8, random);
        Canvas dim = new Canvas(canvas.width, canvas.height);
        Canvas mottle = Field.smooth(canvas.width, canvas.height, 4 * scale + 1, random);
        for (int i = 0; i < cells.outlines().size(); i++) {
            Outline cell = cells.outlines().get(i);
            Outline hole = new Outline(cell.x, cell.y, cell.radius * nucleus, 1.3, 0.03, random);
            double area = Math.PI * cell.radius * cell.radius;
            int count = (int) Math.min(MOST, density * area / (length * 2 * (1 + sigma)));
            for (int k = 0; k < count; k++)
                worm(brush, cells, i, hole, length, wobble, hollow, random);
            double light = cells.light(i);
            int own = i;
            hole.visit(
                    canvas.width,
                    canvas.height,
                    (px, py, depth) -> {
                        if (cells.at(px, py) != own) return;
                        double shine = glow * (1 + 0.15 * mottle.at(px, py));
                        double wall = (depth - 0.97) * hole.radius / (1 + sigma);
                        dim.values[py * dim.width + px] +=
                                (float) (light * (shine + rim * Math.exp(-wall * wall)));
                    });
        }
        brush.paintOn(canvas);
        double peak = new Percentiles(canvas.values).at(99);
        canvas.add(dim, peak > 0 ? peak : 1);
        if (random.nextInt(3) > 0)
            canvas.add(cells.haze(random), Scene.between(0, 0.35, random) * peak);
    }

    private static void worm(
            Brush brush,
            Cells cells,
            int own,
            Outline hole,
            double length,
            double wobble,
            double hollow,
            RandomGenerator random) {
        Outline cell = cells.outlines().get(own);
        double turns = random.nextDouble();
        double edge = cell.reach(turns);
        double way = hole.radius + (edge - hole.radius) * Math.pow(random.nextDouble(), 1.3);
        double angle = 2 * Math.PI * turns;
        double x = cell.x + way * Math.cos(angle);
        double y = cell.y + way * Math.sin(angle);
        double direction =
                angle + 0.8 * random.nextGaussian() + (way < 1.4 * hole.radius ? Math.PI / 2 : 0);
        Brush.Stroke stroke =
                new Brush.Stroke(
                        hollow > 0 ? 0 : random.nextInt(2),
                        length * Scene.brightness(0.6, random),
                        wobble,
                        Scene.between(0, 0.5, random),
                        cells.light(own) * Scene.brightness(0.4, random));
        Brush.Pull pull =
                (px, py, now) ->
                        cells.at(px, py) != own || hole.depth(px, py) < 1.03 ? Double.NaN : now;
        brush.draw(x, y, direction, stroke, pull);
        if (hollow > 0)
            brush.draw(
                    x - hollow * Math.sin(direction),
                    y + hollow * Math.cos(direction),
                    direction,
                    stroke,
                    pull);
    }
}
