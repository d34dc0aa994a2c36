package org.mulligan.tensor.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.mulligan.tensor.foreign.HostileGraphs.node;
import static org.mulligan.tensor.foreign.HostileGraphs.with;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.tensor.Initializer;
import org.mulligan.tensor.frozen.FrozenGraph;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.TensorInfo;

class ForeignGraphTest {
    @TempDir Path folder;

    /** Two maps as features. */
    private static SavedModel honest() throws IOException {
        return SavedModel.parseFrom(
                FrozenGraph.of(
                                (layers, images) ->
                                        layers.convolve("c", images, 3, 1, 2, Initializer.HE),
                                Map.of("c.kernel", ramp(18), "c.bias", ramp(2)))
                        .bytes());
    }

    private static float[] ramp(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) values[i] = 0.1f * i;
        return values;
    }

    private static void assertRefused(SavedModel model, String... words) {
        var refusal =
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> new ForeignGraph(model, "stranger").validated())
                        .withMessageContaining("stranger is refused");
        for (String word : words) refusal.withMessageContaining(word);
    }

    @Test
    void whatIsNeverRunIsLeftOut() throws IOException {
        SavedModel saving =
                with(
                        honest(),
                        graph -> {
                            graph.getGraphDefBuilder().addNode(node("save", "WriteFile"));
                        });
        SavedModel kept = new ForeignGraph(saving, "stranger").validated();
        assertThat(kept.getMetaGraphs(0).getGraphDef().getNodeList())
                .extracting(NodeDef::getOp)
                .contains("Conv2D")
                .doesNotContain("WriteFile");
    }

    @Test
    void anOperationThatTheOutputNeedsIsJudged() throws IOException {
        SavedModel hostile =
                with(
                        honest(),
                        graph -> {
                            GraphDef.Builder nodes = graph.getGraphDefBuilder();
                            nodes.addNode(node("reader", "ReadFile"));
                            for (NodeDef.Builder each : nodes.getNodeBuilderList())
                                if (each.getName().equals("output")) each.addInput("^reader");
                        });
        assertRefused(hostile, "ReadFile", "reader", "its signature");
    }

    @Test
    void aFunctionIsLookedInto() throws IOException {
        FunctionDef body =
                FunctionDef.newBuilder()
                        .setSignature(OpDef.newBuilder().setName("inner"))
                        .addNodeDef(node("writer", "WriteFile"))
                        .build();
        SavedModel hostile =
                with(
                        honest(),
                        graph -> {
                            GraphDef.Builder nodes = graph.getGraphDefBuilder();
                            nodes.getLibraryBuilder().addFunction(body);
                            for (NodeDef.Builder each : nodes.getNodeBuilderList())
                                if (each.getName().equals("output")) each.addInput("^branch");
                            nodes.addNode(
                                    node("branch", "If")
                                            .putAttr(
                                                    "then_branch",
                                                    AttrValue.newBuilder()
                                                            .setFunc(
                                                                    NameAttrList.newBuilder()
                                                                            .setName("inner"))
                                                            .build()));
                        });
        assertRefused(hostile, "WriteFile", "writer");
    }

    @Test
    void whatRunsOnLoadingIsJudged() throws IOException {
        SavedModel bySignature =
                with(
                        honest(),
                        graph -> {
                            graph.getGraphDefBuilder().addNode(node("start", "ReadFile"));
                            graph.putSignatureDef(
                                    "__saved_model_init_op",
                                    graph.getSignatureDefOrThrow("serving_default").toBuilder()
                                            .clearInputs()
                                            .clearOutputs()
                                            .putOutputs(
                                                    "op",
                                                    TensorInfo.newBuilder()
                                                            .setName("start")
                                                            .build())
                                            .build());
                        });
        assertRefused(bySignature, "ReadFile", "loading it");
        SavedModel byCollection =
                with(
                        honest(),
                        graph -> {
                            graph.getGraphDefBuilder().addNode(node("start", "PyFunc"));
                            graph.putCollectionDef(
                                    "legacy_init_op",
                                    CollectionDef.newBuilder()
                                            .setNodeList(
                                                    CollectionDef.NodeList.newBuilder()
                                                            .addValue("start"))
                                            .build());
                        });
        assertRefused(byCollection, "PyFunc", "loading it");
        SavedModel restoring =
                with(
                        honest(),
                        graph -> {
                            graph.getGraphDefBuilder().addNode(node("restore", "SaveV2"));
                            graph.getSaverDefBuilder().setRestoreOpName("restore");
                        });
        assertRefused(restoring, "SaveV2", "loading it");
    }

    @Test
    void aFolderAndAZipGiveTheSameFeaturesWhateverComesWithAnImage() throws IOException {
        byte[] graph = honest().toByteArray();
        Path plain = Files.createDirectories(folder.resolve("plain"));
        Files.write(plain.resolve("saved_model.pb"), graph);
        Path zip = folder.resolve("net.zip");
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream entries = new ZipOutputStream(out)) {
            entries.putNextEntry(new ZipEntry("net/saved_model.pb"));
            entries.write(graph);
            entries.putNextEntry(new ZipEntry("net/other/variables/variables.index"));
            entries.write(1);
        }
        float[] images = ramp(40 * 64);
        float[] first;
        try (FeatureGraph network = FeatureGraph.open(plain, 8, 1)) {
            assertThat(network.features()).isEqualTo(128);
            assertThat(network.classes()).isZero();
            first = run(network, images, 40);
            float[] alone = run(network, java.util.Arrays.copyOfRange(images, 64, 128), 1);
            assertThat(alone).isEqualTo(java.util.Arrays.copyOfRange(first, 128, 256));
        }
        try (FeatureGraph network = FeatureGraph.open(zip, 8, 1)) {
            assertThat(run(network, images, 40)).isEqualTo(first);
        }
        assertThat(first[0]).isNotCloseTo(first[127], within(1e-3f));
    }

    private static float[] run(FeatureGraph network, float[] images, int count) {
        FloatBuffer from = buffer(images.length);
        from.put(0, images);
        FloatBuffer to = buffer(count * network.features());
        network.run(from, to, count);
        float[] results = new float[count * network.features()];
        to.get(0, results);
        return results;
    }

    private static FloatBuffer buffer(int floats) {
        return ByteBuffer.allocateDirect(4 * floats).order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mnist_features", "esrgan_slim_x2"})
    void honestModelsOfOthersPass(String name) throws IOException {
        Path graph =
                Path.of(
                                Optional.ofNullable(System.getenv("MULLIGAN_DATA"))
                                        .orElse("../shared/data"))
                        .resolve("models")
                        .resolve(name)
                        .resolve("saved_model/saved_model.pb");
        assumeThat(graph).as("shared data, see MULLIGAN_DATA").isRegularFile();
        SavedModel model = SavedModel.parseFrom(Files.readAllBytes(graph));
        SavedModel kept = new ForeignGraph(model, name).validated();
        assertThat(kept.getMetaGraphs(0).getGraphDef().getLibrary().getFunctionCount())
                .isPositive()
                .isLessThan(model.getMetaGraphs(0).getGraphDef().getLibrary().getFunctionCount());
    }

    @Test
    void wrongModelsAreNamed() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertThatThrownBy(() -> FeatureGraph.open(empty, 8, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("holds no saved_model.pb");
        Path text = Files.writeString(folder.resolve("text.zip"), "no zip");
        assertThatThrownBy(() -> FeatureGraph.open(text, 8, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is broken, cut off, or no zip");
        Path slip = folder.resolve("slip.zip");
        try (ZipOutputStream entries = new ZipOutputStream(Files.newOutputStream(slip))) {
            entries.putNextEntry(new ZipEntry("../saved_model.pb"));
            entries.write(honest().toByteArray());
        }
        assertThatThrownBy(() -> FeatureGraph.open(slip, 8, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("would lie outside of it (../saved_model.pb)");
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.write(outside.resolve("variables.index"), new byte[1]);
        Path linked = Files.createDirectories(folder.resolve("linked"));
        Files.write(linked.resolve("saved_model.pb"), honest().toByteArray());
        Files.createSymbolicLink(linked.resolve("variables"), outside);
        try (SavedModelFiles files = SavedModelFiles.copy(linked)) {
            assertThat(files.folder().resolve("variables")).isEmptyDirectory();
        }
        Files.writeString(empty.resolve("saved_model.pb"), "no graph at all");
        assertThatThrownBy(() -> FeatureGraph.open(empty, 8, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is damaged or none");
        Files.write(empty.resolve("saved_model.pb"), honest().toByteArray());
        assertThatThrownBy(() -> FeatureGraph.open(empty, 8, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("takes float [n, n, n, 1]")
                .hasMessageContaining("float [n, 8, 8, 3]");
    }
}
