package org.mulligan.metric.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.mulligan.Close.assertClose;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.image.filter.GaussianBlur;

/** A blur for a network, and spots on a dark ground whose noise grows with the light. */
class IntervalTest {
    private static final int SIDE = 96;
    private static final int FIELDS = 20;

    private static HalfWidth learnt;
    private static Interval interval;

    /** One field: the truth, its noisy image, and what the blur makes of that. */
    private record Field(float[] truth, float[] noisy, float[] result) {
        static Field of(long seed) {
            Random random = new Random(seed);
            float[] truth = new float[SIDE * SIDE];
            for (int spot = 0; spot < 12; spot++) {
                int x = random.nextInt(SIDE);
                int y = random.nextInt(SIDE);
                double width = 1.5 + 3 * random.nextDouble();
                for (int i = 0; i < truth.length; i++) {
                    double square = Math.pow(i % SIDE - x, 2) + Math.pow(i / SIDE - y, 2);
                    truth[i] += (float) (0.8 * Math.exp(-square / (2 * width * width)));
                }
            }
            float[] noisy = new float[truth.length];
            for (int i = 0; i < noisy.length; i++)
                noisy[i] =
                        (float)
                                (truth[i]
                                        + Math.sqrt(0.0004 + 0.02 * truth[i])
                                                * random.nextGaussian());
            return new Field(truth, noisy, GaussianBlur.blur(noisy, SIDE, SIDE, 1.5));
        }

        double inside(float[] half) {
            int inside = 0;
            for (int i = 0; i < half.length; i++)
                if (Math.abs(result[i] - truth[i]) <= half[i]) inside++;
            return inside / (double) half.length;
        }
    }

    @BeforeAll
    static void learn() {
        HalfWidthFit fit = new HalfWidthFit(0.9, new SplittableRandom(1));
        for (int i = 0; i < 6; i++) {
            Field field = Field.of(1000 + i);
            fit.add(field.noisy, field.result, field.truth, SIDE, SIDE);
        }
        learnt = fit.fit();
        Calibration calibration = new Calibration(0.9, true, learnt);
        for (int i = 0; i < FIELDS; i++) {
            Field field = Field.of(i);
            calibration.add("field" + i, field.noisy, field.result, field.truth, SIDE, SIDE);
        }
        interval = of(calibration.result());
    }

    private static Interval of(Calibration.Calibrated found) {
        return new Interval(
                0.9,
                learnt,
                found.factor(),
                found.fields(),
                found.guaranteed(),
                found.coverage(),
                found.ofConstant(),
                0.02,
                0.1);
    }

    private static HalfWidth constant() {
        int count = Surroundings.COUNT;
        return new HalfWidth(
                Collections.nCopies(count, 0.0),
                Collections.nCopies(count, 1.0),
                Collections.nCopies(1 + 2 * count, 0.0));
    }

    /** Errors of 0, .001, ... .999 in each field: the smallest factor for a share is that share. */
    @ParameterizedTest(name = "{0} fields, kept for it: {1}: factor {2}")
    @CsvSource({
        "1, true, 0.9",
        "8, true, 0.9",
        "9, true, 1",
        "10, true, 0.99",
        "20, true, 0.945",
        "50, true, 0.918",
        "10, false, 0.9",
        "50, false, 0.9"
    })
    void takesTheFactorOfConformalRiskControl(int fields, boolean apart, double factor) {
        Calibration calibration = new Calibration(0.9, apart, constant());
        float[] truth = new float[1000];
        for (int i = 0; i < truth.length; i++) truth[i] = i / 1000f;
        float[] result = new float[1000];
        for (int i = 0; i < fields; i++)
            calibration.add("field" + i, result, result, truth, 50, 20);
        Calibration.Calibrated found = calibration.result();
        // A bin of the logarithm is .34 % wide.
        assertThat(found.factor()).isCloseTo(factor, within(0.005 * factor));
        assertThat(found.fields()).isEqualTo(fields);
        assertThat(found.guaranteed()).isEqualTo(apart && fields >= 9);
        assertThat(found.coverage().isPresent()).isEqualTo(fields > 1);
        assertThat(found.ofConstant()).isCloseTo(1, within(1e-6));
    }

    /** Three images of a field are one field. */
    @Test
    void countsFieldsAndNotImages() {
        Calibration calibration = new Calibration(0.9, true, constant());
        float[] truth = new float[100];
        for (int i = 0; i < 24; i++) calibration.add("field" + i / 3, truth, truth, truth, 10, 10);
        assertThat(calibration.result().fields()).isEqualTo(8);
        assertThat(calibration.result().guaranteed()).isFalse();
    }

    @Test
    void keepsItsPromiseForNewFields() {
        double sum = 0;
        for (int i = 0; i < 30; i++) {
            Field field = Field.of(5000 + i);
            sum += field.inside(interval.halfWidth(field.noisy, field.result, SIDE, SIDE));
        }
        assertThat(interval.guaranteed()).isTrue();
        // Of 20 fields .055 may lie outside, so that on average no more than .1 of a new one do.
        assertThat(sum / 30).isBetween(0.92, 0.97);
        Coverage coverage = interval.coverage().orElseThrow();
        assertThat(coverage.mean()).isCloseTo(sum / 30, within(0.02));
        assertThat(coverage.least()).isLessThanOrEqualTo(coverage.mean());
        assertThat(coverage.quartiles()).allSatisfy(q -> assertThat(q).isBetween(0.85, 1.0));
    }

    @Test
    void isNarrowWhereTheErrorIsSmall() {
        assertThat(interval.ofConstant()).isLessThan(0.75);
        Field field = Field.of(77);
        float[] half = interval.halfWidth(field.noisy, field.result, SIDE, SIDE);
        double dark = 0;
        double light = 0;
        int darks = 0;
        int lights = 0;
        for (int i = 0; i < half.length; i++)
            if (field.truth[i] < 0.01) {
                dark += half[i];
                darks++;
            } else if (field.truth[i] > 0.4) {
                light += half[i];
                lights++;
            }
        assertThat(light / lights).isGreaterThan(3 * dark / darks);
    }

    @Test
    void mirrorsWithTheImage() {
        Field field = Field.of(3);
        float[] half = interval.halfWidth(field.noisy, field.result, SIDE, SIDE);
        float[] mirrored =
                interval.halfWidth(mirrored(field.noisy), mirrored(field.result), SIDE, SIDE);
        assertClose(mirrored(mirrored), half, 1e-5f);
    }

    private static float[] mirrored(float[] plane) {
        float[] mirrored = new float[plane.length];
        for (int i = 0; i < plane.length; i++)
            mirrored[i] = plane[i / SIDE * SIDE + SIDE - 1 - i % SIDE];
        return mirrored;
    }

    @Test
    void comesBackFromItsValues() {
        assertThat(Interval.parse(interval.values()))
                .usingRecursiveComparison()
                .ignoringFields("coverage", "ofConstant")
                .isEqualTo(interval);
        assertThat(Interval.parse(interval.values()).coverage().orElseThrow().mean())
                .isCloseTo(interval.coverage().orElseThrow().mean(), within(1e-4));
    }

    @ParameterizedTest(name = "without {0}")
    @ValueSource(strings = {"level", "factor", "fields", "means", "weights", "noisiest"})
    void refusesValuesThatLackSomething(String key) {
        Map<String, Object> values = new HashMap<>(interval.values());
        values.remove(key);
        assertThatThrownBy(() -> Interval.parse(values))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** It was calibrated on noise of .02 to .1 of the range. */
    @ParameterizedTest(name = "noise {0}: suspended {1}")
    @CsvSource({"0.012, true", "0.014, false", "0.05, false", "0.14, false", "0.16, true"})
    void isSuspendedWhereTheNoiseIsAnother(double noise, boolean suspended) {
        assertThat(interval.suspended(noise).isPresent()).isEqualTo(suspended);
        if (suspended)
            assertThat(interval.suspended(noise))
                    .contains(
                            "its noise is %s of its intensity range, and it was calibrated on 0.020 to 0.10"
                                    .formatted(noise));
    }

    @Test
    void saysWhatItPromises() {
        assertThat(interval.words())
                .startsWith(
                        "on average at least 90 % of the pixels of a new field like these lie inside (conformal risk control over 20 fields that were kept for it); measured on each field with the others' factor: 9")
                .contains("by quartile of intensity, from dark to light, ");
        Interval without = new Interval(0.9, learnt, 1, 2, false, Optional.empty(), 0.8, 0.02, 0.1);
        assertThat(without.words())
                .isEqualTo(
                        "no guarantee: 2 fields were held back, and 9 that are kept for it are needed (calibration); its coverage was not measured, as that takes two fields; mean width 0.80 of a constant one");
    }

    @Test
    void needsAnErrorToLearnFrom() {
        HalfWidthFit fit = new HalfWidthFit(0.9, new SplittableRandom(1));
        float[] plane = new float[100];
        fit.add(plane, plane, plane, 10, 10);
        assertThatThrownBy(fit::fit)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("There is no error to learn from");
        assertThatThrownBy(() -> new Calibration(0.9, true, learnt).result())
                .hasMessage("No field was held back");
        assertThatThrownBy(() -> new HalfWidth(List.of(), List.of(), List.of()))
                .hasMessageStartingWith("A half-width has 13 means");
    }
}
