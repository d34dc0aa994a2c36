package org.mulligan.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.engine.TrainingPlan.Depth;
import org.mulligan.image.depth.StackSpacing;

class DepthTextTest {
    private static final Supplier<StackSpacing> FILES =
            () -> new StackSpacing(4, OptionalDouble.of(0.1));

    private static Depth of(double zstep, String axial, String psf, double pixel, double na) {
        return DepthText.of(zstep, axial, psf, pixel, na, 520, 1.33, FILES);
    }

    @ParameterizedTest(name = "zstep={0} axial={1} psf={2} pixel={3} na={4}")
    @CsvSource({
        "0, '', 2, 0, 0, 4, 6, 2",
        "3, '', 2, 0, 0, 3, 6, 2",
        "0, 7, 2, 0, 0, 4, 7, 2",
        "0, 0.9 um, 300 nm, 0, 0, 4, 9, 3",
        "0, 0.9 um, 300 nm, 0.05, 0, 4, 18, 6",
        "0, '', 2, 0, 1, 4, 10.099, 2.652",
        "0, 8 px, 2, 0, 1, 4, 8, 2.652"
    })
    void whatIsNotSaidComesFromTheFilesAndTheOptics(
            double zstep,
            String axial,
            String psf,
            double pixel,
            double na,
            double step,
            double deep,
            double wide) {
        Depth depth = of(zstep, axial, psf, pixel, na);
        assertThat(depth.step()).isEqualTo(step);
        assertThat(depth.axial()).isCloseTo(deep, within(0.01));
        assertThat(depth.lateral()).isCloseTo(wide, within(0.01));
    }

    @Test
    void filesAreNotOpenedForWhatIsSaid() {
        Depth depth =
                DepthText.of(
                        2.5,
                        "5",
                        "3 px",
                        0,
                        0,
                        520,
                        1.33,
                        () -> {
                            throw new AssertionError("opened");
                        });
        assertThat(depth).isEqualTo(new Depth(2.5, 5, 3));
        assertThat(depth.blur()).isEqualTo(4);
    }

    @ParameterizedTest(name = "zstep={0} axial={1} psf={2}: {3}")
    @CsvSource({
        "-1, '', 2, 'zstep must be 0 px or more, got -1.0'",
        "20, '', 2, 'The planes of a stack must be 1.2 to 16 px apart (zstep), got 20.0'",
        "0, 1, 2, 'The FWHM of the PSF along the depth (axial) must be 0 to 100 px, and no less than that in the plane (psf), got 1.0 px'",
        "0, 4-8, 2, 'axial=4-8 is a range, and task=isotropic needs one width; give that'",
        "0, '', 2-4, 'psf=2-4 is a range, and task=isotropic needs one width; give that'"
    })
    void whatCannotBeIsRefused(double zstep, String axial, String psf, String words) {
        assertThatThrownBy(() -> of(zstep, axial, psf, 0, 0)).hasMessage(words);
    }

    @Test
    void stacksThatAreFineAlreadyNeedNoTraining() {
        assertThatThrownBy(
                        () ->
                                DepthText.of(
                                        0,
                                        "",
                                        "2",
                                        0,
                                        0,
                                        520,
                                        1.33,
                                        () -> new StackSpacing(1, OptionalDouble.empty())))
                .hasMessageStartingWith(
                        "The planes of the stacks are 1.00 px apart by their calibration");
    }
}
