package org.mulligan.data.degradation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ij.process.FloatProcessor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.data.Plane;
import org.mulligan.data.Seeds;
import org.mulligan.data.pairs.Batch;
import org.mulligan.data.pairs.Exposer;
import org.mulligan.data.pairs.Folders;
import org.mulligan.data.pairs.PairSettings;
import org.mulligan.data.pairs.TrainingSet;
import org.mulligan.data.pairs.TrainingSetReader;
import org.mulligan.image.intensity.Percentiles;

class ShadingTest {
    private static final int WIDTH = 67;
    private static final int HEIGHT = 53;
    private static final Exposer LIGHT =
            new Exposer(new Shading(), Degradation.Conditions.noise(0), 100, 100, 1, 99.8, true);

    @TempDir private Path folder;

    private static Degradation.Exposure expose(float[] photons, int seed) {
        return new Shading()
                .expose(
                        photons,
                        WIDTH,
                        HEIGHT,
                        Degradation.Conditions.noise(0),
                        Seeds.MEMBER.stream(seed, 0));
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) sum += value;
        return sum / values.length;
    }

    @Test
    void keepsTheMeanOfAnEvenImageAndIsBounded() {
        float[] photons = new float[WIDTH * HEIGHT];
        Arrays.fill(photons, 100);
        float least = 1000;
        float most = 0;
        int even = 0;
        for (int seed = 0; seed < 200; seed++) {
            Degradation.Exposure exposure = expose(photons, seed);
            float level = exposure.target()[0];
            for (float value : exposure.target()) assertThat(value).isEqualTo(level);
            assertThat(mean(exposure.measured())).isCloseTo(level, within(0.1));
            Percentiles measured = new Percentiles(exposure.measured());
            // Gain within 0.7, glow within 0.3 of the brightest, noise of up to 1.
            float low = (float) ((measured.at(0) + 35) / level);
            float high = (float) ((measured.at(100) - 35) / level);
            assertThat(low).isGreaterThan(0.3f);
            assertThat(high).isLessThan(1.7f);
            least = Math.min(least, (float) measured.at(1) / level);
            most = Math.max(most, (float) measured.at(99) / level);
            if (measured.at(90) - measured.at(10) < 4) even++;
        }
        assertThat(least).isLessThan(0.5f);
        assertThat(most).isGreaterThan(1.5f);
        assertThat(even).isBetween(10, 60);
    }

    @Test
    void isSmooth() {
        float[] photons = new float[WIDTH * HEIGHT];
        Arrays.fill(photons, 100);
        for (int seed = 0; seed < 50; seed++) {
            float[] measured = expose(photons, seed).measured();
            double steps = 0;
            for (int x = 10; x < WIDTH; x++)
                steps = Math.max(steps, Math.abs(measured[x] - measured[x - 1]));
            // 1 % of noise, at most 100 on top of the 300 that a whole width may make.
            assertThat(steps).isLessThan(40);
        }
    }

    @Test
    void theSameRandomStateGivesTheSame() {
        float[] photons = Arrays.copyOf(Folders.bumps(1), WIDTH * HEIGHT);
        float[] before = photons.clone();
        assertThat(expose(photons, 3).measured()).isEqualTo(expose(photons, 3).measured());
        assertThat(expose(photons, 3).measured()).isNotEqualTo(expose(photons, 4).measured());
        assertThat(photons).isEqualTo(before);
    }

    private TrainingSet open(boolean pairs, int patch) throws IOException {
        return TrainingSet.open(
                pairs ? Optional.of(folder.resolve("noisy")) : Optional.empty(),
                folder.resolve("clean"),
                true,
                false,
                LIGHT,
                patch,
                5,
                line -> {});
    }

    @Test
    void isLearntFromThumbnailsOfImagesOfAnySize() throws IOException {
        Folders.pairs(folder, 4);
        float[] small = Arrays.copyOf(Folders.bumps(2), 31 * 20);
        Folders.save(folder.resolve("clean/a1.tif"), new FloatProcessor(31, 20, small));
        TrainingSet set = open(false, 64);
        List<Batch> batches = Folders.batches(set, 0, 3);
        assertThat(batches.get(2).noisy()).hasSize(4 * 64 * 64);
        Batch again = Folders.batches(set, 2, 1).get(0);
        assertThat(again.noisy()).isEqualTo(batches.get(2).noisy());
        Plane plane = set.validation(1).get(0);
        assertThat(plane.width()).isEqualTo(64);
        assertThat(plane.height()).isEqualTo(64);
        assertThat(new Percentiles(plane.noisy()).at(99.8)).isCloseTo(1, within(1e-5));
    }

    @Test
    void isLearntFromThumbnailsOfPairs() throws IOException {
        Folders.pairs(folder, 4);
        Plane plane = open(true, 64).validation(1).get(0);
        assertThat(plane.width()).isEqualTo(64);
        assertThat(new Percentiles(plane.noisy()).at(1)).isCloseTo(0, within(1e-5));
        assertThat(new Percentiles(plane.noisy()).at(99.8)).isCloseTo(1, within(1e-5));
        double difference = 0;
        for (int i = 0; i < plane.noisy().length; i++)
            difference += Math.abs(plane.noisy()[i] - plane.target()[i]) / plane.noisy().length;
        assertThat(difference).isBetween(1e-3, 0.08);
    }

    @Test
    void rereadsThumbnailsThatDoNotFitIntoMemory() throws IOException {
        Folders.pairs(folder, 4);
        TrainingSet tight =
                new TrainingSetReader(
                                PairSettings.DENOISING, true, false, LIGHT, 64, 5, 1, line -> {})
                        .read(Optional.of(folder.resolve("noisy")), folder.resolve("clean"));
        assertThat(tight.validation(1).get(0).noisy())
                .isEqualTo(open(true, 64).validation(1).get(0).noisy());
    }

    @Test
    void needsPatchesAsLargeAsThumbnails() throws IOException {
        Folders.pairs(folder, 3);
        assertThatThrownBy(() -> open(false, 32))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("patch must be 64, got 32");
    }
}
