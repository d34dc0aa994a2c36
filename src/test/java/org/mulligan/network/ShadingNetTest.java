package org.mulligan.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mulligan.tensor.frozen.FrozenGraph;
import org.mulligan.tensor.frozen.Networks;

class ShadingNetTest {
    private static final int SIDE = 64;
    private static final NetworkSize MEASURES = new NetworkSize(2, 3, 1);

    /** Random weights by their names. */
    private static Map<String, float[]> weights() {
        return RandomWeights.of(new ShadingNet(), MEASURES, (initial, shape) -> 0.2);
    }

    private static float[] run(Map<String, float[]> weights, float[] image) throws Exception {
        FrozenGraph frozen =
                FrozenGraph.of((layers, x) -> new ShadingNet().apply(layers, x, MEASURES), weights);
        return Networks.run(frozen, image, SIDE, SIDE, 1);
    }

    private static float[] noise() {
        Random random = new Random(5);
        float[] image = new float[SIDE * SIDE];
        for (int i = 0; i < image.length; i++) image[i] = random.nextFloat();
        return image;
    }

    private static void silence(Map<String, float[]> weights, String layer, float bias) {
        Arrays.fill(weights.get(layer + ".kernel"), 0);
        Arrays.fill(weights.get(layer + ".bias"), bias);
    }

    @Test
    void changesNothingWhereItsLastLayersAreSilent() throws Exception {
        Map<String, float[]> weights = weights();
        silence(weights, "gain", 0);
        silence(weights, "offset", 0);
        assertThat(run(weights, noise())).isEqualTo(noise());
    }

    @Test
    void multipliesByTheExponentialAndAdds() throws Exception {
        Map<String, float[]> weights = weights();
        silence(weights, "gain", (float) Math.log(1.5));
        silence(weights, "offset", -0.25f);
        float[] evened = run(weights, noise());
        for (int i = 0; i < evened.length; i++)
            assertThat(evened[i]).isCloseTo(1.5f * noise()[i] - 0.25f, within(1e-6f));
    }

    @Test
    void cannotDrawBetweenItsKnots() throws Exception {
        Map<String, float[]> weights = weights();
        float[] ones = new float[SIDE * SIDE];
        Arrays.fill(ones, 1);
        float[] field = run(weights, ones);
        float most = 0;
        for (float value : field) most = Math.max(most, Math.abs(value));
        int bent = 0;
        for (int y = 0; y < SIDE; y++)
            for (int x = 1; x < SIDE - 1; x++) {
                float left = field[y * SIDE + x - 1];
                float bend = left - 2 * field[y * SIDE + x] + field[y * SIDE + x + 1];
                // Knots lie on pixels 0, 9, ..., 63.
                if (x % 9 != 0) assertThat(bend).as("x = %d", x).isCloseTo(0, within(1e-6f * most));
                else if (Math.abs(bend) > 1e-3f * most) bent++;
            }
        assertThat(bent).isGreaterThan(SIDE);
    }
}
