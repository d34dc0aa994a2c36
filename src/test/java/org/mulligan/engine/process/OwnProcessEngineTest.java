package org.mulligan.engine.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Engine;
import org.mulligan.engine.EngineException;
import org.mulligan.engine.EngineSettings;
import org.mulligan.engine.Network;
import org.mulligan.engine.OutOfTileMemoryException;
import org.mulligan.engine.Precision;
import org.mulligan.engine.RecordCodec;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingMeasurement;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.engine.TrainingReport;
import org.mulligan.worker.FaultyWorker;

/** Each way in which the engine's process can go wrong, in a real process. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals are those of POSIX")
@Tag("slow")
@Tag("alone") // It ends engines that give no sign of life for 3 s.
class OwnProcessEngineTest {
    @TempDir private static Path logs;
    @TempDir private Path folder;

    @BeforeAll
    static void keepTheUsersLogAsItIs() {
        System.setProperty("mulligan.engine.log", logs.resolve("engine.log").toString());
    }

    /** One tile of a ramp. */
    private static float[] negate(Engine engine, Network network) throws IOException {
        FloatBuffer input = engine.allocate(12);
        FloatBuffer output = engine.allocate(12);
        for (int i = 0; i < 12; i++) input.put(i, i - 5.5f);
        network.run(input, output, 3, 4, () -> false);
        float[] values = new float[12];
        output.get(0, values);
        return values;
    }

    private static void assertNegated(float[] values) {
        for (int i = 0; i < values.length; i++) assertThat(values[i]).isEqualTo(5.5f - i);
    }

    private TrainingPlan plan() {
        return new TrainingPlan(
                new TrainingPlan.Images(
                        Optional.of(folder.resolve("a b")), folder.resolve("clean"), true, false),
                TrainingPlan.Imaging.noise(new TrainingPlan.Range(0.1, 2e7), 1.5),
                new TrainingPlan.Generator("unet", "charbonnier", 8, 2),
                new TrainingPlan.Adversary("hinge", "pixel", 0.3),
                new TrainingPlan.Schedule(0.1, 7, 64, 8),
                Long.MAX_VALUE,
                Precision.BF16,
                DeviceChoice.of("gpu:3"),
                folder.resolve("model.zip"),
                true);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "kill | signal 9 (SIGKILL), exit code 137",
                "exit | ended with exit code 7",
                "exit well | ended by itself (exit code 0)",
                "abort | signal 6 (SIGABRT",
                "crash | crashed in native code (SIGSEGV in [jna",
                "hang | gave no sign of life"
            })
    void aDeathInTheMiddleOfATileIsOneMessageAndTheNextCallStartsAnew(String fault, String said)
            throws Exception {
        try (OwnProcessEngine engine = Faults.engine(fault, folder)) {
            Network network = engine.load(Faults.model(), 0, Precision.AUTO);
            long first = engine.info().pid();
            long begun = System.nanoTime();
            assertThatThrownBy(() -> negate(engine, network))
                    .isInstanceOf(EngineException.class)
                    .hasMessageStartingWith("The engine ")
                    .hasMessageContaining(said)
                    .hasMessageContaining("Run the command again")
                    .hasMessageContaining(EngineLog.file().toString());
            double seconds = (System.nanoTime() - begun) * 1e-9;
            double expected = fault.equals("hang") ? Faults.SHORT.silence() : 0;
            assertThat(seconds).isLessThan(expected + 10);
            Optional<ProcessHandle> process = ProcessHandle.of(first);
            if (process.isPresent()) process.get().onExit().get(5, TimeUnit.SECONDS);
            assertNegated(negate(engine, network));
            assertThat(engine.info().pid()).isNotEqualTo(first);
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"out of memory", "heap"})
    void aDeathForMemoryAsksForASmallerTileOnce(String fault) throws Exception {
        try (OwnProcessEngine engine = Faults.engine(fault, folder)) {
            Network network = engine.load(Faults.model(), 0, Precision.AUTO);
            assertThatThrownBy(() -> negate(engine, network))
                    .isInstanceOf(OutOfTileMemoryException.class)
                    .hasMessageContaining("ran out of memory");
            Files.writeString(folder.resolve("fuse"), "");
            assertThatThrownBy(() -> negate(engine, network))
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("ran out of memory")
                    .hasMessageContaining("Close other programs");
            assertNegated(negate(engine, network));
        }
    }

    @Test
    void whatTheEngineThrowsKeepsItsTypeAndItsText() throws Exception {
        try (OwnProcessEngine engine = Faults.engine("too large", folder)) {
            Network network = engine.load(Faults.model(), 0, Precision.AUTO);
            assertThat(network.precision()).isEqualTo(Precision.BF16);
            assertThatThrownBy(() -> negate(engine, network))
                    .isInstanceOf(OutOfTileMemoryException.class)
                    .hasMessage("no room for it");
            assertThatThrownBy(() -> engine.load(Faults.model(), 2, Precision.AUTO))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("sharpness is too sharp");
            assertNegated(negate(engine, network));
        }
        try (OwnProcessEngine engine = Faults.engine("throw", folder)) {
            Network network = engine.load(Faults.model(), 0, Precision.AUTO);
            Throwable thrown = catchThrowable(() -> negate(engine, network));
            assertThat(thrown).isInstanceOf(IllegalStateException.class).hasMessage("index 7");
            assertThat(thrown.getCause())
                    .hasMessageContaining("ArrayIndexOutOfBoundsException")
                    .hasMessageContaining("FaultyWorker");
        }
    }

    @Test
    void aCancelledTileThatGoesOnIsEndedWithItsProcess() throws Exception {
        try (OwnProcessEngine engine = Faults.engine("slow", folder)) {
            Network network = engine.load(Faults.model(), 0, Precision.AUTO);
            FloatBuffer buffer = engine.allocate(12);
            long begun = System.nanoTime();
            assertThatThrownBy(() -> network.run(buffer, buffer, 3, 4, () -> true))
                    .isInstanceOf(CancellationException.class);
            assertThat((System.nanoTime() - begun) * 1e-9).isLessThan(10);
            assertNegated(negate(engine, network));
        }
    }

    @Test
    void aTrainingSendsWhatItTells() throws Exception {
        List<String> told = new ArrayList<>();
        TrainingListener listener =
                new TrainingListener() {
                    @Override
                    public void log(String line) {
                        told.add(line);
                    }

                    @Override
                    public void update(String what, double fraction, double secondsLeft) {
                        if (fraction == 0.5) told.add(what + " " + secondsLeft);
                    }

                    @Override
                    public void measured(TrainingMeasurement measurement) {
                        told.add(measurement.toString());
                    }
                };
        try (OwnProcessEngine engine = Faults.engine("none", folder)) {
            Files.delete(folder.resolve("fuse"));
            TrainingReport report = engine.train(plan(), listener);
            assertThat(report)
                    .isEqualTo(
                            new TrainingReport(
                                    folder.resolve("model.zip"),
                                    100,
                                    true,
                                    List.of("a \"line\"", "another")));
        }
        assertThat(told)
                .containsExactly(
                        "seed " + Long.MAX_VALUE,
                        "Training -1.0",
                        FaultyWorker.MEASUREMENT.toString());
    }

    @Test
    void aPlanCrossesWhole() {
        assertThat(RecordCodec.decode(TrainingPlan.class, RecordCodec.encode(plan())))
                .isEqualTo(plan());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"kill", "heap"})
    void aDeathInTheMiddleOfATrainingNamesTheCheckpoint(String fault) throws Exception {
        try (OwnProcessEngine engine = Faults.engine(fault, folder)) {
            assertThatThrownBy(() -> engine.train(plan(), TrainingListener.SILENT))
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("resume=true goes on");
            assertThat(engine.train(plan(), TrainingListener.SILENT).complete()).isTrue();
        }
    }

    @Test
    void aCancelledTrainingEndsByItself() throws Exception {
        try (OwnProcessEngine engine = Faults.engine("none", folder)) {
            Files.delete(folder.resolve("fuse"));
            List<Double> updates = new ArrayList<>();
            TrainingReport report =
                    engine.train(
                            plan(),
                            new TrainingListener() {
                                @Override
                                public void update(String what, double fraction, double left) {
                                    updates.add(fraction);
                                }

                                @Override
                                public boolean cancelled() {
                                    return updates.size() > 3;
                                }
                            });
            assertThat(report.complete()).isFalse();
            assertThat(report.lines()).containsExactly("stopped");
        }
    }

    @Test
    void anIdleProcessEndsAndTheNextCallStartsAnother() throws Exception {
        Path fuse = folder.resolve("none");
        try (OwnProcessEngine engine =
                new OwnProcessEngine(
                        EngineSettings.on(DeviceChoice.CPU),
                        settings -> Faults.launch("kill", fuse),
                        EngineProcess.Patience.USUAL,
                        0.005)) {
            Network network = engine.load(Faults.model(), 0, Precision.AUTO);
            long first = engine.info().pid();
            assertThat(ProcessHandle.of(first).orElseThrow().onExit().get(10, TimeUnit.SECONDS))
                    .isNotNull();
            assertNegated(negate(engine, network));
        }
    }

    @Test
    void aProcessThatWasStartedEarlyIsTheFirstThatIsAsked() throws Exception {
        List<EngineProcessLaunch> launches = new ArrayList<>();
        OwnProcessEngine.Launcher launcher =
                settings -> {
                    launches.add(Faults.launch("none", folder));
                    return launches.get(0);
                };
        EngineSettings settings = EngineSettings.on(DeviceChoice.CPU);
        Set<Long> before = children();
        EarlyStart.begin(launcher, () -> settings);
        EarlyStart.begin(launcher, () -> settings); // one is enough
        assertThat(launches).hasSize(1);
        Set<Long> early = children();
        early.removeAll(before);
        try (OwnProcessEngine engine =
                new OwnProcessEngine(settings, launcher, EngineProcess.Patience.USUAL, 1)) {
            assertThat(early).containsExactly(engine.info().pid());
        }
        assertThat(EarlyStart.take(launches.get(0).forPredictions())).isEmpty();
    }

    @Test
    void aProcessThatWasStartedEarlyForAnotherDeviceIsEnded() throws Exception {
        Set<Long> before = children();
        EarlyStart.begin(
                settings -> Faults.launch("none", folder),
                () -> EngineSettings.on(DeviceChoice.CPU));
        Set<Long> begun = children();
        begun.removeAll(before);
        ProcessHandle early = ProcessHandle.of(begun.iterator().next()).orElseThrow();
        try (OwnProcessEngine engine = Faults.engine("kill", folder)) {
            assertThat(engine.info().pid()).isNotEqualTo(early.pid());
        }
        early.onExit().get(10, TimeUnit.SECONDS);
    }

    @Test
    void nothingIsSaidOfAnEarlyStartThatGoesWrong() throws Exception {
        EarlyStart.begin(
                settings -> Faults.launch("none", folder),
                () -> {
                    throw new IllegalArgumentException("no such device");
                });
        assertThat(EarlyStart.take(Faults.launch("none", folder))).isEmpty();
    }

    private static Set<Long> children() {
        return ProcessHandle.current()
                .children()
                .map(ProcessHandle::pid)
                .collect(Collectors.toCollection(HashSet::new));
    }

    @Test
    void closingEndsTheProcess() throws Exception {
        ProcessHandle process;
        try (OwnProcessEngine engine = Faults.engine("none", folder)) {
            process = ProcessHandle.of(engine.info().pid()).orElseThrow();
        }
        process.onExit().get(10, TimeUnit.SECONDS);
    }

    @Test
    void aMissingJavaOrJarIsNamed() throws Exception {
        EngineProcessLaunch working = Faults.launch("none", folder);
        List<String> command = new ArrayList<>(working.command());
        command.set(0, folder.resolve("bin/java").toString());
        try (OwnProcessEngine engine =
                new OwnProcessEngine(
                        EngineSettings.on(DeviceChoice.CPU),
                        settings -> new EngineProcessLaunch(command, Map.of()),
                        EngineProcess.Patience.USUAL,
                        1)) {
            assertThatThrownBy(engine::info)
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("does not start")
                    .hasMessageContaining(command.get(0));
        }
        List<String> noJar = new ArrayList<>(working.command());
        noJar.set(noJar.indexOf("-cp") + 1, folder.resolve("engine.jar").toString());
        try (OwnProcessEngine engine =
                new OwnProcessEngine(
                        EngineSettings.on(DeviceChoice.CPU),
                        settings -> new EngineProcessLaunch(noJar, Map.of()),
                        EngineProcess.Patience.USUAL,
                        1)) {
            assertThatThrownBy(engine::info)
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("exit code 1")
                    .hasMessageContaining("Could not find or load main class");
        }
        String home = System.getProperty("java.home");
        System.setProperty("java.home", folder.toString());
        try {
            assertThatThrownBy(
                            () ->
                                    EngineProcessLaunch.standard(
                                            EngineSettings.on(DeviceChoice.AUTO), List.of()))
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining(folder.resolve("bin").toString())
                    .hasMessageContaining("complete Java");
        } finally {
            System.setProperty("java.home", home);
        }
    }

    @ParameterizedTest(name = "busy: {0}")
    @ValueSource(booleans = {false, true})
    void theEngineEndsWhenItsHostIsKilled(boolean busy) throws Exception {
        Process host = HostToKill.start(folder, busy ? "slow" : "none");
        try {
            ProcessHandle engine =
                    ProcessHandle.of(Long.parseLong(HostToKill.line(host))).orElseThrow();
            if (busy) Thread.sleep(300);
            assertThat(engine.isAlive()).isTrue();
            host.destroyForcibly().waitFor();
            engine.onExit().get(10, TimeUnit.SECONDS);
        } finally {
            host.destroyForcibly();
        }
    }

    @Test
    void sharedMemoryThatIsFullIsAMessageAndNotACrash() throws Exception {
        Process host = HostToKill.start(folder, "full");
        assertThat(HostToKill.line(host))
                .startsWith(
                        "OutOfTileMemoryException: The 40 MB for a tile do not fit into shared");
        assertThat(HostToKill.line(host)).isEqualTo("5.5");
        assertThat(host.waitFor()).isZero();
    }

    @Test
    void sharedMemoryOfAKilledHostIsSweptAway() throws Exception {
        org.junit.jupiter.api.Assumptions.assumeTrue(
                Files.isDirectory(Path.of("/dev/shm")), "only Linux lists shared memory");
        Process host = HostToKill.start(folder, "slow");
        HostToKill.line(host);
        Path left = Path.of("/dev/shm", "mulligan-%d-0".formatted(host.pid()));
        for (int i = 0; i < 100 && !Files.exists(left); i++) Thread.sleep(50);
        assertThat(left).exists();
        host.destroyForcibly().waitFor();
        SharedFloats.sweep();
        assertThat(left).doesNotExist();
    }
}
