package org.mulligan.tensor.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.model.ConvertedModel;
import org.mulligan.model.Postprocessing;
import org.mulligan.model.Postprocessing.Activation;
import org.mulligan.tensor.frozen.Networks;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What a stranger's axes and finish become in the network that is adopted. */
class ConvertedGraphTest {
    /** 2 high, 3 wide. */
    private static final float[] IMAGE = {1, 2, 3, 4, 5, 6};

    private static final double OPEN = Double.POSITIVE_INFINITY;
    @TempDir private Path folder;

    private static Shape shape(String axes, int channels) {
        long[] sides = new long[axes.length()];
        for (int i = 0; i < sides.length; i++) sides[i] = axes.charAt(i) == 'c' ? channels : -1;
        return Shape.of(sides);
    }

    /** Adds to each pixel 100 times the one before it along x, so that x and y are told apart. */
    private static Operand<TFloat32> shifted(Ops tf, Operand<TFloat32> x, String axes) {
        int[] shift = {1};
        return tf.math.add(
                x,
                tf.math.mul(
                        tf.constant(100f),
                        tf.roll(
                                x,
                                tf.constant(shift),
                                tf.constant(new int[] {axes.indexOf('x')}))));
    }

    @ParameterizedTest(name = "{0}, told: {1}")
    @CsvSource({
        "byxc, false",
        "byxc, true",
        "bcyx, false",
        "bcyx, true",
        "byx, false",
        "byx, true",
        "yx, false",
        "yx, true",
        "cyx, false",
        "cyx, true",
        "yxc, true",
        "bxyc, true",
        "cxy, true"
    })
    void turnsEveryOrderOfAxesIntoOurs(String axes, boolean told) throws IOException {
        Path file =
                StrangeGraphs.write(
                        folder.resolve("net.pb"),
                        TFloat32.class,
                        shape(axes, 1),
                        (tf, x) -> shifted(tf, x, axes));
        ConvertedModel found =
                StrangeGraphs.convert(
                        StrangeGraphs.request(file, told ? axes : "", "", Postprocessing.NONE));
        assertThat(found.inputAxes()).isEqualTo(axes);
        assertThat(found.inputChannels()).isEqualTo(1);
        assertThat(Networks.run(StrangeGraphs.converted(file), IMAGE, 2, 3))
                .containsExactly(301, 102, 203, 604, 405, 506);
    }

    @Test
    void bringsChannelsLast() throws IOException {
        Path file =
                StrangeGraphs.write(
                        folder.resolve("net.pb"),
                        TFloat32.class,
                        Shape.of(-1, 2, -1, -1),
                        (tf, x) ->
                                tf.math.mul(
                                        x,
                                        tf.reshape(
                                                tf.constant(new float[] {10, 1000}),
                                                tf.constant(new int[] {1, 2, 1, 1}))));
        ConvertedModel found = StrangeGraphs.convert(file);
        assertThat(found.inputAxes()).isEqualTo("bcyx");
        assertThat(found.inputChannels()).isEqualTo(2);
        assertThat(found.outputChannels()).isEqualTo(2);
        float[] both = {1, 2, 3, 4, 5, 6, 7, 8};
        assertThat(Networks.run(StrangeGraphs.converted(file), both, 2, 2))
                .containsExactly(10, 2000, 30, 4000, 50, 6000, 70, 8000);
    }

    @Test
    void addsASigmoidAndThenScalesAndClips() throws IOException {
        Path file =
                StrangeGraphs.write(
                        folder.resolve("net.pb"),
                        TFloat32.class,
                        shape("byxc", 1),
                        (tf, x) -> tf.math.sub(x, tf.constant(3f)));
        StrangeGraphs.convert(
                StrangeGraphs.request(
                        file, "", "", new Postprocessing(Activation.SIGMOID, 10, 1, -OPEN, 9)));
        float[] made = Networks.run(StrangeGraphs.converted(file), IMAGE, 2, 3);
        for (int i = 0; i < 6; i++)
            assertThat((double) made[i])
                    .isCloseTo(Math.min(9, 1 + 10 / (1 + Math.exp(3 - IMAGE[i]))), within(1e-5));
    }

    @Test
    void addsASoftmaxOverTheChannels() throws IOException {
        Path file =
                StrangeGraphs.write(
                        folder.resolve("net.pb"),
                        TFloat32.class,
                        Shape.of(-1, 2, -1, -1),
                        (tf, x) -> x);
        StrangeGraphs.convert(
                StrangeGraphs.request(
                        file,
                        "bcyx",
                        "bcyx",
                        new Postprocessing(Activation.SOFTMAX, 1, 0, -OPEN, OPEN)));
        float[] made =
                Networks.run(StrangeGraphs.converted(file), new float[] {0, 0, 0, 1, 3, 1}, 1, 3);
        double e = Math.E;
        assertThat(made)
                .usingComparatorWithPrecision(1e-6f)
                .containsExactly(
                        0.5f,
                        0.5f,
                        (float) (1 / (1 + e)),
                        (float) (e / (1 + e)),
                        (float) (e * e / (1 + e * e)),
                        (float) (1 / (1 + e * e)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "byxcb, must be letters b; y; x and c",
        "bzyx, must be letters b; y; x and c",
        "bc, must be letters b; y; x and c",
        "yx, has 4 axes [?; ?; ?; 1]; and \"yx\" names 2"
    })
    void refusesAxesThatCannotBe(String axes, String reason) throws IOException {
        Path file =
                StrangeGraphs.write(
                        folder.resolve("net.pb"), TFloat32.class, shape("byxc", 1), (tf, x) -> x);
        assertThatThrownBy(
                        () ->
                                StrangeGraphs.convert(
                                        StrangeGraphs.request(file, axes, "", Postprocessing.NONE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason.replace(';', ',').replace("],", "],"));
    }

    @Test
    void refusesVolumesAndRectangles() throws IOException {
        Path volume =
                StrangeGraphs.write(
                        folder.resolve("volume.pb"),
                        TFloat32.class,
                        Shape.of(-1, -1, -1, -1, 1),
                        (tf, x) -> x);
        assertThatThrownBy(() -> StrangeGraphs.convert(volume))
                .hasMessageContaining(
                        "The input of volume.pb has 5 axes [?, ?, ?, ?, 1], and Mulligan's networks work on planes, not on volumes");
        Path oblong =
                StrangeGraphs.write(
                        folder.resolve("oblong.pb"),
                        TFloat32.class,
                        Shape.of(1, 64, 48, 1),
                        (tf, x) -> x);
        assertThatThrownBy(() -> StrangeGraphs.convert(oblong))
                .hasMessageContaining("takes images of 48 x 64 px only, and tiles are squares");
    }
}
