package org.mulligan.image.intensity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.FloatProcessor;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.mulligan.image.plane.ImagePlusPlanes;

/**
 * The numbers are those of bioimageio.core 0.11.0 ({@code proc_ops.ScaleRange} and {@code
 * ZeroMeanUnitVariance} with eps 1e-6) for the same two channels, percentiles 2 and 99.8.
 */
class ScalingTest {
    private static final float[] FIRST = {3, 7, 1, 250, 12, 90, 14, 33, 5, 5, 6, 1000};
    private static final float[] SECOND = {30, 20, 10, 0, 1, 2, 3, 4, 100, 200, 300, 400};
    private static final Scaling RANGE = new Scaling(Scaling.Kind.PERCENTILES, 2, 99.8, 1e-6);
    private static final Offset<Double> ROUNDING = within(1e-5);

    private static double[] normalised(float[] values, Normalisation map) {
        double[] normalised = new double[values.length];
        for (int i = 0; i < values.length; i++) normalised[i] = map.apply(values[i]);
        return normalised;
    }

    private static List<ChannelIntensities.Channel> measured(Scaling scaling) throws Exception {
        ImageStack stack = new ImageStack(4, 3);
        stack.addSlice(new FloatProcessor(4, 3, FIRST.clone()));
        stack.addSlice(new FloatProcessor(4, 3, SECOND.clone()));
        ImagePlus image = new ImagePlus("two", stack);
        image.setDimensions(2, 1, 1);
        return ChannelIntensities.measure(new ImagePlusPlanes(image), scaling, plane -> {});
    }

    @Test
    void scalesByPercentilesOfEachChannelAsBioimageioDoes() throws Exception {
        double[] one = {
            0.0015885,
            0.00566157,
            -0.000448038,
            0.253101,
            0.0107529,
            0.0901778,
            0.0127894,
            0.0321365,
            0.00362503,
            0.00362503,
            0.0046433,
            1.0168
        };
        double[] two = {
            0.0749032,
            0.049751,
            0.0245988,
            -0.000553348,
            0.00196187,
            0.00447709,
            0.0069923,
            0.00950752,
            0.250968,
            0.50249,
            0.754012,
            1.00553
        };
        assertThat(normalised(FIRST, RANGE.of(FIRST))).containsExactly(one, ROUNDING);
        assertThat(normalised(SECOND, RANGE.of(SECOND))).containsExactly(two, ROUNDING);
        List<ChannelIntensities.Channel> image = measured(RANGE);
        assertThat(normalised(FIRST, image.get(0).normalisation())).containsExactly(one, ROUNDING);
        assertThat(normalised(SECOND, image.get(1).normalisation())).containsExactly(two, ROUNDING);
    }

    @Test
    void scalesByPercentilesOfAllChannelsAsBioimageioDoes() throws Exception {
        double[] two = {
            0.0303928,
            0.0201041,
            0.00981542,
            -0.00047328,
            0.00055559,
            0.00158446,
            0.00261333,
            0.0036422,
            0.102414,
            0.205301,
            0.308188,
            0.411075
        };
        List<ChannelIntensities.Channel> image = measured(RANGE.overChannels());
        assertThat(normalised(SECOND, image.get(1).normalisation())).containsExactly(two, ROUNDING);
        assertThat(image.get(0).normalisation()).isEqualTo(image.get(1).normalisation());
    }

    @Test
    void scalesByMeanAndDeviationAsBioimageioDoes() throws Exception {
        double[] alone = {
            -0.422326, -0.407742, -0.429618, 0.478231, -0.389513, -0.105126, -0.382221, -0.312947,
            -0.415034, -0.415034, -0.411388, 3.21272
        };
        double[] together = {
            -0.468792,
            -0.450226,
            -0.478075,
            0.67766,
            -0.427019,
            -0.0649811,
            -0.417736,
            -0.329547,
            -0.459509,
            -0.459509,
            -0.454868,
            4.15879
        };
        Scaling each = Scaling.deviation(1e-6);
        assertThat(normalised(FIRST, each.of(FIRST))).containsExactly(alone, ROUNDING);
        assertThat(normalised(FIRST, measured(each).get(0).normalisation()))
                .containsExactly(alone, ROUNDING);
        assertThat(normalised(FIRST, measured(each.overChannels()).get(0).normalisation()))
                .containsExactly(together, ROUNDING);
    }

    /** csbdeep.utils.normalize: (x - p2) / (p99.8 - p2 + 1e-20), percentiles of numpy. */
    @Test
    void scalesAsCareDoes() {
        float[] values = new float[101];
        for (int i = 0; i <= 100; i++) values[i] = 10 * i;
        Normalisation care = new Scaling(Scaling.Kind.PERCENTILES, 2, 99.8, 1e-20).of(values);
        // numpy.percentile(10 * numpy.arange(101), (2, 99.8)) = 20, 998
        assertThat(care.low()).isCloseTo(20, within(1e-9));
        assertThat(care.high()).isCloseTo(998, within(1e-9));
        assertThat(care.apply(509)).isCloseTo(0.5f, within(1e-6f));
        assertThat(care.undo(0.5f)).isCloseTo(509, within(1e-6));
    }

    /** n2v: (x - mean) / std with the numbers of the training images. */
    @Test
    void scalesAsN2vDoes() {
        Normalisation n2v = Scaling.fixed(33_000, 33_000 + 4_500).of(FIRST);
        assertThat(n2v.apply(37_500)).isEqualTo(1);
        assertThat(n2v.apply(28_500)).isEqualTo(-1);
        assertThat(n2v.undo(2)).isEqualTo(42_000);
    }

    @Test
    void refusesNumbersThatAreNoScaling() {
        assertThatThrownBy(() -> Scaling.percentiles(99, 1))
                .hasMessageContaining("cannot have the numbers 99.0 and 1.0");
        assertThatThrownBy(() -> Scaling.fixed(5, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Scaling.fixed(0, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Scaling.fixed(0, 1).overChannels().together()).isFalse();
    }
}
