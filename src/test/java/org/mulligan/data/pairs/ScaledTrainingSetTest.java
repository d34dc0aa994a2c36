package org.mulligan.data.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ij.process.FloatProcessor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.data.Pairing;
import org.mulligan.data.Plane;
import org.mulligan.data.degradation.Degradation.Conditions;
import org.mulligan.data.degradation.Microscope;
import org.mulligan.image.filter.Binning;
import org.mulligan.image.intensity.AffineFit;
import org.mulligan.image.intensity.Normalisation;

/** Images to learn from where the wanted one has finer pixels. */
class ScaledTrainingSetTest {
    @TempDir private Path folder;

    private static Exposer exposer(int scale) {
        return new Exposer(
                new Microscope(), Conditions.gaussian(scale, 2, 1, 1), 50, 50, 1, 99.8, false);
    }

    /** High images of 4 x 21 by 4 x 17 px, and low ones of 3 times their mean and 50. */
    private void pairs(int scale) throws IOException {
        for (int i = 0; i < 3; i++) {
            float[] target = new float[84 * 68];
            for (int k = 0; k < target.length; k++)
                target[k] = (float) (100 + 60 * Math.sin(k % 84 / (3.0 + i)) * Math.cos(k / 420.0));
            float[] low = Binning.mean(target, 84, 68, scale);
            for (int k = 0; k < low.length; k++) low[k] = 3 * low[k] + 50;
            Folders.save(
                    folder.resolve("clean/a%d.tif".formatted(i)),
                    new FloatProcessor(84, 68, target));
            Folders.save(
                    folder.resolve("noisy/a%d.tif".formatted(i)),
                    new FloatProcessor(84 / scale, 68 / scale, low));
        }
    }

    private TrainingSet open(int scale, boolean paired, int patch) throws IOException {
        return TrainingSet.open(
                paired ? Optional.of(folder.resolve("noisy")) : Optional.empty(),
                folder.resolve("clean"),
                true,
                false,
                exposer(scale),
                patch,
                5,
                line -> {});
    }

    @ParameterizedTest(name = "x{0}")
    @ValueSource(ints = {2, 4})
    void fitsTheHighImageOntoTheLowOne(int scale) throws IOException {
        pairs(scale);
        int patch = 16;
        TrainingSet set = open(scale, true, patch);
        assertThat(String.join("\n", set.notes())).contains("gain 3.000 ± 1.7e-06, offset 50.00");
        for (Batch batch : Folders.batches(set, 0, 10)) {
            float[] seen = Binning.mean(batch.target(), patch * scale, 4 * patch * scale, scale);
            for (int i = 0; i < seen.length; i++)
                assertThat(seen[i]).isCloseTo(batch.noisy()[i], within(1e-4f));
        }
        Plane plane = set.validation(1).get(0);
        assertThat(plane.scale()).isEqualTo(scale);
        assertThat(plane.width()).isEqualTo(84 / scale / 16 * 16);
        assertThat(plane.target()).hasSize(scale * scale * plane.noisy().length);
    }

    @ParameterizedTest(name = "x{0}")
    @ValueSource(ints = {2, 3, 4})
    void degradesHighImagesOfAnySize(int scale) throws IOException {
        // 83 x 67 px: no multiple of the scale
        Folders.pairs(folder, 3);
        TrainingSet set = open(scale, false, 16);
        for (Batch batch : Folders.batches(set, 0, 3)) {
            assertThat(batch.noisy()).hasSize(4 * 256);
            assertThat(batch.target()).hasSize(4 * 256 * scale * scale);
            float[] seen = Binning.mean(batch.target(), 16 * scale, 4 * 16 * scale, scale);
            assertThat(AffineFit.of(seen, batch.noisy()).correlation()).isGreaterThan(0.7);
        }
    }

    @Test
    void saysWhichScaleWouldDo() throws IOException {
        pairs(2);
        assertThatThrownBy(() -> open(4, true, 16))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "At scale 4 the high image of a pair must be exactly 4 times as wide and high as the low one")
                .hasMessageContaining("noisy/a0.tif has 42 x 34 px")
                .hasMessageContaining("clean/a0.tif has 84 x 68 px")
                .hasMessageEndingWith("; give scale=2");
    }

    @ParameterizedTest(name = "pairs of scale {0}, {2} at scale {1}: {4}")
    @CsvSource(
            delimiter = ';',
            value = {
                "2; 4; noisy; clean; give scale=2",
                "2; 1; noisy; clean; such pairs are for Train Super-Resolver... (train-super-resolver) with scale=2",
                "4; 1; noisy; clean; such pairs are for Train Super-Resolver... (train-super-resolver) with scale=4",
                "1; 2; noisy; clean; pairs of one size are for Train Denoiser... and Train Restorer... (train-denoiser, train-restorer)",
                "2; 2; clean; noisy; are the two folders swapped?",
                "2; 1; clean; noisy; are the two folders swapped?"
            })
    void saysWhatPairsOfAnotherScaleAreForBeforeItAdvisesAPatch(
            int own, int asked, String low, String high, String remedy) throws IOException {
        pairs(own);
        assertThatThrownBy(
                        () ->
                                TrainingSet.open(
                                        Optional.of(folder.resolve(low)),
                                        folder.resolve(high),
                                        true,
                                        false,
                                        exposer(asked),
                                        64,
                                        5,
                                        line -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("; " + remedy);
    }

    @Test
    void saysSoWhereNoScaleWouldDo() throws IOException {
        pairs(2);
        float[] odd = new float[83 * 68];
        odd[7] = 3;
        for (int i = 0; i < 2; i++)
            Folders.save(
                    folder.resolve("clean/a%d.tif".formatted(i)), new FloatProcessor(83, 68, odd));
        assertThatThrownBy(() -> open(2, true, 16))
                .hasMessageContaining("clean/a0.tif has 83 x 68 px")
                .hasMessageEndingWith("83 x 68 px, 1 planes, 1 channels");
    }

    @ParameterizedTest(name = "scale {0}, patch {1}: {2}")
    @CsvSource({
        "2, 48, patch=32",
        "4, 32, patch=16",
    })
    void namesThePatchThatFits(int scale, int patch, String remedy) throws IOException {
        pairs(scale);
        assertThatThrownBy(() -> open(scale, true, patch))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Patches of %d px do not fit".formatted(patch))
                .hasMessageContaining("of 84 x 68 px at scale " + scale)
                .hasMessageEndingWith("use " + remedy);
        assertThatThrownBy(() -> open(scale, false, patch)).hasMessageEndingWith("use " + remedy);
    }

    @Test
    void countsTheMemoryOfTheFinerPixels() {
        Pairing.Entry entry =
                new Pairing.Entry("a", Optional.of(Path.of("low.tif")), Path.of("high.tif"));
        MeasuredPlanes planes =
                new MeasuredPlanes(
                        List.of(
                                new MeasuredPlanes.Source(
                                        entry,
                                        0,
                                        List.of(0),
                                        100,
                                        4,
                                        AffineFit.NONE,
                                        new Normalisation(0, 1),
                                        Overlap.whole(100, 50),
                                        false)),
                        new PlaneCache(0, false));
        assertThat(planes.floats()).isEqualTo(100 * 50 + 400 * 200);
    }
}
