package org.mulligan.tensor.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.model.ConvertedModel;
import org.mulligan.model.Postprocessing;
import org.mulligan.tensor.frozen.Networks;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** Strides and receptive fields of networks of which they are known. */
@Tag("slow")
class NetworkProbeTest {
    private static final Shape ANY = Shape.of(-1, -1, -1, 1);
    @TempDir private Path folder;

    private ConvertedModel probed(Shape shape, StrangeGraphs.Network<TFloat32> network)
            throws IOException {
        return StrangeGraphs.convert(
                StrangeGraphs.write(folder.resolve("net.pb"), TFloat32.class, shape, network));
    }

    @ParameterizedTest(name = "two convolutions of {0} and {1} px see {2} px")
    @CsvSource({"1, 1, 1", "3, 1, 3", "3, 3, 5", "5, 7, 11", "61, 1, 61", "101, 91, 191"})
    void addsUpConvolutions(int first, int second, int field) throws IOException {
        ConvertedModel found =
                probed(
                        ANY,
                        (tf, x) -> {
                            Operand<TFloat32> y = StrangeGraphs.convolved(tf, x, first, 1, 1, 1);
                            return StrangeGraphs.convolved(tf, y, second, 1, 1, 1);
                        });
        assertThat(found.receptiveField()).isEqualTo(field);
        assertThat(found.stride()).isEqualTo(1);
        assertThat(found.scale()).isEqualTo(1);
    }

    /** Wider than high: the field is the larger of both. */
    @Test
    void seesAlongBothAxes() throws IOException {
        for (boolean wide : new boolean[] {true, false}) {
            ConvertedModel found =
                    probed(
                            ANY,
                            (tf, x) ->
                                    tf.nn.conv2d(
                                            x,
                                            tf.fill(
                                                    tf.constant(
                                                            wide
                                                                    ? new int[] {1, 15, 1, 1}
                                                                    : new int[] {15, 1, 1, 1}),
                                                    tf.constant(1f)),
                                            List.of(1L, 1L, 1L, 1L),
                                            "SAME"));
            assertThat(found.receptiveField()).isEqualTo(15);
        }
    }

    @ParameterizedTest(name = "down and up by {0}")
    @CsvSource({"2", "4", "8", "16", "32"})
    void findsTheStepOfPoolings(int step) throws IOException {
        ConvertedModel found = probed(ANY, (tf, x) -> pooled(tf, x, step));
        assertThat(found.stride()).isEqualTo(step);
        // A pixel changes all of its cell, of which it lies at one end.
        assertThat(found.receptiveField()).isEqualTo(2 * step - 1);
    }

    private static Operand<TFloat32> pooled(Ops tf, Operand<TFloat32> x, long step) {
        Operand<TFloat32> small =
                tf.nn.avgPool(x, List.of(1L, step, step, 1L), List.of(1L, step, step, 1L), "SAME");
        Operand<TFloat32> large =
                tf.image.resizeNearestNeighbor(
                        small,
                        tf.math.mul(
                                tf.slice(
                                        tf.shape(small),
                                        tf.constant(new int[] {1}),
                                        tf.constant(new int[] {2})),
                                tf.constant((int) step)));
        return tf.math.add(x, large);
    }

    @Test
    void seesThatAMeanOverTheImageHasNoEnd() throws IOException {
        ConvertedModel found =
                probed(
                        ANY,
                        (tf, x) ->
                                tf.math.sub(
                                        x,
                                        tf.math.mean(
                                                x,
                                                tf.constant(new int[] {1, 2}),
                                                org.tensorflow.op.math.Mean.keepDims(true))));
        assertThat(found.receptiveField()).isEqualTo(ConvertedModel.WHOLE);
        assertThat(found.stride()).isEqualTo(1);
    }

    @Test
    void triesANetworkOfOneSizeOnThatSize() throws IOException {
        ConvertedModel found =
                probed(
                        Shape.of(1, 96, 96, 1),
                        (tf, x) -> StrangeGraphs.convolved(tf, x, 7, 1, 1, 1));
        assertThat(found.side()).isEqualTo(96);
        assertThat(found.receptiveField()).isEqualTo(7);
        assertThat(found.stride()).isEqualTo(1);
        ConvertedModel strided = probed(Shape.of(1, 96, 96, 1), (tf, x) -> pooled(tf, x, 8));
        assertThat(strided.stride()).isEqualTo(8);
        assertThat(strided.receptiveField()).isEqualTo(15);
        ConvertedModel whole =
                probed(
                        Shape.of(1, 96, 96, 1),
                        (tf, x) -> StrangeGraphs.convolved(tf, x, 95, 1, 1, 1));
        assertThat(whole.receptiveField()).isEqualTo(ConvertedModel.WHOLE);
        assertThat(whole.stride()).isEqualTo(8);
    }

    @Test
    void measuresTheScale() throws IOException {
        ConvertedModel found =
                probed(
                        ANY,
                        (tf, x) ->
                                tf.nn.depthToSpace(StrangeGraphs.convolved(tf, x, 3, 1, 1, 9), 3L));
        assertThat(found.scale()).isEqualTo(3);
        assertThat(found.receptiveField()).isEqualTo(3);
    }

    /** With pixels of 0 to 1 the image would be black, and every step steady. */
    @Test
    void triesPixelsOf8BitsInTheirRange() throws IOException {
        Path file =
                StrangeGraphs.write(
                        folder.resolve("bytes.pb"),
                        TUint8.class,
                        ANY,
                        (tf, x) -> pooled(tf, tf.dtypes.cast(x, TFloat32.class), 4));
        ConvertedModel found = StrangeGraphs.convert(file);
        assertThat(found.whole()).isTrue();
        assertThat(found.stride()).isEqualTo(4);
        float[] image = new float[16];
        System.arraycopy(new float[] {1.4f, 1.6f, -5, 300}, 0, image, 0, 4);
        float[] made = Networks.run(StrangeGraphs.converted(file), image, 4, 4);
        // Rounded and clipped to 1, 2, 0, 255, of which the mean over the cell is 16.125.
        assertThat(made).startsWith(17.125f, 18.125f, 16.125f, 271.125f, 16.125f);
    }

    @ParameterizedTest(name = "{0} px become half as many")
    @CsvSource({"1"})
    void refusesWhatIsNoImageAsLargeOrLarger(int channels) {
        assertThatThrownBy(
                        () ->
                                probed(
                                        ANY,
                                        (tf, x) ->
                                                StrangeGraphs.convolved(
                                                        tf, x, 3, 2, channels, channels)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("takes no size of image that was tried")
                .hasMessageContaining("a whole number of times larger");
    }

    @Test
    void stopsWhenItIsCancelled() throws IOException {
        Path file =
                StrangeGraphs.write(
                        folder.resolve("net.pb"),
                        TFloat32.class,
                        ANY,
                        (tf, x) -> StrangeGraphs.convolved(tf, x, 3, 1, 1, 1));
        int[] asked = {0};
        assertThatThrownBy(
                        () ->
                                ModelConversion.convert(
                                        StrangeGraphs.request(file, "", "", Postprocessing.NONE),
                                        () -> ++asked[0] > 4))
                .isInstanceOf(CancellationException.class);
        assertThat(asked[0]).isEqualTo(5);
        assertThat(folder.toFile().list()).containsExactly("net.pb");
    }
}
