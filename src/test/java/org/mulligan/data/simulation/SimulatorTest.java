package org.mulligan.data.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.data.ImageFile;
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

    @Test
    void writesA16BitFolderThatCanBeTrainedOn(@TempDir Path folder) throws IOException {
        Simulator.write(folder.resolve("clean"), 4, 64, 2, made -> {});
        ImageFile image = ImageFile.open(folder.resolve("clean/simulated-00002.tif"));
        float[] expected = Simulator.simulate(2, 2, 64, 64);
        for (int i = 0; i < expected.length; i++)
            assertThat(image.planes().get(0)[i]).isEqualTo((float) Math.rint(65535 * expected[i]));
        assertThat(Folders.openDegraded(folder, 1).trainingImages()).isEqualTo(3);
        assertThatThrownBy(() -> Simulator.write(folder.resolve("clean"), 1, 64, 2, made -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("exists already");
    }
}
