package org.mulligan.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.engine.TrainingPlan.Optics;
import org.mulligan.engine.TrainingPlan.Psf;

class PsfTextTest {
    @ParameterizedTest(name = "\"{0}\" with pixels of {1} um: {2} px")
    @CsvSource({
        "2, 0, 2",
        "2 px, 0, 2",
        "2.5px, 0.1, 2.5",
        ".5, 0, 0.5",
        "' 3 ', 0, 3",
        "0, 0, 0",
        "0.3 um, 0.1, 3",
        "0.3um, 0.1, 3",
        "0.3 \u00b5m, 0.1, 3",
        "0.3 \u03bcm, 0.1, 3",
        "300 nm, 0.1, 3",
        "300nm, 0.05, 6"
    })
    void readsAFwhm(String text, double pixel, double expected) {
        Psf psf = PsfText.of(text, pixel, 0, 520, 1.518);
        assertThat(psf.fwhm()).isCloseTo(expected, within(1e-12));
        assertThat(psf.optics()).isEmpty();
    }

    @ParameterizedTest(name = "\"{0}\" with pixels of {1} um: {2} to {3} px")
    @CsvSource({
        "2-6, 0, 2, 6",
        "2 - 6.5 px, 0, 2, 6.5",
        "0.2-0.5 um, 0.1, 2, 5",
        "200-500nm, 0.1, 2, 5",
        "3-3, 0, 3, 3"
    })
    void readsARange(String text, double pixel, double narrowest, double widest) {
        Psf psf = PsfText.of(text, pixel, 0, 520, 1.518);
        assertThat(psf.fwhm()).isCloseTo(narrowest, within(1e-12));
        assertThat(psf.widest()).isCloseTo(widest, within(1e-12));
        assertThat(psf.isRange()).isEqualTo(widest > narrowest);
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"6-2", "0-3"})
    void refusesARangeThatIsNone(String text) {
        assertThatThrownBy(() -> PsfText.of(text, 0, 0, 520, 1.518))
                .hasMessage(
                        "psf=%s must run from a number above 0 to one no smaller".formatted(text));
    }

    @Test
    void opticsAndARangeContradictEachOther() {
        assertThatThrownBy(() -> PsfText.of("2-6", 0.1, 1.2, 520, 1.518))
                .hasMessage(
                        "psf=2-6 is a range, but na=1.2 gives one PSF; leave na out, or give no range");
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"wide", "", "-2", "2 mm", "0,3 um", "2 3", "1e3"})
    void saysWhatAFwhmLooksLike(String text) {
        assertThatThrownBy(() -> PsfText.of(text, 0.1, 0, 520, 1.518))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "psf must be a FWHM such as 2, 0.3 um or 300 nm, or a range such as 2-6, got \"%s\""
                                .formatted(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"300 nm", "0.3 um"})
    void aLengthNeedsAPixel(String text) {
        assertThatThrownBy(() -> PsfText.of(text, 0, 0, 520, 1.518))
                .hasMessage(
                        "psf=%s needs the size of a pixel of the target images: pixel=... in um"
                                .formatted(text));
    }

    @Test
    void anNaTakesThePlaceOfTheFwhm() {
        assertThat(PsfText.of("nonsense", 0.05, 1.2, 600, 1.33))
                .isEqualTo(new Psf(0, Optional.of(new Optics(1.2, 600, 1.33, 0.05))));
    }

    @ParameterizedTest(name = "NA {0} in {2}, {1} nm, pixels of {3} um: {4}")
    @CsvSource({
        "1.4, 520, 1.33, 0.05, na=1.4 index=1.33",
        "1.33, 520, 1.33, 0.05, na=1.33 index=1.33",
        "-0.1, 520, 1.33, 0.05, 'na must be 0 or more, got -0.1'",
        "NaN, 520, 1.33, 0.05, 'na must be 0 or more, got NaN'",
        "0.8, 0.52, 1, 0.05, 'The wavelength must be 200 to 2000 nm, got 0.52'",
        "0.8, 520, 1, 0, got pixel=0.0",
        "0.8, 520, 1, -1, got pixel=-1.0"
    })
    void refusesImpossibleOptics(
            double na, double wavelength, double index, double pixel, String words) {
        assertThatThrownBy(() -> PsfText.of("2", pixel, na, wavelength, index))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
    }
}
