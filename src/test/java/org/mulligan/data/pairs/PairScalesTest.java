package org.mulligan.data.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.image.intensity.AffineFit;
import org.mulligan.noise.ScaleFit;

class PairScalesTest {
    private final Random random = new Random(11);

    /** What a pair would say of a line, gains being off by chance as the error says. */
    private ScaleFit pair(double gain, double offset, double error) {
        double from = 100 + 50 * random.nextDouble();
        double toError = 0.1;
        return new ScaleFit(
                gain * (1 + error * random.nextGaussian()),
                Math.abs(gain) * error,
                from,
                gain * from + offset + toError * random.nextGaussian(),
                toError);
    }

    private List<ScaleFit> pairs(int count, double gain, double offset, double error) {
        List<ScaleFit> fits = new ArrayList<>();
        for (int i = 0; i < count; i++) fits.add(pair(gain, offset, error));
        return fits;
    }

    @Test
    void leavesPairsOfOneScaleAsTheyAre() {
        PairScales scales = PairScales.of(pairs(12, 1, 0, 0.03));
        assertThat(scales.maps()).hasSize(12).containsOnly(AffineFit.NONE);
        assertThat(scales.note())
                .startsWith("Clean and noisy images have one scale: left as they are (gain ");
    }

    @ParameterizedTest(name = "gain {0}, offset {1}, each known to {2}, seed 11")
    @CsvSource({"0.25, 25, 0.05", "0.1, 0, 0.01", "10, -300, 0.1", "1.1, 0, 0.02", "-2, 500, 0.03"})
    void allHaveTheGainThatAllSupport(double gain, double offset, double error) {
        PairScales scales = PairScales.of(pairs(16, gain, offset, error));
        double found = scales.maps().get(0).gain();
        assertThat(found / gain).isCloseTo(1, within(3 * error / 4));
        assertThat(scales.maps())
                .allSatisfy(
                        map -> {
                            assertThat(map.gain()).isEqualTo(found);
                            assertThat(map.apply(125) - (gain * 125 + offset))
                                    .isCloseTo(0, within(0.5 * Math.max(1, Math.abs(gain))));
                        });
        assertThat(scales.note()).contains("gain %.4g \u00b1 ".formatted(found));
    }

    @Test
    void anOffsetAloneLeavesTheGainAtOne() {
        PairScales scales = PairScales.of(pairs(9, 1, -40, 0.01));
        assertThat(scales.maps())
                .allSatisfy(
                        map -> {
                            assertThat(map.gain()).isEqualTo(1);
                            assertThat(map.offset()).isCloseTo(-40, within(0.1));
                        });
        assertThat(scales.note()).containsPattern(", taken as 1, offset -(39\\.9|40\\.0)");
    }

    @Test
    void pairsOfDifferentScalesKeepTheirOwn() {
        List<ScaleFit> fits = new ArrayList<>();
        for (int i = 0; i < 10; i++) fits.add(pair(0.5 + 0.2 * i, 10 * i, 0.01));
        PairScales scales = PairScales.of(fits);
        for (int i = 0; i < 10; i++) {
            AffineFit map = scales.maps().get(i);
            assertThat(map.gain()).isCloseTo(0.5 + 0.2 * i, within(0.03 * (0.5 + 0.2 * i)));
            ScaleFit fit = fits.get(i);
            assertThat(map.apply(fit.from())).isCloseTo(fit.to(), within(1e-9));
        }
        assertThat(scales.note()).contains("gain 0.").contains(" to 2.").contains("offset");
    }

    @Test
    void aPairThatKnowsNothingTakesTheGainOfTheOthers() {
        List<ScaleFit> fits = pairs(6, 0.5, 3, 0.01);
        fits.add(2, new ScaleFit(Double.NaN, Double.NaN, 10, 8, 0.1));
        fits.add(new ScaleFit(-7, 20, 10, 8, 0.1));
        PairScales scales = PairScales.of(fits);
        assertThat(scales.maps())
                .allSatisfy(map -> assertThat(map.gain()).isCloseTo(0.5, within(0.01)));
        assertThat(scales.maps().get(2).apply(10)).isCloseTo(8, within(0.5));
    }

    @Test
    void whereNoPairKnowsAGainNoneIsMapped() {
        ScaleFit blank = new ScaleFit(Double.NaN, Double.NaN, 10, 8, 0.1);
        PairScales scales = PairScales.of(List.of(blank, blank));
        assertThat(scales.maps()).containsExactly(AffineFit.NONE, AffineFit.NONE);
        assertThat(scales.note()).contains("too little in them to find a gain");
    }

    @Test
    void oneScaleIsSeldomTakenForAnother() {
        int changed = 0;
        for (int run = 0; run < 200; run++)
            if (!PairScales.of(pairs(8, 1, 0, 0.02)).maps().get(0).equals(AffineFit.NONE)) {
                changed++;
            }
        // Two standard errors for gain and two for offset: one run in ten.
        assertThat(changed).isLessThan(40);
    }
}
