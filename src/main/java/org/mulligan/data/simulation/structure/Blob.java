package org.mulligan.data.simulation.structure;

import org.mulligan.data.simulation.canvas.Canvas;

/**
 * An ellipse.
 *
 * @param radius px, of the circle of the same area
 * @param stretch longer axis over the radius
 * @param direction of its longer axis, radians
 */
record Blob(double x, double y, double radius, double stretch, double direction) {
    /** What is done at a pixel; distance from the edge in px, negative inside, about right. */
    interface Visit {
        void at(int pixel, double distance);
    }

    /** Visits the pixels inside, and those around up to a distance in px. */
    void visit(Canvas canvas, double around, Visit visit) {
        double reach = radius * stretch + around;
        double cos = Math.cos(direction);
        double sin = Math.sin(direction);
        int bottom = (int) Math.min(canvas.height - 1, y + reach);
        int right = (int) Math.min(canvas.width - 1, x + reach);
        for (int py = (int) Math.max(0, y - reach); py <= bottom; py++)
            for (int px = (int) Math.max(0, x - reach); px <= right; px++) {
                double along = (cos * (px - x) + sin * (py - y)) / stretch;
                double across = (cos * (py - y) - sin * (px - x)) * stretch;
                double distance = Math.sqrt(along * along + across * across) - radius;
                if (distance <= around) visit.at(py * canvas.width + px, distance);
            }
    }
}
