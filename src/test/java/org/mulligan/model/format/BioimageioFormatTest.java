package org.mulligan.model.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.image.intensity.Scaling;
import org.mulligan.model.ForeignModelException;
import org.mulligan.model.Postprocessing;
import org.mulligan.model.Postprocessing.Activation;

/** Descriptors of each version, written here by the specification. */
class BioimageioFormatTest {
    @TempDir private Path folder;

    private ForeignModel read(String descriptor) throws IOException {
        Files.writeString(folder.resolve("rdf.yaml"), descriptor);
        Files.writeString(folder.resolve("tf.zip"), "weights");
        return new BioimageioFormat().read(folder).orElseThrow();
    }

    private static String version4(String version, String input, String before, String after) {
        return """
        format_version: %s
        name: Nice denoiser
        description: It removes noise
        license: MIT
        tags: [unet]
        authors: [{name: A. Person, affiliation: Here}]
        inputs:
        - {name: raw, axes: bcyx, data_type: float32, %s
           preprocessing: %s}
        outputs:
        - {name: out, axes: bcyx, data_type: float32, postprocessing: %s}
        weights:
          tensorflow_saved_model_bundle: {source: ./tf.zip}
        """
                .formatted(version, input, before, after);
    }

    private static String version5(String before, String after) {
        return """
        format_version: 0.5.4
        name: Enlarger
        description: twice as large
        inputs:
        - id: raw
          axes:
          - {type: batch}
          - {type: space, id: y, size: {min: 32, step: 8}}
          - {type: space, id: x, size: {min: 32, step: 4}}
          - {type: channel, id: colour, channel_names: [r, g]}
          preprocessing: %s
        outputs:
        - id: out
          axes:
          - {type: batch}
          - {type: space, id: y, size: {tensor_id: raw, axis_id: y}}
          - {type: space, id: x, size: {tensor_id: raw, axis_id: x}}
          - {type: channel, channel_names: [r, g]}
          postprocessing: %s
        weights:
          tensorflow_saved_model_bundle: {source: tf.zip}
        """
                .formatted(before, after);
    }

    private Scaling before5(String steps) throws IOException {
        return read(version5(steps, "[]")).network().scaling().orElseThrow();
    }

    @ParameterizedTest(name = "version {0}, {1}: multiples of {2}, side {3}")
    @CsvSource(
            delimiter = ';',
            value = {
                "0.3.6;shape: {min: [1, 1, 64, 64], step: [0, 0, 16, 16]},;16;0",
                "0.4.10;shape: {min: [1, 1, 64, 64], step: [0, 0, 8, 16]},;16;0",
                "0.4.9;shape: [1, 1, 256, 256],;0;256",
                "0.4.0;'';1;0"
            })
    void readsAxesAndSizesOf3And4(String version, String shape, int stride, int side)
            throws IOException {
        ForeignModel model = read(version4(version, shape, "[]", "[]"));
        assertThat(model.format()).isEqualTo("bioimage.io " + version);
        assertThat(model.graph().getFileName()).hasToString("tf.zip");
        ForeignModel.Network network = model.network();
        assertThat(network.inputAxes()).isEqualTo("bcyx");
        assertThat(network.outputAxes()).isEqualTo("bcyx");
        assertThat(network.stride()).isEqualTo(stride);
        assertThat(network.side()).isEqualTo(side);
        assertThat(network.scaling()).contains(Scaling.fixed(0, 1));
        assertThat(model.about().name()).isEqualTo("Nice denoiser");
        assertThat(model.about().licence()).isEqualTo("MIT");
        assertThat(model.about().authors().get(0)).containsEntry("affiliation", "Here");
    }

    @Test
    void readsAxesAndSizesOf5() throws IOException {
        ForeignModel.Network network = read(version5("[]", "[]")).network();
        assertThat(network.inputAxes()).isEqualTo("byxc");
        assertThat(network.stride()).isEqualTo(8);
        assertThat(network.task()).isEmpty();
        assertThat(network.inUnits()).isEmpty();
    }

    @Test
    void readsPercentilesOfEachChannelOrOfAll() throws IOException {
        String step = "[{id: scale_range, kwargs: {%s min_percentile: 1, max_percentile: 99}}]";
        Scaling each = before5(step.formatted("axes: [y, x], eps: 0.001,"));
        assertThat(each).isEqualTo(new Scaling(Scaling.Kind.PERCENTILES, 1, 99, 0.001));
        // The channel axis is named colour here.
        assertThat(before5(step.formatted("axes: [colour, y, x],")).together()).isTrue();
        assertThat(before5(step.formatted("")).together()).isTrue();
        String old =
                "[{name: scale_range, kwargs: {mode: per_sample, axes: %s, max_percentile: 99.8}}]";
        Scaling planes =
                read(version4("0.4.10", "", old.formatted("yx"), "[]"))
                        .network()
                        .scaling()
                        .orElseThrow();
        assertThat(planes).isEqualTo(new Scaling(Scaling.Kind.PERCENTILES, 0, 99.8, 1e-6));
        assertThat(
                        read(version4("0.4.10", "", old.formatted("cyx"), "[]"))
                                .network()
                                .scaling()
                                .orElseThrow()
                                .together())
                .isTrue();
    }

    @Test
    void readsMeanAndDeviation() throws IOException {
        assertThat(before5("[{id: zero_mean_unit_variance, kwargs: {axes: [x, y]}}]"))
                .isEqualTo(Scaling.deviation(1e-6));
        assertThat(before5("[{id: zero_mean_unit_variance}]"))
                .isEqualTo(Scaling.deviation(1e-6).overChannels());
        String fixed =
                "[{name: zero_mean_unit_variance, kwargs: {mode: fixed, axes: yx, mean: [120], std: [15.5]}}]";
        assertThat(read(version4("0.4.10", "", fixed, "[]")).network().scaling())
                .contains(Scaling.fixed(120, 135.5));
        assertThat(
                        before5(
                                "[{id: fixed_zero_mean_unit_variance, kwargs: {axis: colour, mean: [3, 3], std: [2, 2]}}]"))
                .isEqualTo(Scaling.fixed(3, 5));
        ForeignModel dataset =
                read(
                        version4(
                                "0.4.10",
                                "",
                                "[{name: zero_mean_unit_variance, kwargs: {mode: per_dataset, axes: yx}}]",
                                "[]"));
        assertThat(dataset.notes())
                .containsExactly(
                        "The package normalises by the numbers of a whole data set (zero_mean_unit_variance); Mulligan takes those of each image");
    }

    /** (2 x + 3 - 5) / 4 is 0 at x = 1 and 1 at x = 3. */
    @Test
    void joinsScalingsThatFollowOneAnother() throws IOException {
        Scaling joined =
                before5(
                        "[{id: ensure_dtype, kwargs: {dtype: float32}}, {id: scale_linear, kwargs: {gain: 2, offset: 3}}, {id: fixed_zero_mean_unit_variance, kwargs: {mean: 5, std: 4}}]");
        assertThat(joined.low()).isCloseTo(1, within(1e-12));
        assertThat(joined.high()).isCloseTo(3, within(1e-12));
    }

    @Test
    void seesWhetherTheStepsAfterTheNetworkUndoThoseBefore() throws IOException {
        String before = "[{id: fixed_zero_mean_unit_variance, kwargs: {mean: 100, std: 20}}]";
        ForeignModel undone =
                read(version5(before, "[{id: scale_linear, kwargs: {gain: 20, offset: 100}}]"));
        assertThat(undone.network().inUnits()).contains(true);
        assertThat(undone.network().postprocessing()).isEqualTo(Postprocessing.NONE);
        ForeignModel other =
                read(version5(before, "[{id: scale_linear, kwargs: {gain: 21, offset: 100}}]"));
        assertThat(other.network().inUnits()).contains(false);
        assertThat(other.network().postprocessing().gain()).isEqualTo(21);
        assertThat(read(version5(before, "[]")).network().inUnits()).isEmpty();
    }

    @Test
    void readsTheStepsAfterTheNetwork() throws IOException {
        Postprocessing postprocessing =
                read(version5(
                                "[]",
                                "[{id: sigmoid}, {id: scale_linear, kwargs: {gain: 4, offset: 1}}, {id: clip, kwargs: {min: 2}}, {id: clip, kwargs: {min: 0, max: 3}}, {id: ensure_dtype, kwargs: {dtype: uint8}}]"))
                        .network()
                        .postprocessing();
        assertThat(postprocessing).isEqualTo(new Postprocessing(Activation.SIGMOID, 4, 1, 2, 3));
        assertThat(read(version5("[]", "[{id: softmax}]")).network().postprocessing().activation())
                .isEqualTo(Activation.SOFTMAX);
    }

    @ParameterizedTest(name = "before {0}, after {1}: {2}")
    @CsvSource(
            delimiter = ';',
            value = {
                "[{id: binarize, kwargs: {threshold: 1}}];[];binarize before the network",
                "[{id: clip, kwargs: {min: 0}}];[];clip before the network",
                "[{id: custom}];[];custom before the network",
                "[{id: scale_range}, {id: scale_range}];[];scale_range after another scaling",
                "[{id: scale_range}, {id: scale_linear}];[];a second scaling before the network",
                "[{id: scale_linear, kwargs: {gain: -1}}];[];with the gain -1.0",
                "[{id: scale_linear, kwargs: {gain: [1, 2]}}];[];gain of [1, 2] for each channel its own",
                "[{id: fixed_zero_mean_unit_variance, kwargs: {mean: [1, 2], std: [1, 1]}}];[];mean of [1, 2] for each channel its own",
                "[{id: fixed_zero_mean_unit_variance, kwargs: {mean: 1, std: 0}}];[];std = 0.0 before the network",
                "[{id: zero_mean_unit_variance, kwargs: {eps: big}}];[];eps = big in a step",
                "[{id: scale_range, kwargs: {axes: [colour]}}];[];measured along the axes [colour]",
                "[{id: scale_range, kwargs: {reference_tensor: other}}];[];by the numbers of other",
                "[];[{id: scale_range}];scale_range after the network",
                "[];[{id: scale_mean_variance, kwargs: {reference_tensor: raw}}];scale_mean_variance after the network",
                "[];[{id: scale_linear, kwargs: {gain: 0}}];with the gain 0",
                "[];[{id: clip, kwargs: {min: 2, max: 1}}];clip to 2.0 and 1.0",
                "[];[{id: clip, kwargs: {min: 0}}, {id: sigmoid}];sigmoid after another step",
                "[];[{id: clip, kwargs: {min: 0}}, {id: scale_linear, kwargs: {gain: 2}}];scale_linear after clip",
                "[];[{id: fixed_zero_mean_unit_variance, kwargs: {std: 0}}];with std = 0.0"
            })
    void refusesOtherStepsAndSaysTheWayOut(String before, String after, String reason) {
        assertThatThrownBy(() -> read(version5(before, after)))
                .isInstanceOf(ForeignModelException.class)
                .hasMessageStartingWith("The model in " + folder)
                .hasMessageContaining("asks for ")
                .hasMessageContaining(reason)
                .hasMessageEndingWith(
                        "import the SavedModel inside of the package and give normalisation and units yourself");
    }

    @Test
    void refusesPercentilesThatAreNone() {
        assertThatThrownBy(
                        () ->
                                before5(
                                        "[{id: scale_range, kwargs: {min_percentile: 99, max_percentile: 1}}]"))
                .hasMessageContaining("99.0 and 1.0");
    }

    @Test
    void refusesSeveralTensorsVolumesRectanglesAndMissingWeights() throws IOException {
        String good = version4("0.4.10", "", "[]", "[]");
        assertThatThrownBy(
                        () -> read(good.replace("outputs:", "- {name: b, axes: byxc}\noutputs:")))
                .hasMessageContaining(
                        "has 2 inputs, and Mulligan's networks turn one image into one");
        assertThatThrownBy(
                        () -> read(good.replace("weights:", "- {name: b, axes: byxc}\nweights:")))
                .hasMessageContaining("has 2 outputs")
                .hasMessageContaining("name one with output=NAME");
        assertThatThrownBy(() -> read(good.replaceFirst("axes: bcyx", "axes: bczyx")))
                .hasMessageContaining("works on the axes bczyx");
        assertThatThrownBy(() -> read(version4("0.4.10", "shape: [1, 1, 64, 32],", "[]", "[]")))
                .hasMessageContaining("takes images of 32 x 64 px only");
        assertThatThrownBy(() -> read(good.replace("./tf.zip", "other.zip")))
                .hasMessageContaining("lacks its weights, the file other.zip");
        assertThatThrownBy(() -> read(good.replace("./tf.zip", "../tf.zip")))
                .hasMessageContaining("names \"../tf.zip\", which is no file of the package");
        assertThatThrownBy(
                        () -> read(good.replace("source: ./tf.zip", "source: tf.zip, sha256: abc")))
                .hasMessageContaining("is damaged: its SHA-256 should be abc");
        assertThatThrownBy(() -> read(good.replace("tensorflow_saved_model_bundle", "keras_hdf5")))
                .hasMessageContaining("has weights for [keras_hdf5] only")
                .hasMessageContaining("model.export('FOLDER')");
    }

    @Test
    void isNoDescriptorWithoutAVersionAndNotOneAmongSeveralFolders() throws IOException {
        Files.writeString(folder.resolve("rdf.yaml"), "name: something else\n");
        assertThat(new BioimageioFormat().read(folder)).isEmpty();
        Files.delete(folder.resolve("rdf.yaml"));
        Path one = Files.createDirectory(folder.resolve("one"));
        Files.writeString(one.resolve("rdf.yaml"), version5("[]", "[]"));
        Files.writeString(one.resolve("tf.zip"), "weights");
        assertThat(new BioimageioFormat().read(folder)).isPresent();
        assertThat(new BioimageioFormat().read(one.resolve("rdf.yaml"))).isPresent();
        Files.createDirectory(folder.resolve("two"));
        assertThat(new BioimageioFormat().read(folder)).isEmpty();
    }
}
