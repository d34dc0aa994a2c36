package org.mulligan.service.restore.probes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.mulligan.data.degradation.PoissonGaussian;
import org.mulligan.image.filter.GaussianBlur;

/**
 * Fields of known truth on which denoisers draw what is not there, or erase what is. None is made
 * by the simulation that the shipped models learn from.
 */
enum Probe {
    /** Of coherent light, 40 photons; its grain is 3 px wide. */
    SPECKLE(Measure.NONE) {
        @Override
        Field paint(RandomGenerator random) {
            return counted(speckle(40, random), random);
        }
    },
    /** Dots of sigma 1 px and 20 to 100 photons on speckle of 20. */
    PUNCTA_ON_SPECKLE(Measure.NONE) {
        @Override
        Field paint(RandomGenerator random) {
            float[] photons = speckle(20, random);
            for (int k = 0; k < SIDE * SIDE / 300; k++)
                dot(photons, any(random), any(random), 1, random.nextDouble(20, 100));
            return counted(photons, random);
        }
    },
    /** Rods side by side, 7 x 20 px, which take half of a bright field of 60 photons. */
    BACTERIA_DARK(Measure.NONE) {
        @Override
        Field paint(RandomGenerator random) {
            return counted(bacteria(60, -30, random), random);
        }
    },
    /** The same, of 40 photons over 4. */
    BACTERIA_BRIGHT(Measure.NONE) {
        @Override
        Field paint(RandomGenerator random) {
            return counted(bacteria(4, 40, random), random);
        }
    },
    /** Bright posts of 5 px, 9 px apart, 60 photons over 15. */
    POSTS(Measure.NONE) {
        @Override
        Field paint(RandomGenerator random) {
            float[] photons = flat(15);
            double angle = random.nextDouble() * Math.PI;
            for (int y = 0; y < SIDE; y++)
                for (int x = 0; x < SIDE; x++) {
                    double u = Math.cos(angle) * x + Math.sin(angle) * y;
                    double v = Math.cos(angle) * y - Math.sin(angle) * x;
                    double away = Math.hypot(u - 9 * Math.rint(u / 9), v - 9 * Math.rint(v / 9));
                    photons[y * SIDE + x] += (float) (60 * inside(away - 2.5));
                }
            return counted(GaussianBlur.blur(photons, SIDE, SIDE, 0.8), random);
        }
    },
    FLAT(Measure.NONE) {
        @Override
        Field paint(RandomGenerator random) {
            return new Field(flat(LEVEL), noisy(flat(LEVEL), random), List.of(), 0);
        }
    },
    HOLES_2_PX_4_SD(Measure.KEPT) {
        @Override
        Field paint(RandomGenerator random) {
            return discs(2, -4, random);
        }
    },
    HOLES_2_PX_2_SD(Measure.FAINT) {
        @Override
        Field paint(RandomGenerator random) {
            return discs(2, -2, random);
        }
    },
    HOLES_1_5_PX_4_SD(Measure.KEPT) {
        @Override
        Field paint(RandomGenerator random) {
            return discs(1.5, -4, random);
        }
    },
    DOTS_1_5_PX_4_SD(Measure.KEPT) {
        @Override
        Field paint(RandomGenerator random) {
            return discs(1.5, 4, random);
        }
    },
    ROWS_0_3_SD(Measure.ROWS) {
        @Override
        Field paint(RandomGenerator random) {
            return rows(0.3, random);
        }
    },
    ROWS_1_SD(Measure.ROWS) {
        @Override
        Field paint(RandomGenerator random) {
            return rows(1, random);
        }
    },
    /** One in 800. */
    HOT_PIXELS_20_SD(Measure.HOT) {
        @Override
        Field paint(RandomGenerator random) {
            float[] noisy = noisy(flat(LEVEL), random);
            List<Spot> spots = new ArrayList<>();
            for (int k = 0; k < SIDE * SIDE / 800; k++) {
                Spot spot = new Spot(random.nextInt(SIDE), random.nextInt(SIDE));
                noisy[spot.pixel()] += (float) (20 * NOISE);
                spots.add(spot);
            }
            return new Field(flat(LEVEL), noisy, spots, 0);
        }
    };

    /** What is measured of a result beside its error. */
    enum Measure {
        NONE(""),
        /** See {@link Measures#kept}. */
        KEPT("kept"),
        /** The same, of what is too faint for a bound. */
        FAINT("kept"),
        /** See {@link Measures#rows}. */
        ROWS("rows left [sd]"),
        /** See {@link Measures#hot}. */
        HOT("hottest left [sd]");

        final String words;

        Measure(String words) {
            this.words = words;
        }
    }

    /** Of the square fields, px. */
    static final int SIDE = 256;

    /** Of the fields with noise of one standard deviation, in units of the image. */
    static final double NOISE = 10;

    private static final double LEVEL = 100;

    final Measure measure;

    Probe(Measure measure) {
        this.measure = measure;
    }

    /** Where something was put, px. */
    record Spot(double x, double y) {
        int pixel() {
            return (int) y * SIDE + (int) x;
        }
    }

    /**
     * A field, axes XY, {@link #SIDE} px a side.
     *
     * @param radius of what lies at the spots, px
     */
    record Field(float[] truth, float[] noisy, List<Spot> spots, double radius) {}

    abstract Field paint(RandomGenerator random);

    /** The same seed gives the same field. */
    Field field(long seed) {
        return paint(new SplittableRandom(100 * seed + ordinal()));
    }

    private static double any(RandomGenerator random) {
        return random.nextDouble() * SIDE;
    }

    private static float[] flat(double level) {
        float[] flat = new float[SIDE * SIDE];
        Arrays.fill(flat, (float) level);
        return flat;
    }

    private static float[] noisy(float[] truth, RandomGenerator random) {
        float[] noisy = truth.clone();
        for (int i = 0; i < noisy.length; i++) noisy[i] += (float) (NOISE * random.nextGaussian());
        return noisy;
    }

    private static Field counted(float[] photons, RandomGenerator random) {
        return new Field(photons, PoissonGaussian.count(photons, 1, random), List.of(), 0);
    }

    /** Of a pixel whose middle lies so far outside of an edge, the share that is inside. */
    private static double inside(double distance) {
        return Math.max(0, Math.min(1, 0.5 - distance));
    }

    private static float[] speckle(double mean, RandomGenerator random) {
        float[] speckle = new float[SIDE * SIDE];
        for (int part = 0; part < 2; part++) {
            float[] field = new float[SIDE * SIDE];
            for (int i = 0; i < field.length; i++) field[i] = (float) random.nextGaussian();
            field = GaussianBlur.blur(field, SIDE, SIDE, 2);
            for (int i = 0; i < field.length; i++) speckle[i] += field[i] * field[i];
        }
        double sum = 0;
        for (float value : speckle) sum += value;
        for (int i = 0; i < speckle.length; i++)
            speckle[i] *= (float) (mean * speckle.length / sum);
        return speckle;
    }

    private static void dot(float[] image, double x, double y, double sigma, double peak) {
        int reach = (int) Math.ceil(4 * sigma);
        for (int py = (int) Math.max(0, y - reach); py <= Math.min(SIDE - 1, y + reach); py++)
            for (int px = (int) Math.max(0, x - reach); px <= Math.min(SIDE - 1, x + reach); px++)
                image[py * SIDE + px] +=
                        (float)
                                (peak
                                        * Math.exp(
                                                -((px - x) * (px - x) + (py - y) * (py - y))
                                                        / (2 * sigma * sigma)));
    }

    /** Groups of up to five that lie side by side. */
    private static float[] bacteria(double ground, double light, RandomGenerator random) {
        double radius = 3.5;
        double half = 6.5;
        float[] thickness = new float[SIDE * SIDE];
        for (int group = 0; group < 36; group++) {
            double x = SIDE * (group % 6 + random.nextDouble(0.3, 0.7)) / 6;
            double y = SIDE * (group / 6 + random.nextDouble(0.3, 0.7)) / 6;
            double angle = random.nextDouble() * Math.PI;
            int count = 1 + random.nextInt(5);
            for (int k = 0; k < count; k++) {
                double aside = (k - (count - 1) / 2.0) * 2 * radius;
                rod(
                        thickness,
                        x - Math.sin(angle) * aside,
                        y + Math.cos(angle) * aside,
                        angle,
                        half,
                        radius);
            }
        }
        float[] photons = flat(ground);
        for (int i = 0; i < photons.length; i++) photons[i] += (float) (light * thickness[i]);
        return GaussianBlur.blur(photons, SIDE, SIDE, 0.9);
    }

    private static void rod(
            float[] thickness, double x, double y, double angle, double half, double radius) {
        for (int py = 0; py < SIDE; py++)
            for (int px = 0; px < SIDE; px++) {
                double along = Math.cos(angle) * (px - x) + Math.sin(angle) * (py - y);
                double across = Math.cos(angle) * (py - y) - Math.sin(angle) * (px - x);
                double over = Math.max(0, Math.abs(along) - half);
                double share = (over * over + across * across) / (radius * radius);
                if (share < 1)
                    thickness[py * SIDE + px] =
                            (float) Math.max(thickness[py * SIDE + px], Math.sqrt(1 - share));
            }
    }

    /**
     * Discs 20 px apart or more.
     *
     * @param height of the step, standard deviations of the noise
     */
    private static Field discs(double radius, double height, RandomGenerator random) {
        float[] truth = flat(LEVEL);
        List<Spot> spots = new ArrayList<>();
        int grid = 28;
        for (int row = 0; row < SIDE / grid; row++)
            for (int column = 0; column < SIDE / grid; column++)
                spots.add(
                        new Spot(
                                grid * (column + 0.5) + random.nextDouble(-4, 4),
                                grid * (row + 0.5) + random.nextDouble(-4, 4)));
        for (Spot spot : spots)
            for (int y = 0; y < SIDE; y++)
                for (int x = 0; x < SIDE; x++)
                    truth[y * SIDE + x] +=
                            (float)
                                    (height
                                            * NOISE
                                            * inside(Math.hypot(x - spot.x, y - spot.y) - radius));
        return new Field(truth, noisy(truth, random), spots, radius);
    }

    private static Field rows(double deviation, RandomGenerator random) {
        float[] noisy = noisy(flat(LEVEL), random);
        for (int y = 0; y < SIDE; y++) {
            double offset = deviation * NOISE * random.nextGaussian();
            for (int x = 0; x < SIDE; x++) noisy[y * SIDE + x] += (float) offset;
        }
        return new Field(flat(LEVEL), noisy, List.of(), 0);
    }
}
