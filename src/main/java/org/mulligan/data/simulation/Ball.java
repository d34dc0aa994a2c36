package org.mulligan.data.simulation;

import java.util.random.RandomGenerator;
import org.mulligan.data.simulation.canvas.Canvas;
import org.mulligan.data.simulation.canvas.Scene;
import org.mulligan.data.simulation.canvas.Volume;

/**
 * An ellipsoid in a volume, turned around the axis of the microscope, with a soft edge.
 *
 * @param x of its centre, px, as {@code y} and {@code z}
 * @param radius along its longer side in the plane, px
 * @param wide of the side across, relative to the radius
 * @param flat along Z, relative to the radius
 * @param turn of the longer side, rad
 */
record Ball(double x, double y, double z, double radius, double wide, double flat, double turn) {
    /** Half of the edge's width, px. */
    private static final double EDGE = 0.7;

    /** What a pixel within has of the light. */
    interface Paint {
        double at(int plane, int pixel);
    }

    /** One of a shape that is drawn. */
    static Ball at(
            double x, double y, double z, double radius, double flat, RandomGenerator random) {
        return new Ball(
                x,
                y,
                z,
                radius,
                Scene.between(0.7, 1, random),
                flat,
                random.nextDouble() * Math.PI);
    }

    /** A smaller one inside. */
    Ball within(double size, RandomGenerator random) {
        double way = 0.7 * Math.cbrt(random.nextDouble());
        double up = random.nextDouble(-1, 1);
        double around = random.nextDouble() * 2 * Math.PI;
        double out = way * radius * Math.sqrt(1 - up * up);
        double along = out * Math.cos(around);
        double across = out * wide * Math.sin(around);
        return new Ball(
                x + along * Math.cos(turn) - across * Math.sin(turn),
                y + along * Math.sin(turn) + across * Math.cos(turn),
                z + way * up * flat * radius,
                size * radius,
                1,
                Math.max(0.5, flat),
                0);
    }

    void fill(Volume volume, double light, Paint paint) {
        double reach = radius + 2 * EDGE;
        double high = flat * radius + 2 * EDGE;
        int first = Math.max(0, (int) Math.ceil((z - high) / volume.step));
        int last = Math.min(volume.planes.size() - 1, (int) ((z + high) / volume.step));
        for (int plane = first; plane <= last; plane++) {
            Canvas canvas = volume.planes.get(plane);
            double dz = (plane * volume.step - z) / flat;
            for (int py = Math.max(0, (int) (y - reach));
                    py <= Math.min(canvas.height - 1, y + reach);
                    py++)
                for (int px = Math.max(0, (int) (x - reach));
                        px <= Math.min(canvas.width - 1, x + reach);
                        px++) {
                    double along = (px - x) * Math.cos(turn) + (py - y) * Math.sin(turn);
                    double across = ((py - y) * Math.cos(turn) - (px - x) * Math.sin(turn)) / wide;
                    double beyond = Math.sqrt(along * along + across * across + dz * dz) - radius;
                    double share = Math.max(0, Math.min(1, 0.5 - beyond / (2 * EDGE)));
                    if (share == 0) continue;
                    int pixel = py * canvas.width + px;
                    canvas.values[pixel] += (float) (light * share * paint.at(plane, pixel));
                }
        }
    }
}
