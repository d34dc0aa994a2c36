package org.mulligan.train.vst;

import java.util.Arrays;
import java.util.Random;
import org.mulligan.data.simulation.Simulator;
import org.mulligan.image.filter.FastGaussian;

/**
 * Images of anything: leaves that fell on each other, clouds, grains and scratches, lattices, and
 * fluorescence. Nothing in them is anybody's data.
 *
 * @see <a href="https://doi.org/10.1109/TIP.2021.3112005">Achddou et al. 2021, training by dead
 *     leaves</a>
 */
final class Textures {
    static final int SIDE = 192;
    private static final int PIXELS = SIDE * SIDE;
    private static final long FLUORESCENCE = 5;

    private Textures() {}

    /**
     * One image, most of it between 0 and 1.
     *
     * @param index its number, of which fluorescence is made
     */
    static float[] image(int index, Random random) {
        double kind = random.nextDouble();
        float[] image;
        if (kind < 0.45) {
            image = leaves(random);
            if (random.nextInt(4) > 0)
                FastGaussian.blur(image, SIDE, SIDE, 0.3 + 1.2 * random.nextDouble());
        } else if (kind < 0.65) {
            image = Simulator.simulate(index, FLUORESCENCE, SIDE, SIDE);
        } else if (kind < 0.8) {
            image = shaped(clouds(random), random.nextInt(4));
        } else {
            image = kind < 0.9 ? grains(random) : lattice(random);
        }
        boolean fluorescence = kind >= 0.45 && kind < 0.65;
        boolean negative = fluorescence ? random.nextInt(5) == 0 : random.nextBoolean();
        level(image, negative);
        return image;
    }

    private static void level(float[] image, boolean negative) {
        float[] sorted = image.clone();
        Arrays.sort(sorted);
        float low = sorted[(int) (0.002 * PIXELS)];
        float high = sorted[(int) (0.997 * PIXELS)];
        if (high - low < 1e-6f) high = low + 1;
        for (int i = 0; i < PIXELS; i++) {
            float value = Math.min(1.5f, Math.max(-0.2f, (image[i] - low) / (high - low)));
            image[i] = negative ? 1 - value : value;
        }
    }

    /** Discs and rectangles of a power law of sizes, the first on top. */
    private static float[] leaves(Random random) {
        float[] image = new float[PIXELS];
        double least = 1 + 3 * random.nextDouble();
        double most = 20 + 80 * random.nextDouble();
        boolean textured = random.nextBoolean();
        float[] texture = textured ? clouds(random) : new float[PIXELS];
        int shapes = random.nextInt(3);
        boolean[] covered = new boolean[PIXELS];
        int left = PIXELS;
        for (int leaf = 0; leaf < 6000 && left > 0; leaf++) {
            double share = random.nextDouble();
            double radius = 1 / Math.sqrt(share / (most * most) + (1 - share) / (least * least));
            double centreX = random.nextDouble() * (SIDE + 40) - 20;
            double centreY = random.nextDouble() * (SIDE + 40) - 20;
            double angle = 2 * Math.PI * random.nextDouble();
            double aspect = 0.3 + 0.7 * random.nextDouble();
            float grey = random.nextFloat();
            float slopeX = (float) (0.004 * random.nextGaussian());
            float slopeY = (float) (0.004 * random.nextGaussian());
            float grain = textured && random.nextBoolean() ? 0.25f * random.nextFloat() : 0;
            double wave = 0;
            double stripes = 0;
            if (textured && random.nextInt(6) == 0) {
                wave = 2 * Math.PI / (2.5 + 12 * random.nextDouble());
                stripes = 0.3 * random.nextDouble();
            }
            boolean disc = (shapes == 2 ? random.nextInt(2) : shapes) == 0;
            int shift = random.nextInt(PIXELS);
            double cos = Math.cos(angle);
            double sin = Math.sin(angle);
            int top = (int) Math.max(0, centreY - radius * 1.5);
            int first = (int) Math.max(0, centreX - radius * 1.5);
            for (int y = top; y < Math.min(SIDE, centreY + radius * 1.5); y++)
                for (int x = first; x < Math.min(SIDE, centreX + radius * 1.5); x++) {
                    int i = y * SIDE + x;
                    if (covered[i]) continue;
                    double u = ((x - centreX) * cos + (y - centreY) * sin) / radius;
                    double v = ((y - centreY) * cos - (x - centreX) * sin) / radius / aspect;
                    if (disc ? u * u + v * v >= 1 : Math.abs(u) >= 1 || Math.abs(v) >= 1) continue;
                    covered[i] = true;
                    left--;
                    image[i] =
                            grey
                                    + slopeX * (float) (x - centreX)
                                    + slopeY * (float) (y - centreY)
                                    + grain * texture[(i + shift) % PIXELS]
                                    + (float) (stripes * Math.sin(wave * u * radius));
                }
        }
        return image;
    }

    /** Noise of many scales on top of each other, mean 0, standard deviation 1. */
    private static float[] clouds(Random random) {
        float[] sum = new float[PIXELS];
        double roughness = 0.2 + 1.3 * random.nextDouble();
        double finest = 0.5 + random.nextDouble();
        boolean fibrous = random.nextInt(3) == 0;
        for (double scale = finest; scale < 40; scale *= 2) {
            float[] octave = new float[PIXELS];
            for (int i = 0; i < PIXELS; i++) octave[i] = (float) random.nextGaussian();
            FastGaussian.blur(octave, SIDE, SIDE, scale, fibrous ? 3 * scale : scale);
            normalise(octave);
            double amplitude = Math.pow(scale, roughness) * (0.3 + random.nextDouble());
            for (int i = 0; i < PIXELS; i++) sum[i] += (float) (amplitude * octave[i]);
        }
        normalise(sum);
        return sum;
    }

    private static float[] shaped(float[] clouds, int shape) {
        for (int i = 0; i < PIXELS; i++) {
            if (shape == 0) clouds[i] = (float) Math.exp(-3 * Math.abs(clouds[i]));
            if (shape == 1) clouds[i] = (float) Math.exp(0.7 * clouds[i]);
        }
        return clouds;
    }

    private static void normalise(float[] values) {
        double mean = 0;
        double variance = 0;
        for (float value : values) mean += value / PIXELS;
        for (float value : values) variance += (value - mean) * (value - mean) / PIXELS;
        double deviation = Math.sqrt(variance) + 1e-9;
        for (int i = 0; i < PIXELS; i++) values[i] = (float) ((values[i] - mean) / deviation);
    }

    /** Points and scratches over a haze. */
    private static float[] grains(Random random) {
        float[] image = new float[PIXELS];
        int count = 20 + random.nextInt(600);
        double spread = 1.2 * random.nextDouble();
        for (int grain = 0; grain < count; grain++) {
            double x = random.nextDouble() * SIDE;
            double y = random.nextDouble() * SIDE;
            double angle = 2 * Math.PI * random.nextDouble();
            double bend = 0.03 * random.nextGaussian();
            double length = random.nextInt(3) == 0 ? 60 * random.nextDouble() : 0;
            float light = (float) Math.exp(spread * random.nextGaussian());
            for (double way = 0; way <= length; way += 0.5) {
                if (x >= 0 && y >= 0 && x < SIDE && y < SIDE)
                    image[(int) y * SIDE + (int) x] += light;
                x += 0.5 * Math.cos(angle);
                y += 0.5 * Math.sin(angle);
                angle += bend;
            }
        }
        FastGaussian.blur(image, SIDE, SIDE, 0.6 + random.nextDouble());
        float[] clouds = clouds(random);
        double most = 1e-9;
        for (float value : image) most = Math.max(most, value);
        double haze = 0.3 * random.nextDouble();
        double power = random.nextBoolean() ? 0.5 : 1;
        for (int i = 0; i < PIXELS; i++)
            image[i] =
                    (float) (Math.pow(image[i] / most, power) + haze * Math.exp(0.4 * clouds[i]));
        return image;
    }

    /** Stripes, posts, pores and chequers, straight or bent. */
    private static float[] lattice(Random random) {
        float[] image = new float[PIXELS];
        double pitchX = 4 + 24 * random.nextDouble();
        double pitchY = random.nextBoolean() ? pitchX : 4 + 24 * random.nextDouble();
        double angle = 2 * Math.PI * random.nextDouble();
        double duty = 0.2 + 0.6 * random.nextDouble();
        int kind = random.nextInt(4);
        float[] clouds = clouds(random);
        double bend = random.nextInt(2) * random.nextDouble() * 4;
        double uneven = 0.3 * random.nextDouble();
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        for (int y = 0; y < SIDE; y++)
            for (int x = 0; x < SIDE; x++) {
                int i = y * SIDE + x;
                double u = (x * cos + y * sin + bend * clouds[i]) / pitchX;
                double v = (y * cos - x * sin) / pitchY;
                u -= Math.floor(u);
                v -= Math.floor(v);
                boolean on =
                        switch (kind) {
                            case 0 -> u < duty;
                            case 1 -> u < duty && v < duty;
                            case 2 -> Math.hypot(u - 0.5, v - 0.5) < duty / 2;
                            default -> u < duty ^ v < duty;
                        };
                image[i] = (float) ((on ? 1 : 0) + uneven * clouds[i]);
            }
        FastGaussian.blur(image, SIDE, SIDE, 0.3 + random.nextDouble());
        return image;
    }
}
