package org.mulligan.service.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mulligan.service.training.Measurements.adversarial;
import static org.mulligan.service.training.Measurements.faithful;

import ij.gui.Plot;
import org.junit.jupiter.api.Test;
import org.mulligan.service.training.TrainingCurves.Curve;

class TrainingCurvesTest {
    private static TrainingCurves curves() {
        TrainingCurves curves = new TrainingCurves();
        curves.add(faithful(25, 27));
        curves.add(faithful(50, 29));
        return curves;
    }

    @Test
    void theNetworkIsDrawnBesideTheBlurAndWithinThePlot() {
        Plot plot = curves().plot(Curve.VALIDATION, false, 400, 200);
        assertThat(plot.getDataObjectDesignations()).hasSizeGreaterThanOrEqualTo(2);
        double[] limits = plot.getLimits();
        assertThat(limits[1]).isEqualTo(50);
        assertThat(limits[2]).isLessThan(27);
        assertThat(limits[3]).isGreaterThan(29);
        // Raw images are 7 dB below: they would leave no room for the rest.
        assertThat(limits[2]).isGreaterThan(20);
    }

    @Test
    void aDiscriminatorIsDrawnOnceThereIsOne() {
        TrainingCurves curves = curves();
        assertThat(curves.hasDiscriminator()).isFalse();
        curves.add(adversarial(400, 28.5));
        assertThat(curves.hasDiscriminator()).isTrue();
        double[] limits = curves.plot(Curve.DISCRIMINATOR, true, 400, 200).getLimits();
        assertThat(limits[2]).isLessThan(1.5).isPositive();
        assertThat(limits[3]).isGreaterThan(2);
    }

    @Test
    void whatComesAgainTakesThePlaceOfWhatWas() {
        TrainingCurves curves = curves();
        curves.add(faithful(25, 26));
        assertThat(curves.table().size()).isOne();
        assertThat(curves.table().getValue("PSNR [dB]", 0)).isEqualTo(26);
    }
}
