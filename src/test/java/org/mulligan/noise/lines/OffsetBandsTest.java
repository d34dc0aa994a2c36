package org.mulligan.noise.lines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.data.simulation.Simulator;
import org.mulligan.image.filter.GaussianBlur;

class OffsetBandsTest {
    private static final int LENGTH = 300;

    /** Adds offsets to the lines, and tells them less their mean. */
    private static double[] offset(float[][] lines, double deviation, Random random) {
        double[] offsets = random.doubles(lines.length).toArray();
        double mean = 0;
        for (int l = 0; l < lines.length; l++) {
            offsets[l] = deviation * random.nextGaussian();
            mean += offsets[l] / lines.length;
            for (int i = 0; i < LENGTH; i++) lines[l][i] += (float) offsets[l];
        }
        for (int l = 0; l < lines.length; l++) offsets[l] -= mean;
        return offsets;
    }

    private static float[][] noise(int lines, Random random) {
        float[][] noise = new float[lines][LENGTH];
        for (float[] line : noise)
            for (int i = 0; i < LENGTH; i++) line[i] = (float) random.nextGaussian();
        return noise;
    }

    private static double left(double[] offsets, float[] found) {
        double sum = 0;
        for (int i = 0; i < offsets.length; i++) sum += Math.pow(offsets[i] - found[i], 2);
        return Math.sqrt(sum / offsets.length);
    }

    @ParameterizedTest(name = "{0} lines, offsets of {1} of the noise, seed {2}")
    @CsvSource({"64, 1, 1", "255, 0.3, 2", "256, 1, 3", "1000, 0.2, 4", "1000, 1, 5"})
    void ofAFlatFieldHardlyAnythingIsLeft(int count, double deviation, int seed) {
        Random random = new Random(seed);
        float[][] lines = noise(count, random);
        double[] offsets = offset(lines, deviation, random);
        float[] found = OffsetBands.of(lines, 0.5 * deviation).orElseThrow();
        assertThat(left(offsets, found)).isLessThan(0.12);
        double sum = 0;
        for (float each : found) sum += each;
        assertThat(sum / count).isCloseTo(0, within(1e-5));
    }

    @Test
    void linesWithoutNoiseAreTheImage() {
        Random random = new Random(1);
        float[][] lines = new float[LENGTH][LENGTH];
        offset(lines, 1, random);
        assertThat(OffsetBands.of(lines, 0.1)).isEmpty();
    }

    @Test
    void partsWithoutNoiseAreNumbersToo() {
        Random random = new Random(2);
        float[][] lines = noise(LENGTH, random);
        for (float[] line : lines) for (int i = LENGTH / 2; i < LENGTH; i++) line[i] = 0;
        double[] offsets = offset(lines, 1, random);
        float[] found = OffsetBands.of(lines, 0.1).orElseThrow();
        assertThat(left(offsets, found)).isLessThan(0.15);
    }

    @Test
    void lightAndShadeOfTheImageStay() {
        for (int scene = 0; scene < 4; scene++) {
            Random random = new Random(scene);
            float[][] lines = noise(LENGTH, random);
            float[] field = Simulator.simulate(scene, 11, LENGTH, LENGTH);
            for (int l = 0; l < LENGTH; l++)
                for (int i = 0; i < LENGTH; i++) lines[l][i] += 20 * field[l * LENGTH + i];
            double[] offsets = offset(lines, 0.3, random);
            assertThat(left(offsets, OffsetBands.of(lines, 0.15).orElseThrow()))
                    .as("scene %d", scene)
                    .isLessThan(0.18);
        }
    }

    @ParameterizedTest(name = "period {0}, tilt {1} degrees, {2} times the noise")
    @CsvSource({"2.2, 0, 1", "3, 0, 20", "4, 0.3, 5", "6, 0, 5", "6, 0, 100", "12, 0, 20"})
    void aGratingStays(double period, double tilt, double height) {
        Random random = new Random(6);
        float[][] lines = noise(LENGTH, random);
        double angle = Math.toRadians(tilt);
        for (int l = 0; l < LENGTH; l++)
            for (int i = 0; i < LENGTH; i++)
                lines[l][i] +=
                        (float)
                                (height
                                        * Math.sin(
                                                2
                                                        * Math.PI
                                                        * (l * Math.cos(angle)
                                                                + i * Math.sin(angle))
                                                        / period));
        assertStays(lines);
    }

    @ParameterizedTest(name = "sigma {0} px, {1} times the noise")
    @CsvSource({"0.7, 2", "0.7, 20", "1, 5", "1.5, 100"})
    void fibresAlongTheLinesStay(double sigma, double height) {
        Random random = new Random(7);
        float[] fibres = new float[LENGTH * LENGTH];
        for (int fibre = 0; fibre < 60; fibre++) {
            int line = random.nextInt(LENGTH);
            float bright = random.nextFloat();
            for (int i = random.nextInt(LENGTH); i < LENGTH; i++)
                fibres[line * LENGTH + i] += bright;
        }
        float[] imaged = GaussianBlur.blur(fibres, LENGTH, LENGTH, sigma);
        float[][] lines = noise(LENGTH, random);
        for (int l = 0; l < LENGTH; l++)
            for (int i = 0; i < LENGTH; i++) lines[l][i] += (float) height * imaged[l * LENGTH + i];
        assertStays(lines);
    }

    /** Changed by less than a tenth of the noise. */
    private static void assertStays(float[][] lines) {
        Optional<float[]> found = OffsetBands.of(lines, 0.05);
        assertThat(found.map(each -> left(new double[LENGTH], each)).orElse(0.0)).isLessThan(0.1);
    }
}
