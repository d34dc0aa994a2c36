package org.mulligan.data.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.image.intensity.AffineFit;

class FittedPairsTest {
    private static final double SIGMA = 40;

    @TempDir private Path folder;

    private TrainingSet open(boolean fit) throws IOException {
        return TrainingSet.open(
                Optional.of(folder.resolve("noisy")),
                folder.resolve("clean"),
                fit,
                false,
                Folders.NOISE,
                16,
                5,
                line -> {});
    }

    /** Noisy = one shot; clean = gain and offset of the mean of several others. */
    private void shots(int shots, double gain, double offset) throws IOException {
        for (int i = 0; i < 6; i++) {
            float[] scene = Folders.bumps(i);
            Folders.save(
                    folder.resolve("noisy/a%d.tif".formatted(i)),
                    Folders.plane(Folders.noisy(scene, 1, 0, SIGMA, i)));
            float[] mean = Folders.noisy(scene, 1, 0, SIGMA / Math.sqrt(shots), 100 + i);
            Folders.save(
                    folder.resolve("clean/a%d.tif".formatted(i)),
                    Folders.plane(AffineFit.apply(mean, gain, offset)));
        }
    }

    @ParameterizedTest(name = "clean = mean of {0}")
    @ValueSource(ints = {1, 2, 4, 16})
    void averagesOfOneScaleAreLearntAsTheyAre(int shots) throws IOException {
        shots(shots, 1, 0);
        TrainingSet fitted = open(true);
        assertThat(String.join("\n", fitted.notes()))
                .contains("Clean and noisy images have one scale: left as they are");
        List<Batch> plain = Folders.batches(open(false), 0, 3);
        List<Batch> batches = Folders.batches(fitted, 0, 3);
        for (int i = 0; i < plain.size(); i++) {
            assertThat(batches.get(i).target()).isEqualTo(plain.get(i).target());
            assertThat(batches.get(i).noisy()).isEqualTo(plain.get(i).noisy());
        }
    }

    @ParameterizedTest(name = "clean = mean of {0}")
    @ValueSource(ints = {1, 4})
    void aLongerExposureIsBroughtToTheNoisyOnes(int shots) throws IOException {
        shots(shots, 4, 300);
        List<Batch> mapped = Folders.batches(open(true), 0, 3);
        shots(shots, 1, 0);
        List<Batch> same = Folders.batches(open(false), 0, 3);
        for (int i = 0; i < mapped.size(); i++) {
            AffineFit line = AffineFit.of(same.get(i).target(), mapped.get(i).target());
            assertThat(line.gain()).isCloseTo(1, within(0.03));
            assertThat(line.apply(0.5)).isCloseTo(0.5, within(0.02));
        }
    }

    @Test
    void eachChannelHasItsOwnScale() throws IOException {
        for (int i = 0; i < 4; i++) {
            float[] scene = Folders.bumps(i);
            Folders.saveChannels(
                    folder.resolve("noisy/a%d.tif".formatted(i)),
                    Folders.noisy(scene, 1, 0, SIGMA, i),
                    Folders.noisy(scene, 2, 50, SIGMA, 10 + i));
            Folders.saveChannels(
                    folder.resolve("clean/a%d.tif".formatted(i)),
                    Folders.noisy(scene, 1, 0, SIGMA / 2, 20 + i),
                    Folders.noisy(scene, 1, 0, SIGMA / 2, 30 + i));
        }
        assertThat(open(true).notes())
                .anyMatch(note -> note.startsWith("Channel 1: Clean and noisy images have one"))
                .anyMatch(
                        note ->
                                note.matches(
                                        "Channel 2: Clean images mapped .* gain (1\\.9[4-9]|2\\.0[0-5]).*"));
    }
}
