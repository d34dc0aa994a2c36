package org.mulligan.data.degradation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.data.degradation.Degradation.Conditions;
import org.mulligan.data.degradation.Degradation.Depth;
import org.mulligan.data.degradation.Degradation.Exposure;
import org.mulligan.image.intensity.NoiseLaw;

class AxialTest {
    private static final int SIDE = 40;

    private static Exposure exposed(float[] plane, int width, Depth depth, Random random) {
        return new Axial().expose(plane, width, SIDE, Conditions.of(depth), random);
    }

    private static float[] random(int width, long seed) {
        Random random = new Random(seed);
        float[] plane = new float[width * SIDE];
        for (int i = 0; i < plane.length; i++) plane[i] = 100 * random.nextFloat();
        return plane;
    }

    private static float[] exchanged(float[] plane) {
        float[] other = new float[plane.length];
        for (int i = 0; i < plane.length; i++) other[i % SIDE * SIDE + i / SIDE] = plane[i];
        return other;
    }

    private static Depth depth(double step, double blur) {
        return new Depth(step, blur, Optional.empty());
    }

    @Test
    void everyFourthRowIsSeenAndTheOthersLieBetween() {
        float[] plane = random(SIDE, 1);
        int turned = 0;
        boolean[] firsts = new boolean[4];
        Random random = new Random(4);
        for (int i = 0; i < 24; i++) {
            Exposure exposure = exposed(plane, SIDE, depth(4, 0), random);
            float[] target = exposure.target();
            boolean exchanged = !Arrays.equals(target, plane);
            if (exchanged) assertThat(target).isEqualTo(exchanged(plane));
            if (exchanged) turned++;
            float[] seen = exposure.measured();
            int first = 0;
            while (seen[first * SIDE] != target[first * SIDE]) first++;
            firsts[first] = true;
            for (int y = first; y + 4 < SIDE; y++) {
                int above = first + (y - first) / 4 * 4;
                float share = (y - above) / 4f;
                for (int x = 0; x < SIDE; x++)
                    assertThat(seen[y * SIDE + x])
                            .isCloseTo(
                                    (1 - share) * target[above * SIDE + x]
                                            + share * target[(above + 4) * SIDE + x],
                                    within(1e-3f));
            }
        }
        assertThat(turned).isBetween(6, 18);
        assertThat(firsts).containsOnly(true);
    }

    @Test
    void aPlaneThatIsNoSquareIsNotTurned() {
        float[] plane = random(23, 2);
        Random random = new Random(5);
        for (int i = 0; i < 8; i++)
            assertThat(exposed(plane, 23, depth(3, 4), random).target()).isEqualTo(plane);
    }

    @ParameterizedTest(name = "planes {0} px apart")
    @ValueSource(doubles = {1.2, 2, 3.3, 8})
    void evenLightStaysAsItIs(double step) {
        float[] even = new float[SIDE * SIDE];
        Arrays.fill(even, 42);
        for (float value : exposed(even, SIDE, depth(step, 5), new Random(3)).measured())
            assertThat(value).isCloseTo(42, within(1e-3f));
    }

    @Test
    void theNoiseThatTheBlurTakesIsGivenBack() {
        // Its own noise has a variance of 9, of which the blur leaves little.
        NoiseLaw law = new NoiseLaw(0, 9, 9, 0, 0, 1);
        double with = 0;
        double without = 0;
        Random random = new Random(6);
        for (int k = 0; k < 30; k++) {
            float[] plane = new float[SIDE * SIDE];
            for (int i = 0; i < plane.length; i++)
                plane[i] = (float) (50 + 3 * random.nextGaussian());
            with += variance(exposed(plane, SIDE, new Depth(1, 6, Optional.of(law)), random));
            without += variance(exposed(plane, SIDE, depth(1, 6), random));
        }
        assertThat(with / 30).isCloseTo(9, within(0.4));
        assertThat(without / 30).isLessThan(2);
    }

    private static double variance(Exposure exposure) {
        double sum = 0;
        for (float value : exposure.measured()) sum += (value - 50) * (value - 50);
        return sum / exposure.measured().length;
    }
}
