package org.mulligan.data;

import java.util.random.RandomGenerator;

/** Worms and dots around a nucleus that they spare, dense near it and sparse at the cell's edge. */
final class Mitochondria implements Scene {
    @Override
    public void paint(Canvas canvas, double scale, RandomGenerator random) {
        Cells cells = new Cells(canvas, scale, random);
        double sigma = Math.max(0.4, scale * Scene.between(0.4, 1.2, random));
        Brush brush = new Brush(canvas.width, canvas.height, random, sigma, sigma * 1.6);
        double length = scale * Scene.between(4, 50, random);
        double density = Scene.between(0.05, 0.35, random);
        boolean hollow = sigma > 0.9 && random.nextBoolean();
        double wobble = Scene.between(0.08, 0.3, random) / Math.sqrt(scale);
        double nucleus = Scene.between(0.25, 0.45, random);
        Canvas dim = new Canvas(canvas.width, canvas.height);
        for (Outline cell : cells.outlines()) {
            double light = Scene.brightness(0.4, random);
            Outline hole = new Outline(cell.x, cell.y, cell.radius * nucleus, 1.2, 0.03, random);
            double area = Math.PI * cell.radius * cell.radius;
            int count = (int) Math.min(900, density * area / (length * 2 * (1 + sigma)));
            for (int i = 0; i < count; i++)
                worm(brush, cell, hole, length, wobble, hollow ? sigma * 1.6 : 0, light, random);
            double glow = light * Scene.between(0, 0.5, random);
            hole.fill(dim, 2, (px, py, depth) -> glow * (depth > 0.93 ? 1.5 : 1));
        }
        brush.paintOn(canvas);
        canvas.add(dim, 0.6);
        if (random.nextBoolean())
            canvas.add(
                    cells.haze(random),
                    Scene.between(0, 0.4, random) * new Percentiles(canvas.values).at(98));
    }

    private static void worm(
            Brush brush,
            Outline cell,
            Outline hole,
            double length,
            double wobble,
            double hollow,
            double light,
            RandomGenerator random) {
        double angle = random.nextDouble() * 2 * Math.PI;
        double way =
                hole.radius
                        + (cell.radius * 1.2 - hole.radius) * Math.pow(random.nextDouble(), 1.4);
        double x = cell.x + way * Math.cos(angle);
        double y = cell.y + way * Math.sin(angle);
        if (cell.depth(x, y) > 1 || hole.depth(x, y) < 1) return;
        double direction = angle + 0.9 * random.nextGaussian();
        Brush.Stroke stroke =
                new Brush.Stroke(
                        hollow > 0 ? 0 : random.nextInt(2),
                        length * Scene.brightness(0.6, random),
                        wobble,
                        Scene.between(0, 0.5, random),
                        light * Scene.brightness(0.4, random));
        Brush.Pull pull =
                (px, py, now) ->
                        cell.depth(px, py) > 1 || hole.depth(px, py) < 1 ? Double.NaN : now;
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
