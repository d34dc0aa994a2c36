package org.mulligan.data.simulation.structure;

import java.util.random.RandomGenerator;
import org.mulligan.data.simulation.canvas.Canvas;
import org.mulligan.data.simulation.canvas.Field;
import org.mulligan.data.simulation.canvas.Scene;

/** What structures lie on: even, smooth, mottled, speckled, or in patches. */
final class Ground {
    /** Distance of the bumps of the finest texture, px: what is finer would look like noise. */
    static final double FINEST = 2.5;

    private Ground() {}

    /** Intensities above 0 of a mean near 1. */
    static Canvas any(Canvas like, double scale, RandomGenerator random) {
        Canvas ground = smooth(like, random);
        switch (random.nextInt(5)) {
            case 0 -> {}
            case 1 -> Grain.speckle(ground, scale, Scene.between(0.1, 0.7, random), random);
            case 2, 3 -> mottle(ground, scale, Scene.between(0.05, 0.5, random), random);
            default -> ground.multiply(patches(like, scale, random));
        }
        return ground;
    }

    /** Without texture; every other one is nearly even. */
    static Canvas smooth(Canvas like, RandomGenerator random) {
        double bump = like.width * Scene.between(0.2, 1, random);
        Canvas ground = Field.smooth(like.width, like.height, bump, random);
        double depth = random.nextBoolean() ? 0.02 : Scene.between(0.05, 0.5, random);
        for (int i = 0; i < ground.values.length; i++)
            ground.values[i] = (float) Math.exp(depth * ground.values[i]);
        return ground;
    }

    /** Multiplies it with a texture of several scales. */
    static void mottle(Canvas ground, double scale, double contrast, RandomGenerator random) {
        Canvas texture = texture(ground, scale * Scene.between(5, 40, random), random);
        for (int i = 0; i < ground.values.length; i++)
            ground.values[i] *= (float) Math.exp(contrast * texture.values[i]);
    }

    /** A field of mean 0 and a standard deviation near 1, down to {@link #FINEST}. */
    static Canvas texture(Canvas like, double coarsest, RandomGenerator random) {
        double scale = Math.max(FINEST, coarsest);
        int octaves = 1 + (int) Math.min(4, Math.log(scale / FINEST) / Math.log(2));
        double roughness = Scene.between(0.4, 1, random);
        return Field.fractal(like.width, like.height, scale, octaves, roughness, random);
    }

    /** Regions of about 1, as cells are, in a darker surrounding. */
    static Canvas patches(Canvas like, double scale, RandomGenerator random) {
        double bump = scale * Scene.between(15, 60, random);
        double roughness = Scene.between(0, 0.35, random);
        Canvas patches = Field.fractal(like.width, like.height, bump, 3, roughness, random);
        double edge = Scene.between(2, 15, random);
        double level = Scene.between(-0.7, 0.7, random);
        double dark = Math.exp(Scene.between(-4, -0.5, random));
        for (int i = 0; i < patches.values.length; i++) {
            double inside = 1 / (1 + Math.exp(-edge * (patches.values[i] - level)));
            patches.values[i] = (float) (dark + (1 - dark) * inside);
        }
        return patches;
    }
}
