package org.mulligan.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhotonTransferTest {
    private static final int SIDE = Fields.SIDE;

    /**
     * @param read photons
     * @param offset counts
     */
    private static float[] shot(
            float[] photons, double gain, double read, double offset, int bits, Random random) {
        return Shot.of(photons, gain, read, offset, bits, random).counts();
    }

    private static void checkReadNoise(PhotonTransfer found, double gain, double read) {
        assertThat(found.readNoise()).isCloseTo(gain * read, within(0.1 * gain * read));
    }

    @ParameterizedTest(
            name = "scene {0}, gain {1}, read noise {2}, {3} photons, offset {4}, {5} bit")
    @CsvSource({
        "0, 10, 2, 200, 100, 16",
        "1, 1, 1, 300, 50, 12",
        "6, 0.5, 2, 400, 20, 8",
        "6, 40, 0.5, 100, 500, 16",
        "1, 5, 1, 800, 40, 16",
    })
    void findsGainAndReadNoiseOfOneImageAndOfTwo(
            int scene, double gain, double read, double photons, double offset, int bits) {
        Random random = new Random(5);
        float[] field = Fields.structure(scene, photons);
        float[] first = shot(field, gain, read, offset, bits, random);
        PhotonTransfer one = PhotonTransfer.of(first, SIDE, SIDE, offset).orElseThrow();
        assertThat(one.gain()).isCloseTo(gain, within(3 * one.gainError()));
        assertThat(one.gainError()).isLessThan(0.05 * gain);
        float[] second = shot(field, gain, read, offset, bits, random);
        PhotonTransfer two =
                PhotonTransfer.ofRepeats(List.of(first, second), SIDE, SIDE, offset).orElseThrow();
        assertThat(two.gain()).isCloseTo(gain, within(0.05 * gain));
        checkReadNoise(one, gain, read);
        checkReadNoise(two, gain, read);
    }

    @Test
    void bleachingBetweenTheFramesIsTakenOff() {
        Random random = new Random(6);
        float[] field = Fields.structure(1, 300);
        float[] first = shot(field, 4, 2, 100, 16, random);
        for (int i = 0; i < field.length; i++) field[i] *= 0.7f;
        float[] second = shot(field, 4, 2, 100, 16, random);
        PhotonTransfer found =
                PhotonTransfer.ofRepeats(List.of(first, second), SIDE, SIDE).orElseThrow();
        assertThat(found.gain()).isCloseTo(4, within(0.2));
        assertThat(found.offset()).isCloseTo(100, within(4.0));
    }

    @Test
    void withoutAnOffsetItStatesTheRangeThatTheLineAllows() {
        float[] field = Fields.structure(1, 300);
        for (int i = 0; i < field.length; i++) field[i] += 20;
        float[] plane = shot(field, 4, 2, 100, 16, new Random(7));
        PhotonTransfer found = PhotonTransfer.of(plane, SIDE, SIDE).orElseThrow();
        assertThat(found.offset()).isCloseTo(180, within(8.0));
        assertThat(found.lowestOffset()).isLessThan(100);
        assertThat(found.readNoise()).isCloseTo(4 * Math.sqrt(24), within(1.5));
        PhotonTransfer known = PhotonTransfer.of(plane, SIDE, SIDE, 100).orElseThrow();
        assertThat(known.readNoise()).isCloseTo(8, within(2.0));
        assertThat(known.gain()).isEqualTo(found.gain());
    }

    @Test
    void lightThatIsCutOffBendsNothing() {
        Random random = new Random(8);
        float[] field = Fields.structure(1, 300);
        float[] plane = shot(field, 2, 2, 40, 8, random);
        double white = 0;
        for (float value : plane) if (value == 255) white++;
        assertThat(white).isGreaterThan(500);
        PhotonTransfer found = PhotonTransfer.of(plane, SIDE, SIDE).orElseThrow();
        assertThat(found.gain()).isCloseTo(2, within(3 * found.gainError()));
        assertThat(found.points()).allMatch(point -> point.mean() < 255);
    }

    @Test
    void missingPixelsAndHotPixelsChangeLittle() {
        float[] plane = shot(Fields.structure(1, 200), 10, 2, 100, 16, new Random(9));
        Arrays.fill(plane, 0, 20 * SIDE, Float.NaN);
        for (int i = 20 * SIDE; i < plane.length; i += 2003) plane[i] += 9000;
        PhotonTransfer found = PhotonTransfer.of(plane, SIDE, SIDE, 100).orElseThrow();
        assertThat(found.gain()).isCloseTo(10, within(3 * found.gainError()));
        checkReadNoise(found, 10, 2);
    }

    @Test
    void aGainIsScaledWithTheUnitsOfThePlane() {
        float[] plane = shot(Fields.structure(1, 200), 10, 2, 100, 16, new Random(10));
        float[] scaled = plane.clone();
        for (int i = 0; i < scaled.length; i++) scaled[i] *= 0.25f;
        PhotonTransfer found = PhotonTransfer.of(plane, SIDE, SIDE).orElseThrow();
        PhotonTransfer quarter = PhotonTransfer.of(scaled, SIDE, SIDE).orElseThrow();
        assertThat(quarter.gain()).isCloseTo(found.gain() / 4, within(1e-3));
        assertThat(quarter.readNoise()).isCloseTo(found.readNoise() / 4, within(1e-2));
    }

    @Test
    void saysNothingWhereThereIsNoRangeOfBrightnessNoNoiseOrTooFewPixels() {
        float[] flat = new float[SIDE * SIDE];
        Arrays.fill(flat, 50);
        Optional<PhotonTransfer> even =
                PhotonTransfer.of(shot(flat, 3, 2, 100, 16, new Random(11)), SIDE, SIDE);
        even.ifPresent(found -> assertThat(found.gainError()).isGreaterThan(0.2 * found.gain()));
        assertThat(PhotonTransfer.of(flat, SIDE, SIDE)).isEmpty();
        assertThat(PhotonTransfer.of(Fields.structure(1, 200), SIDE, SIDE))
                .matches(found -> found.isEmpty() || found.get().gain() < 0.1);
        assertThat(PhotonTransfer.of(new float[40 * 40], 40, 40)).isEmpty();
        float[] coarse = shot(Fields.structure(1, 5), 0.1, 0.5, 100, 16, new Random(12));
        assertThat(PhotonTransfer.of(coarse, SIDE, SIDE)).isEmpty();
    }
}
