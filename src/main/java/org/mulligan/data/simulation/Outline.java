package org.mulligan.data.simulation;

import java.util.random.RandomGenerator;
import org.mulligan.data.simulation.canvas.Canvas;

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
        int angle = (int) (turn(dx, dy) * ANGLES) & (ANGLES - 1);
        return Math.sqrt(dx * dx + dy * dy) / reach[angle];
    }

    /** Distance of the line from the centre, px, at an angle in turns. */
    double reach(double turns) {
        return reach[(int) Math.floor(turns * ANGLES) & (ANGLES - 1)];
    }

    /** The angle of a vector from 0 to 1 turn, to a thousandth of a turn; atan2 takes too long. */
    private static double turn(double dx, double dy) {
        double ax = Math.abs(dx);
        double ay = Math.abs(dy);
        double most = Math.max(ax, ay);
        if (most == 0) return 0;
        double slope = Math.min(ax, ay) / most;
        double turn = slope * (0.9724 - 0.1919 * slope * slope) / (2 * Math.PI);
        if (ay > ax) turn = 0.25 - turn;
        if (dx < 0) turn = 0.5 - turn;
        return dy < 0 ? 1 - turn : turn;
    }

    /** What a pixel inside is given. */
    interface Shade {
        double at(int px, int py, double depth);
    }

    /** What is done at a pixel inside. */
    interface Visit {
        void at(int px, int py, double depth);
    }

    /** Adds light to the pixels inside, fading over {@code edge} px at the line. */
    void fill(Canvas canvas, double edge, Shade shade) {
        visit(
                canvas.width,
                canvas.height,
                (px, py, depth) -> {
                    double share = Math.min(1, (1 - depth) * radius / edge);
                    canvas.values[py * canvas.width + px] +=
                            (float) (share * shade.at(px, py, depth));
                });
    }

    /** Visits each pixel inside. */
    void visit(int width, int height, Visit visit) {
        int left = (int) Math.max(0, x - longest);
        int right = (int) Math.min(width - 1, x + longest);
        int top = (int) Math.max(0, y - longest);
        int bottom = (int) Math.min(height - 1, y + longest);
        for (int py = top; py <= bottom; py++)
            for (int px = left; px <= right; px++) {
                double depth = depth(px, py);
                if (depth < 1) visit.at(px, py, depth);
            }
    }

    double angleAt(double px, double py) {
        return Math.atan2(py - y, px - x);
    }
}
