package org.mulligan.image.depth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ij.IJ;
import ij.ImagePlus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StackSpacingTest {
    private static ImagePlus stack(double width, double height, double depth, String unit) {
        ImagePlus image = IJ.createHyperStack("cells", 5, 4, 1, 3, 1, 8);
        image.getCalibration().pixelWidth = width;
        image.getCalibration().pixelHeight = height;
        image.getCalibration().pixelDepth = depth;
        image.getCalibration().setUnit(unit);
        return image;
    }

    @ParameterizedTest(name = "{0} and {1} {2}")
    @CsvSource({
        "0.1, 0.4, um, 4, 0.1",
        "0.2, -0.5, micron, 2.5, 0.2",
        "0.065, 0.2, \u00b5m, 3.0769, 0.065",
        "65, 200, nm, 3.0769, ",
        "1, 1, pixel, 1, "
    })
    void isWhatTheCalibrationSays(
            double pixel, double depth, String unit, double step, Double micrometres) {
        StackSpacing spacing = StackSpacing.of(stack(pixel, pixel, depth, unit));
        assertThat(spacing.step()).isCloseTo(step, within(1e-4));
        if (micrometres == null) assertThat(spacing.micrometres()).isEmpty();
        else assertThat(spacing.micrometres()).hasValue(micrometres);
    }

    @Test
    void onePlaneIsNoStackAndTimeIsNoDepth() {
        ImagePlus plane = IJ.createHyperStack("one", 5, 4, 2, 1, 1, 8);
        assertThatThrownBy(() -> StackSpacing.of(plane))
                .hasMessage("\"one\" has one plane along its depth, and a stack is needed");
        ImagePlus movie = IJ.createHyperStack("movie", 5, 4, 1, 1, 7, 8);
        assertThatThrownBy(() -> StackSpacing.of(movie))
                .hasMessage(
                        "\"movie\" has one plane along its depth, and a stack is needed; it has 7 frames: where these are its depth, exchange the two in Image > Properties...");
    }

    @Test
    void aCalibrationThatCannotBeIsRefused() {
        assertThatThrownBy(() -> StackSpacing.of(stack(65, 65, 0, "nm")))
                .hasMessage(
                        "\"cells\" has pixels of 65.0 x 65.0 x 0.0 nm, which cannot be; correct them in Image > Properties...");
        assertThatThrownBy(() -> StackSpacing.of(stack(0.1, 0.2, 0.4, "um")))
                .hasMessageContaining("square ones are needed");
        ImagePlus mixed = stack(65, 65, 0.2, "nm");
        mixed.getCalibration().setZUnit("mm");
        assertThatThrownBy(() -> StackSpacing.of(mixed))
                .hasMessage(
                        "\"cells\" has its pixels in nm and the distance of its planes in mm; give both in one unit in Image > Properties...");
    }
}
