package org.mulligan.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
    private double clock;
    private final Pace pace = new Pace(() -> Math.round(clock * 1e9));

    private void piece(double seconds) {
        clock += seconds;
        pace.done();
    }

    @Test
    void nothingIsSaidBeforeTwoPiecesAreMeasuredBesidesTheFirst() {
        for (int i = 0; i < 3; i++) {
            assertThat(pace.isKnown()).isFalse();
            assertThat(pace.secondsLeft(10)).isNegative();
            piece(1);
        }
        assertThat(pace.isKnown()).isTrue();
        assertThat(pace.secondsLeft(10)).isCloseTo(10, within(1e-9));
        assertThat(pace.secondsLeft(0)).isZero();
        assertThat(pace.secondsLeft(-1)).isZero();
    }

    /** 60 s of work was announced as 6 min. */
    @ParameterizedTest(name = "{0} s")
    @ValueSource(doubles = {0, 6, 600})
    void theFirstPieceDoesNotCountHoweverLongItTook(double start) {
        piece(start);
        piece(1);
        piece(1);
        assertThat(pace.secondsLeft(57)).isCloseTo(57, within(1e-9));
    }

    @Test
    void onePieceThatHadToWaitMovesNothing() {
        piece(5);
        for (int i = 0; i < 4; i++) piece(0.5);
        piece(300);
        assertThat(pace.secondsLeft(10)).isCloseTo(5, within(1e-9));
    }

    @Test
    void aMachineThatBecomesBusyIsNoticed() {
        piece(5);
        for (int i = 0; i < 1000; i++) piece(0.5);
        for (int i = 0; i < 101; i++) piece(2);
        assertThat(pace.secondsLeft(10)).isCloseTo(20, within(1e-9));
    }
}
