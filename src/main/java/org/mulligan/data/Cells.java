package org.mulligan.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Where the cells of a simulated image lie: a few large ones, many small ones, or one sheet. */
final class Cells {
    private final int width;
    private final int height;
    private final List<Outline> outlines = new ArrayList<>();
    private final List<Double> lights = new ArrayList<>();
    private final byte[] labels;

    Cells(Canvas canvas, double scale, RandomGenerator random) {
        width = canvas.width;
        height = canvas.height;
        labels = new byte[width * height];
        double radius = scale * Scene.between(45, 160, random);
        double crowd = Scene.between(0.5, 2, random);
        int count = 1 + (int) Math.min(60, crowd * width * height / (4 * radius * radius));
        double spread = Scene.between(0.1, 0.8, random);
        for (int i = 0; i < count; i++) {
            outlines.add(
                    new Outline(
                            random.nextDouble() * width,
                            random.nextDouble() * height,
                            radius * Math.exp(0.2 * random.nextGaussian()),
                            1 + Math.abs(random.nextGaussian()),
                            Scene.between(0.05, 0.35, random),
                            random));
            lights.add(Scene.brightness(spread, random));
        }
        boolean sheet = random.nextInt(4) == 0;
        Arrays.fill(labels, (byte) (sheet ? 0 : -1));
        for (int i = 0; i < count; i++) {
            byte label = (byte) i;
            outlines.get(i)
                    .fill(
                            new Canvas(width, height),
                            1,
                            (px, py, depth) -> {
                                labels[py * width + px] = label;
                                return 0;
                            });
        }
    }

    List<Outline> outlines() {
        return outlines;
    }

    /** The number of the cell that a point lies in, or -1. */
    int at(double x, double y) {
        if (!(x >= 0 && y >= 0 && x < width && y < height)) return -1;
        return labels[(int) y * width + (int) x];
    }

    double light(int cell) {
        return lights.get(cell);
    }

    /** Dye in the whole cell: brighter in the middle where it is thick, mottled, 0 to about 1. */
    Canvas haze(RandomGenerator random) {
        Canvas mottle = Field.fractal(width, height, Scene.between(8, 60, random), 3, 0.6, random);
        double contrast = Scene.between(0.05, 0.4, random);
        double edge = Scene.between(1, 12, random);
        double bulge = Scene.between(0, 0.9, random);
        Canvas haze = new Canvas(width, height);
        for (int i = 0; i < outlines.size(); i++) {
            double light = lights.get(i);
            outlines.get(i)
                    .fill(
                            haze,
                            edge,
                            (px, py, depth) ->
                                    light
                                            * (1 - bulge * Math.min(1, depth))
                                            * Math.max(0, 1 + contrast * mottle.at(px, py)));
        }
        haze.level();
        return haze;
    }
}
