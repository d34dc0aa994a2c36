package org.mulligan.train.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mulligan.data.Plane;

class PerceptionDistortionCurveTest {
    private static float[][] image(float... pixels) {
        return new float[][] {pixels};
    }

    @Test
    void anImageInBetweenIsNoFartherFromEitherEndThanTheyAreFromEachOther() {
        float[][] first = image(0, 0);
        float[][] last = image(4, 0);
        assertThat(PerceptionDistortionCurve.areInBetween(List.of(first, image(2, 1), last)))
                .isTrue();
        assertThat(PerceptionDistortionCurve.areInBetween(List.of(first, image(2, 4), last)))
                .isFalse();
        assertThat(PerceptionDistortionCurve.areInBetween(List.of(first, image(5, 0), last)))
                .isFalse();
    }

    @Test
    void theEmptyFieldIsTheDarkestSquareAndWhatIsAddedThereInUnitsOfItsNoise() {
        int side = 96;
        float[] target = new float[side * side];
        float[] noisy = new float[side * side];
        float[] faithful = new float[side * side];
        float[] sharp = new float[side * side];
        Random random = new Random(1);
        for (int y = 0; y < side; y++)
            for (int x = 0; x < side; x++) {
                int at = y * side + x;
                boolean dark = x >= 48 && y < 48;
                target[at] = dark ? 0.1f : 0.6f;
                noisy[at] = target[at] + 0.2f * (float) random.nextGaussian();
                faithful[at] = target[at];
                // A pattern of plus and minus 0.05 where it is dark, much more where it is bright.
                sharp[at] = faithful[at] + (dark ? 0.05f : 1f) * (x % 2 == 0 ? 1 : -1);
            }
        assertThat(
                        PerceptionDistortionCurve.emptyField(
                                new Plane("a", side, side, noisy, target), faithful, sharp))
                .isCloseTo(0.25, within(0.02));
    }

    @Test
    void tellsWhatAnUnsharpMaskDoesAtTheSameSharpness() {
        PerceptionDistortionCurve dial =
                new PerceptionDistortionCurve(
                        List.of(
                                new PerceptionDistortionCurve.Point(
                                        0, new PairValidation.Figures(33.49, 0.9355, 0.49, 0.8)),
                                new PerceptionDistortionCurve.Point(
                                        1, new PairValidation.Figures(33.16, 0.9231, 0.94, 0.68))),
                        new PairValidation.Figures(32.9, 0.92, 0.94, 0.77),
                        true,
                        0.2);
        assertThat(dial.lines())
                .startsWith(
                        "sharpness 0.0 (faithful): 33.49 dB / 0.9355 / sharpness 0.49 / coherence 0.80",
                        "sharpness 1.0 (adversarial): 33.16 dB / 0.9231 / sharpness 0.94 / coherence 0.68",
                        "unsharp mask of the faithful images, as sharp as the adversarial ones: 32.90 dB / 0.9200 / sharpness 0.94 / coherence 0.77");
        assertThat(dial.provenance())
                .containsEntry(
                        "unsharp",
                        Map.of("psnr", 32.9, "ssim", 0.92, "sharpness", 0.94, "coherence", 0.77));
    }
}
