package org.mulligan.data.simulation.structure;

import java.util.random.RandomGenerator;
import org.mulligan.data.simulation.canvas.Canvas;
import org.mulligan.data.simulation.canvas.Field;
import org.mulligan.data.simulation.canvas.Scene;

/**
 * Bacteria: rods and cocci that lie alone, in colonies where they touch, or as a lawn. They shine
 * in the dark, as a whole or at their walls, or are darker than a bright field, with a halo.
 */
final class Rods implements Scene {
    private static final int MOST = 3000;

    /** What all of an image have in common. */
    private record Kind(
            double radius, double length, double spread, boolean walls, double disorder) {}

    @Override
    public void paint(Canvas canvas, double scale, RandomGenerator random) {
        Kind kind =
                new Kind(
                        Math.max(1, Math.min(7, scale * Scene.between(1, 4, random))),
                        random.nextInt(4) == 0 ? 0 : Scene.between(1, 10, random),
                        Scene.between(0, 0.6, random),
                        random.nextInt(4) == 0,
                        random.nextBoolean() ? 0.15 : 3);
        Canvas cells = new Canvas(canvas.width, canvas.height);
        boolean[] taken = new boolean[cells.values.length];
        double area = kind.radius * (3 * kind.radius + 2 * kind.radius * kind.length);
        int tries = (int) Math.min(MOST, Scene.between(0.05, 3, random) * taken.length / area);
        Canvas where = random.nextInt(3) > 0 ? Ground.patches(canvas, scale, random) : null;
        Canvas turn = Field.smooth(canvas.width, canvas.height, 8 * kind.radius + 20, random);
        for (int i = 0; i < 4 + tries; i++) {
            double x = random.nextDouble() * canvas.width;
            double y = random.nextDouble() * canvas.height;
            if (where != null && where.at(x, y) < 0.5) continue;
            double direction = 1.5 * turn.at(x, y) + kind.disorder * random.nextGaussian();
            double half = kind.radius * kind.length * Scene.between(0.5, 1.2, random) / 2;
            rod(cells, taken, x, y, direction, half, kind, Scene.brightness(kind.spread, random));
        }
        double dark = Math.exp(Scene.between(-4, -0.5, random));
        if (random.nextBoolean()) {
            canvas.add(Ground.any(canvas, scale, random), dark);
            canvas.add(cells, 1);
        } else absorb(canvas, cells, Scene.between(0.08, 0.9, random), kind.radius, random);
    }

    /**
     * Transmitted light: what the cells take, and the bright seam that phase contrast gives them.
     */
    private static void absorb(
            Canvas canvas, Canvas cells, double depth, double radius, RandomGenerator random) {
        Canvas halo = new Canvas(canvas.width, canvas.height);
        halo.add(cells, 1);
        halo.blur(radius * Scene.between(0.5, 2, random));
        double glow = random.nextBoolean() ? 0 : Scene.between(0, 0.6, random);
        canvas.add(Ground.smooth(canvas, random), 1);
        for (int i = 0; i < cells.values.length; i++) {
            double own = Math.min(1.5, cells.values[i]);
            double light = 1 + depth * (glow * halo.values[i] - own * 0.66);
            canvas.values[i] *= (float) Math.max(0, light);
        }
    }

    /** Paints one unless its middle line crosses another. */
    private static void rod(
            Canvas cells,
            boolean[] taken,
            double x,
            double y,
            double direction,
            double half,
            Kind kind,
            double light) {
        double cos = Math.cos(direction);
        double sin = Math.sin(direction);
        for (double way = -half; way <= half; way += 1) {
            int px = (int) Math.rint(x + way * cos);
            int py = (int) Math.rint(y + way * sin);
            if (px < 0 || py < 0 || px >= cells.width || py >= cells.height) continue;
            if (taken[py * cells.width + px]) return;
        }
        double radius = kind.radius;
        double reach = half + radius + 1;
        int bottom = (int) Math.min(cells.height - 1, y + reach);
        int right = (int) Math.min(cells.width - 1, x + reach);
        for (int py = (int) Math.max(0, y - reach); py <= bottom; py++)
            for (int px = (int) Math.max(0, x - reach); px <= right; px++) {
                double along = cos * (px - x) + sin * (py - y);
                double across = cos * (py - y) - sin * (px - x);
                double over = Math.max(0, Math.abs(along) - half);
                double distance = Math.sqrt(over * over + across * across) / radius;
                if (distance >= 1 + 0.5 / radius) continue;
                int pixel = py * cells.width + px;
                if (distance < 1.75) taken[pixel] = true;
                cells.values[pixel] =
                        (float) Math.max(cells.values[pixel], light * profile(distance, kind));
            }
    }

    /** Of light across a cell: its thickness, or its wall. */
    private static double profile(double distance, Kind kind) {
        if (!kind.walls) return Math.sqrt(Math.max(0, 1 - distance * distance));
        double wall = (distance - 0.85) * Math.max(kind.radius, 2);
        return 0.15 + 0.85 * Math.exp(-wall * wall);
    }
}
