package org.mulligan.data.degradation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mulligan.data.Seeds;
import org.mulligan.data.degradation.Degradation.Conditions;
import org.mulligan.data.degradation.Degradation.Exposure;
import org.mulligan.image.filter.FastGaussian;

class StackExposureTest {
    private static final int WIDTH = 36;
    private static final int HEIGHT = 24;

    private static float[] plane(float value) {
        float[] plane = new float[WIDTH * HEIGHT];
        for (int i = 0; i < plane.length; i++) plane[i] = value + i % 7;
        return plane;
    }

    @Test
    void onePlaneIsExposedAsByTheDegradation() {
        Conditions conditions = Conditions.noise(1);
        Exposure alone =
                new PoissonGaussian()
                        .expose(plane(20), WIDTH, HEIGHT, conditions, Seeds.LOOK.stream(1, 1));
        Exposure stacked =
                StackExposure.of(
                                new PoissonGaussian(),
                                List.of(plane(20)),
                                WIDTH,
                                HEIGHT,
                                conditions,
                                Seeds.LOOK.stream(1, 1))
                        .get(0);
        assertThat(stacked.measured()).isEqualTo(alone.measured());
        assertThat(stacked.target()).isEqualTo(alone.target());
    }

    /** Of 20 cameras that are drawn each has one gain and one offset for all planes. */
    @Test
    void allPlanesHaveOneCameraAndNoiseOfTheirOwn() {
        float[] photons = plane(60);
        for (int seed = 0; seed < 20; seed++) {
            List<Exposure> exposures =
                    StackExposure.of(
                            new PoissonGaussian(),
                            List.of(photons, photons, photons),
                            WIDTH,
                            HEIGHT,
                            Conditions.noise(1),
                            Seeds.LOOK.stream(seed, 0));
            assertThat(exposures).hasSize(3);
            for (Exposure exposure : exposures) {
                assertThat(exposure.target()).isEqualTo(exposures.get(0).target());
                assertThat(exposure.measured()).hasSize(WIDTH * HEIGHT);
            }
            assertThat(exposures.get(1).measured()).isNotEqualTo(exposures.get(0).measured());
        }
    }

    /** A blur reaches 3 sigma = 15 px; the planes differ by 1000. */
    @Test
    void noBlurReachesFromOnePlaneIntoTheNext() {
        Degradation blur =
                (photons, width, height, conditions, random) -> {
                    float[] measured = photons.clone();
                    FastGaussian.blur(measured, width, height, 5);
                    return new Exposure(measured, photons);
                };
        List<Exposure> exposures =
                StackExposure.of(
                        blur,
                        List.of(plane(0), plane(1000), plane(0)),
                        WIDTH,
                        HEIGHT,
                        Conditions.noise(0),
                        Seeds.LOOK.stream(1, 0));
        float[] alone = plane(0);
        FastGaussian.blur(alone, WIDTH, HEIGHT, 5);
        assertThat(exposures.get(0).target()).isEqualTo(plane(0));
        assertThat(exposures.get(1).target()).isEqualTo(plane(1000));
        for (int i = 0; i < alone.length; i++) {
            assertThat(exposures.get(0).measured()[i]).isCloseTo(alone[i], within(1e-3f));
            assertThat(exposures.get(1).measured()[i]).isCloseTo(1000 + alone[i], within(0.01f));
        }
    }

    @Test
    void cutsPlanesOfTheMeasuredSize() {
        Degradation half =
                (photons, width, height, conditions, random) -> {
                    float[] measured = new float[photons.length / 4];
                    for (int i = 0; i < measured.length; i++) {
                        int small = width / 2;
                        measured[i] = photons[i / small * 2 * width + i % small * 2];
                    }
                    return new Exposure(measured, photons);
                };
        Exposure second =
                StackExposure.of(
                                half,
                                List.of(plane(0), plane(500)),
                                WIDTH,
                                HEIGHT,
                                Conditions.gaussian(2, 0, 0, 1),
                                Seeds.LOOK.stream(1, 0))
                        .get(1);
        assertThat(second.measured()).hasSize(WIDTH * HEIGHT / 4);
        assertThat(second.measured()[1]).isEqualTo(plane(500)[2]);
        assertThat(second.measured()[WIDTH / 2]).isEqualTo(plane(500)[2 * WIDTH]);
    }

    @Test
    void refusesImagesOfAnotherSize() {
        Degradation less =
                (photons, width, height, conditions, random) -> new Exposure(new float[3], photons);
        assertThatThrownBy(
                        () ->
                                StackExposure.of(
                                        less,
                                        List.of(plane(0), plane(1)),
                                        WIDTH,
                                        HEIGHT,
                                        Conditions.noise(0),
                                        Seeds.LOOK.stream(1, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("makes a measured image of 3 pixels");
    }
}
