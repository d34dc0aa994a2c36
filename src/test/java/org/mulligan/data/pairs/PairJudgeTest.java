package org.mulligan.data.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.data.Plane;
import org.mulligan.data.Seeds;
import org.mulligan.data.degradation.PoissonGaussian;
import org.mulligan.data.simulation.Simulator;
import org.mulligan.image.filter.FastGaussian;
import org.mulligan.noise.series.PhaseCorrelation;

/** Simulated pairs of 256 px, with noise of few photons. */
class PairJudgeTest {
    private static final int SIDE = 256;
    private static final int COUNT = 8;

    private final List<float[]> clean = new ArrayList<>();
    private final List<float[]> noisy = new ArrayList<>();
    private final PairJudge judge = new PairJudge(PairSettings.DENOISING);

    private void simulate(double photons) {
        for (int i = 0; i < COUNT; i++) {
            float[] image = Simulator.simulate(i, 11, SIDE, SIDE);
            for (int k = 0; k < image.length; k++) image[k] *= (float) photons;
            clean.add(image);
            noisy.add(PoissonGaussian.count(image, 1, Seeds.MEMBER.stream(4, i)));
        }
    }

    private static PairFigures add(
            PairJudge judge, String name, float[] measured, float[] target, int w, int h) {
        PhaseCorrelation correlation = PairFigures.correlation(measured, target, w, h);
        PairFigures figures = PairFigures.of(name, measured, target, w, h, correlation.peak());
        judge.add(figures, correlation);
        return figures;
    }

    private void addAll(List<float[]> measured, List<float[]> target) {
        for (int i = 0; i < COUNT; i++)
            add(judge, "a" + i, measured.get(i), target.get(i), SIDE, SIDE);
    }

    private static float[] negative(float[] values) {
        float[] negative = new float[values.length];
        for (int i = 0; i < values.length; i++) negative[i] = 1000 - values[i];
        return negative;
    }

    @ParameterizedTest(name = "peak of {0} photons")
    @ValueSource(doubles = {3, 20, 300})
    void passesPairsAndTheirNegatives(double photons) {
        simulate(photons);
        addAll(noisy, clean);
        assertThat(judge.fault()).isEmpty();
        PairJudge other = new PairJudge(PairSettings.DENOISING);
        for (int i = 0; i < COUNT; i++)
            add(other, "a" + i, noisy.get(i), negative(clean.get(i)), SIDE, SIDE);
        assertThat(other.fault()).isEmpty();
        if (photons > 3) assertThat(judge.warnings()).isEmpty();
    }

    @Test
    void passesTwoNoisyShotsOfTheSameFields() {
        simulate(20);
        List<float[]> second = new ArrayList<>();
        for (int i = 0; i < COUNT; i++)
            second.add(PoissonGaussian.count(clean.get(i), 1, Seeds.MEMBER.stream(5, i)));
        addAll(noisy, second);
        assertThat(judge.fault()).isEmpty();
    }

    @ParameterizedTest(name = "by {0}")
    @ValueSource(ints = {1, 3, 7})
    void namesThePartnersOfPairsThatAreSortedDifferently(int by) {
        simulate(20);
        List<float[]> moved = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) moved.add(clean.get((i + by) % COUNT));
        addAll(noisy, moved);
        assertThat(judge.fault().orElseThrow())
                .contains("sorted differently", "8 of 8 pairs")
                .contains("a0 of noisy resembles a%d of clean".formatted(COUNT - by))
                .hasSizeLessThan(500);
    }

    @Test
    void stopsPairsOfOtherFields() {
        simulate(20);
        List<float[]> others = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) others.add(Simulator.simulate(i, 77, SIDE, SIDE));
        addAll(noisy, others);
        assertThat(judge.fault().orElseThrow()).contains("do not resemble their partners in clean");
    }

    @Test
    void warnsOfOnePairThatIsNone() {
        simulate(20);
        List<float[]> others = new ArrayList<>(clean);
        others.set(2, Simulator.simulate(0, 77, SIDE, SIDE));
        addAll(noisy, others);
        assertThat(judge.fault()).isEmpty();
        assertThat(judge.warnings()).singleElement().asString().contains("1 of 8", "(a2)");
    }

    @Test
    void tellsThatTheFoldersAreSwapped() {
        simulate(20);
        addAll(clean, noisy);
        assertThat(judge.fault().orElseThrow())
                .contains("clean are noisier than those of noisy", "exchange noisy and clean");
    }

    @Test
    void asksForNoNoiseWhereATargetIsSharper() {
        simulate(300);
        PairJudge blurred = new PairJudge(new PairSettings("measured", "wanted", false, false));
        for (int i = 0; i < COUNT; i++) {
            float[] measured = clean.get(i).clone();
            FastGaussian.blur(measured, SIDE, SIDE, 2);
            add(blurred, "a" + i, measured, clean.get(i), SIDE, SIDE);
        }
        assertThat(blurred.fault()).isEmpty();
    }

    @ParameterizedTest(name = "{0}, {1} px")
    @CsvSource({"3, 0", "-5, 2", "0, -7", "11, 9", "0, 0"})
    void measuresAShiftInEitherDirectionAndOffersToUndoIt(int dx, int dy) {
        simulate(20);
        int side = 232;
        for (int i = 0; i < COUNT; i++) {
            PairFigures figures =
                    add(
                            judge,
                            "a" + i,
                            Plane.cut(noisy.get(i), SIDE, 12, 12, side, side),
                            negative(Plane.cut(clean.get(i), SIDE, 12 - dx, 12 - dy, side, side)),
                            side,
                            side);
            assertThat(figures.peak().x()).isCloseTo(dx, within(0.6));
            assertThat(figures.peak().y()).isCloseTo(dy, within(0.6));
            assertThat(figures.peak().negative()).isTrue();
        }
        assertThat(judge.fault()).isEmpty();
        if (dx == 0 && dy == 0) assertThat(judge.warnings()).isEmpty();
        else
            assertThat(judge.warnings())
                    .singleElement()
                    .asString()
                    .contains("in 8 of 8 pairs", "align=true undoes it");
    }

    @Test
    void measuresPartsOfAPixel() {
        simulate(300);
        // A quarter of a pixel: weights of a linear interpolation.
        float[] moved = new float[SIDE * SIDE];
        for (int k = 1; k < moved.length; k++)
            moved[k] = 0.75f * clean.get(0)[k] + 0.25f * clean.get(0)[k - 1];
        PhaseCorrelation.Peak peak =
                PairFigures.correlation(clean.get(0), moved, SIDE, SIDE).peak();
        assertThat(peak.x()).isCloseTo(0.25, within(0.1));
        assertThat(peak.y()).isCloseTo(0, within(0.05));
    }

    @Test
    void noiseHasNoPeak() {
        simulate(20);
        for (int i = 0; i < COUNT; i++) {
            float[] one =
                    PoissonGaussian.count(new float[SIDE * SIDE], 3, Seeds.MEMBER.stream(1, i));
            float[] two =
                    PoissonGaussian.count(new float[SIDE * SIDE], 3, Seeds.MEMBER.stream(2, i));
            assertThat(PairFigures.correlation(one, two, SIDE, SIDE).peak().height())
                    .isLessThan(PairJudge.PEAK);
        }
    }

    @Test
    void warnsOfASinglePairWithTheTargetOfAnother() {
        simulate(20);
        List<float[]> targets = new ArrayList<>(clean);
        targets.set(5, clean.get(2));
        targets.set(2, clean.get(5));
        addAll(noisy, targets);
        assertThat(judge.fault()).isEmpty();
        assertThat(judge.warnings())
                .singleElement()
                .isEqualTo(
                        "Warning: 2 of 8 pairs resemble another partner more than their own (a2 of noisy resembles a5 of clean, a5 of noisy resembles a2 of clean): give partners the same file name");
        PairJudge.Verdict verdict = judge.verdicts().get(2);
        assertThat(verdict.partner()).isEqualTo("a5");
        assertThat(verdict.resembles()).isFalse();
        assertThat(verdict.others()).isGreaterThan(0.5).isGreaterThan(3 * verdict.likeness());
        assertThat(judge.verdicts().get(0).isElsewhere()).isFalse();
    }

    @Test
    void warnsOfASinglePairWhoseSidesAreSwapped() {
        simulate(20);
        float[] kept = noisy.get(3);
        noisy.set(3, clean.get(3));
        clean.set(3, kept);
        addAll(noisy, clean);
        assertThat(judge.fault()).isEmpty();
        assertThat(judge.warnings())
                .singleElement()
                .isEqualTo(
                        "Warning: in 1 of 8 pairs the image of clean is noisier than that of noisy (a3): are these two swapped?");
    }
}
