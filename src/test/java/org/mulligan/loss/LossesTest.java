package org.mulligan.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mulligan.tensor.Evaluated;

/** Each loss for scores that one can do in one's head; the formula is at each number. */
class LossesTest {
    private static final double[] REAL = {0.5, -2, 1.5, 3};
    private static final double[] FAKE = {-1, 0.5, 2, -0.5};

    private static double discriminator(AdversarialLoss loss, double[] real, double[] fake) {
        long[] shape = {1, 2, real.length / 2, 1};
        return Evaluated.of(
                (tf, layers) ->
                        loss.discriminator(
                                layers,
                                Evaluated.tensor(tf, shape, real),
                                Evaluated.tensor(tf, shape, fake)))[0];
    }

    private static double generator(AdversarialLoss loss, double[] fake) {
        long[] shape = {1, 2, fake.length / 2, 1};
        return Evaluated.of(
                (tf, layers) -> loss.generator(layers, Evaluated.tensor(tf, shape, fake)))[0];
    }

    private static double[] logarithms(double... odds) {
        return DoubleStream.of(odds).map(Math::log).toArray();
    }

    @Test
    void hingeIsWhatLiesWithinTheMargin() {
        // mean max(0, 1 - real) = (0.5 + 3 + 0 + 0) / 4; mean max(0, 1 + fake) = (0 + 1.5 + 3 +
        // 0.5) / 4
        assertThat(discriminator(new Hinge(), REAL, FAKE)).isCloseTo(0.875 + 1.25, within(1e-6));
        // -mean fake = -(-1 + 0.5 + 2 - 0.5) / 4
        assertThat(generator(new Hinge(), FAKE)).isCloseTo(-0.25, within(1e-6));
    }

    @Test
    void leastSquaresWantsOneOfRealAndZeroOfFake() {
        // mean (real - 1)^2 = (0.25 + 9 + 0.25 + 4) / 4; mean fake^2 = (1 + 0.25 + 4 + 0.25) / 4
        assertThat(discriminator(new LeastSquares(), REAL, FAKE))
                .isCloseTo(3.375 + 1.375, within(1e-6));
        // mean (fake - 1)^2 = (4 + 0.25 + 1 + 2.25) / 4
        assertThat(generator(new LeastSquares(), FAKE)).isCloseTo(1.875, within(1e-6));
    }

    @Test
    void nonSaturatingIsTheCrossEntropyOfOdds() {
        // A score is the logarithm of odds o: log(1 + exp(-score)) = log(1 + 1 / o), and
        // log(1 + exp(score)) = log(1 + o).
        double[] real = logarithms(3, 1 / 3.0, 1, 7);
        double[] fake = logarithms(1 / 3.0, 3, 1, 3);
        // real: 4/3 * 4 * 2 * 8/7 = 256/21; fake: 4/3 * 4 * 2 * 4 = 128/3
        assertThat(discriminator(new NonSaturating(), real, fake))
                .isCloseTo((Math.log(256 / 21.0) + Math.log(128 / 3.0)) / 4, within(1e-6));
        // 4 * 4/3 * 2 * 4/3 = 128/9
        assertThat(generator(new NonSaturating(), fake))
                .isCloseTo(Math.log(128 / 9.0) / 4, within(1e-6));
    }

    @ParameterizedTest
    @MethodSource("critics")
    void wassersteinIsADifferenceOfMeans(AdversarialLoss loss) {
        // mean fake - mean real = 1 / 4 - 3 / 4
        assertThat(discriminator(loss, REAL, FAKE)).isCloseTo(-0.5, within(1e-6));
        // -mean fake
        assertThat(generator(loss, FAKE)).isCloseTo(-0.25, within(1e-6));
    }

    static List<AdversarialLoss> critics() {
        return List.of(new Wasserstein(), new WassersteinWithPenalty());
    }

    @Test
    void areAtEquilibriumWhatThePapersSay() {
        assertThat(new Hinge().equilibriumLoss()).isEqualTo(2);
        assertThat(new LeastSquares().equilibriumLoss()).isEqualTo(0.5);
        assertThat(new NonSaturating().equilibriumLoss()).isEqualTo(1.3862943611198906); // 2 log 2
        assertThat(new Wasserstein().equilibriumLoss()).isZero();
        assertThat(new WassersteinWithPenalty().equilibriumLoss()).isZero();
    }

    static List<AdversarialLoss> all() {
        return List.of(
                new Hinge(),
                new LeastSquares(),
                new NonSaturating(),
                new Wasserstein(),
                new WassersteinWithPenalty());
    }

    /** The best that a discriminator can do which gives every image the same score. */
    @ParameterizedTest
    @MethodSource("all")
    void areLowestAtEquilibriumWhereAllScoresAreEqual(AdversarialLoss loss) {
        double lowest = Double.POSITIVE_INFINITY;
        for (double score = -2; score <= 2; score += 0.5) {
            double[] same = new double[2];
            Arrays.fill(same, score);
            lowest = Math.min(lowest, discriminator(loss, same, same));
        }
        assertThat(lowest).isCloseTo(loss.equilibriumLoss(), within(1e-6));
    }

    /** What every adversary must have in common, or the two do not play against each other. */
    @ParameterizedTest
    @MethodSource("all")
    void rewardTheGeneratorForHighScoresAndTheDiscriminatorForLowOnes(AdversarialLoss loss) {
        double[] low = {-0.5, -0.5};
        double[] high = {0.5, 0.5};
        assertThat(generator(loss, high)).isLessThan(generator(loss, low));
        assertThat(discriminator(loss, high, low)).isLessThan(discriminator(loss, low, high));
    }

    @Test
    void clipOrPenaliseTheCriticsOnly() {
        for (AdversarialLoss loss : List.of(new Hinge(), new LeastSquares(), new NonSaturating())) {
            assertThat(loss.clip()).isZero();
            assertThat(loss.penalty()).isZero();
            assertThat(loss.steps()).isEqualTo(1);
        }
        // Arjovsky et al. 2017, algorithm 1: c = 0.01, n = 5
        assertThat(new Wasserstein().clip()).isEqualTo(0.01);
        assertThat(new Wasserstein().penalty()).isZero();
        assertThat(new Wasserstein().steps()).isEqualTo(5);
        // Gulrajani et al. 2017, algorithm 1: lambda = 10, n = 5
        assertThat(new WassersteinWithPenalty().clip()).isZero();
        assertThat(new WassersteinWithPenalty().penalty()).isEqualTo(10);
        assertThat(new WassersteinWithPenalty().steps()).isEqualTo(5);
    }
}
