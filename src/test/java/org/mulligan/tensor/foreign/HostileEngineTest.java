package org.mulligan.tensor.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Engine;
import org.mulligan.engine.EngineSettings;
import org.mulligan.engine.Network;
import org.mulligan.engine.Precision;
import org.mulligan.engine.process.Engines;
import org.mulligan.model.ModelContents;
import org.mulligan.model.ModelFile;
import org.mulligan.model.Weights;
import org.tensorflow.proto.SavedModel;

/** Hostile and broken models at the engine's own process. */
class HostileEngineTest {
    /** Changed graphs that are really loaded and run. */
    private static final int CASES = Integer.getInteger("mulligan.fuzz.engine", 12);

    private static final int SIDE = 16;

    @TempDir Path folder;

    private ModelFile model(String name, byte[] graph) throws IOException {
        ModelContents small = PackageFuzzTest.small();
        return ModelFile.write(
                folder.resolve(name),
                new ModelContents(
                        small.description(),
                        Map.of(Weights.FAITHFUL, graph, Weights.ADVERSARIAL, graph),
                        small.testInput(),
                        small.testOutput(),
                        small.testWidth(),
                        small.cover(),
                        small.card()));
    }

    private static float[] run(Engine engine, ModelFile model) throws IOException {
        FloatBuffer input = engine.allocate(SIDE * SIDE);
        FloatBuffer output = engine.allocate(SIDE * SIDE);
        for (int i = 0; i < SIDE * SIDE; i++) input.put(i, i % 7);
        try (Network network = engine.load(model, 0, Precision.FP32)) {
            network.run(input, output, SIDE, SIDE, () -> false);
        }
        float[] result = new float[SIDE * SIDE];
        output.get(0, result);
        return result;
    }

    @Test
    @Timeout(120)
    void aModelInOurOwnFormatIsJudgedToo() throws IOException {
        Path written = folder.resolve("written.txt");
        ModelFile hostile =
                model("hostile.zip", HostileGraphs.writesInABranch(written).toByteArray());
        ModelFile honest = model("honest.zip", HostileGraphs.honest().toByteArray());
        try (Engine engine = Engines.ownProcess(EngineSettings.on(DeviceChoice.CPU))) {
            assertThatThrownBy(() -> run(engine, hostile))
                    .isInstanceOfAny(IOException.class, IllegalArgumentException.class)
                    .hasMessageContainingAll(
                            "hostile.zip", "is refused", "WriteFile", "write files");
            assertThatThrownBy(() -> engine.loadRows(hostile, Weights.FAITHFUL))
                    .isInstanceOfAny(IOException.class, IllegalArgumentException.class)
                    .hasMessageContainingAll("hostile.zip", "is refused", "WriteFile");
            assertThatThrownBy(() -> engine.loadRows(honest, Weights.FAITHFUL))
                    .isInstanceOfAny(IOException.class, IllegalArgumentException.class)
                    .hasMessageContaining("a synthesiser takes rows");
            assertThat(written).doesNotExist();
            // 0.6 of 3 and 0.1 of its neighbours 1, 5, 2 and 4
            assertThat(run(engine, honest)[SIDE + 1]).isCloseTo(3, within(1e-5f));
        }
    }

    @Test
    @Timeout(600)
    void aChangedGraphThatPassesHarmsOnlyTheEnginesProcess() throws IOException {
        byte[] honest = HostileGraphs.honest().toByteArray();
        Map<String, Integer> outcomes = new TreeMap<>();
        float[] expected;
        try (Engine engine = Engines.ownProcess(EngineSettings.on(DeviceChoice.CPU))) {
            expected = run(engine, model("honest.zip", honest));
            for (int i = 0, seed = 0; i < CASES; seed++) {
                byte[] changed = new Mutations(new Random(seed)).graph(honest);
                if (!passes(changed, honest)) continue;
                outcomes.merge(
                        outcome(engine, model("m" + i++ + ".zip", changed)), 1, Integer::sum);
            }
            assertThat(run(engine, ModelFile.open(folder.resolve("honest.zip"))))
                    .isEqualTo(expected);
        }
        System.out.printf("Fuzz: %d changed graphs in the engine: %s%n", CASES, outcomes);
        assertThat(outcomes).isNotEmpty();
    }

    private static boolean passes(byte[] changed, byte[] honest) {
        try {
            return !SavedModel.parseFrom(changed).equals(SavedModel.parseFrom(honest))
                    && FrozenGraphReader.read(changed).graph().getNodeCount() > 0;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    private static String outcome(Engine engine, ModelFile model) {
        try {
            run(engine, model);
            return "ran";
        } catch (org.mulligan.engine.EngineException e) {
            assertThat(e.getMessage()).hasSizeGreaterThan(15);
            return "engine: "
                    + (e.getMessage().contains("ended") ? "its process ended" : "refused");
        } catch (IOException | IllegalArgumentException e) {
            assertThat(e.getMessage()).hasSizeGreaterThan(15);
            return "refused";
        }
    }
}
