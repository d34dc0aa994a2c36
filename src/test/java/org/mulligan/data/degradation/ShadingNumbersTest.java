package org.mulligan.data.degradation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What each random number of the light does, with numbers that are not random. */
class ShadingNumbersTest {
    private static final int WIDTH = 9;
    private static final int HEIGHT = 7;

    /** Gives what it is told to, each a number from 0 to 1; true is 1. Noise is 2 deviations. */
    private static final class Told implements RandomGenerator {
        private final Deque<Double> numbers = new ArrayDeque<>();

        Told(double[]... parts) {
            for (double[] part : parts) for (double number : part) numbers.add(number);
        }

        @Override
        public double nextDouble() {
            return numbers.remove();
        }

        @Override
        public boolean nextBoolean() {
            return numbers.remove() > 0.5;
        }

        @Override
        public double nextGaussian() {
            return 2;
        }

        @Override
        public long nextLong() {
            throw new AssertionError("Only doubles are asked for");
        }
    }

    // Centre x and y, reach, turn, seven powers, waves, direction, phase; 0 to 1 of their ranges.
    private static final double[] SHAPE = {
        0.5, 0.5, 0, 0, 1, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 1, 0, 0.25
    };

    private static double[] field(double... kinds) {
        double[] all = Arrays.copyOf(kinds, kinds.length + SHAPE.length);
        System.arraycopy(SHAPE, 0, all, kinds.length, SHAPE.length);
        return all;
    }

    /** Does not count, where gain and glow are 0. */
    private static final double[] ANY = field(0, 0, 0, 0);

    private static float[] photons() {
        float[] photons = new float[WIDTH * HEIGHT];
        Arrays.fill(photons, 100);
        photons[5] = 200;
        photons[6] = 0;
        return photons;
    }

    private static Degradation.Exposure expose(Told random) {
        return new Shading()
                .expose(photons(), WIDTH, HEIGHT, Degradation.Conditions.noise(0), random);
    }

    /** Less its mean, and then divided by its largest size. */
    private static double[] standardised(DoubleBinaryOperator of) {
        double[] field = new double[WIDTH * HEIGHT];
        for (int i = 0; i < field.length; i++)
            field[i] = of.applyAsDouble((i % WIDTH + 0.5) / WIDTH, (i / WIDTH + 0.5) / HEIGHT);
        double mean = Arrays.stream(field).average().orElseThrow();
        double most = Arrays.stream(field).map(value -> Math.abs(value - mean)).max().orElseThrow();
        return Arrays.stream(field).map(value -> (value - mean) / most).toArray();
    }

    /** The whole gain, 0.7, of a field; without glow, background and noise. */
    private static void assertGain(double[] field, DoubleBinaryOperator of) {
        // Not even; all of the gain; no glow (at 0.5 and above); no background; no noise.
        Told random = new Told(new double[] {0.125, 1, 0.5, 0.5, 0}, field, ANY);
        float[] measured = expose(random).measured();
        double[] gains = standardised(of);
        for (int i = 0; i < measured.length; i++)
            assertThat((double) measured[i])
                    .as("pixel %d", i)
                    .isCloseTo((1 + 0.7 * gains[i]) * photons()[i], within(1e-3));
        assertThat(random.numbers).isEmpty();
    }

    @Test
    void aGradientRisesAlongItsTurn() {
        assertGain(field(0, 1, 0.3, 0, 0), (x, y) -> x);
        double[] turned = field(0, 1, 0.3, 0, 0);
        turned[5 + 3] = 1 / 8.0;
        assertGain(turned, (x, y) -> x + y);
    }

    /** exp(-(d / 0.25)^2 / 2) from the centre: the reach is the smallest. */
    @Test
    void vignettingFallsFromItsCentre() {
        DoubleBinaryOperator round =
                (x, y) -> Math.exp(-((x - 0.5) * (x - 0.5) + (y - 0.5) * (y - 0.5)) / 0.0625 / 2);
        assertGain(field(1, 0.8, 0, 0, 0), round);
        // Where nothing else is drawn it is vignetting too.
        assertGain(ANY, round);
        double[] moved = field(1, 0.8, 0, 0, 0);
        moved[5] = 0;
        moved[6] = 1;
        moved[7] = 1;
        assertGain(
                moved,
                (x, y) -> Math.exp(-((x - 0.1) * (x - 0.1) + (y - 0.9) * (y - 0.9)) / 0.64 / 2));
    }

    /** One wave along x, from its crest: sin(2 pi x + pi / 2). */
    @Test
    void aStripeIsAWave() {
        assertGain(field(0, 0, 0, 1, 0.6), (x, y) -> Math.cos(2 * Math.PI * x));
        double[] along = field(0, 0, 0, 1, 0.6);
        along[5 + 11] = 0;
        along[5 + 12] = 0.5;
        // 0.3 waves along y
        assertGain(along, (x, y) -> Math.cos(2 * Math.PI * 0.3 * y));
    }

    /** Powers of u = 2 x - 1 and v = 2 y - 1; those of three count half. */
    @Test
    void aPolynomialHasAllPowersOfTwoAndThree() {
        List<DoubleBinaryOperator> powers =
                List.of(
                        (u, v) -> u * u,
                        (u, v) -> u * v,
                        (u, v) -> v * v,
                        (u, v) -> 0.5 * u * u * u,
                        (u, v) -> 0.5 * u * u * v,
                        (u, v) -> 0.5 * u * v * v,
                        (u, v) -> 0.5 * v * v * v);
        for (int power = 0; power < 7; power++) {
            // From -1 to 1: this one is 1, the square of u beside it 0.5.
            double[] field = field(0, 0, 1, 0.4, 0);
            field[5 + 4] = power == 0 ? 1 : 0.75;
            if (power > 0) field[5 + 4 + power] = 1;
            DoubleBinaryOperator of = powers.get(power);
            double beside = power == 0 ? 0 : 0.5;
            assertGain(
                    field,
                    (x, y) ->
                            of.applyAsDouble(2 * x - 1, 2 * y - 1)
                                    + beside * (2 * x - 1) * (2 * x - 1));
        }
    }

    /** 2 vignetting, gradient and stripe by their weights. */
    @Test
    void fieldsAreAddedByTheirWeights() {
        assertGain(
                field(1, 0.5, 1, 0.25, 0, 1, 0.125),
                (x, y) ->
                        Math.exp(-((x - 0.5) * (x - 0.5) + (y - 0.5) * (y - 0.5)) / 0.125)
                                + 0.25 * (2 * x - 1)
                                + 0.125 * Math.cos(2 * Math.PI * x));
    }

    /** Half of 0.3 of the brightest pixel, 200; no gain. */
    @Test
    void theGlowIsAddedWhateverIsThere() {
        Told random =
                new Told(new double[] {0.5, 0, 0.49, 0.5, 0.5, 0}, ANY, field(0, 1, 0.3, 0, 0));
        Degradation.Exposure exposure = expose(random);
        double[] glow = standardised((x, y) -> x);
        for (int i = 0; i < glow.length; i++)
            assertThat((double) exposure.measured()[i])
                    .isCloseTo(photons()[i] + 30 * glow[i], within(1e-3));
        assertThat(exposure.target()).isEqualTo(photons());
    }

    /**
     * Half of twice the mean is shaded with the rest and stays wanted; half of 1 % of 200 is the
     * deviation of the noise.
     */
    @Test
    void evenLightHasABackgroundAndNoiseOnly() {
        // Even; a gain that does not count; the number of the glow is not drawn.
        Told random = new Told(new double[] {0.124, 0.49, 0.5, 0.5}, ANY, ANY);
        Degradation.Exposure exposure = expose(random);
        double mean = 100;
        for (int i = 0; i < photons().length; i++) {
            double light = photons()[i] + mean;
            assertThat((double) exposure.target()[i]).isCloseTo(light, within(1e-3));
            assertThat((double) exposure.measured()[i]).isCloseTo(light + 2, within(1e-3));
        }
        assertThat(random.numbers).isEmpty();
    }
}
