package org.mulligan.data.simulation;

import java.util.List;
import java.util.random.RandomGenerator;
import org.mulligan.data.Seeds;
import org.mulligan.data.simulation.canvas.Canvas;
import org.mulligan.data.simulation.canvas.Field;
import org.mulligan.data.simulation.canvas.Scene;
import org.mulligan.data.simulation.canvas.Volume;

/**
 * Makes stacks of planes as a microscope with optical sections would show them: filaments, nuclei
 * and vesicles, alone and mixed, through a point spread function that is longer along the axis than
 * it is wide, with haze of what lies above and below.
 */
public final class Volumes {
    /** Side of a pixel, um. */
    public static final double PIXEL = 0.1;

    /** Distance of two planes, um. */
    public static final double STEP = 0.3;

    /** Of the PSF, axial width to lateral width: about that of an objective of high NA. */
    private static final double LEAST_LENGTH = 2.5;

    private static final double MOST_LENGTH = 3;

    private static final double LEAST_FWHM = 2;
    private static final double MOST_FWHM = 4.5;
    private static final double FWHM = 2 * Math.sqrt(2 * Math.log(2));
    private static final double REACH = 3;

    /** One kind of thing in a volume. */
    private interface Kind {
        void paint(Volume volume, double scale, RandomGenerator random);
    }

    private static final List<Kind> KINDS =
            List.of(Volumes::filaments, Volumes::nuclei, Volumes::vesicles);

    private Volumes() {}

    /**
     * One volume. The same arguments give the same volume.
     *
     * @param index number of the volume; neighbouring numbers show different kinds of things
     * @param width px, 32 or more
     * @param height px, 32 or more
     * @param depth planes, 2 or more
     * @return planes from the first to the last, intensities from 0 to 1
     */
    public static List<float[]> simulate(int index, long seed, int width, int height, int depth) {
        Simulator.requireSize(width, height);
        RandomGenerator random = Seeds.VOLUME.stream(seed, index);
        double lateral = Math.exp(log(LEAST_FWHM, MOST_FWHM, random)) / FWHM;
        double axial = lateral * Scene.between(LEAST_LENGTH, MOST_LENGTH, random);
        double step = STEP / PIXEL;
        // What lies above and below is seen in the first and in the last plane, too.
        int beyond = 1 + (int) Math.ceil(REACH * axial / step);
        Volume volume = new Volume(width, height, depth + 2 * beyond, step);
        double scale = Math.exp(log(0.6, 1.8, random));
        add(volume, KINDS.get(Math.floorMod(index, KINDS.size())), 1, scale, random);
        if (random.nextInt(5) < 2)
            add(
                    volume,
                    KINDS.get(random.nextInt(KINDS.size())),
                    Math.exp(log(0.1, 1, random)),
                    scale,
                    random);
        look(volume, lateral, axial, random);
        List<float[]> planes =
                volume.part(beyond, depth).planes.stream().map(plane -> plane.values).toList();
        float brightest = 0;
        for (float[] plane : planes)
            for (float value : plane) brightest = Math.max(brightest, value);
        for (float[] plane : planes) for (int i = 0; i < plane.length; i++) plane[i] /= brightest;
        return planes;
    }

    private static double log(double low, double high, RandomGenerator random) {
        return Scene.between(Math.log(low), Math.log(high), random);
    }

    private static void add(
            Volume volume, Kind kind, double light, double scale, RandomGenerator random) {
        Volume layer = new Volume(volume.width, volume.height, volume.planes.size(), volume.step);
        for (int tries = 0; tries < 5 && layer.isEmpty(); tries++) kind.paint(layer, scale, random);
        layer.level();
        volume.add(layer, light);
    }

    /** The PSF, and the light of other planes: wider the farther it comes, and fainter. */
    private static void look(Volume volume, double lateral, double axial, RandomGenerator random) {
        Volume haze = new Volume(volume.width, volume.height, volume.planes.size(), volume.step);
        haze.add(volume, 1);
        volume.blur(lateral);
        volume.blurAcross(axial);
        haze.blur(lateral * Scene.between(4, 12, random));
        haze.shineAcross(axial * Scene.between(2, 6, random));
        volume.add(haze, Scene.between(0.1, 1, random));
    }

    /** Webs, or bundles along a common direction; most lie flat, as in a cell on glass. */
    private static void filaments(Volume volume, double scale, RandomGenerator random) {
        boolean aligned = random.nextBoolean();
        double common = random.nextDouble() * Math.PI;
        double rise = Scene.between(0.05, 0.5, random);
        double wobble = Scene.between(0.001, 0.008, random) / scale;
        double spread = Scene.between(0.1, 0.8, random);
        double length = Math.max(volume.width, volume.height);
        double crowd = Math.exp(log(0.005, 0.06, random));
        int count = 3 + (int) (crowd * volume.width * volume.height * volume.depth() / length / 8);
        for (int i = 0; i < count; i++) {
            double x = random.nextDouble() * volume.width;
            double y = random.nextDouble() * volume.height;
            double z = random.nextDouble() * volume.depth();
            double angle =
                    aligned
                            ? common + 0.15 * random.nextGaussian()
                            : random.nextDouble() * 2 * Math.PI;
            double slope = rise * random.nextGaussian();
            double light = Scene.brightness(spread, random);
            double bend = 0;
            double left = length * Scene.between(0.3, 1.5, random);
            for (double way = 0; way < left; way += 0.5) {
                volume.deposit(x, y, z, light);
                bend = 0.95 * bend + wobble * random.nextGaussian();
                angle += bend;
                slope = Math.max(-2, Math.min(2, slope + 0.5 * wobble * random.nextGaussian()));
                double flat = 0.5 / Math.sqrt(1 + slope * slope);
                x += flat * Math.cos(angle);
                y += flat * Math.sin(angle);
                z += flat * slope;
            }
        }
    }

    /** Ellipsoids with chromatin, nucleoli that stay dark, and some chromocentres that shine. */
    private static void nuclei(Volume volume, double scale, RandomGenerator random) {
        double radius = scale * Scene.between(12, 26, random);
        double room = volume.width * volume.height / (radius * radius * 6);
        int count = 2 + (int) (room * Scene.between(0.3, 1.2, random) * volume.depth() / 60);
        double grain = Math.max(3, radius * Scene.between(0.12, 0.3, random));
        Volume chromatin = chromatin(volume, grain, random);
        double contrast = Scene.between(0.1, 0.4, random);
        double spread = Scene.between(0.1, 0.5, random);
        double spots = random.nextInt(5) < 2 ? Scene.between(2, 10, random) : 0;
        for (int i = 0; i < count; i++) {
            double light = Scene.brightness(spread, random);
            Ball nucleus =
                    Ball.at(
                            random.nextDouble() * volume.width,
                            random.nextDouble() * volume.height,
                            random.nextDouble() * volume.depth(),
                            radius * Math.exp(0.15 * random.nextGaussian()),
                            Scene.between(0.5, 1, random),
                            random);
            nucleus.fill(
                    volume,
                    light,
                    (plane, pixel) ->
                            Math.max(
                                    0.05,
                                    1 + contrast * chromatin.planes.get(plane).values[pixel]));
            int dark = random.nextInt(4);
            int bright = (int) (spots * random.nextDouble());
            for (int k = 0; k < dark + bright; k++) {
                boolean shines = k >= dark;
                double size =
                        shines
                                ? Scene.between(0.05, 0.14, random)
                                : Scene.between(0.12, 0.3, random);
                nucleus.within(size, random)
                        .fill(
                                volume,
                                light * (shines ? Scene.between(0.5, 2.5, random) : -0.6),
                                (plane, pixel) -> 1);
            }
        }
        for (Canvas plane : volume.planes)
            for (int i = 0; i < plane.values.length; i++)
                plane.values[i] = Math.max(0, plane.values[i]);
    }

    /**
     * Planes of a field of which two that are near are alike; mean 0, standard deviation near 1.
     */
    private static Volume chromatin(Volume volume, double grain, RandomGenerator random) {
        Volume field = new Volume(volume.width, volume.height, volume.planes.size(), volume.step);
        Canvas above = Field.fractal(volume.width, volume.height, grain, 2, 0.6, random);
        Canvas below = Field.fractal(volume.width, volume.height, grain, 2, 0.6, random);
        int level = 0;
        for (int z = 0; z < field.planes.size(); z++) {
            double at = z * field.step / grain;
            for (; level < (int) at; level++) {
                above = below;
                below = Field.fractal(volume.width, volume.height, grain, 2, 0.6, random);
            }
            double share = at - level;
            double size = Math.hypot(share, 1 - share);
            field.planes.get(z).add(above, (1 - share) / size);
            field.planes.get(z).add(below, share / size);
        }
        return field;
    }

    /** Spots and small balls, in clusters or by themselves, in faint cells or all over. */
    private static void vesicles(Volume volume, double scale, RandomGenerator random) {
        double largest = scale * Scene.between(0.5, 5, random);
        double spread = Scene.between(0.2, 1.2, random);
        double share = Math.exp(log(1e-4, 2e-3, random));
        int count =
                10 + (int) (share * volume.width * volume.height * volume.depth() / (1 + largest));
        int clump = random.nextBoolean() ? 1 : 2 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            double x = random.nextDouble() * volume.width;
            double y = random.nextDouble() * volume.height;
            double z = random.nextDouble() * volume.depth();
            int members = 1 + random.nextInt(clump);
            for (int k = 0; k < members; k++) {
                double off = k == 0 ? 0 : 3 * largest;
                double radius = largest * random.nextDouble();
                double light = Scene.brightness(spread, random);
                double px = x + off * random.nextGaussian();
                double py = y + off * random.nextGaussian();
                double pz = z + off * random.nextGaussian();
                if (radius < 1.5) volume.deposit(px, py, pz, 4 * light);
                else Ball.at(px, py, pz, radius, 1, random).fill(volume, light, (p, i2) -> 1);
            }
        }
        if (random.nextBoolean()) cells(volume, scale, random);
    }

    /** Dye in whole cells, faint. */
    private static void cells(Volume volume, double scale, RandomGenerator random) {
        double light = Scene.between(0.02, 0.3, random);
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++)
            Ball.at(
                            random.nextDouble() * volume.width,
                            random.nextDouble() * volume.height,
                            random.nextDouble() * volume.depth(),
                            scale * Scene.between(30, 80, random),
                            Scene.between(0.2, 0.6, random),
                            random)
                    .fill(volume, light, (plane, pixel) -> 1);
    }
}
