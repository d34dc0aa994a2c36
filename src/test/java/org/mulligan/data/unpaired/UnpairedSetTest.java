package org.mulligan.data.unpaired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.data.Plane;
import org.mulligan.engine.Supervision;
import org.mulligan.image.filter.GaussianBlur;
import org.mulligan.image.intensity.Normalisation;

class UnpairedSetTest {
    private static final int SIDE = NoisyFields.SIDE;

    @TempDir Path folder;

    private final List<String> log = new ArrayList<>();

    private UnpairedSet open(Path noisy, Supervision supervision, int patch) throws IOException {
        return UnpairedSet.open(
                noisy, new UnpairedSet.Settings(supervision, 1, 99.8, false, patch, 1), log::add);
    }

    private static float[] field(int scene) {
        return NoisyFields.noisy(NoisyFields.clean(scene, 20), scene);
    }

    @Test
    void noiseOfEachPixelByItselfIsSplit() throws IOException {
        for (int i = 0; i < 6; i++)
            NoisyFields.save(folder.resolve("field%d.tif".formatted(i)), field(i));
        UnpairedSet set = open(folder, Supervision.AUTO, 64);
        assertThat(set.supervision()).isEqualTo(Supervision.RECORRUPTED);
        assertThat(log).anyMatch(line -> line.contains("method=recorrupted"));
        assertThat(set.images().trainingImages()).isEqualTo(5);
        assertThat(set.images().validationImages()).isEqualTo(1);
        HeldBack held = set.heldBack(6).get(0);
        assertThat(held.variance()).isPresent();
        assertThat(held.plane().noisy()).isEqualTo(held.plane().target());
    }

    @Test
    void noiseThatDoesNotFollowTheLightIsHidden() throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < 5; i++) {
            float[] plane = NoisyFields.clean(i, 20);
            for (int k = 0; k < plane.length; k++) plane[k] += (float) (30 * random.nextGaussian());
            NoisyFields.save(folder.resolve("field%d.tif".formatted(i)), plane);
        }
        UnpairedSet set = open(folder, Supervision.AUTO, 64);
        assertThat(set.supervision()).isEqualTo(Supervision.NOISE2VOID);
        assertThat(set.heldBack(1).get(0).variance()).isPresent();
    }

    @Test
    void rowsAreHiddenAsAWhole() throws IOException {
        for (int i = 0; i < 5; i++)
            NoisyFields.save(
                    folder.resolve("field%d.tif".formatted(i)),
                    NoisyFields.withRows(field(i), 60, i));
        UnpairedSet set = open(folder, Supervision.AUTO, 64);
        assertThat(set.supervision()).isEqualTo(Supervision.STRUCTN2V);
        assertThat(log).anyMatch(line -> line.contains("hides whole lines along X"));
        Plane held = set.heldBack(1).get(0).plane();
        int rows = 0;
        for (int y = 0; y < held.height(); y++)
            if (held.target()[y * held.width()] != Normalisation.MISSING) rows++;
        assertThat(rows).isEqualTo(held.height() / 4);
    }

    @Test
    void neighboursThatTellTheNoiseAreHidden() throws IOException {
        for (int i = 0; i < 5; i++) {
            float[] clean = NoisyFields.clean(i, 20);
            NoisyFields.save(
                    folder.resolve("field%d.tif".formatted(i)),
                    NoisyFields.smeared(clean, NoisyFields.noisy(clean, i)));
        }
        UnpairedSet set = open(folder, Supervision.AUTO, 64);
        assertThat(set.supervision()).isEqualTo(Supervision.STRUCTN2V);
        assertThat(log).anyMatch(line -> line.contains("hides 3 px along X"));
        log.clear();
        open(folder, Supervision.NOISE2VOID, 64);
        assertThat(log).anyMatch(line -> line.startsWith("Warning: The noise is that of each"));
    }

    @Test
    void ofOneImageAStripIsHeldBack() throws IOException {
        Path file = NoisyFields.save(folder.resolve("one.tif"), field(1));
        UnpairedSet set = open(file, Supervision.AUTO, 64);
        Plane held = set.heldBack(6).get(0).plane();
        assertThat(List.of(held.width(), held.height())).containsExactlyInAnyOrder(64, 256);
        Plane trained = set.images().look(false, 1, plane -> plane).get(0);
        assertThat(List.of(trained.width(), trained.height())).containsExactlyInAnyOrder(192, 256);
        assertThat(log).anyMatch(line -> line.contains("Of the image a strip"));
        assertThat(set.heldBack(6).get(0).plane().noisy()).isEqualTo(held.noisy());
    }

    @Test
    void saysWhatPatchFitsASmallImage() throws IOException {
        Path file = NoisyFields.save(folder.resolve("one.tif"), field(1));
        assertThatThrownBy(() -> open(file, Supervision.AUTO, 192))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("use patch=128");
    }

    @Test
    void refusesWhatHasNoNoise() throws IOException {
        float[] smooth = GaussianBlur.blur(field(1), SIDE, SIDE, 3);
        Path file = NoisyFields.save(folder.resolve("smooth.tif"), smooth);
        assertThatThrownBy(() -> open(file, Supervision.AUTO, 64))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("smooth.tif")
                .hasMessageContaining("was it denoised before?");
    }

    @Test
    void refusesAnEvenImage() throws IOException {
        float[] flat = new float[SIDE * SIDE];
        Arrays.fill(flat, 7);
        Path file = NoisyFields.save(folder.resolve("flat.tif"), flat);
        assertThatThrownBy(() -> open(file, Supervision.AUTO, 64))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("There is nothing to learn from");
    }

    @Test
    void leavesOutFramesThatAreCopies() throws IOException {
        Path file = NoisyFields.save(folder.resolve("stack.tif"), field(1), field(1), field(2));
        UnpairedSet set = open(file, Supervision.AUTO, 64);
        assertThat(set.images().leftOut()).isEqualTo(1);
        assertThat(log).anyMatch(line -> line.contains("is the same picture as"));
    }

    @Test
    void saysWhereThereIsNoImage() throws IOException {
        Files.createDirectories(folder.resolve("empty"));
        assertThatThrownBy(() -> open(folder.resolve("empty"), Supervision.AUTO, 64))
                .hasMessageContaining("There are no images in the folder");
        assertThatThrownBy(() -> open(folder.resolve("none"), Supervision.AUTO, 64))
                .hasMessageContaining("There is no folder");
    }
}
