package org.mulligan.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingReport;
import org.mulligan.tensor.Initializer;

class TrainingLoopTest {
    @TempDir private Path folder;

    private final List<String> said = new ArrayList<>();

    /** One weight, and its average. */
    private static final class Graph extends TrainingGraph {
        Graph() {
            super(1, false);
            variables.get("g.w", Initializer.ONE, 1);
            variables.addSlots("ema", generatorNames());
            open();
        }
    }

    /** Learns nothing, and says what it is asked. */
    private final class Steps implements TrainingStrategy {
        private final int steps;
        private final Set<Long> diverging = new TreeSet<>();
        private final List<String> asked = new ArrayList<>();
        private final List<Double> factors = new ArrayList<>();

        Steps(int steps) {
            this.steps = steps;
        }

        @Override
        public RunFingerprint fingerprint() {
            return new RunFingerprint(Map.of("steps", steps), "none", false);
        }

        @Override
        public void begin() {
            asked.add("begin");
        }

        @Override
        public long steps() {
            return steps;
        }

        @Override
        public String stage(long step) {
            return "test";
        }

        @Override
        public void startAt(long step) {
            asked.add("from " + step);
        }

        @Override
        public StepLosses discriminatorStep(long step, double factor) {
            asked.add("discriminator " + step);
            return StepLosses.NONE;
        }

        @Override
        public StepLosses generatorStep(long step, double factor) {
            asked.add("generator " + step);
            factors.add(factor);
            return new StepLosses(diverging.contains(step) ? Double.NaN : 1, 1, 0.5, 0);
        }

        @Override
        public void average(long step, double factor) {
            asked.add("average " + step);
        }

        @Override
        public List<StepListener> listeners() {
            return List.of((done, losses) -> asked.add("measured " + done));
        }

        @Override
        public void store(Properties state) {}

        @Override
        public void load(Properties state) {}

        @Override
        public String remedy() {
            return "try another test";
        }

        @Override
        public Outcome finish(Optional<String> stopped) {
            asked.add("finish");
            return new Outcome(folder.resolve("model.zip"), stopped.stream().toList());
        }
    }

    private TrainingReport run(Steps steps, boolean resume, long cancelAfter) throws IOException {
        TrainingRun run = new TrainingRun(new TrainingLog(100, said::add));
        CheckpointFolder checkpoints =
                new CheckpointFolder(
                        folder.resolve("checkpoints"), folder.resolve("model.zip"), resume);
        TrainingListener watcher =
                new TrainingListener() {
                    @Override
                    public boolean cancelled() {
                        return run.step() >= cancelAfter;
                    }
                };
        try (Graph graph = new Graph()) {
            return new TrainingLoop(steps, graph, run, checkpoints, watcher).run();
        }
    }

    @Test
    void learnsAveragesAndMeasuresStepByStep() throws IOException {
        Steps steps = new Steps(2);
        TrainingReport report = run(steps, false, 99);
        assertThat(steps.asked)
                .containsExactly(
                        "begin",
                        "from 0",
                        "discriminator 0",
                        "generator 0",
                        "average 0",
                        "measured 1",
                        "discriminator 1",
                        "generator 1",
                        "average 1",
                        "measured 2",
                        "finish");
        assertThat(report.complete()).isTrue();
        assertThat(folder.resolve("checkpoints")).doesNotExist();
    }

    @Test
    void goesOnWhereItWasStopped() throws IOException {
        TrainingReport stopped = run(new Steps(20), false, 12);
        assertThat(stopped.complete()).isFalse();
        assertThat(stopped.lines())
                .containsExactly(
                        "Stopped after step 12 of 20; the same command with resume=true goes on.");

        Steps rest = new Steps(20);
        TrainingReport report = run(rest, true, 99);
        assertThat(rest.asked).startsWith("from 12", "discriminator 12").doesNotContain("begin");
        assertThat(report.steps()).isEqualTo(20);
        assertThat(said).contains("Going on after step 12 of 20.");
    }

    @Test
    void goesBackAtHalfTheRatesAfterALossThatIsNoNumber() throws IOException {
        Steps steps = new Steps(3);
        steps.diverging.add(1L);
        assertThatThrownBy(() -> run(steps, false, 99))
                .isInstanceOf(IOException.class)
                .hasMessage("Training diverged 4 times, the last time at step 1; try another test");
        assertThat(steps.factors).containsExactly(1.0, 1.0, 0.5, 0.5, 0.25, 0.25, 0.125, 0.125);
        assertThat(steps.asked).filteredOn("from 0"::equals).hasSize(4);
        assertThat(said).filteredOn(line -> line.contains("back to step 0 with 0.5 of")).hasSize(1);
    }

    @Test
    void saysThatThereIsNothingToResume() throws IOException {
        run(new Steps(1), true, 99);
        assertThat(said)
                .containsExactly(
                        "There is no interrupted training of this name; beginning a new one.");
    }
}
