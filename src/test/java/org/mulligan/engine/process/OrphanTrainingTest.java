package org.mulligan.engine.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.data.simulation.SimulatedPairs;
import org.mulligan.data.simulation.Structures;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingReport;
import org.mulligan.model.ModelFile;

/** A training whose host ends, or which the system ends. */
@Tag("slow")
class OrphanTrainingTest {
    @TempDir private Path folder;
    private final List<String> log = new ArrayList<>();

    /** Stops at the first question. */
    private final TrainingListener stopping =
            new TrainingListener() {
                @Override
                public void log(String line) {
                    log.add(line);
                }

                @Override
                public boolean cancelled() {
                    return log.stream().anyMatch(line -> line.startsWith("Going on after"));
                }
            };

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"the host is killed", "the engine is asked to end"})
    void aModelIsKeptAndResumeGoesOn(String how) throws Exception {
        new SimulatedPairs(Structures.CELLS, 64, 3, 20, 20)
                .write(folder.resolve("images"), 12, made -> {});
        Process host = TrainingHost.start(folder);
        try {
            ProcessHandle engine =
                    ProcessHandle.of(Long.parseLong(HostToKill.line(host))).orElseThrow();
            assertThat(HostToKill.line(host)).isEqualTo("60 steps");
            assertThat(folder.resolve("model.zip")).doesNotExist();
            if (how.contains("host")) host.destroyForcibly().waitFor();
            else engine.destroy();
            engine.onExit().get(120, TimeUnit.SECONDS);
        } finally {
            host.destroyForcibly();
        }
        ModelFile model = ModelFile.open(folder.resolve("model.zip"));
        assertThat(model.description().name()).isEqualTo("model");
        Path checkpoints = TrainingHost.plan(folder).checkpointFolder();
        List<String> left = names(checkpoints);
        assertThat(left).allMatch(name -> name.matches("step-\\d+|preview-\\d+\\.tif"));
        List<String> steps = left.stream().filter(name -> name.startsWith("step-")).toList();
        assertThat(steps).isNotEmpty();
        long done = Long.parseLong(steps.get(steps.size() - 1).substring("step-".length()));
        assertThat(done).isGreaterThanOrEqualTo(60);

        try (OwnProcessEngine engine = TrainingHost.engine()) {
            try (FileChannel other =
                    FileChannel.open(
                            checkpoints.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE)) {
                other.lock();
                assertThatThrownBy(() -> engine.train(TrainingHost.plan(folder), stopping))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContainingAll("model.zip", "still under way");
            }
            TrainingReport report = engine.train(TrainingHost.plan(folder), stopping);
            assertThat(report.complete()).isFalse();
            assertThat(report.steps()).isGreaterThanOrEqualTo(done);
        }
        assertThat(log).contains("Going on after step %d of 1000000.".formatted(done));
    }

    private static List<String> names(Path folder) throws Exception {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
