package org.mulligan.data.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.data.Plane;
import org.mulligan.data.degradation.Axial;
import org.mulligan.data.degradation.Degradation;

/** What is learnt of stacks that are coarser along their depth. */
class DepthTrainingSetTest {
    @TempDir private Path folder;

    private final List<String> log = new ArrayList<>();

    private TrainingSet open() throws IOException {
        return TrainingSet.open(
                Optional.empty(),
                folder,
                new PairSettings("measured", "wanted", false, false),
                true,
                false,
                new Exposer(
                        new Axial(),
                        Degradation.Conditions.of(new Degradation.Depth(4, 5, Optional.empty())),
                        3,
                        300,
                        1,
                        99.8,
                        false),
                16,
                5,
                log::add);
    }

    /** Random pixels, so that along any axis that was not made coarser two neighbours differ. */
    private static ImageProcessor plane(int number) {
        Random random = new Random(number);
        float[] values = new float[48 * 40];
        for (int i = 0; i < values.length; i++) values[i] = 100 * random.nextFloat();
        return new FloatProcessor(48, 40, values);
    }

    private static ImageProcessor[] planes(int count) {
        ImageProcessor[] planes = new ImageProcessor[count];
        for (int i = 0; i < count; i++) planes[i] = plane(i);
        return planes;
    }

    @Test
    void oneStackIsEnoughAndItsLastPlanesAreHeldBack() throws IOException {
        Folders.save(folder.resolve("cells.tif"), planes(21));
        TrainingSet set = open();
        assertThat(log)
                .contains(
                        "1 stack: 19 planes to train on, the last of each, 2 in all, held back for validation");
        List<Plane> held = set.validation(9);
        assertThat(held).hasSize(2);
        assertThat(set.trainingImages()).isEqualTo(1);
        for (Plane plane : held)
            assertThat(set.look(false, 60, Plane::target))
                    .noneMatch(target -> correlation(target, plane.target()) > 0.5);
    }

    private static double correlation(float[] one, float[] other) {
        int count = Math.min(one.length, other.length);
        double product = 0;
        double squares = 0;
        double others = 0;
        for (int i = 0; i < count; i++) {
            product += (one[i] - 0.5) * (other[i] - 0.5);
            squares += (one[i] - 0.5) * (one[i] - 0.5);
            others += (other[i] - 0.5) * (other[i] - 0.5);
        }
        return product / Math.sqrt(squares * others);
    }

    @Test
    void onePlaneIsTooFew() throws IOException {
        Folders.save(folder.resolve("cells.tif"), plane(1));
        assertThatThrownBy(this::open)
                .hasMessage(
                        "No stack of %s has two usable planes, one to train on and one to validate with"
                                .formatted(folder));
    }

    /** It is they that are to be restored. */
    @Test
    void ofSeveralStacksEachIsSeen() throws IOException {
        for (int i = 0; i < 3; i++)
            Folders.save(folder.resolve("s%d.tif".formatted(i)), plane(2 * i), plane(2 * i + 1));
        TrainingSet set = open();
        assertThat(log)
                .contains(
                        "3 stacks: 3 planes to train on, the last of each, 3 in all, held back for validation");
        assertThat(set.trainingImages()).isEqualTo(3);
        assertThat(set.validation(9).stream().map(Plane::name)).containsOnly("s0", "s1", "s2");
    }

    /** The network sees sections with the depth along Y, and must see them so when it learns. */
    @Test
    void patchesAreCoarseAlongYAndNeverTurned() throws IOException {
        Folders.save(folder.resolve("cells.tif"), planes(6));
        for (Batch batch : Folders.batches(open(), 0, 12))
            for (int patch = 0; patch < 4; patch++) {
                double along = 0;
                double across = 0;
                for (int y = 0; y < 15; y++)
                    for (int x = 0; x < 15; x++) {
                        int at = (patch * 16 + y) * 16 + x;
                        float value = batch.noisy()[at];
                        along += Math.abs(batch.noisy()[at + 16] - value);
                        across += Math.abs(batch.noisy()[at + 1] - value);
                    }
                assertThat(across).isGreaterThan(2 * along);
            }
    }
}
