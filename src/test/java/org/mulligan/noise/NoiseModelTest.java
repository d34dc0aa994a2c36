package org.mulligan.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.image.filter.GaussianBlur;

class NoiseModelTest {
    private static final int SIDE = Fields.SIDE;

    /** Deciles of a field, with the variance that its noise has there. */
    private static void checkVariance(NoiseModel model, Shot shot, double allowed) {
        float[] sorted = shot.photons().clone();
        Arrays.sort(sorted);
        for (int decile = 1; decile <= 9; decile++) {
            double photons = sorted[sorted.length * decile / 10];
            double truth = shot.variance(photons);
            double found = model.variance((float) (shot.offset() + shot.gain() * photons));
            assertThat(found / truth).as("decile %d", decile).isCloseTo(1, within(allowed));
        }
    }

    @ParameterizedTest(
            name = "scene {0}, gain {1}, read noise {2}, {3} photons, offset {4}, {5} bit")
    @CsvSource({
        "0, 0.2, 6, 400, 20, 8",
        "1, 1, 1, 300, 50, 12",
        "2, 2, 3, 50, 100, 16",
        "3, 5, 1, 20, 100, 12",
        "4, 10, 2, 200, 100, 16",
        "6, 50, 0.5, 100, 500, 16",
    })
    void theVarianceAtTypicalBrightnessesIsThatOfTheCamera(
            int scene, double gain, double read, double photons, double offset, int bits) {
        float[] field = Fields.structure(scene, photons);
        Shot first = Shot.of(field, gain, read, offset, bits, new Random(5));
        Shot second = Shot.of(field, gain, read, offset, bits, new Random(6));
        NoiseModel one = NoiseModel.of(first.counts(), SIDE, SIDE).orElseThrow();
        checkVariance(one, first, 0.1);
        NoiseModel two =
                NoiseModel.ofRepeats(List.of(first.counts(), second.counts()), SIDE, SIDE)
                        .orElseThrow();
        checkVariance(two, first, 0.08);
        assertThat(one.isIndependent()).isTrue();
        assertThat(one.isConstant() || one.isNoiseFree() || one.isSaturated()).isFalse();
        assertThat(one.words()).startsWith("variance ").contains("of each pixel by itself");
        assertThat(two.words()).contains("measured from 2 frames");
    }

    @Test
    void noiseThatDoesNotGrowIsOneConstant() {
        float[] field = new float[SIDE * SIDE];
        Random random = new Random(7);
        for (int i = 0; i < field.length; i++) field[i] = (float) (300 + 8 * random.nextGaussian());
        NoiseModel model = NoiseModel.of(field, SIDE, SIDE).orElseThrow();
        assertThat(model.isConstant()).isTrue();
        assertThat(model.sigma(0)).isCloseTo(8, within(0.2));
        assertThat(model.variance(1e6f)).isEqualTo(model.variance(0));
        assertThat(model.words()).startsWith("standard deviation");
    }

    @Test
    void planesOfOneCameraTellMoreThanOne() {
        Random random = new Random(8);
        Shot[] shots = new Shot[4];
        for (int i = 0; i < shots.length; i++)
            shots[i] = Shot.of(Fields.structure(i, 100), 4, 2, 100, 16, random);
        List<float[]> planes = Arrays.stream(shots).map(Shot::counts).toList();
        NoiseModel model = NoiseModel.ofPlanes(planes, SIDE, SIDE).orElseThrow();
        assertThat(model.slope()).isCloseTo(4, within(0.2));
        for (Shot shot : shots) checkVariance(model, shot, 0.08);
    }

    @Test
    void aDarkPartThatIsCutOffAtBlackBendsNothing() {
        // Stretched so that the darkest pixel is 0, as many programs save 8 bit.
        Shot shot = Shot.of(Fields.structure(2, 100), 2, 3, 100, 16, new Random(9));
        float[] stretched = shot.counts().clone();
        for (int i = 0; i < stretched.length; i++) stretched[i] = Math.max(0, stretched[i] - 86);
        assertThat(count(stretched, 0)).isBetween(20, 2000);
        NoiseModel model = NoiseModel.of(stretched, SIDE, SIDE).orElseThrow();
        checkVariance(model, shot.withOffset(14), 0.08);
    }

    private static int count(float[] plane, float wanted) {
        int count = 0;
        for (float value : plane) if (value == wanted) count++;
        return count;
    }

    @Test
    void correlatedNoiseAndLinesAreNotOfEachPixelByItself() {
        float[] field = Fields.structure(1, 60);
        float[] blurred = Fields.camera(field, Fields.noise(0.8, new Random(10)));
        NoiseModel correlated = NoiseModel.of(blurred, SIDE, SIDE).orElseThrow();
        assertThat(correlated.isIndependent()).isFalse();
        assertThat(correlated.words()).contains("correlated from pixel to pixel");
        float[] lines = Fields.camera(field, new Random(11));
        Random random = new Random(12);
        for (int y = 0; y < SIDE; y++) {
            double offset = 15 * random.nextGaussian();
            for (int x = 0; x < SIDE; x++) lines[y * SIDE + x] += (float) offset;
        }
        NoiseModel rows = NoiseModel.of(lines, SIDE, SIDE).orElseThrow();
        assertThat(rows.rowsStandOut()).isTrue();
        assertThat(rows.columnsStandOut() || rows.isIndependent()).isFalse();
        assertThat(rows.words()).contains("rows offset by");
    }

    @Test
    void anImageThatWasDenoisedHasNoNoiseLeft() {
        Shot shot = Shot.of(Fields.structure(2, 100), 4, 2, 100, 16, new Random(13));
        float[] blurred = GaussianBlur.blur(shot.counts(), SIDE, SIDE, 2);
        NoiseModel denoised = NoiseModel.of(blurred, SIDE, SIDE).orElseThrow();
        assertThat(denoised.isNoiseFree()).isTrue();
        assertThat(denoised.words()).startsWith("no noise of single pixels is left");
        NoiseModel raw = NoiseModel.of(shot.counts(), SIDE, SIDE).orElseThrow();
        assertThat(raw.isNoiseFree()).isFalse();
    }

    @Test
    void saturatedPixelsAreCountedAndTakeNoPart() {
        Shot shot = Shot.of(Fields.structure(1, 300), 2, 2, 40, 8, new Random(14));
        NoiseModel model = NoiseModel.of(shot.counts(), SIDE, SIDE).orElseThrow();
        double share = count(shot.counts(), 255) / (double) shot.counts().length;
        assertThat(model.saturated()).isEqualTo(share).isGreaterThan(0.003);
        assertThat(model.isSaturated()).isTrue();
        assertThat(model.slope()).isCloseTo(2, within(0.15));
    }

    @Test
    void saysNothingOfPlanesThatAreSmallOrAllAlike() {
        assertThat(NoiseModel.of(new float[SIDE * SIDE], SIDE, SIDE)).isEmpty();
        float[] tiny = Arrays.copyOf(Fields.noise(0, new Random(15)), 16 * 16);
        assertThat(NoiseModel.of(tiny, 16, 16)).isEmpty();
        float[] frame = Fields.camera(Fields.structure(1, 60), new Random(16));
        assertThat(NoiseModel.ofRepeats(List.of(frame, frame), SIDE, SIDE)).isEmpty();
        assertThatThrownBy(() -> NoiseModel.ofRepeats(List.of(frame), SIDE, SIDE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two frames");
    }

    @Test
    void ofALargePlaneTheMiddleIsLookedAt() {
        int width = 1500;
        int height = 1200;
        float[] plane = new float[width * height];
        Random random = new Random(17);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) {
                boolean middle = Math.abs(x - 750) < 512 && Math.abs(y - 600) < 512;
                double sigma = middle ? 5 : 50;
                plane[y * width + x] = (float) (1000 + sigma * random.nextGaussian());
            }
        NoiseModel model = NoiseModel.of(plane, width, height).orElseThrow();
        assertThat(model.sigma(1000)).isCloseTo(5, within(0.2));
    }
}
