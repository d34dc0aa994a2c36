package org.mulligan.data.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.mulligan.data.simulation.canvas.Canvas;
import org.mulligan.data.simulation.canvas.Field;
import org.mulligan.data.simulation.canvas.Scene;

/** Where the cells of a simulated image lie: a few large ones, many small ones, or one sheet. */
final class Cells {
    private static final int MOST = 60;

    private final int width;
    private final int height;
    private final List<Outline> outlines = new ArrayList<>();
    private final List<Double> lights = new ArrayList<>();
    private final byte[] labels;

    Cells(Canvas canvas, double scale, RandomGenerator random) {
        width = canvas.width;
        height = canvas.height;
        labels = new byte[width * height];
        boolean sheet = random.nextInt(3) == 0;
        double radius = scale * Scene.between(45, 170, random);
        double crowd = sheet ? Scene.between(1.5, 3, random) : Scene.between(0.4, 2, random);
        int count = 1 + (int) Math.min(MOST, crowd * width * height / (4 * radius * radius));
        double spread = Scene.between(0.1, 0.8, random);
        double stretch = Scene.between(0, 0.8, random);
        double roughness = Scene.between(0.05, 0.35, random);
        for (int i = 0; i < count; i++) {
            outlines.add(
                    new Outline(
                            random.nextDouble() * width,
                            random.nextDouble() * height,
                            radius * (sheet ? 1.5 : 1) * Math.exp(0.2 * random.nextGaussian()),
                            1 + stretch * Math.abs(random.nextGaussian()),
                            roughness,
                            random));
            lights.add(Scene.brightness(spread, random));
        }
        claim();
    }

    /**
     * Where outlines overlap a pixel belongs to the cell it lies deepest in, so that cells abut.
     */
    private void claim() {
        float[] depths = new float[labels.length];
        Arrays.fill(depths, 1);
        Arrays.fill(labels, (byte) -1);
        for (int i = 0; i < outlines.size(); i++) {
            byte label = (byte) i;
            outlines.get(i)
                    .visit(
                            width,
                            height,
                            (px, py, depth) -> {
                                int pixel = py * width + px;
                                if (depth >= depths[pixel]) return;
                                depths[pixel] = (float) depth;
                                labels[pixel] = label;
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
        double floor = random.nextInt(3) == 0 ? Scene.between(0.02, 0.5, random) : 0;
        Canvas haze = new Canvas(width, height);
        for (int i = 0; i < outlines.size(); i++) {
            int cell = i;
            double light = lights.get(i);
            outlines.get(i)
                    .visit(
                            width,
                            height,
                            (px, py, depth) -> {
                                int pixel = py * width + px;
                                if (labels[pixel] != cell) return;
                                double fade =
                                        Math.min(1, (1 - depth) * outlines.get(cell).radius / edge);
                                haze.values[pixel] = (float) (light * fade * (1 - bulge * depth));
                            });
        }
        for (int i = 0; i < haze.values.length; i++)
            haze.values[i] =
                    (float)
                            ((floor + haze.values[i])
                                    * Math.max(0, 1 + contrast * mottle.values[i]));
        haze.level();
        return haze;
    }
}
