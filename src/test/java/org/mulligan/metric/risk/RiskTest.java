package org.mulligan.metric.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.data.degradation.PoissonGaussian;
import org.mulligan.data.simulation.TenKinds;
import org.mulligan.image.filter.GaussianBlur;

/** Estimated errors beside true ones, on simulated fields whose truth is known. */
class RiskTest {
    private static final int SIDE = 256;
    private static final Blocks BLOCKS = new Blocks(SIDE, SIDE, new BitSet());

    private static float[] shot(float[] photons, long seed) {
        return PoissonGaussian.count(photons, 1.5, new Random(seed));
    }

    /** Photon noise that neighbours share, of the variance of one that they do not. */
    private static float[] shared(float[] photons, long seed) {
        Random random = new Random(seed);
        float[] noise = new float[photons.length];
        for (int i = 0; i < noise.length; i++) noise[i] = (float) random.nextGaussian();
        noise = GaussianBlur.blur(noise, SIDE, SIDE, 0.9);
        float[] shot = photons.clone();
        for (int i = 0; i < shot.length; i++)
            shot[i] += (float) (3 * Math.sqrt(photons[i]) * noise[i]);
        return shot;
    }

    private static double squaredError(float[] result, float[] truth) {
        double sum = 0;
        for (int i = 0; i < truth.length; i++) sum += Math.pow(result[i] - truth[i], 2);
        return sum / truth.length;
    }

    private static FineNoise noise(float[] shot) {
        return FineNoise.of(shot, SIDE, SIDE, new BitSet()).orElseThrow();
    }

    @ParameterizedTest(name = "{0}, {1} photons, sigma {2}")
    @CsvSource({
        "TEXTURE, 30, 0.75",
        "TEXTURE, 30, 1.5",
        "NUCLEI, 100, 1",
        "EM_LIKE, 100, 1",
        "BACTERIA, 30, 2",
        "DENSE_WEAK_FIBRES, 100, 0.75",
        "POSTS, 30, 0.75"
    })
    void theEstimateOfAGaussianIsItsTrueError(TenKinds kind, double peak, double sigma)
            throws IOException {
        float[] photons = kind.photons(SIDE, peak, 2);
        float[] shot = shot(photons, 7);
        RiskEstimator.Estimate estimate =
                new Sure(shot, BLOCKS, noise(shot), 1)
                        .of((plane, w, h) -> GaussianBlur.blur(plane, w, h, sigma));
        double real = squaredError(estimate.result(), photons);
        assertThat(estimate.result()).isEqualTo(GaussianBlur.blur(shot, SIDE, SIDE, sigma));
        double noise = squaredError(shot, photons);
        // An error of the variance of 3 % moves the estimate by as much of the noise.
        assertThat(estimate.risk().mean()).isCloseTo(real, within(0.03 * noise + 0.05 * real));
    }

    /** As a network does that learnt from normal noise. */
    @Test
    void rareBrightPixelsThatAreKeptAreSeen() throws IOException {
        float[] photons = TenKinds.TEXTURE.photons(SIDE, 2, 2);
        float[] shot = PoissonGaussian.count(photons, 0.2, new Random(7));
        Denoiser keeping =
                (plane, w, h) -> {
                    float[] made = GaussianBlur.blur(plane, w, h, 2);
                    for (int i = 0; i < made.length; i++)
                        if (plane[i] > made[i] + 2.2) made[i] = plane[i];
                    return made;
                };
        RiskEstimator.Estimate estimate =
                new Sure(shot, BLOCKS, noise(shot), 1).ofSelfTaught(keeping);
        double real = squaredError(estimate.result(), photons);
        assertThat(estimate.risk().mean()).isBetween(0.8 * real, 1.25 * real);
    }

    @Test
    void ofSelfTaughtDenoisersTheErrorOfTheEstimateIsAdded() throws IOException {
        float[] photons = TenKinds.TEXTURE.photons(SIDE, 100, 2);
        float[] shot = shot(photons, 7);
        Sure sure = new Sure(shot, BLOCKS, noise(shot), 1);
        Denoiser blur = (plane, w, h) -> GaussianBlur.blur(plane, w, h, 1);
        double more = sure.ofSelfTaught(blur).risk().mean() - sure.of(blur).risk().mean();
        assertThat(more / noise(shot).meanVariance()).isCloseTo(0.01, within(1e-4));
        assertThat(sure.ofSelfTaught(blur).result()).isEqualTo(sure.of(blur).result());
    }

    @Test
    void whatIsLeftAsItIsHasTheErrorOfTheNoise() throws IOException {
        float[] photons = TenKinds.TEXTURE.photons(SIDE, 50, 1);
        float[] shot = shot(photons, 3);
        BlockMeans raw = new Sure(shot, BLOCKS, noise(shot), 1).of((p, w, h) -> p.clone()).risk();
        assertThat(raw.mean()).isCloseTo(squaredError(shot, photons), within(0.03 * raw.mean()));
        BlockMeans worse =
                new Sure(shot, BLOCKS, noise(shot), 1).of((p, w, h) -> new float[p.length]).risk();
        assertThat(worse.less(raw, 1).mean()).isGreaterThan(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POSTS", "GRAIN", "PUNCTA", "EM_LIKE", "TEXTURE"})
    void crowdedStructureIsNotTakenForNoiseThatNeighboursShare(TenKinds kind) {
        float[] photons = kind.photons(SIDE, 100, 2);
        float[] shot = shot(photons, 7);
        FineNoise noise = noise(shot);
        assertThat(noise.isIndependent()).isTrue();
        assertThat(noise.meanVariance())
                .isCloseTo(squaredError(shot, photons), within(0.04 * noise.meanVariance()));
    }

    @Test
    void noiseThatNeighboursShareIsSeen() {
        FineNoise noise = noise(shared(TenKinds.TEXTURE.photons(SIDE, 100, 2), 5));
        assertThat(noise.isIndependent()).isFalse();
        assertThat(noise.alongX()).isGreaterThan(0.4);
    }

    /** Bleached to three quarters, and the noise is shared: only shots tell. */
    @ParameterizedTest(name = "{0} other shots")
    @ValueSource(ints = {1, 3})
    void otherShotsTellTheErrorWithNoiseOfAnyKind(int others) throws IOException {
        float[] photons = TenKinds.TEXTURE.photons(SIDE, 100, 2);
        float[] shot = shared(photons, 1);
        List<float[]> more =
                new Random(4)
                        .longs(others)
                        .mapToObj(
                                seed -> {
                                    float[] other = shared(photons, seed);
                                    for (int i = 0; i < other.length; i++)
                                        other[i] = 20 + 0.75f * other[i];
                                    return other;
                                })
                        .toList();
        for (double sigma : new double[] {0.5, 1, 2}) {
            RiskEstimator.Estimate estimate =
                    new RepeatedShots(shot, more, BLOCKS)
                            .of((plane, w, h) -> GaussianBlur.blur(plane, w, h, sigma));
            double real = squaredError(estimate.result(), photons);
            assertThat(estimate.risk().mean())
                    .isCloseTo(real, within(2 * estimate.risk().standardError()));
            assertThat(estimate.risk().standardError())
                    .isLessThan(0.06 * squaredError(shot, photons));
        }
    }

    @Test
    void anotherFieldIsNotTheSameAndACopyIsNoShot() {
        float[] photons = TenKinds.NUCLEI.photons(SIDE, 50, 1);
        float[] shot = shot(photons, 1);
        assertThat(SameField.of(shot, shot(photons, 2), BLOCKS).isSame()).isTrue();
        float[] other = shot(TenKinds.NUCLEI.photons(SIDE, 50, 9), 2);
        assertThat(SameField.of(shot, other, BLOCKS).isSame()).isFalse();
        assertThat(SameField.of(shot, shot.clone(), BLOCKS).copies()).isTrue();
        assertThat(SameField.of(shot, shot.clone(), BLOCKS).isSame()).isFalse();
    }

    @Test
    void theErrorOfAMeanIsThatOfItsBlocks() {
        BlockMeans blocks = new BlockMeans(new double[] {10, 30, 0}, new int[] {10, 10, 0});
        assertThat(blocks.mean()).isEqualTo(2);
        // Blocks of means 1 and 3: deviation 1.41, by the root of 2.
        assertThat(blocks.standardError()).isCloseTo(1, within(1e-12));
        assertThat(blocks.less(blocks, 1).mean()).isZero();
        assertThat(blocks.less(blocks, 1).standardError()).isZero();
    }
}
