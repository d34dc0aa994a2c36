package org.mulligan.noise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HotPixelsTest {
    private static final int SIDE = Fields.SIDE;

    @ParameterizedTest(name = "{0} of the pixels: {1} of those of 12 to 50 deviations")
    @CsvSource({"0.0001, 0.9", "0.001, 0.95", "0.005, 0.8"})
    void findsHotPixelsAndNextToNothingElse(double share, double recall) {
        int hot = 0;
        int found = 0;
        int wrong = 0;
        for (int scene = 0; scene < 4; scene++) {
            Random random = new Random(300 + scene);
            float[] photons = Fields.structure(scene, 10 * Math.pow(5, scene));
            float[] plane = Fields.camera(photons, random);
            BitSet truth = new BitSet();
            for (int i = 0; i < plane.length; i++)
                if (random.nextDouble() < share) {
                    truth.set(i);
                    double height = 12 + 38 * random.nextDouble();
                    plane[i] += (float) Math.rint(10 * height * Fields.sigma(photons[i]));
                }
            HotPixels pixels = HotPixels.of(plane, SIDE, SIDE);
            assertThat(pixels.dead()).isEmpty();
            hot += truth.cardinality();
            for (int pixel : pixels.hot())
                if (truth.get(pixel)) found++;
                else wrong++;
        }
        assertThat(wrong).isLessThanOrEqualTo(1 + hot / 1000);
        assertThat(found / (double) hot).isGreaterThan(recall);
    }

    @ParameterizedTest(name = "points of a sigma of {0} px")
    @ValueSource(doubles = {0.7, 0.8, 1, 1.3})
    void leavesImagedPointsOfAnyHeightAlone(double sigma) {
        Random random = new Random(5);
        for (double height : new double[] {6, 10, 20, 50, 200}) {
            float[] photons = new float[SIDE * SIDE];
            Arrays.fill(photons, 20);
            for (int point = 0; point < 300; point++)
                addPoint(photons, sigma, height * Fields.sigma(20), random);
            assertThat(HotPixels.of(Fields.camera(photons, random), SIDE, SIDE).count())
                    .as("%s deviations", height)
                    .isZero();
        }
    }

    @Test
    void findsNoneInNoiseOfFewPhotonsAndInTails() {
        Random random = new Random(6);
        float[] counts = new float[SIDE * SIDE];
        float[] pulses = new float[SIDE * SIDE];
        float[] white = new float[SIDE * SIDE];
        for (int i = 0; i < counts.length; i++) {
            double product = random.nextDouble();
            while (product > Math.exp(-0.3)) {
                counts[i]++;
                // A photomultiplier's pulses are of all heights.
                pulses[i] += (float) (-5 * Math.log(random.nextDouble()));
                product *= random.nextDouble();
            }
            white[i] = (float) random.nextGaussian();
        }
        assertThat(HotPixels.of(counts, SIDE, SIDE).count()).isZero();
        assertThat(HotPixels.of(pulses, SIDE, SIDE).count()).isZero();
        assertThat(HotPixels.of(white, SIDE, SIDE).count()).isZero();
        assertThat(HotPixels.of(new float[SIDE * SIDE], SIDE, SIDE).count()).isZero();
    }

    @Test
    void findsDeadPixelsPairsAndThoseAtTheBorder() {
        float[] plane = new float[SIDE * SIDE];
        Random random = new Random(7);
        for (int i = 0; i < plane.length; i++)
            plane[i] = (float) (500 + 10 * random.nextGaussian());
        int[] hot = {0, SIDE - 1, 10 * SIDE, 50 * SIDE + 70, 50 * SIDE + 71};
        int[] dead = {20 * SIDE + 20, SIDE * SIDE - 1};
        for (int pixel : hot) plane[pixel] = 900;
        for (int pixel : dead) plane[pixel] = 100;
        HotPixels found = HotPixels.of(plane, SIDE, SIDE);
        assertThat(found.hot()).containsExactly(hot);
        assertThat(found.dead()).containsExactly(dead);
    }

    /** Integrated over the pixels; the height is that of its pixel where it lies on the centre. */
    private static void addPoint(float[] photons, double sigma, double height, Random random) {
        double x = 8 + (SIDE - 16) * random.nextDouble();
        double y = 8 + (SIDE - 16) * random.nextDouble();
        double peak = share(0, sigma) * share(0, sigma);
        for (int v = (int) y - 6; v <= y + 6; v++)
            for (int u = (int) x - 6; u <= x + 6; u++)
                photons[v * SIDE + u] +=
                        (float) (height * share(u - x, sigma) * share(v - y, sigma) / peak);
    }

    /** Of a normal distribution, in a pixel: by Simpson's rule. */
    private static double share(double distance, double sigma) {
        double sum = 0;
        for (int i = 0; i <= 20; i++) {
            double at = (distance - 0.5 + i / 20.0) / sigma;
            sum += (i == 0 || i == 20 ? 1 : i % 2 == 1 ? 4 : 2) * Math.exp(-at * at / 2);
        }
        return sum / 60 / sigma / Math.sqrt(2 * Math.PI);
    }
}
