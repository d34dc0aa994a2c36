package org.mulligan.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.mulligan.tensor.Evaluated.tensor;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.mulligan.image.intensity.Normalisation;

/** Each layer on numbers that one can do in one's head. */
class LayersTest {
    private static final Offset<Float> CLOSE = within(1e-6f);
    private static final long[] SQUARE = {1, 2, 2, 1};
    private static final long[] ROW = {1, 1, 4, 1};

    @Test
    void activateKeepsATenthOfWhatIsBelowZero() {
        assertThat(Evaluated.of((tf, layers) -> layers.activate(tensor(tf, SQUARE, -2, 0, 3, -10))))
                .containsExactly(new float[] {-0.2f, 0, 3, -1}, CLOSE);
    }

    @Test
    void halveMeansAndTwiceRepeats() {
        assertThat(Evaluated.of((tf, layers) -> layers.halve(tensor(tf, SQUARE, 1, 2, 3, 10))))
                .containsExactly(4);
        assertThat(
                        Evaluated.of(
                                (tf, layers) ->
                                        layers.twice(tensor(tf, new long[] {1, 1, 2, 1}, 5, 7))))
                .containsExactly(5, 5, 7, 7, 5, 5, 7, 7);
    }

    @Test
    void subpixelsAreReadRowByRow() {
        assertThat(
                        Evaluated.of(
                                (tf, layers) ->
                                        layers.subpixels(
                                                tensor(
                                                        tf,
                                                        new long[] {1, 1, 2, 4},
                                                        1,
                                                        2,
                                                        3,
                                                        4,
                                                        5,
                                                        6,
                                                        7,
                                                        8),
                                                2)))
                .containsExactly(1, 2, 5, 6, 3, 4, 7, 8);
    }

    /** At the border over what there is: the means of 3 px are 4.5, 6, 9, 10.5. */
    @Test
    void highPassTakesTheLocalMeanAway() {
        assertThat(Evaluated.of((tf, layers) -> layers.highPass(tensor(tf, ROW, 3, 6, 9, 12), 3)))
                .containsExactly(new float[] {3 - 4.5f, 0, 0, 12 - 10.5f}, CLOSE);
    }

    /**
     * Knots 1 and 4 on the centres of the outermost of four pixels give 1, 2, 3, 4; offsets
     * likewise 10, 20, 30, 40.
     */
    @Test
    void lightIsTimesTheGainPlusTheOffsetBetweenKnots() {
        long[] knots = {1, 1, 2, 1};
        assertThat(
                        Evaluated.of(
                                (tf, layers) ->
                                        layers.light(
                                                tensor(tf, ROW, 5, 5, -1, 2),
                                                tensor(tf, knots, 1, 4),
                                                tensor(tf, knots, 10, 40))))
                .containsExactly(new float[] {15, 30, 27, 48}, within(1e-5f));
    }

    @Test
    void missingIsOneWhereNothingIsKnown() {
        assertThat(
                        Evaluated.of(
                                (tf, layers) ->
                                        layers.missing(
                                                tensor(
                                                        tf,
                                                        SQUARE,
                                                        Normalisation.MISSING,
                                                        0,
                                                        -3,
                                                        Normalisation.MISSING))))
                .containsExactly(1, 0, 0, 1);
    }

    @Test
    void foldTheNumbersOfATensorIntoOne() {
        double[] x = {3, -4, 0, 12};
        assertThat(Evaluated.of((tf, layers) -> layers.mean(tensor(tf, SQUARE, x))))
                .containsExactly(2.75f);
        assertThat(Evaluated.of((tf, layers) -> layers.sum(tensor(tf, SQUARE, x))))
                .containsExactly(11);
        // sqrt(9 + 16 + 144)
        assertThat(Evaluated.of((tf, layers) -> layers.norm(tensor(tf, SQUARE, x))))
                .containsExactly(new float[] {13}, CLOSE);
        assertThat(
                        Evaluated.of(
                                (tf, layers) ->
                                        layers.sumOfEach(tensor(tf, new long[] {2, 1, 2, 1}, x))))
                .containsExactly(-1, 12);
        // Of three pairs one is above; equal ones are not.
        assertThat(
                        Evaluated.of(
                                (tf, layers) ->
                                        layers.shareAbove(
                                                tensor(tf, SQUARE, x),
                                                tensor(tf, SQUARE, 2, -3, 0, 13))))
                .containsExactly(0.25f);
    }

    @Test
    void areTheFunctionsTheyAreNamedAfter() {
        assertThat(Evaluated.of((tf, layers) -> layers.rectify(tensor(tf, SQUARE, -2, 0, 3, -1))))
                .containsExactly(0, 0, 3, 0);
        assertThat(Evaluated.of((tf, layers) -> layers.absolute(tensor(tf, SQUARE, -2, 0, 3, -1))))
                .containsExactly(2, 0, 3, 1);
        assertThat(Evaluated.of((tf, layers) -> layers.square(tensor(tf, SQUARE, -2, 0, 3, -1))))
                .containsExactly(4, 0, 9, 1);
        // log(1 + exp(log 3)) = log 4
        assertThat(
                        Evaluated.of(
                                (tf, layers) ->
                                        layers.softplus(tensor(tf, new long[] {1}, Math.log(3)))))
                .containsExactly(new float[] {(float) Math.log(4)}, CLOSE);
        assertThat(
                        Evaluated.of(
                                (tf, layers) ->
                                        layers.logarithm(
                                                layers.exponential(
                                                        layers.root(
                                                                tensor(tf, SQUARE, 1, 4, 9, 25))))))
                .containsExactly(new float[] {1, 2, 3, 5}, CLOSE);
        assertThat(
                        Evaluated.of(
                                (tf, layers) ->
                                        layers.ratio(
                                                tensor(tf, new long[] {2}, 3, 0),
                                                tensor(tf, new long[] {2}, 4, 0))))
                .containsExactly(new float[] {0.75f, 0}, CLOSE);
        assertThat(
                        Evaluated.of(
                                (tf, layers) ->
                                        layers.subtract(
                                                layers.multiply(
                                                        layers.add(
                                                                tensor(tf, SQUARE, 1, 2, 3, 4), 1),
                                                        2),
                                                tensor(tf, SQUARE, 1, 1, 1, 10))))
                .containsExactly(3, 5, 7, 0);
    }

    /** Each output is the sum of the 3x3 px about it, with 0 beyond the border. */
    @Test
    void convolveSumsWithZerosBeyondTheBorder() {
        double[] image = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
        long[] shape = {1, 4, 4, 1};
        float[] all =
                Evaluated.of(
                        (tf, layers) ->
                                layers.convolve(
                                        "sum", tensor(tf, shape, image), 3, 1, 1, Initializer.ONE));
        assertThat(all[0]).isEqualTo(1 + 2 + 5 + 6);
        assertThat(all[5]).isEqualTo(9 * 6);
        assertThat(all[15]).isEqualTo(11 + 12 + 15 + 16);
        // With stride 2 the four sums are those about 6, 8, 14 and 16.
        float[] halved =
                Evaluated.of(
                        (tf, layers) ->
                                layers.convolve(
                                        "sum", tensor(tf, shape, image), 3, 2, 1, Initializer.ONE));
        assertThat(halved).containsExactly(54, 45, 72, 54);
    }
}
