package org.mulligan.tensor.frozen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mulligan.tensor.Initializer;
import org.mulligan.tensor.foreign.FrozenGraphReader;

class FrozenGraphTest {
    private static final float[] IMAGE = {1, 2, 3, 4, 5, 6};

    /** y = gain x + offset */
    private static FrozenGraph affine(float gain, float offset) throws IOException {
        return FrozenGraph.of(
                (layers, x) -> layers.convolve("only", x, 1, 1, 1, Initializer.ZERO),
                Map.of("only.kernel", new float[] {gain}, "only.bias", new float[] {offset}));
    }

    @Test
    void givesTheSamePixelsAfterItsBytesAreReadAgain() throws IOException {
        FrozenGraph frozen = affine(2, 1);
        FrozenGraph again = FrozenGraphReader.read(frozen.bytes());

        assertThat(Networks.run(again, IMAGE, 2, 3)).containsExactly(3, 5, 7, 9, 11, 13);
    }

    @Test
    void hasWeightsInBetweenOnTheWayToAnother() throws IOException {
        FrozenGraph half = affine(2, 1).towards(affine(4, -1), 0.25);

        assertThat(Networks.run(half, IMAGE, 3, 2))
                .usingComparatorWithPrecision(1e-6f)
                .containsExactly(3, 5.5f, 8, 10.5f, 13, 15.5f);
    }

    @Test
    void mixesTheOutputsOfTwoNetworks() throws IOException {
        FrozenGraph squarer = FrozenGraph.of((layers, x) -> layers.square(x), Map.of());
        FrozenGraph blend = affine(2, 1).blend(squarer, 0.25);

        // 0.75 (2 x + 1) + 0.25 x^2 of 1 to 6
        assertThat(Networks.run(FrozenGraphReader.read(blend.bytes()), IMAGE, 2, 3))
                .usingComparatorWithPrecision(1e-6f)
                .containsExactly(2.5f, 4.75f, 7.5f, 10.75f, 14.5f, 18.75f);
    }

    @Test
    void isItselfOrTheOtherAtTheEndsOfTheWay() throws IOException {
        FrozenGraph faithful = affine(2, 1);
        FrozenGraph adversarial = affine(4, -1);

        assertThat(Networks.run(faithful.towards(adversarial, 0), IMAGE, 1, 6))
                .containsExactly(Networks.run(faithful, IMAGE, 1, 6));
        assertThat(Networks.run(faithful.towards(adversarial, 1), IMAGE, 1, 6))
                .containsExactly(Networks.run(adversarial, IMAGE, 1, 6));
    }

    @Test
    void refusesTheWayToAnotherNetwork() throws IOException {
        FrozenGraph other = FrozenGraph.of((layers, x) -> layers.activate(x), Map.of());

        assertThatThrownBy(() -> affine(1, 0).towards(other, 0.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("different networks");
    }

    @Test
    void saysWhichWeightsAreMissing() {
        assertThatThrownBy(
                        () ->
                                FrozenGraph.of(
                                        (layers, x) ->
                                                layers.convolve(
                                                        "only", x, 1, 1, 1, Initializer.ZERO),
                                        Map.of()))
                .hasMessageContaining("only.kernel");
    }
}
