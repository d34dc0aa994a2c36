package org.mulligan.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class NoiseLeftTest {
    private static final int SIDE = Fields.SIDE;

    /** The lower third of the plane keeps a share of its noise, the rest is perfect. */
    private static double share(double kept, int scene) {
        float[] photons = Fields.structure(scene, 60);
        float[] noisy = Fields.camera(photons, new Random(scene));
        float[] result = new float[noisy.length];
        for (int i = 0; i < result.length; i++) {
            float clean = 100 + 10 * photons[i];
            result[i] =
                    i < 2 * SIDE / 3 * SIDE ? clean : (float) (clean + kept * (noisy[i] - clean));
        }
        NoiseLeft left = new NoiseLeft();
        left.add(noisy, result, SIDE, SIDE);
        assertThat(left.blocks()).isEqualTo(144);
        return left.share();
    }

    @Test
    void findsTheBlocksThatKeptMoreThanHalfOfTheirNoise() {
        for (int scene = 0; scene < 5; scene++) {
            assertThat(share(0, scene)).as("scene %d", scene).isZero();
            assertThat(share(0.35, scene)).as("scene %d", scene).isLessThan(0.1);
            assertThat(share(0.7, scene)).as("scene %d", scene).isCloseTo(1 / 3.0, within(0.07));
            assertThat(share(1, scene)).as("scene %d", scene).isCloseTo(1 / 3.0, within(0.05));
        }
    }

    @Test
    void saysNothingOfNothing() {
        assertThat(new NoiseLeft().share()).isZero();
    }
}
