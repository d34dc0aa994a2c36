package org.mulligan.engine.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.EngineSettings;
import org.mulligan.engine.Precision;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.worker.WorkerMain;

/** A host in a process of its own that trains for longer than anybody waits. */
final class TrainingHost {
    private TrainingHost() {}

    /**
     * @param folder with the folder {@code images}, noisy and clean
     */
    static TrainingPlan plan(Path folder) {
        return new TrainingPlan(
                new TrainingPlan.Images(
                        Optional.of(folder.resolve("images/noisy")),
                        folder.resolve("images/clean"),
                        false,
                        false),
                TrainingPlan.Imaging.noise(new TrainingPlan.Range(1, 2), 0),
                new TrainingPlan.Generator("unet", 4, 2),
                new TrainingPlan.Adversary(TrainingPlan.Adversary.NONE, 0),
                new TrainingPlan.Schedule(1, 1_000_000, 32, 2),
                1,
                Precision.FP32,
                DeviceChoice.CPU,
                folder.resolve("model.zip"),
                true);
    }

    static OwnProcessEngine engine() {
        return new OwnProcessEngine(
                EngineSettings.on(DeviceChoice.CPU),
                settings -> {
                    List<String> command =
                            new ArrayList<>(
                                    List.of(
                                            Path.of(System.getProperty("java.home"), "bin", "java")
                                                    .toString()));
                    command.addAll(EngineProcessLaunch.options(settings));
                    command.addAll(
                            List.of(
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    WorkerMain.class.getName(),
                                    "cpu",
                                    "0"));
                    return new EngineProcessLaunch(command, Map.of());
                },
                EngineProcess.Patience.USUAL,
                10);
    }

    static Process start(Path folder) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dmulligan.home=" + System.getProperty("mulligan.home"),
                        "-Dmulligan.engine.log=" + folder.resolve("host.log"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        TrainingHost.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Prints the engine's process, then a line when 60 steps are done. */
    public static void main(String[] arguments) throws Exception {
        OwnProcessEngine engine = engine();
        System.out.println(engine.info().pid());
        engine.train(
                plan(Path.of(arguments[0])),
                new TrainingListener() {
                    private int updates;

                    @Override
                    public void update(String what, double fraction, double secondsLeft) {
                        if (++updates == 60) System.out.println("60 steps");
                    }
                });
    }
}
