package org.mulligan.data.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchesTest {
    @TempDir private Path folder;

    @BeforeEach
    void savesPairs() throws IOException {
        Folders.pairs(folder, 12);
    }

    @Test
    void givesOneStepTheSamePatchesWhereverItStarted() throws IOException {
        TrainingSet set = Folders.open(folder);
        same(Folders.batches(set, 0, 9), Folders.batches(set, 6, 3));
        same(Folders.batches(set, 0, 9), Folders.batches(Folders.open(folder), 6, 3));
    }

    @Test
    void givesOneStepTheSameExposuresWhereverItStarted() throws IOException {
        TrainingSet set = Folders.openDegraded(folder, 3);
        same(Folders.batches(set, 0, 9), Folders.batches(set, 6, 3));
        assertThat(Folders.batches(set, 0, 1).get(0).noisy())
                .isNotEqualTo(
                        Folders.batches(Folders.openDegraded(folder, 4), 0, 1).get(0).noisy());
    }

    @Test
    void givesOneStepTheSamePatchesWhereImagesDoNotFitIntoMemory() throws IOException {
        TrainingSet set =
                new TrainingSetReader(
                                PairSettings.DENOISING,
                                true,
                                false,
                                Folders.NOISE,
                                16,
                                5,
                                1,
                                line -> {})
                        .read(Optional.of(folder.resolve("noisy")), folder.resolve("clean"));
        List<Batch> batches = Folders.batches(set, 0, 40);
        same(batches, Folders.batches(set, 37, 3));
    }

    @Test
    void saysOnTheTrainersThreadWhatFailedWhileReading() throws IOException {
        TrainingSet set =
                new TrainingSetReader(
                                PairSettings.DENOISING,
                                true,
                                false,
                                Folders.NOISE,
                                16,
                                5,
                                1,
                                line -> {})
                        .read(Optional.of(folder.resolve("noisy")), folder.resolve("clean"));
        for (int i = 0; i < 12; i++) Files.delete(folder.resolve("clean/a%d.tif".formatted(i)));
        try (Batches batches = set.batches(4, 0)) {
            for (int i = 0; i < 2; i++)
                assertThatThrownBy(batches::next)
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("does not exist");
        }
    }

    @Test
    void endsWhenClosed() throws IOException {
        Batches batches = Folders.open(folder).batches(4, 0);
        batches.close();
        assertThatThrownBy(batches::next).isInstanceOf(IllegalStateException.class);
    }

    private static void same(List<Batch> whole, List<Batch> end) {
        for (int i = 0; i < end.size(); i++) {
            Batch expected = whole.get(whole.size() - end.size() + i);
            assertThat(end.get(i).step()).isEqualTo(expected.step());
            assertThat(end.get(i).noisy()).isEqualTo(expected.noisy());
            assertThat(end.get(i).target()).isEqualTo(expected.target()).hasSize(4 * 16 * 16);
        }
    }
}
