package org.mulligan.data.unpaired;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.data.Plane;
import org.mulligan.data.Seeds;
import org.mulligan.data.pairs.PlaneCache;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.noise.NoiseModel;

class RecorruptionTest {
    private static final int SIDE = NoisyFields.SIDE;

    @TempDir Path folder;

    /** Of an even field, where the noise is all that there is. */
    private double[] moments(float[] noisy, NoiseModel noise, double clean) throws IOException {
        Path file = NoisyFields.save(folder.resolve("even.tif"), noisy);
        Normalisation units = new Normalisation(100, 300);
        NoisyPlane plane =
                new NoisyPlane("even", file, 0, SIDE, Area.whole(SIDE, SIDE), units, noise, true);
        Plane made =
                new Recorruption(List.of(plane), new PlaneCache(1 << 20, false))
                        .plane(0, Seeds.MEMBER.stream(3, 0));
        double a = 0;
        double b = 0;
        double aa = 0;
        double bb = 0;
        double ab = 0;
        double n = made.noisy().length;
        for (int i = 0; i < n; i++) {
            double x = units.undo(made.noisy()[i]) - clean;
            double y = units.undo(made.target()[i]) - clean;
            a += x / n;
            b += y / n;
            aa += x * x / n;
            bb += y * y / n;
            ab += x * y / n;
        }
        return new double[] {a, b, aa, bb, ab / Math.sqrt(aa * bb)};
    }

    private static NoiseModel law(double slope, double intercept) throws IOException {
        float[] any = NoisyFields.noisy(NoisyFields.clean(0, 20), 1);
        NoiseModel model = NoiseModel.of(any, SIDE, SIDE).orElseThrow();
        return new NoiseModel(slope, intercept, 1, model.lag(), model.lines(), 0, model.step(), 0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 3, 40})
    void theNoiseOfInputAndTargetIsUncorrelatedForAnyNumberOfPhotons(double photons)
            throws IOException {
        float[] clean = new float[SIDE * SIDE];
        java.util.Arrays.fill(clean, (float) (100 + 10 * photons));
        float[] noisy = NoisyFields.noisy(clean, 5);
        // 10 counts a photon, and a read noise of 5 counts.
        double variance = 100 * photons + 25;
        double[] moments = moments(noisy, law(10, -1000 + 25), 100 + 10 * photons);
        double error = Math.sqrt(variance) / SIDE;
        assertThat(moments[0]).isBetween(-4 * error, 4 * error);
        assertThat(moments[1]).isBetween(-8 * error, 8 * error);
        assertThat(moments[4]).isBetween(-0.08, 0.08);
        assertThat(moments[2] / variance).isBetween(1.5, 1.85);
    }

    @Test
    void noiseOfOneVarianceGrowsByTwoThirds() throws IOException {
        Random random = new Random(4);
        float[] noisy = new float[SIDE * SIDE];
        for (int i = 0; i < noisy.length; i++) noisy[i] = (float) (200 + 9 * random.nextGaussian());
        double[] moments = moments(noisy, law(0, 81), 200);
        assertThat(moments[2]).isBetween(81 * 1.63, 81 * 1.70);
        assertThat(moments[3]).isBetween(81 * 2.45, 81 * 2.55);
        assertThat(moments[4]).isBetween(-0.015, 0.015);
    }
}
