package org.mulligan.data.simulation.structure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import org.mulligan.data.simulation.canvas.Canvas;
import org.mulligan.data.simulation.canvas.Field;
import org.mulligan.data.simulation.canvas.Scene;

/**
 * Images of the structures of this package, seen through optics of many kinds. Their background
 * need not be dark, and nothing in them is as fine as a pixel's noise.
 */
public final class Specimens {
    /** Standard deviation of the sharpest PSF, px: what is finer a denoiser takes for noise. */
    public static final double SHARPEST = 0.7;

    private static final List<Scene> OWN =
            List.of(
                    new Puncta(),
                    new DeadLeaves(),
                    new HazyFibres(),
                    new Grain(),
                    new Tissue(),
                    new Rods(),
                    new Vacuoles(),
                    new Gratings(),
                    new EmptyField(),
                    new Saturated());

    private final List<Scene> shining;

    /**
     * @param shining what may also be stained, or lie below debris
     */
    public Specimens(List<Scene> shining) {
        this.shining = List.copyOf(shining);
    }

    /** How many kinds of images there are. */
    public int kinds() {
        return OWN.size() + 2;
    }

    /**
     * Paints one.
     *
     * @param kind from 0 to one less than {@link #kinds}
     * @param optics turns the standard deviation of the PSF that is drawn, which structures grow
     *     with, into the one that is taken, px
     * @return intensities from 0, the brightest 1, not all the same
     */
    public Canvas paint(
            int kind, int width, int height, DoubleUnaryOperator optics, RandomGenerator random) {
        Canvas image = new Canvas(width, height);
        double sigma = sigma(random);
        // Where the PSF is wide, pixels are small, and things larger.
        double scale =
                Math.max(
                        0.8 * sigma, Math.exp(Scene.between(Math.log(0.5), Math.log(2.5), random)));
        scene(kind, random).paint(image, scale, random);
        look(image, sigma, optics, random);
        return image;
    }

    private Scene scene(int kind, RandomGenerator random) {
        if (kind < OWN.size()) return OWN.get(kind);
        List<Scene> below = new ArrayList<>(shining);
        below.addAll(OWN);
        if (kind == OWN.size()) return new Debris(below.get(random.nextInt(below.size())));
        return new Stained(shining.get(random.nextInt(shining.size())));
    }

    /** Of the PSF in px: mostly about as wide as a pixel. */
    private static double sigma(RandomGenerator random) {
        int kind = random.nextInt(10);
        if (kind < 6) return Scene.between(SHARPEST, 1.4, random);
        return kind < 9 ? Scene.between(1.4, 2.4, random) : Scene.between(2.4, 4, random);
    }

    /** The PSF, light from other planes, uneven illumination, reversed contrast, a pedestal. */
    private static void look(
            Canvas image, double sigma, DoubleUnaryOperator optics, RandomGenerator random) {
        Canvas elsewhere = new Canvas(image.width, image.height);
        elsewhere.add(image, 1);
        image.blur(optics.applyAsDouble(sigma));
        if (random.nextInt(4) == 0) {
            elsewhere.blur(sigma * Scene.between(3, 15, random));
            image.add(elsewhere, Scene.between(0.05, 0.6, random));
        }
        double most = most(image);
        if (random.nextInt(5) == 0) {
            double clear = most * Scene.between(1, 1.3, random);
            for (int i = 0; i < image.values.length; i++)
                image.values[i] = (float) (clear - image.values[i]);
        }
        if (random.nextInt(3) == 0) {
            double bump = image.width * Scene.between(0.4, 1.2, random);
            Canvas uneven = Field.smooth(image.width, image.height, bump, random);
            double depth = Scene.between(0.05, 0.4, random);
            for (int i = 0; i < image.values.length; i++)
                image.values[i] *= (float) Math.exp(depth * uneven.values[i]);
        }
        double pedestal =
                random.nextInt(3) == 0
                        ? most(image) * Math.exp(Scene.between(Math.log(0.05), Math.log(2), random))
                        : 0;
        double brightest = most(image) + pedestal;
        for (int i = 0; i < image.values.length; i++)
            image.values[i] =
                    (float) Math.min(1, Math.max(0, (image.values[i] + pedestal) / brightest));
    }

    private static double most(Canvas image) {
        float most = 0;
        for (float value : image.values) most = Math.max(most, value);
        return most;
    }
}
