package org.mulligan.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.image.plane.Pixels;

class LightFieldsTest {
    private static final int SIDE = 64;

    private static LightFields random(int knots) {
        Random random = new Random(knots);
        return new LightFields(
                knots,
                random.doubles(knots * knots, 0.3, 3).toArray(),
                random.doubles(knots * knots, -0.5, 0.5).toArray());
    }

    private static float[] texture() {
        float[] texture = new float[SIDE * SIDE];
        Random random = new Random(1);
        for (int i = 0; i < texture.length; i++) texture[i] = random.nextFloat();
        return texture;
    }

    private static float[] apply(LightFields fields, float[] image, int width, int height) {
        float[] result = new float[image.length];
        fields.apply(
                new Pixels.Floats(image, width, height), new Pixels.Floats(result, width, height));
        return result;
    }

    @ParameterizedTest(name = "{0} x {0} knots")
    @ValueSource(ints = {1, 2, 4, 8})
    void findsTheFieldsThatWereApplied(int knots) {
        LightFields known = random(knots);
        LightFields found = LightFields.fit(texture(), apply(known, texture(), SIDE, SIDE), knots);
        assertThat(found.gain()).containsExactly(known.gain(), within(1e-5));
        assertThat(found.offset()).containsExactly(known.offset(), within(1e-5));
    }

    @Test
    void findsTheFieldsAlsoWhereTheImageHardlyVaries() {
        float[] faint = texture();
        for (int i = 0; i < faint.length; i++) faint[i] = 0.02f + 0.005f * faint[i];
        LightFields known = random(8);
        LightFields found = LightFields.fit(faint, apply(known, faint, SIDE, SIDE), 8);
        assertThat(found.gain()).containsExactly(known.gain(), within(2e-3));
        assertThat(found.offset()).containsExactly(known.offset(), within(1e-4));
    }

    @Test
    void bearsAPixelThatIsABillionTimesAsBrightAsTheOthers() {
        float[] image = texture();
        for (int i = 0; i < image.length; i++) image[i] *= 0.01f;
        image[40 * SIDE + 13] = 1e9f;
        LightFields found = LightFields.fit(image, apply(random(8), image, SIDE, SIDE), 8);
        assertThat(found.isFinite()).isTrue();
    }

    @Test
    void doesWhatWasDoneWhereTheImageIsFlatAndGainAndOffsetCannotBeTold() {
        float[] flat = new float[SIDE * SIDE];
        Arrays.fill(flat, 0.5f);
        float[] after = apply(random(8), flat, SIDE, SIDE);
        float[] again = apply(LightFields.fit(flat, after, 8), flat, SIDE, SIDE);
        assertThat(again).containsExactly(after, within(1e-5f));
    }

    /**
     * Of all gains g and offsets o with 0.5 g + o = 0.8 the pull chooses those with the least (g -
     * 1)^2 + o^2: g = 1 + l / 2 and o = l, with l = 0.3 / 1.25.
     */
    @Test
    void staysNearGainOneAndOffsetZeroWhereTheImageIsFlat() {
        float[] flat = new float[SIDE * SIDE];
        Arrays.fill(flat, 0.5f);
        LightFields same = LightFields.fit(flat, flat, 4);
        float[] brighter = new float[SIDE * SIDE];
        Arrays.fill(brighter, 0.8f);
        LightFields found = LightFields.fit(flat, brighter, 4);
        for (int k = 0; k < 16; k++) {
            assertThat(same.gain()[k]).isCloseTo(1, within(1e-3));
            assertThat(same.offset()[k]).isCloseTo(0, within(1e-3));
            assertThat(found.gain()[k]).isCloseTo(1.12, within(1e-3));
            assertThat(found.offset()[k]).isCloseTo(0.24, within(1e-3));
        }
    }

    @Test
    void findsNothingWhereNothingWasDone() {
        LightFields found = LightFields.fit(texture(), texture(), 8);
        float[] image = texture();
        for (int i = 0; i < image.length; i++) image[i] *= 60000;
        float[] result = apply(found.inUnits(0, 60000), image, SIDE, SIDE);
        assertThat(result).containsExactly(image, within(1e-3f));
        assertThat(apply(LightFields.none(8), image, SIDE, SIDE)).isEqualTo(image);
    }

    @ParameterizedTest(name = "{0} x {1} px")
    @CsvSource({"131, 97", "640, 64", "17, 5", "1, 1"})
    void isBilinearBetweenKnotsOnPlanesOfAnySize(int width, int height) {
        // A gain that is linear in x and y is the same line wherever it is sampled.
        double[] gain = new double[64];
        double[] offset = new double[64];
        for (int k = 0; k < 64; k++) {
            gain[k] = 1 + 0.1 * (k % 8);
            offset[k] = 10 * (k / 8);
        }
        float[] image = new float[width * height];
        Arrays.fill(image, 100);
        float[] result = apply(new LightFields(8, gain, offset), image, width, height);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                assertThat((double) result[y * width + x])
                        .isCloseTo(
                                100 * (1 + 0.1 * knot(x, width)) + 10 * knot(y, height),
                                within(1e-4));
    }

    /** Where a pixel's centre lies among 8 knots from the first to the last of 64 pixels. */
    private static double knot(int at, int length) {
        double seen = (at + 0.5) / length * 64 - 0.5;
        return Math.max(0, Math.min(63, seen)) / 9;
    }

    @Test
    void comesBackInTheUnitsOfTheImageAndTakesMore() {
        LightFields known = random(8);
        float[] image = texture();
        float[] raw = new float[image.length];
        for (int i = 0; i < raw.length; i++) raw[i] = 200 + 3000 * image[i];
        float[] expected = apply(known, image, SIDE, SIDE);
        for (int i = 0; i < raw.length; i++) expected[i] = 2 * (200 + 3000 * expected[i]) - 50;
        assertThat(apply(known.inUnits(200, 3000).then(2, -50), raw, SIDE, SIDE))
                .containsExactly(expected, within(0.02f));
    }
}
