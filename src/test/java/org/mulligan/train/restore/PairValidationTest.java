package org.mulligan.train.restore;

import static org.assertj.core.api.Assertions.assertThat;

import ij.process.FloatProcessor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.data.degradation.Degradation;
import org.mulligan.data.degradation.PoissonGaussian;
import org.mulligan.data.pairs.Exposer;
import org.mulligan.data.pairs.Folders;
import org.mulligan.data.pairs.TrainingSet;
import org.mulligan.model.Task;

class PairValidationTest {
    @TempDir Path folder;

    /** The noisy images themselves take the place of a network. */
    @Test
    void namesBesideAStepsFigureTheGaussianOfTheSamePixels() throws IOException {
        PairValidation validation = validation(320, 304);
        PairValidation.Figures glance =
                validation.glance((noisy, height, width) -> noisy, made -> {});
        List<String> baseline = validation.baseline();
        assertThat(baseline).hasSize(2);
        assertThat(baseline.get(0)).contains(" noisy " + validation.noisy());
        assertThat(baseline.get(1)).contains("their middles only (256 x 256 px): noisy " + glance);
        assertThat(glance).isNotEqualTo(validation.noisy());
        String gaussian = after("best Gaussian of it ", baseline.get(1));
        assertThat(validation.glanced(glance))
                .isEqualTo(
                        "of the middles %s (best Gaussian of them %s dB)"
                                .formatted(glance, gaussian));
        assertThat(Double.parseDouble(gaussian)).isGreaterThan(glance.psnr());
        assertThat(validation.onMiddles((noisy, height, width) -> noisy))
                .contains(validation.glanced(glance));
    }

    @Test
    void hasOneMeasureWhereTheImagesAreSmall() throws IOException {
        PairValidation validation = validation(96, 80);
        PairValidation.Figures glance =
                validation.glance((noisy, height, width) -> noisy, made -> {});
        assertThat(validation.baseline()).hasSize(1);
        assertThat(glance)
                .isEqualTo(validation.noisy())
                .isEqualTo(validation.measure((noisy, height, width) -> noisy));
        assertThat(validation.onMiddles((noisy, height, width) -> noisy)).isEmpty();
        assertThat(validation.glanced(glance))
                .startsWith(glance + " (best Gaussian ")
                .contains(after("px) ", validation.baseline().get(0)));
    }

    private static String after(String words, String line) {
        String rest = line.substring(line.lastIndexOf(words) + words.length());
        return rest.substring(0, rest.indexOf(' '));
    }

    /** Bumps that are brighter towards a corner, with noise of 20. */
    private PairValidation validation(int width, int height) throws IOException {
        for (int i = 0; i < 4; i++) {
            Random random = new Random(i);
            float[] clean = new float[width * height];
            float[] noisy = new float[clean.length];
            for (int y = 0; y < height; y++)
                for (int x = 0; x < width; x++) {
                    int at = y * width + x;
                    clean[at] =
                            (float)
                                    (100
                                            + 60 * Math.sin(x / (5.0 + i)) * Math.cos(y / 6.0)
                                            + (x < 30 && y < 25 ? 400 : 0));
                    noisy[at] = clean[at] + (float) (20 * random.nextGaussian());
                }
            Folders.save(
                    folder.resolve("clean/a%d.tif".formatted(i)),
                    new FloatProcessor(width, height, clean));
            Folders.save(
                    folder.resolve("noisy/a%d.tif".formatted(i)),
                    new FloatProcessor(width, height, noisy));
        }
        TrainingSet images =
                TrainingSet.open(
                        Optional.of(folder.resolve("noisy")),
                        folder.resolve("clean"),
                        false,
                        false,
                        new Exposer(
                                new PoissonGaussian(),
                                Degradation.Conditions.noise(2),
                                10,
                                100,
                                1,
                                99.8,
                                false),
                        16,
                        5,
                        line -> {});
        return new PairValidation(images, Task.DENOISE, 16, false);
    }
}
