package org.mulligan.data.simulation;

import java.util.random.RandomGenerator;
import org.mulligan.data.simulation.canvas.Canvas;
import org.mulligan.data.simulation.canvas.Field;
import org.mulligan.data.simulation.canvas.Scene;
import org.mulligan.data.simulation.canvas.Sites;

/** A sheet of cells whose walls shine: a bent Voronoi pattern with bright and faint stretches. */
final class Membranes implements Scene {
    @Override
    public void paint(Canvas canvas, double scale, RandomGenerator random) {
        int width = canvas.width;
        int height = canvas.height;
        double spacing = scale * Scene.between(9, 45, random);
        double wall = Scene.between(0.5, 1.5, random) * Math.max(0.7, Math.sqrt(scale));
        double stretch = Scene.between(1, 2.2, random);
        double bend = spacing * Scene.between(0, 0.5, random);
        double inside = random.nextInt(3) == 0 ? Scene.between(0, 0.5, random) : 0;
        double haze = Scene.between(0, 0.25, random);
        Canvas bendX = Field.smooth(width, height, spacing * 1.5, random);
        Canvas bendY = Field.smooth(width, height, spacing * 1.5, random);
        Canvas glow = Field.fractal(width, height, spacing * 2, 3, 0.7, random);
        Canvas tissue = Field.smooth(width, height, width / Scene.between(1.5, 5, random), random);
        double contrast = Scene.between(0.2, 1.2, random);
        double border = random.nextInt(3) == 0 ? -9 : Scene.between(-1, 0.3, random);
        long seed = random.nextLong();
        Sites sites = new Sites(seed);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) {
                int i = y * width + x;
                double margin = (tissue.values[i] - border) * 4;
                if (margin <= 0) continue;
                double u = (x + bend * bendX.values[i]) / (spacing * stretch);
                double v = (y + bend * bendY.values[i]) / spacing;
                double distance = sites.fromWall(u, v) * spacing / wall;
                double light =
                        (Math.exp(-distance * distance / 2) + haze)
                                        * Math.exp(contrast * glow.values[i])
                                + inside * sites.light();
                canvas.values[i] = (float) (light * Math.min(1, margin));
            }
    }
}
