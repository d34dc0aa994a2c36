package org.mulligan.data.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.data.ImageFile;
import org.mulligan.data.degradation.Degradation;
import org.mulligan.data.pairs.Folders;

class SimulatorTest {
    @Test
    void makesTheSameImageForTheSameNumberAndSeed() {
        float[] image = Simulator.simulate(3, 8, 96, 65);
        assertThat(image).hasSize(96 * 65).isEqualTo(Simulator.simulate(3, 8, 96, 65));
        assertThat(image).isNotEqualTo(Simulator.simulate(3, 9, 96, 65));
        assertThat(image).isNotEqualTo(Simulator.simulate(9, 8, 96, 65));
    }

    @Test
    void makesImagesFromBlackToOneThatShowSomething() {
        for (int index = 0; index < 60; index++) {
            float[] image = Simulator.simulate(index, 1, 128, 128);
            float least = 1;
            float most = 0;
            for (float value : image) {
                assertThat(value).isBetween(0f, 1f);
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
            assertThat(most).isEqualTo(1);
            assertThat(least).isLessThan(0.9f);
        }
    }

    /** Stored models were trained on them. */
    @Test
    void makesTheCellsThatItAlwaysMade() {
        double[] means = {
            0.0965935, 0.1645490, 0.3339579, 0.1855231, 0.0047716, 0.3957792,
            0.1091703, 0.1909553, 0.1157816, 0.0945771, 0.0764930, 0.3737408
        };
        for (int index = 0; index < means.length; index++)
            assertThat(mean(Simulator.simulate(index, 1, 96, 65)))
                    .as("mean of image %d", index)
                    .isCloseTo(means[index], within(1e-6));
    }

    @Test
    void makesCellsAndOtherThingsInTurn() {
        int darkCells = 0;
        int brightOthers = 0;
        for (int index = 0; index < 48; index += 2) {
            if (least(Simulator.simulate(Structures.ALL, index, 1, 64, 64)) < 0.1) darkCells++;
            if (least(Simulator.simulate(Structures.ALL, index + 1, 1, 64, 64)) > 0.1)
                brightOthers++;
        }
        assertThat(darkCells).isGreaterThan(14);
        assertThat(brightOthers).isGreaterThan(12);
        assertThat(Simulator.simulate(Structures.ALL, 7, 3, 96, 65))
                .hasSize(96 * 65)
                .isEqualTo(Simulator.simulate(Structures.ALL, 7, 3, 96, 65))
                .isNotEqualTo(Simulator.simulate(7, 3, 96, 65));
    }

    /** Through wider optics neighbouring pixels differ less, compared with pixels farther away. */
    @Test
    void sharpImagesShowTheSameThingsAsSharpAsAny() {
        int sharper = 0;
        for (int index = 0; index < 48; index++) {
            float[] sharp = Simulator.simulate(Structures.SHARP, index, 1, 96, 65);
            double gained =
                    edges(sharp, 96)
                            / edges(Simulator.simulate(Structures.ALL, index, 1, 96, 65), 96);
            assertThat(gained).as("edges of image %d", index).isGreaterThan(0.9);
            if (gained > 1.3) sharper++;
        }
        assertThat(sharper).isGreaterThan(10);
    }

    /** Mean step between neighbours of a row, in standard deviations. */
    private static double edges(float[] image, int width) {
        double mean = mean(image);
        double steps = 0;
        double squares = 0;
        for (int i = 0; i < image.length; i++) {
            squares += (image[i] - mean) * (image[i] - mean);
            if (i % width > 0) steps += Math.abs(image[i] - image[i - 1]);
        }
        return steps / image.length / Math.sqrt(squares / image.length);
    }

    @Test
    void namesTheStructuresThatThereAre() {
        assertThat(Structures.of("all")).isEqualTo(Structures.ALL);
        assertThatThrownBy(() -> Structures.of("cell"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("structures must be one of [cells, all, sharp], got \"cell\"");
    }

    private static float least(float[] image) {
        float least = image[0];
        for (float value : image) least = Math.min(least, value);
        return least;
    }

    private static double mean(float[] image) {
        double sum = 0;
        for (float value : image) sum += value;
        return sum / image.length;
    }

    @Test
    void writesA16BitFolderThatCanBeTrainedOn(@TempDir Path folder) throws IOException {
        Simulator.write(folder.resolve("clean"), Structures.CELLS, 4, 64, 1, 2, made -> {});
        ImageFile image = ImageFile.open(folder.resolve("clean/simulated-00002.tif"));
        float[] expected = Simulator.simulate(2, 2, 64, 64);
        for (int i = 0; i < expected.length; i++)
            assertThat(image.planes().get(0)[i]).isEqualTo((float) Math.rint(65535 * expected[i]));
        assertThat(Folders.openDegraded(folder, 1).trainingImages()).isEqualTo(3);
        assertThatThrownBy(
                        () ->
                                Simulator.write(
                                        folder.resolve("clean"),
                                        Structures.CELLS,
                                        1,
                                        64,
                                        1,
                                        2,
                                        made -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("exists already");
    }

    @Test
    void writesPairsThatADegradationMakes(@TempDir Path folder) throws IOException {
        SimulatedPairs pairs = new SimulatedPairs(Structures.ALL, 64, 2, 50, 50);
        pairs.write(folder, 3, new Halved(), made -> {});
        ImageFile noisy = ImageFile.open(folder.resolve("noisy/simulated-00001.tif"));
        ImageFile clean = ImageFile.open(folder.resolve("clean/simulated-00001.tif"));
        float[] photons = Simulator.simulate(Structures.ALL, 1, 2, 64, 64);
        for (int i = 0; i < photons.length; i++) {
            assertThat(noisy.planes().get(0)[i]).isEqualTo(25 * photons[i], within(1e-4f));
            assertThat(clean.planes().get(0)[i]).isEqualTo(50 * photons[i], within(1e-4f));
        }
    }

    /** Measures half of the light. */
    private static final class Halved implements Degradation {
        @Override
        public Exposure expose(
                float[] photons,
                int width,
                int height,
                Conditions conditions,
                RandomGenerator random) {
            float[] measured = photons.clone();
            for (int i = 0; i < measured.length; i++) measured[i] /= 2;
            return new Exposure(measured, photons);
        }
    }
}
