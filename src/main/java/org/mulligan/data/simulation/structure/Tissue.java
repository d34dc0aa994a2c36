package org.mulligan.data.simulation.structure;

import java.util.random.RandomGenerator;
import org.mulligan.data.simulation.canvas.Canvas;
import org.mulligan.data.simulation.canvas.Field;
import org.mulligan.data.simulation.canvas.Scene;
import org.mulligan.data.simulation.canvas.Sites;

/**
 * Tissue as an electron microscope shows it: dark membranes around cells of several sizes and
 * greys, mottled plasma, dark organelles with ridges, and small rings.
 */
final class Tissue implements Scene {
    private static final int MOST = 400;

    @Override
    public void paint(Canvas canvas, double scale, RandomGenerator random) {
        double spacing = Math.max(9, scale * Scene.between(10, 60, random));
        double greys = Scene.between(0, 0.35, random);
        cells(canvas, spacing, greys, random);
        Ground.mottle(canvas, scale, Scene.between(0.03, 0.35, random), random);
        organelles(canvas, spacing, random);
        rings(canvas, scale, random);
    }

    private static void cells(Canvas canvas, double spacing, double greys, RandomGenerator random) {
        double stretch = Scene.between(1, 2.5, random);
        double bend = spacing * Scene.between(0.1, 0.6, random);
        double wall = Scene.between(0.6, 1.6, random) * Math.max(1, Math.sqrt(spacing / 30));
        double depth = Scene.between(0.15, 0.9, random);
        boolean twofold = random.nextBoolean();
        double angle = random.nextDouble() * Math.PI;
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        Canvas bendX = Field.smooth(canvas.width, canvas.height, spacing * 1.2, random);
        Canvas bendY = Field.smooth(canvas.width, canvas.height, spacing * 1.2, random);
        Canvas shading = Field.smooth(canvas.width, canvas.height, spacing * 3, random);
        Sites sites = new Sites(random.nextLong());
        for (int y = 0; y < canvas.height; y++)
            for (int x = 0; x < canvas.width; x++) {
                int i = y * canvas.width + x;
                double bentX = x + bend * bendX.values[i];
                double bentY = y + bend * bendY.values[i];
                double u = (cos * bentX + sin * bentY) / (spacing * stretch);
                double v = (cos * bentY - sin * bentX) / spacing;
                double distance = sites.fromWall(u, v) * spacing;
                double grey = 1 + greys * (2 * sites.share() - 1) + 0.1 * shading.values[i];
                double line = distance / wall;
                // Two cells have a membrane each, with a gap between them where there is room.
                if (twofold) line = Math.abs(line - 1.6);
                canvas.values[i] =
                        (float) Math.max(0.02, grey * (1 - depth * Math.exp(-line * line / 2)));
            }
    }

    /** Mitochondria: dark ellipses with a darker rim and pale ridges. */
    private static void organelles(Canvas canvas, double spacing, RandomGenerator random) {
        double radius = Math.max(3, spacing * Scene.between(0.1, 0.3, random));
        double share = Scene.between(0, 0.12, random);
        int count = (int) Math.min(MOST, share * canvas.values.length / (3 * radius * radius));
        double depth = Scene.between(0.1, 0.6, random);
        double ridges = Scene.between(0, 0.6, random);
        double period = Math.max(3.5, radius * Scene.between(0.25, 0.6, random));
        for (int k = 0; k < count; k++) {
            double x = random.nextDouble() * canvas.width;
            double y = random.nextDouble() * canvas.height;
            double direction = random.nextDouble() * Math.PI;
            double own = radius * Scene.brightness(0.3, random);
            double tilt = random.nextDouble() * Math.PI;
            double cos = Math.cos(tilt) * 2 * Math.PI / period;
            double sin = Math.sin(tilt) * 2 * Math.PI / period;
            new Blob(x, y, own, Scene.between(1, 1.8, random), direction)
                    .visit(
                            canvas,
                            1,
                            (pixel, distance) -> {
                                double inside = Math.max(0, Math.min(1, 0.5 - distance));
                                double rim = Math.exp(-(distance + 1) * (distance + 1) / 2);
                                double wave =
                                        Math.sin(
                                                cos * (pixel % canvas.width)
                                                        + sin * (pixel / canvas.width));
                                double dark = depth * (1 + ridges * wave) * inside + 0.3 * rim;
                                canvas.values[pixel] *= (float) Math.max(0.05, 1 - dark);
                            });
        }
    }

    /** Vesicles, in clusters. */
    private static void rings(Canvas canvas, double scale, RandomGenerator random) {
        int clusters = random.nextInt(5);
        double radius = Math.max(1.5, scale * Scene.between(1.5, 4, random));
        double depth = Scene.between(0.1, 0.6, random);
        boolean filled = random.nextInt(3) == 0;
        for (int c = 0; c < clusters; c++) {
            double x = random.nextDouble() * canvas.width;
            double y = random.nextDouble() * canvas.height;
            int count = 3 + random.nextInt(40);
            for (int k = 0; k < count; k++)
                new Blob(
                                x + radius * Math.sqrt(count) * random.nextGaussian(),
                                y + radius * Math.sqrt(count) * random.nextGaussian(),
                                radius * Scene.between(0.8, 1.2, random),
                                1,
                                0)
                        .visit(
                                canvas,
                                2,
                                (pixel, distance) -> {
                                    double share =
                                            filled
                                                    ? Math.max(0, Math.min(1, 0.5 - distance))
                                                    : Math.exp(-distance * distance);
                                    canvas.values[pixel] *= (float) (1 - depth * share);
                                });
        }
    }
}
