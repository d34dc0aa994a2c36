package org.mulligan.data.simulation.structure;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.mulligan.data.simulation.canvas.Canvas;
import org.mulligan.data.simulation.canvas.Scene;

/**
 * Ellipses and polygons that hide each other, of sizes from 1 to 100 px by a power law: their edges
 * and greys have the statistics of natural images, whatever these show.
 *
 * @see <a href="https://doi.org/10.1023/A:1011109015675">Lee, Mumford, Huang 2001</a>
 */
final class DeadLeaves implements Scene {
    private static final int MOST = 12_000;

    /** Of the light below, what leaves another leaf visible. */
    private static final float HIDDEN = 0.02f;

    @Override
    public void paint(Canvas canvas, double scale, RandomGenerator random) {
        double least = Math.max(1, Math.exp(Scene.between(0, Math.log(8), random)));
        double most = Scene.between(30, 100, random);
        double greys = random.nextInt(3) == 0 ? Scene.between(0.05, 0.4, random) : 1;
        double polygons = random.nextDouble();
        double textured = random.nextBoolean() ? 0 : random.nextDouble();
        double shaded = random.nextDouble();
        Canvas texture = Ground.texture(canvas, scale * Scene.between(5, 30, random), random);
        // The nearest leaf is painted first, so that each pixel is painted about once.
        float[] open = new float[canvas.values.length];
        Arrays.fill(open, 1);
        int left = open.length;
        for (int i = 0; i < MOST && left > open.length / 500; i++) {
            Leaf leaf = leaf(canvas, least, most, polygons, random);
            double grey = 0.5 + greys * (random.nextDouble() - 0.5);
            double contrast = random.nextDouble() < textured ? Scene.between(0, 0.4, random) : 0;
            double slope = random.nextDouble() < shaded ? 0.4 * random.nextGaussian() : 0;
            double tilt = random.nextDouble() * 2 * Math.PI;
            left -= put(canvas, open, leaf, new Skin(grey, contrast, slope, tilt), texture);
        }
        for (int i = 0; i < open.length; i++) canvas.values[i] += 0.5f * open[i];
    }

    /**
     * How a leaf shines.
     *
     * @param slope change of its grey from the middle to the edge, relative
     * @param tilt which way, radians
     */
    private record Skin(double grey, double contrast, double slope, double tilt) {}

    /**
     * A shape around a point: an ellipse where there are no sides.
     *
     * @param radius px
     * @param sides directions of a polygon's sides, radians
     */
    private record Leaf(double x, double y, double radius, Blob ellipse, double[] sides) {
        /** From the edge, px, negative inside. */
        double distance(double px, double py) {
            if (sides.length == 0) {
                double cos = Math.cos(ellipse.direction());
                double sin = Math.sin(ellipse.direction());
                double along = (cos * (px - x) + sin * (py - y)) / ellipse.stretch();
                double across = (cos * (py - y) - sin * (px - x)) * ellipse.stretch();
                return Math.sqrt(along * along + across * across) - radius;
            }
            double most = -radius;
            for (int k = 0; k < sides.length; k += 2)
                most = Math.max(most, sides[k] * (px - x) + sides[k + 1] * (py - y) - radius);
            return most;
        }

        double reach() {
            return radius * (sides.length == 0 ? ellipse.stretch() : 2.2) + 1;
        }
    }

    /** Radii by a density of r to the power of -3, which makes no scale special. */
    private static Leaf leaf(
            Canvas canvas, double least, double most, double polygons, RandomGenerator random) {
        double ratio = least / most;
        double radius = least / Math.sqrt(1 - random.nextDouble() * (1 - ratio * ratio));
        double margin = radius;
        double x = random.nextDouble() * (canvas.width + 2 * margin) - margin;
        double y = random.nextDouble() * (canvas.height + 2 * margin) - margin;
        double direction = random.nextDouble() * 2 * Math.PI;
        double stretch = random.nextBoolean() ? 1 : Scene.between(1, 1.8, random);
        double[] sides = new double[0];
        if (random.nextDouble() < polygons) {
            int count = 3 + random.nextInt(4);
            sides = new double[2 * count];
            for (int k = 0; k < count; k++) {
                double angle =
                        direction + 2 * Math.PI * (k + 0.3 * (random.nextDouble() - 0.5)) / count;
                double near = Scene.between(0.8, 1.2, random);
                sides[2 * k] = Math.cos(angle) * near;
                sides[2 * k + 1] = Math.sin(angle) * near;
            }
        }
        return new Leaf(x, y, radius, new Blob(x, y, radius, stretch, direction), sides);
    }

    /** Returns the number of pixels that are hidden for what lies below. */
    private static int put(Canvas canvas, float[] open, Leaf leaf, Skin skin, Canvas texture) {
        int hidden = 0;
        double reach = leaf.reach();
        int bottom = (int) Math.min(canvas.height - 1, leaf.y + reach);
        int right = (int) Math.min(canvas.width - 1, leaf.x + reach);
        double cos = Math.cos(skin.tilt) * skin.slope / leaf.radius;
        double sin = Math.sin(skin.tilt) * skin.slope / leaf.radius;
        for (int y = (int) Math.max(0, leaf.y - reach); y <= bottom; y++)
            for (int x = (int) Math.max(0, leaf.x - reach); x <= right; x++) {
                int i = y * canvas.width + x;
                if (open[i] < HIDDEN) continue;
                double cover = Math.min(1, 0.5 - leaf.distance(x, y));
                if (cover <= 0) continue;
                double light =
                        skin.grey
                                * (1 + cos * (x - leaf.x) + sin * (y - leaf.y))
                                * (1 + skin.contrast * texture.values[i]);
                canvas.values[i] += (float) (open[i] * cover * Math.max(0, light));
                open[i] *= (float) (1 - cover);
                if (open[i] < HIDDEN) hidden++;
            }
        return hidden;
    }
}
