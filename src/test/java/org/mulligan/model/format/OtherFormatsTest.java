package org.mulligan.model.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.image.intensity.Scaling;
import org.mulligan.model.ForeignModelException;
import org.mulligan.model.Task;

/** CSBDeep zips, SavedModels, frozen graphs, and what is often taken for one of them. */
class OtherFormatsTest {
    @TempDir private Path folder;

    private ForeignModel csbDeep(String meta) throws IOException {
        Files.writeString(folder.resolve("saved_model.pb"), "graph");
        Files.writeString(folder.resolve("meta.json"), meta);
        return new CsbDeepFormat().read(folder).orElseThrow();
    }

    @Test
    void readsWhatCareExports() throws IOException {
        ForeignModel care =
                csbDeep(
                        "{\"type\": \"CARE\", \"version\": \"0.8.2\", \"probabilistic\": false, \"axes\": \"YXC\", \"axes_div_by\": [4, 4, 1], \"tile_overlap\": [16, 16, 0]}");
        assertThat(care.format()).isEqualTo("CSBDeep (CARE 0.8.2)");
        ForeignModel.Network network = care.network();
        assertThat(network.inputAxes()).isEqualTo("byxc");
        assertThat(network.scaling())
                .contains(new Scaling(Scaling.Kind.PERCENTILES, 2, 99.8, 1e-20));
        assertThat(network.inUnits()).contains(true);
        assertThat(network.stride()).isEqualTo(4);
        assertThat(network.task()).contains(Task.DENOISE);
    }

    @Test
    void doesNotTakeTheUncertaintyOfAProbabilisticOneForAnImage() throws IOException {
        ForeignModel care =
                csbDeep("{\"type\": \"CARE\", \"probabilistic\": true, \"axes\": \"YX\"}");
        assertThat(care.network().inUnits()).contains(false);
        assertThat(care.network().task()).isEmpty();
        assertThat(care.notes()).singleElement().asString().contains("probabilistic");
    }

    @Test
    void saysThatN2vsNumbersAreNotInItsFile() throws IOException {
        ForeignModel n2v = csbDeep("{\"type\": \"N2V\", \"version\": \"1\", \"axes\": \"YXC\"}");
        assertThat(n2v.network().scaling()).contains(Scaling.deviation(0));
        assertThat(n2v.network().inUnits()).contains(true);
        assertThat(n2v.notes()).singleElement().asString().contains("fixed MEAN DEVIATION");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"ZYXC", "TYX", "X", "C"})
    void refusesOtherAxes(String axes) {
        assertThatThrownBy(() -> csbDeep("{\"type\": \"CARE\", \"axes\": \"%s\"}".formatted(axes)))
                .isInstanceOf(ForeignModelException.class)
                .hasMessageContaining("works on axes " + axes);
    }

    @Test
    void findsASavedModelAtAnyDepthButOnlyOne() throws IOException {
        Path deep = Files.createDirectories(folder.resolve("a/b/c"));
        Files.writeString(deep.resolve("saved_model.pb"), "graph");
        SavedModelFormat format = new SavedModelFormat();
        assertThat(format.read(folder).orElseThrow().graph()).isEqualTo(deep);
        assertThat(format.read(deep.resolve("saved_model.pb")).orElseThrow().graph())
                .isEqualTo(deep);
        // Keras keeps others below that of the whole network.
        Path below = Files.createDirectory(deep.resolve("part"));
        Files.writeString(below.resolve("saved_model.pb"), "graph");
        assertThat(format.read(folder).orElseThrow().graph()).isEqualTo(deep);
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(other.resolve("saved_model.pb"), "graph");
        assertThatThrownBy(() -> format.read(folder))
                .isInstanceOf(ForeignModelException.class)
                .hasMessageContaining(
                        "holds 3 SavedModels (other, a/b/c ...); give the folder of one");
        Files.delete(deep.resolve("saved_model.pb"));
        Files.delete(below.resolve("saved_model.pb"));
        Files.delete(other.resolve("saved_model.pb"));
        assertThat(format.read(folder)).isEmpty();
    }

    @Test
    void takesAFrozenGraphAndNamesSeveral() throws IOException {
        Path one = Files.writeString(folder.resolve("one.pb"), "graph");
        FrozenGraphFormat format = new FrozenGraphFormat();
        assertThat(format.read(one).orElseThrow().graph()).isEqualTo(one);
        assertThat(format.read(folder).orElseThrow().graph()).isEqualTo(one);
        Files.writeString(folder.resolve("two.pb"), "graph");
        assertThatThrownBy(() -> format.read(folder))
                .hasMessageContaining("holds 2 graphs (one.pb ...); give one of the files");
        assertThat(format.read(folder.resolve("other.txt"))).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "net.onnx, is an ONNX model, onnx2tf",
        "net.pt, is a PyTorch model, onnx2tf",
        "net.pth, is a PyTorch model, onnx2tf",
        "net.torchscript, is a PyTorch model, onnx2tf",
        "net.h5, is a Keras file, model.export('FOLDER')",
        "net.hdf5, is a Keras file, model.export('FOLDER')",
        "net.KERAS, is a Keras file, model.export('FOLDER')",
        "checkpoint, is a TensorFlow checkpoint, export a SavedModel",
        "model.ckpt-5.meta, is a TensorFlow checkpoint, export a SavedModel",
        "ckpt.index, is a TensorFlow checkpoint, export a SavedModel",
        "ckpt.data-00000-of-00001, is a TensorFlow checkpoint, export a SavedModel",
        "model.json, is a TensorFlow.js model, keras_saved_model",
        "net.tflite, is a TensorFlow Lite model, import the SavedModel",
        "weights.npz, holds weights without a network, export a SavedModel"
    })
    void saysWhatAFileIsAndTheWayOut(String name, String what, String way) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "something");
        for (Path place : new Path[] {file, folder})
            assertThatThrownBy(() -> new RefusedFormats().read(place))
                    .isInstanceOf(ForeignModelException.class)
                    .hasMessageStartingWith(name + " " + what)
                    .hasMessageContaining(way);
        assertThat(new RefusedFormats().read(folder.resolve("image.tif"))).isEmpty();
    }
}
