package org.mulligan.data;

import java.util.random.RandomGenerator;

/** A closed irregular line around a centre: the edge of a cell or of a nucleus. */
final class Outline {
    private static final int ANGLES = 256;

    final double x;
    final double y;
    final double radius;
    private final float[] reach = new float[ANGLES];
    private final double longest;

    /**
     * @param radius px, of a circle of about the same area
     * @param elongation longest over shortest diameter
     * @param roughness amplitude of its bumps relative to the radius
     */
    Outline(
            double x,
            double y,
            double radius,
            double elongation,
            double roughness,
            RandomGenerator random) {
        this.x = x;
        this.y = y;
        this.radius = radius;
        double direction = random.nextDouble() * Math.PI;
        double[] phases = new double[8];
        double[] heights = new double[8];
        for (int k = 2; k < 8; k++) {
            phases[k] = random.nextDouble() * 2 * Math.PI;
            heights[k] = roughness * random.nextGaussian() / (k - 1);
        }
        double most = 0;
        for (int i = 0; i < ANGLES; i++) {
            double angle = i * 2 * Math.PI / ANGLES;
            double along = Math.cos(angle - direction);
            double across = Math.sin(angle - direction);
            double ellipse =
                    radius / Math.sqrt(along * along / elongation + across * across * elongation);
            double bumps = 1;
            for (int k = 2; k < 8; k++) bumps += heights[k] * Math.cos(k * angle + phases[k]);
            reach[i] = (float) (ellipse * Math.max(0.3, bumps));
            most = Math.max(most, reach[i]);
        }
        longest = most;
    }

    /** Where a point lies: 0 in the centre, 1 on the line, more outside. */
    double depth(double px, double py) {
        double dx = px - x;
        double dy = py - y;
        double turn = Math.atan2(dy, dx) / (2 * Math.PI);
        return Math.hypot(dx, dy) / reach[(int) Math.floor(turn * ANGLES) & (ANGLES - 1)];
    }

    /** What a pixel inside is given. */
    interface Shade {
        double at(int px, int py, double depth);
    }

    /** Adds light to the pixels inside, fading over {@code edge} px at the line. */
    void fill(Canvas canvas, double edge, Shade shade) {
        int left = (int) Math.max(0, x - longest - edge);
        int right = (int) Math.min(canvas.width - 1, x + longest + edge);
        int top = (int) Math.max(0, y - longest - edge);
        int bottom = (int) Math.min(canvas.height - 1, y + longest + edge);
        for (int py = top; py <= bottom; py++)
            for (int px = left; px <= right; px++) {
                double depth = depth(px, py);
                double share = Math.min(1, 0.5 + (1 - depth) * radius / edge);
                if (share > 0)
                    canvas.values[py * canvas.width + px] +=
                            (float) (share * shade.at(px, py, depth));
            }
    }

    double angleAt(double px, double py) {
        return Math.atan2(py - y, px - x);
    }
}
