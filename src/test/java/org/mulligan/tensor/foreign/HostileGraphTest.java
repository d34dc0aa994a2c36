package org.mulligan.tensor.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mulligan.tensor.foreign.HostileGraphs.Hostile;
import org.mulligan.tensor.frozen.Networks;
import org.mulligan.tensor.frozen.RunningGraph;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GradientDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.types.TFloat32;

class HostileGraphTest {
    @TempDir Path folder;

    static Stream<Arguments> hostile() throws IOException {
        return HostileGraphs.all().entrySet().stream()
                .map(each -> Arguments.of(each.getKey(), each.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void isRefusedWithTheReasonInEachFormat(String what, Hostile hostile) throws IOException {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ForeignGraph(hostile.model(), "stranger").validated())
                .withMessageStartingWith("stranger is refused: ")
                .withMessageContainingAll(hostile.words());
        // Written as Mulligan's own format, it is no better.
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FrozenGraphReader.read(hostile.model().toByteArray(), "own"))
                .withMessageStartingWith("own is refused: ")
                .withMessageContainingAll(hostile.words());
    }

    @Test
    void theHarmIsRealWhereNobodyJudges() throws IOException {
        Path written = folder.resolve("written.txt");
        SavedModel writing = HostileGraphs.writesInABranch(written);
        try (SavedModelBundle unjudged = load(writing);
                TFloat32 image = TFloat32.tensorOf(Shape.of(1, 4, 4, 1));
                Result result =
                        unjudged.session().runner().feed("input", image).fetch("output").run()) {
            assertThat(result.get(0)).isNotNull();
        }
        assertThat(written).hasContent("written by a model");
        Files.delete(written);

        // TensorFlow complains of the file that it was told to read: it went and looked.
        Path secret = folder.resolve("secret.txt");
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> load(HostileGraphs.readsWhenLoaded(secret)).close())
                .hasMessageContaining("secret.txt");
        Files.writeString(secret, "secret");
        load(HostileGraphs.readsWhenLoaded(secret)).close();

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new RunningGraph(
                                        FrozenGraphReader.read(writing.toByteArray(), "own"),
                                        false));
        assertThat(written).doesNotExist();
    }

    private SavedModelBundle load(SavedModel model) throws IOException {
        Path place = Files.createTempDirectory(folder, "unjudged");
        Files.createDirectory(place.resolve("variables"));
        Files.write(place.resolve("saved_model.pb"), model.toByteArray());
        return SavedModelBundle.load(place.toString(), "serve");
    }

    @Test
    void aLoopOfAnOldGraphIsNoCircle() throws IOException {
        SavedModel looping =
                HostileGraphs.waitingFor(
                        HostileGraphs.node("enter", "Enter", "input"),
                        HostileGraphs.node("merge", "Merge", "enter", "next"),
                        HostileGraphs.node("body", "Identity", "merge"),
                        HostileGraphs.node("next", "NextIteration", "body"),
                        HostileGraphs.node("exit", "Exit", "body"));
        assertThat(new ForeignGraph(looping, "looping").validated().getMetaGraphsCount()).isOne();
    }

    @Test
    void whatIsNeverRunIsLeftOutAndSoIsWhatTheMakersComputerSays() throws IOException {
        SavedModel honest =
                HostileGraphs.with(
                        HostileGraphs.waitingFor(
                                HostileGraphs.node("far", "NoOp")
                                        .setDevice("/job:worker/task:7/device:GPU:3")
                                        .putAttr(
                                                "_class",
                                                AttrValue.newBuilder()
                                                        .setList(
                                                                AttrValue.ListValue.newBuilder()
                                                                        .addS(
                                                                                com.google.protobuf
                                                                                        .ByteString
                                                                                        .copyFromUtf8(
                                                                                                "loc:@gone")))
                                                        .build())),
                        graph -> {
                            graph.getGraphDefBuilder()
                                    .addNode(HostileGraphs.node("partial", "WriteFile"))
                                    .addNode(
                                            HostileGraphs.node(
                                                    "saver", "SaveV2", "partial", "input"));
                            graph.getGraphDefBuilder()
                                    .getLibraryBuilder()
                                    .addGradient(GradientDef.newBuilder().setGradientFunc("bad"));
                            graph.putSignatureDef(
                                    "other", graph.getSignatureDefOrThrow("serving_default"));
                        });
        var kept = new ForeignGraph(honest, "honest").validated().getMetaGraphs(0);
        assertThat(kept.getGraphDef().getNodeList())
                .extracting(NodeDef::getName)
                .contains("input", "output", "far")
                .doesNotContain("partial", "saver");
        assertThat(kept.getGraphDef().getNodeList())
                .filteredOn(node -> node.getName().equals("far"))
                .allSatisfy(
                        node -> {
                            assertThat(node.getDevice()).isEmpty();
                            assertThat(node.getAttrMap()).doesNotContainKey("_class");
                        });
        assertThat(kept.getGraphDef().getLibrary().getGradientCount()).isZero();
        assertThat(kept.getSignatureDefMap()).containsOnlyKeys("serving_default");
        assertThat(Networks.run(FrozenGraphReader.read(honest.toByteArray()), new float[16], 4, 4))
                .hasSize(16);
    }

    @Test
    void aFrozenGraphWithoutASignatureIsJudgedToo() throws IOException {
        var hostile = HostileGraphs.writesInABranch(folder.resolve("x")).getMetaGraphs(0);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                ForeignGraph.validated(
                                        hostile.getGraphDef(),
                                        java.util.List.of("input:0", "output:0"),
                                        "frozen.pb"))
                .withMessageContainingAll("frozen.pb is refused", "WriteFile");
        var honest = HostileGraphs.honest().getMetaGraphs(0).getGraphDef();
        assertThat(
                        ForeignGraph.validated(honest, java.util.List.of("output:0"), "frozen.pb")
                                .getNodeCount())
                .isBetween(4, honest.getNodeCount());
    }

    @Test
    void allOfTheCorpusIsThere() throws IOException {
        Map<String, Hostile> all = HostileGraphs.all();
        assertThat(all).hasSizeGreaterThan(25).containsKeys("writes in a branch", "PyFunc");
    }
}
