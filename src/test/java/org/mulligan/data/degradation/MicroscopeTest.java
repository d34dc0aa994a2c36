package org.mulligan.data.degradation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.data.Seeds;
import org.mulligan.data.degradation.Degradation.Conditions;
import org.mulligan.data.degradation.Degradation.Exposure;
import org.mulligan.image.filter.Binning;
import org.mulligan.image.intensity.AffineFit;
import org.mulligan.image.psf.Psf;

class MicroscopeTest {
    private static final int SIDE = 240;
    private static final double FWHM = 4;
    private static final int PERIOD = 12;

    /** Lines of 2 px on a dark ground, not at the border, whose reflection would widen them. */
    private static float[] lines(double peak) {
        float[] photons = new float[SIDE * SIDE];
        for (int i = 0; i < photons.length; i++)
            photons[i] = (i % SIDE + 7) % PERIOD < 2 ? (float) peak : 0;
        return photons;
    }

    private static Exposure expose(float[] photons, int scale, double fwhm, long seed) {
        return new Microscope()
                .expose(
                        photons,
                        SIDE,
                        SIDE,
                        new Conditions(scale, List.of(Psf.gaussian(fwhm)), 0, 1),
                        Seeds.MEMBER.stream(seed, 0));
    }

    @ParameterizedTest(name = "x{0}")
    @ValueSource(ints = {1, 2, 3, 4})
    void aUsersPhotonsAreThoseOfTheMeasuredPeak(int scale) {
        int side = SIDE / scale;
        List<Double> peaks = new ArrayList<>();
        for (long seed = 0; peaks.size() < 12; seed++) {
            Exposure exposure = expose(lines(100), scale, FWHM, seed);
            assertThat(exposure.measured()).hasSize(side * side);
            assertThat(exposure.target()).hasSize(SIDE * SIDE);
            float dark = exposure.target()[0];
            boolean clipped = false;
            for (float value : exposure.measured()) clipped |= value == 255 || value == 65535;
            if (!clipped) peaks.add(photons(exposure.measured(), side, PERIOD / scale, dark));
        }
        peaks.sort(null);
        // The unblurred lines have 2.4 times as many.
        assertThat(peaks.get(6)).isBetween(90.0, 110.0);
    }

    /** Of the brightest column of a pattern: mean over deviation, squared. */
    private static double photons(float[] measured, int side, int period, float dark) {
        double brightest = 0;
        double photons = 0;
        for (int phase = 0; phase < period; phase++) {
            double sum = 0;
            double squares = 0;
            int count = 0;
            for (int column = phase + 2 * period; column < side - 2 * period; column += period)
                for (int y = 0; y < side; y++) {
                    double value = measured[y * side + column] - dark;
                    sum += value;
                    squares += value * value;
                    count++;
                }
            double mean = sum / count;
            if (mean < brightest) continue;
            brightest = mean;
            photons = mean * mean / (squares / count - mean * mean);
        }
        return photons;
    }

    @ParameterizedTest(name = "x{0}")
    @ValueSource(ints = {1, 2, 4})
    void theExpectedImageIsSharpAndBecomesTheMeasuredOne(int scale) {
        int compared = 0;
        for (long seed = 0; compared < 8; seed++) {
            float[] photons = lines(500);
            Exposure exposure = expose(photons, scale, FWHM, seed);
            float dark = exposure.target()[0];
            float bright = exposure.target()[5];
            assertThat(bright).isGreaterThan(dark);
            for (int i = 0; i < photons.length; i++)
                assertThat(exposure.target()[i]).isEqualTo(photons[i] > 0 ? bright : dark);

            boolean clipped = false;
            for (float value : exposure.measured()) clipped |= value == 255 || value == 65535;
            if (clipped) continue;
            compared++;
            float[] seen =
                    Binning.mean(
                            Psf.gaussian(FWHM).convolve(exposure.target(), SIDE, SIDE),
                            SIDE,
                            SIDE,
                            scale);
            AffineFit fit = AffineFit.of(seen, exposure.measured());
            assertThat(fit.gain()).isCloseTo(1, within(0.03));
            assertThat(fit.correlation()).isGreaterThan(0.95);
        }
    }

    @Test
    void withoutAPsfItOnlyBinsAndCounts() {
        float[] photons = lines(50);
        Exposure exposure = expose(photons, 1, 0, 3);
        AffineFit fit = AffineFit.of(exposure.target(), exposure.measured());
        assertThat(fit.gain()).isCloseTo(1, within(0.05));
    }

    @Test
    void theSameRandomGivesTheSameExposureAndAnotherAnother() {
        float[] photons = lines(30);
        float[] before = photons.clone();
        Exposure first = expose(photons, 2, FWHM, 5);
        Exposure second = expose(photons, 2, FWHM, 5);
        assertThat(photons).containsExactly(before);
        assertThat(second.measured()).containsExactly(first.measured());
        assertThat(second.target()).containsExactly(first.target());
        assertThat(expose(photons, 2, FWHM, 6).measured()).isNotEqualTo(first.measured());
    }

    @Test
    void noPhotonsGiveANumber() {
        for (float value : expose(new float[SIDE * SIDE], 2, FWHM, 1).measured())
            assertThat(value).isFinite();
        float[] negative = new float[SIDE * SIDE];
        java.util.Arrays.fill(negative, -3);
        for (float value : expose(negative, 2, FWHM, 1).target()) assertThat(value).isFinite();
    }

    @Test
    void ofAnUnknownPsfEachImageDrawsAWidthAndAShape() {
        Conditions conditions = Conditions.between(2, 2, 8, 1, 1);
        RandomGenerator random = Seeds.MEMBER.stream(1, 1);
        int below = 0;
        Set<Psf> drawn = new HashSet<>();
        for (int i = 0; i < 900; i++) {
            Psf psf = conditions.psf(random);
            assertThat(psf.fwhm()).isBetween(2 - 1e-9, 8 + 1e-9);
            if (psf.fwhm() < 4 - 1e-9) below++;
            drawn.add(psf);
        }
        // Log-uniform: as many from 2 to 4 px as from 4 to 8; the middle one of nine is 4 px.
        assertThat(below).isBetween(340, 460);
        assertThat(drawn).hasSize(36);
        assertThat(Conditions.between(2, 4, 4, 1, 1).psf(random).fwhm()).isBetween(3.6, 4.4);
    }

    @ParameterizedTest(name = "a user's PSF of {0} px is drawn from {1} to {2} px")
    @CsvSource({"4, 3.6, 4.4", "0, 0, 0"})
    void forgivesAPsfThatIsATenthOff(double fwhm, double least, double most) {
        Conditions conditions = Conditions.gaussian(2, fwhm, 1, 1);
        RandomGenerator random = Seeds.MEMBER.stream(1, 1);
        double narrowest = Double.POSITIVE_INFINITY;
        double widest = 0;
        for (int i = 0; i < 100; i++) {
            double drawn = conditions.psf(random).fwhm();
            narrowest = Math.min(narrowest, drawn);
            widest = Math.max(widest, drawn);
        }
        assertThat(narrowest).isCloseTo(least, within(1e-9));
        assertThat(widest).isCloseTo(most, within(1e-9));
    }
}
