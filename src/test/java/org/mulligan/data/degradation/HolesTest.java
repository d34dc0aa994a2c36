package org.mulligan.data.degradation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.data.Plane;
import org.mulligan.data.Seeds;
import org.mulligan.data.degradation.Degradation.Conditions;
import org.mulligan.data.degradation.Degradation.Exposure;
import org.mulligan.data.pairs.Exposer;
import org.mulligan.data.pairs.Folders;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.image.psf.Psf;

class HolesTest {
    private static float[] ramp(int length) {
        float[] photons = new float[length];
        for (int i = 0; i < length; i++) photons[i] = i * 7 % 101 - 3;
        return photons;
    }

    private static Exposure expose(float[] photons, int width, int height, int hole, long seed) {
        return new Holes()
                .expose(
                        photons,
                        width,
                        height,
                        new Conditions(1, List.of(Psf.gaussian(0)), 0, hole),
                        Seeds.MEMBER.stream(seed, 0));
    }

    @ParameterizedTest(name = "{0} x {1} px, holes up to {2} px")
    @CsvSource({"512, 512, 32", "128, 96, 8", "64, 200, 1", "16, 16, 1000"})
    void takesOnlyPixelsAwayATenthToAFifth(int width, int height, int hole) {
        float[] photons = ramp(width * height);
        double least = 1;
        double most = 0;
        for (long seed = 0; seed < 40; seed++) {
            Exposure exposure = expose(photons, width, height, hole, seed);
            int gone = 0;
            int changed = 0;
            for (int i = 0; i < photons.length; i++)
                if (Float.isNaN(exposure.measured()[i])) gone++;
                else if (exposure.measured()[i] != photons[i]) changed++;
            assertThat(changed).isZero();
            assertThat(exposure.target()).isEqualTo(photons);
            double share = gone / (double) photons.length;
            least = Math.min(least, share);
            most = Math.max(most, share);
        }
        assertThat(photons).containsExactly(ramp(width * height));
        // Holes that overlap make it a little less, the last one a little more.
        assertThat(least).isGreaterThan(0.08);
        double largest = Math.min(hole, Math.min(width, height) / 2.0);
        double last = Math.max(largest * largest, largest / 8 * Math.max(width, height) + width);
        assertThat(most).isBetween(0.12, 0.2 + last / photons.length);
    }

    @Test
    void theSameRandomMakesTheSameHoles() {
        float[] photons = ramp(96 * 64);
        float[] first = expose(photons, 96, 64, 16, 5).measured();
        assertThat(expose(photons, 96, 64, 16, 5).measured()).containsExactly(first);
        assertThat(expose(photons, 96, 64, 16, 6).measured()).isNotEqualTo(first);
    }

    @Test
    void theNetworkSeesTheMarkOfAMissingPixelAndTheUnitsOfTheOthers() {
        float[] target = Folders.bumps(3);
        Exposer exposer =
                new Exposer(
                        new Holes(),
                        new Conditions(1, List.of(Psf.gaussian(0)), 0, 12),
                        100,
                        100,
                        1,
                        99.8,
                        false);
        Plane plane =
                exposer.expose(
                        "bumps",
                        target,
                        Folders.WIDTH,
                        Folders.HEIGHT,
                        new Normalisation(0, 200),
                        Seeds.MEMBER.stream(3, 0));
        int missing = 0;
        int between = 0;
        for (int i = 0; i < target.length; i++) {
            assertThat(plane.target()[i]).isBetween(-0.6f, 1.6f);
            if (plane.noisy()[i] == Normalisation.MISSING) missing++;
            else assertThat(plane.noisy()[i]).isEqualTo(plane.target()[i]);
            if (plane.target()[i] >= 0 && plane.target()[i] <= 1) between++;
        }
        assertThat(missing / (double) target.length).isBetween(0.08, 0.3);
        assertThat(between / (double) target.length).isGreaterThan(0.95);
    }
}
