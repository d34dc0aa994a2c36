package org.mulligan.predict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mulligan.image.intensity.ChannelIntensities;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.image.plane.Pixels;

class BoundsTest {
    private static Bounds of(double lowest, double highest, double share, int bitDepth) {
        return Bounds.of(
                new ChannelIntensities.Channel(new Normalisation(0, 1), lowest, highest),
                share,
                Pixels.blank(bitDepth, 1, 1));
    }

    /** A tenth of 20 to either side. */
    @Test
    void leaveAMarginAroundTheIntensities() {
        assertThat(of(10, 30, 0.1, 32)).isEqualTo(new Bounds(8, 32));
        assertThat(of(10, 30, 0.1, 8)).isEqualTo(new Bounds(8, 32));
        assertThat(of(10, 30, Double.POSITIVE_INFINITY, 32)).isEqualTo(Bounds.NONE);
    }

    /** What lies between -0.5 and 255.5 or 65535.5 rounds to a number of the depth. */
    @Test
    void endWhereTheDepthDoes() {
        float least = Math.nextUp(-0.5f);
        assertThat(of(0, 250, 0.1, 8)).isEqualTo(new Bounds(least, Math.nextDown(255.5f)));
        assertThat(of(0, 65000, 0.1, 16)).isEqualTo(new Bounds(least, Math.nextDown(65535.5f)));
        assertThat(of(0, 250, 0.1, 16)).isEqualTo(new Bounds(least, 275));
        assertThat(of(0, 250, 0.1, 32)).isEqualTo(new Bounds(-25, 275));
    }

    @Test
    void countWhatTheyBringBackAndNothingElse() {
        float[] values = {7.9f, 8, 20, 32, 32.1f, Float.NEGATIVE_INFINITY};
        assertThat(new Bounds(8, 32).clip(values)).isEqualTo(3);
        assertThat(values).containsExactly(8, 8, 20, 32, 32, 8);
    }
}
