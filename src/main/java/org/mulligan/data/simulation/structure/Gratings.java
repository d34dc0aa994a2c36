package org.mulligan.data.simulation.structure;

import java.util.random.RandomGenerator;
import org.mulligan.data.simulation.canvas.Canvas;
import org.mulligan.data.simulation.canvas.Field;
import org.mulligan.data.simulation.canvas.Scene;

/**
 * Regular patterns, of any period from 3 px on and at any angle: lines, posts and holes in square
 * and oblique lattices, some of them with defects, bent or only in a part of the field.
 */
final class Gratings implements Scene {
    private static final double FINEST = 3;

    @Override
    public void paint(Canvas canvas, double scale, RandomGenerator random) {
        double period = Math.exp(Scene.between(Math.log(FINEST), Math.log(50), random));
        period = Math.max(FINEST, period * Math.max(1, scale / 1.5));
        double angle = random.nextDouble() * Math.PI;
        double bend = random.nextInt(3) == 0 ? period * Scene.between(0.1, 1, random) : 0;
        Canvas bent = Field.smooth(canvas.width, canvas.height, 60 + 4 * period, random);
        Pattern pattern = random.nextBoolean() ? lines(period, random) : posts(period, random);
        double contrast =
                random.nextBoolean()
                        ? Scene.between(0.5, 1, random)
                        : Scene.between(0.05, 0.5, random);
        Canvas where = random.nextInt(3) == 0 ? Ground.patches(canvas, scale, random) : null;
        Canvas ground = Ground.any(canvas, scale, random);
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        for (int y = 0; y < canvas.height; y++)
            for (int x = 0; x < canvas.width; x++) {
                int i = y * canvas.width + x;
                double u = cos * x + sin * y + bend * bent.values[i];
                double v = cos * y - sin * x;
                double here = contrast * (where == null ? 1 : where.values[i]);
                canvas.values[i] =
                        (float) (ground.values[i] * (1 - here + here * pattern.at(u, v)));
            }
    }

    /** Light from 0 to 1 at a place, px. */
    private interface Pattern {
        double at(double u, double v);
    }

    /** A line narrower than its edges are soft is a sine. */
    private static Pattern lines(double period, RandomGenerator random) {
        boolean sine = period < 6 || random.nextInt(3) == 0;
        double half = period * Scene.between(0.2, 0.8, random) / 2;
        return (u, v) -> {
            if (sine) return 0.5 + 0.5 * Math.sin(2 * Math.PI * u / period);
            double from = Math.abs(u - period * Math.rint(u / period));
            return Math.max(0, Math.min(1, 0.5 + half - from));
        };
    }

    private static Pattern posts(double period, RandomGenerator random) {
        double wide = Math.max(4, period);
        double high = random.nextBoolean() ? wide : wide * Scene.between(1, 2, random);
        double shift = random.nextBoolean() ? 0 : wide / 2;
        double radius = Math.max(1, wide * Scene.between(0.15, 0.42, random));
        boolean square = random.nextInt(4) == 0;
        boolean dark = random.nextBoolean();
        double missing = random.nextInt(3) == 0 ? Scene.between(0, 0.2, random) : 0;
        long seed = random.nextLong();
        return (u, v) -> {
            double row = Math.rint(v / high);
            double start = row % 2 == 0 ? 0 : shift;
            double column = Math.rint((u - start) / wide);
            double du = Math.abs(u - start - column * wide);
            double dv = Math.abs(v - row * high);
            double from = square ? Math.max(du, dv) : Math.sqrt(du * du + dv * dv);
            double post = Math.max(0, Math.min(1, 0.5 + radius - from));
            if (missing > 0 && lot(seed, column, row) < missing) post = 0;
            return dark ? 1 - post : post;
        };
    }

    /** A number from 0 to 1 that belongs to a place of the lattice. */
    private static double lot(long seed, double column, double row) {
        long z = seed + (long) column * 0x9E3779B97F4A7C15L + (long) row * 0xD1B54A32D192ED03L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return ((z ^ (z >>> 31)) >>> 11) * 0x1p-53;
    }
}
