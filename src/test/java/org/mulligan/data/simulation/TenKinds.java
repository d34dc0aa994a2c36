package org.mulligan.data.simulation;

import java.util.random.RandomGenerator;
import org.mulligan.data.Seeds;
import org.mulligan.data.simulation.canvas.Brush;
import org.mulligan.data.simulation.canvas.Canvas;
import org.mulligan.data.simulation.canvas.Field;
import org.mulligan.data.simulation.canvas.Scene;
import org.mulligan.image.filter.FastGaussian;

/**
 * Fields of ten kinds to judge denoisers on, half of which no shipped model has seen: what the
 * simulator paints for trainings is among them, and what it never paints.
 */
public enum TenKinds {
    FILAMENTS {
        @Override
        void paint(Canvas canvas, RandomGenerator random) {
            new Filaments().paint(canvas, 1, random);
            canvas.level();
        }
    },
    PUNCTA {
        @Override
        void paint(Canvas canvas, RandomGenerator random) {
            for (int i = 0; i < canvas.values.length / 150; i++)
                canvas.deposit(
                        random.nextDouble() * canvas.width,
                        random.nextDouble() * canvas.height,
                        Scene.brightness(0.6, random));
            canvas.blur(1.1);
            canvas.level();
            lift(canvas, 0.05);
        }
    },
    GRAIN {
        @Override
        void paint(Canvas canvas, RandomGenerator random) {
            Canvas field = Field.fractal(canvas.width, canvas.height, 4, 2, 0.8, random);
            exponential(canvas, field, 0.6);
        }
    },
    DARK_HOLES {
        @Override
        void paint(Canvas canvas, RandomGenerator random) {
            for (int i = 0; i < canvas.values.length / 600; i++)
                canvas.disc(
                        random.nextDouble() * canvas.width,
                        random.nextDouble() * canvas.height,
                        random.nextDouble(2, 6),
                        false,
                        1);
            for (int i = 0; i < canvas.values.length; i++)
                canvas.values[i] = 1 - 0.9f * Math.min(1, canvas.values[i]);
            canvas.blur(1);
        }
    },
    POSTS {
        @Override
        void paint(Canvas canvas, RandomGenerator random) {
            double pitch = random.nextDouble(9, 14);
            double turn = random.nextDouble(0, 0.5);
            for (int row = -80; row < 80; row++)
                for (int column = -80; column < 80; column++) {
                    double x = pitch * (column * Math.cos(turn) - row * Math.sin(turn));
                    double y = pitch * (column * Math.sin(turn) + row * Math.cos(turn));
                    canvas.disc(
                            x + canvas.width / 2.0,
                            y + canvas.height / 2.0,
                            0.28 * pitch,
                            false,
                            1);
                }
            canvas.blur(0.9);
            lift(canvas, 0.2);
        }
    },
    TEXTURE {
        @Override
        void paint(Canvas canvas, RandomGenerator random) {
            Canvas field = Field.fractal(canvas.width, canvas.height, 40, 5, 0.7, random);
            exponential(canvas, field, 0.7);
        }
    },
    NUCLEI {
        @Override
        void paint(Canvas canvas, RandomGenerator random) {
            new Nuclei().paint(canvas, 1, random);
            canvas.level();
            lift(canvas, 0.03);
        }
    },
    DENSE_WEAK_FIBRES {
        @Override
        void paint(Canvas canvas, RandomGenerator random) {
            Brush brush = new Brush(canvas.width, canvas.height, random, 0.8);
            double along = random.nextDouble() * Math.PI;
            for (int i = 0; i < canvas.values.length / 120; i++)
                brush.draw(
                        random.nextDouble() * canvas.width,
                        random.nextDouble() * canvas.height,
                        along + 0.5 * random.nextGaussian(),
                        new Brush.Stroke(0, random.nextDouble(20, 90), 0.05, 0, 1),
                        (x, y, direction) -> direction);
            brush.paintOn(canvas);
            canvas.level();
            Canvas haze = Field.smooth(canvas.width, canvas.height, 60, random);
            for (int i = 0; i < canvas.values.length; i++)
                canvas.values[i] =
                        (float) (0.35 * canvas.values[i] + 0.5 * Math.exp(0.4 * haze.values[i]));
        }
    },
    BACTERIA {
        @Override
        void paint(Canvas canvas, RandomGenerator random) {
            for (int i = 0; i < canvas.values.length / 900; i++) {
                double x = random.nextDouble() * canvas.width;
                double y = random.nextDouble() * canvas.height;
                double angle = random.nextDouble() * Math.PI;
                double length = random.nextDouble(6, 16);
                double light = Scene.brightness(0.3, random);
                Canvas rod = new Canvas(canvas.width, canvas.height);
                for (double way = -length / 2; way <= length / 2; way++)
                    rod.disc(
                            x + way * Math.cos(angle),
                            y + way * Math.sin(angle),
                            2.5,
                            false,
                            light);
                for (int k = 0; k < canvas.values.length; k++)
                    canvas.values[k] =
                            Math.max(canvas.values[k], Math.min((float) light, rod.values[k]));
            }
            canvas.blur(1);
            lift(canvas, 0.1);
        }
    },
    EM_LIKE {
        @Override
        void paint(Canvas canvas, RandomGenerator random) {
            new Membranes().paint(canvas, 0.8, random);
            canvas.level();
            Canvas grain = Field.fractal(canvas.width, canvas.height, 5, 2, 0.7, random);
            for (int i = 0; i < canvas.values.length; i++)
                canvas.values[i] =
                        Math.max(
                                0.05f,
                                0.8f
                                        + 0.08f * grain.values[i]
                                        - 0.6f * Math.min(1, canvas.values[i]));
            canvas.blur(0.7);
        }
    };

    /** Adds the things to an empty canvas, as the optics show them. */
    abstract void paint(Canvas canvas, RandomGenerator random);

    /**
     * Expected photons.
     *
     * @param peak photons where it is brightest
     * @return axes XY, side * side
     */
    public float[] photons(int side, double peak, long seed) {
        Canvas canvas = new Canvas(side, side);
        paint(canvas, Seeds.SIMULATION.stream(seed, ordinal()));
        FastGaussian.blur(canvas.values, side, side, 0.5);
        float brightest = 0;
        for (float value : canvas.values) brightest = Math.max(brightest, value);
        for (int i = 0; i < canvas.values.length; i++)
            canvas.values[i] *= (float) (peak / brightest);
        return canvas.values;
    }

    private static void lift(Canvas canvas, double ground) {
        for (int i = 0; i < canvas.values.length; i++) canvas.values[i] += (float) ground;
    }

    private static void exponential(Canvas canvas, Canvas field, double contrast) {
        for (int i = 0; i < canvas.values.length; i++)
            canvas.values[i] = (float) Math.exp(contrast * field.values[i]);
    }
}
