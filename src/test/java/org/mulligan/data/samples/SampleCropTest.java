package org.mulligan.data.samples;

import static org.assertj.core.api.Assertions.assertThat;

import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.data.Seeds;
import org.mulligan.data.pairs.Folders;

class SampleCropTest {
    private static final int SIDE = 16;

    @TempDir private Path folder;

    /**
     * Dark fields with weak noise; in each a textured square of 30 px, brighter with its number.
     */
    @BeforeEach
    void savesFields() throws IOException {
        for (int i = 0; i < 12; i++) {
            RandomGenerator random = Seeds.LOOK.stream(1, i);
            ImageProcessor image = new ByteProcessor(101, 83);
            for (int p = 0; p < image.getPixelCount(); p++) image.set(p, 10 + random.nextInt(4));
            int left = random.nextInt(70);
            int top = random.nextInt(50);
            for (int y = top; y < top + 30; y++)
                for (int x = left; x < left + 30; x++)
                    image.set(x, y, 80 + 5 * i + random.nextInt(60));
            Folders.save(folder.resolve("a" + SampleFiles.letters(i) + ".tif"), image);
        }
    }

    private static int empty(Samples set, SampleBatch batch) {
        int each = SIDE * SIDE;
        int empty = 0;
        for (int i = 0; i < batch.images().length; i += each) {
            float most = -1;
            for (int p = i; p < i + each; p++) most = Math.max(most, batch.images()[p]);
            if (set.low() + (most + 1) / 2 * (set.high() - set.low()) < 20) empty++;
        }
        return empty;
    }

    @Test
    void avoidsEmptyFields() throws IOException {
        Samples set = SampleFiles.open(folder, SIDE, Fit.CROP);
        // A patch at random meets the square in about (45 * 45) of (86 * 68) places.
        SampleBatch batch = set.batch(300, 0);
        assertThat(empty(set, batch)).isBetween(1, 60);
        assertThat(set.notes())
                .anyMatch(note -> note.contains("avoided") && note.matches(".*[67]\\d\\.\\d %.*"));
    }

    @Test
    void visitsAnImageAsOftenAsPatchesLieInIt() throws IOException {
        Samples set = SampleFiles.open(folder, SIDE, Fit.CROP);
        assertThat(set.count()).isEqualTo(11 * 6 * 5);
        assertThat(set.heldOutCount()).isEqualTo(30);
        assertThat(set.heldOut(99).images()).hasSize(30 * SIDE * SIDE);
        assertThat(set.heldOut(99).images()).isEqualTo(set.heldOut(30).images());
    }

    @Test
    void cutsTheSamePatchesForAStepAndOthersInTheNextEpoch() throws IOException {
        Samples set = SampleFiles.open(folder, SIDE, Fit.CROP);
        float[] late = set.batch(10, 40).images();
        float[] early = set.batch(10, 0).images();
        assertThat(set.batch(10, 40).images()).isEqualTo(late);
        assertThat(set.batch(10, 0).images()).isEqualTo(early).isNotEqualTo(late);
        assertThat(set.some(5, 1).images()).isEqualTo(set.some(5, 1).images());
    }

    @Test
    void rejectsNothingWhereContentIsEverywhere() throws IOException {
        Path dense = folder.resolve("dense");
        for (int i = 0; i < 3; i++)
            Folders.save(
                    dense.resolve("d" + SampleFiles.letters(i) + ".tif"),
                    Folders.plane(Folders.bumps(i)));
        Samples set = SampleFiles.open(dense, SIDE, Fit.CROP);
        assertThat(set.notes()).anyMatch(note -> note.contains("avoided: 0.0 %"));
    }

    @Test
    void namesAnImageThatLooksEmpty() throws IOException {
        ImageProcessor noise = new ByteProcessor(60, 60);
        RandomGenerator random = Seeds.LOOK.stream(1, 99);
        for (int p = 0; p < noise.getPixelCount(); p++) noise.set(p, 10 + random.nextInt(4));
        Folders.save(folder.resolve("dark.tif"), noise);
        assertThat(SampleFiles.open(folder, SIDE, Fit.CROP).notes())
                .anyMatch(
                        note ->
                                note.startsWith("1 of 13 images look empty")
                                        && note.contains("dark.tif"));
    }
}
