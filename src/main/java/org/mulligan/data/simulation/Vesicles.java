package org.mulligan.data.simulation;

import java.util.random.RandomGenerator;
import org.mulligan.data.simulation.canvas.Canvas;
import org.mulligan.data.simulation.canvas.Scene;
import org.mulligan.image.intensity.Percentiles;

/** Spots from single molecules to rings, in cells or all over, alike or over decades of light. */
final class Vesicles implements Scene {
    @Override
    public void paint(Canvas canvas, double scale, RandomGenerator random) {
        Cells cells = new Cells(canvas, scale, random);
        boolean everywhere = random.nextInt(3) == 0;
        double largest = scale * Scene.between(0.3, 6, random);
        double rings = random.nextInt(3) == 0 ? Scene.between(0, 1, random) : 0;
        double spread = Scene.between(0.2, 1.3, random);
        double share = Math.exp(Scene.between(Math.log(1e-4), Math.log(2e-2), random));
        int count = 10 + (int) (share * canvas.width * canvas.height / (1 + largest));
        int clump = random.nextBoolean() ? 1 : 2 + random.nextInt(8);
        for (int i = 0; i < count; i++) {
            double x = random.nextDouble() * canvas.width;
            double y = random.nextDouble() * canvas.height;
            int cell = cells.at(x, y);
            if (cell < 0 && !everywhere) continue;
            double light = cell < 0 ? 1 : cells.light(cell);
            int members = clump == 1 ? 1 : 1 + random.nextInt(clump);
            for (int k = 0; k < members; k++)
                spot(
                        canvas,
                        x + (k == 0 ? 0 : 3 * largest * random.nextGaussian()),
                        y + (k == 0 ? 0 : 3 * largest * random.nextGaussian()),
                        largest * random.nextDouble(),
                        random.nextDouble() < rings,
                        light * Scene.brightness(spread, random));
        }
        if (random.nextInt(3) > 0)
            canvas.add(
                    cells.haze(random),
                    Scene.between(0, 0.5, random) * new Percentiles(canvas.values).at(99.5));
    }

    private static void spot(
            Canvas canvas, double x, double y, double radius, boolean ring, double light) {
        if (radius < 1) canvas.deposit(x, y, 3 * light);
        else canvas.disc(x, y, radius, ring && radius > 2, light);
    }
}
