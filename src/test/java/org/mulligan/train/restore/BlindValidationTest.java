package org.mulligan.train.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.data.unpaired.HeldBack;
import org.mulligan.data.unpaired.NoisyFields;
import org.mulligan.data.unpaired.UnpairedSet;
import org.mulligan.engine.Supervision;
import org.mulligan.image.filter.GaussianBlur;
import org.mulligan.image.intensity.AffineFit;

class BlindValidationTest {
    private static final int SIDE = NoisyFields.SIDE;
    private static final int FIELDS = 6;

    @TempDir Path folder;

    /** What is held back, with the clean image of each, in the same units. */
    private record Known(List<HeldBack> held, List<float[]> clean) {
        /** True mean squared error by the noise's variance. */
        double error(Validation.Restorer restorer) {
            double share = 0;
            for (int i = 0; i < held.size(); i++) {
                float[] noisy = held.get(i).plane().noisy();
                float[] made = restorer.restore(noisy, SIDE, SIDE);
                double error = 0;
                double noise = 0;
                for (int k = 0; k < made.length; k++) {
                    error += Math.pow(made[k] - clean.get(i)[k], 2);
                    noise += Math.pow(noisy[k] - clean.get(i)[k], 2);
                }
                share += error / noise / held.size();
            }
            return share;
        }
    }

    private Known known(double peak) throws IOException {
        List<HeldBack> held = new ArrayList<>();
        List<float[]> clean = new ArrayList<>();
        for (int i = 0; i < FIELDS; i++) {
            Path images = folder.resolve("of" + i);
            float[] field = NoisyFields.clean(i, peak);
            float[] noisy = NoisyFields.noisy(field, i);
            // Each is held back whole.
            for (int k = 0; k < 5; k++)
                NoisyFields.save(
                        images.resolve("field%d.tif".formatted(k)),
                        NoisyFields.noisy(field, 100L * i + k));
            UnpairedSet set =
                    UnpairedSet.open(
                            images,
                            new UnpairedSet.Settings(Supervision.AUTO, 1, 99.8, false, 64, 1),
                            line -> {});
            HeldBack part = set.heldBack(1).get(0);
            held.add(part);
            clean.add(fitted(field, part.plane().noisy()));
        }
        return new Known(held, clean);
    }

    /** The clean field in the units of its noisy image, by least squares. */
    private static float[] fitted(float[] clean, float[] noisy) {
        AffineFit fit = AffineFit.of(clean, noisy);
        return AffineFit.apply(clean, fit.gain(), fit.offset());
    }

    @Test
    void tellsTheErrorOfBlursWithoutACleanImage() throws IOException {
        Known known = known(20);
        BlindValidation validation = new BlindValidation(known.held(), 8, 1);
        for (double sigma : new double[] {0.5, 1, 2, 4}) {
            Validation.Restorer blur =
                    (noisy, height, width) -> GaussianBlur.blur(noisy, width, height, sigma);
            double truth = known.error(blur);
            assertThat(validation.measure(blur).share())
                    .as("sigma %s, true %s", sigma, truth)
                    .isBetween(truth - 0.03, truth + 0.03);
        }
    }

    /** Of few photons a network may keep each: little is smoothed away that a derivative sees. */
    @Test
    void seesThatBrightPixelsAreKept() throws IOException {
        Known known = known(2);
        BlindValidation validation = new BlindValidation(known.held(), 8, 1);
        Validation.Restorer keeping =
                (noisy, height, width) -> {
                    float[] made = GaussianBlur.blur(noisy, width, height, 2);
                    for (int i = 0; i < made.length; i++)
                        if (noisy[i] > made[i] + 0.5) made[i] = noisy[i];
                    return made;
                };
        double truth = known.error(keeping);
        double blurred = known.error((n, h, w) -> GaussianBlur.blur(n, w, h, 2));
        assertThat(truth).isGreaterThan(2 * blurred);
        assertThat(validation.measure(keeping).share()).isBetween(0.8 * truth, 1.2 * truth);
    }
}
