package org.mulligan.worker;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Devices;
import org.mulligan.engine.EngineInfo;
import org.mulligan.engine.EngineSettings;
import org.mulligan.engine.Network;
import org.mulligan.engine.OutOfTileMemoryException;
import org.mulligan.engine.Precision;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingMeasurement;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.engine.TrainingReport;
import org.mulligan.engine.process.IncapableEngine;
import org.mulligan.model.ModelFile;

/**
 * The engine's process with a network that negates, and with a fault: the first tile, or the tenth
 * step of the first training, goes wrong as the first argument says. A file, the fuse, is there
 * until it did.
 */
public final class FaultyWorker {
    /** What it tells of a training. */
    public static final TrainingMeasurement MEASUREMENT =
            new TrainingMeasurement(
                    "faithful",
                    100,
                    100,
                    0.5,
                    Double.NaN,
                    30.25,
                    0.9,
                    new TrainingMeasurement.Held("PSNR", "dB", 30.25, 20, 28, true),
                    TrainingMeasurement.Balance.NONE,
                    List.of("Better than the best Gaussian blur."));

    private FaultyWorker() {}

    /**
     * @param arguments the fault, and the fuse
     */
    public static void main(String[] arguments) {
        Path fuse = Path.of(arguments[1]);
        WorkerMain.serve(
                EngineSettings.on(DeviceChoice.CPU),
                settings -> new Faulty(() -> fault(arguments[0], fuse)));
    }

    /** Something that goes wrong. */
    private interface Fault {
        void happen() throws IOException, InterruptedException;
    }

    private static void fault(String name, Path fuse) throws IOException, InterruptedException {
        if (!Files.deleteIfExists(fuse)) return;
        switch (name) {
            case "kill" -> signal("KILL");
            case "out of memory" -> {
                System.err.println("terminate called: std::bad_alloc");
                signal("KILL");
            }
            case "exit" -> System.exit(7);
            case "exit well" -> System.exit(0);
            case "abort" -> NativeLibrary.getInstance("c").getFunction("abort").invoke(null);
            case "crash" -> new Pointer(8).setInt(0, 1);
            case "heap" -> fill();
            case "hang" -> signal("STOP");
            case "slow" -> Thread.sleep(60_000);
            case "too large" -> throw new OutOfTileMemoryException("no room for it", null);
            case "throw" -> throw new ArrayIndexOutOfBoundsException("index 7");
            case "refuse" -> throw new IllegalArgumentException("sharpness is too sharp");
            default -> throw new IllegalStateException("No fault is named " + name);
        }
    }

    private static void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, "" + ProcessHandle.current().pid())
                .start()
                .waitFor();
        Thread.sleep(60_000);
    }

    private static void fill() {
        List<long[]> hoard = new ArrayList<>();
        while (hoard.size() < 1 << 20) hoard.add(new long[1 << 22]);
    }

    private static final class Faulty extends IncapableEngine {
        private final Fault fault;

        Faulty(Fault fault) {
            this.fault = fault;
        }

        @Override
        public EngineInfo info() {
            return new EngineInfo("Negation 1.0", "CPU (test)", 1 << 30, pid(), 0);
        }

        private static long pid() {
            return ProcessHandle.current().pid();
        }

        @Override
        public Devices devices() {
            return new Devices(List.of(), "none here");
        }

        @Override
        public FloatBuffer allocate(int floats) {
            throw new UnsupportedOperationException("the host allocates");
        }

        private void happen() {
            try {
                fault.happen();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Network load(ModelFile model, double sharpness, Precision precision) {
            if (sharpness > 1) throw new IllegalArgumentException("sharpness is too sharp");
            return new Network() {
                @Override
                public void run(
                        FloatBuffer input,
                        FloatBuffer output,
                        int height,
                        int width,
                        BooleanSupplier cancelled) {
                    happen();
                    for (int i = 0; i < height * width; i++) output.put(i, -input.get(i));
                }

                @Override
                public Precision precision() {
                    return Precision.BF16;
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public TrainingReport train(TrainingPlan plan, TrainingListener listener)
                throws IOException {
            Files.createDirectories(plan.checkpointFolder());
            listener.log("seed " + plan.seed());
            for (int step = 1; step <= 100; step++) {
                if (step == 10) happen();
                if (listener.cancelled())
                    return new TrainingReport(plan.model(), step, false, List.of("stopped"));
                listener.update("Training", step / 100.0, -1);
                pause();
            }
            listener.measured(MEASUREMENT);
            return new TrainingReport(plan.model(), 100, true, List.of("a \"line\"", "another"));
        }

        private static void pause() {
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                throw new CancellationException(e.toString());
            }
        }

        @Override
        public void close() {}
    }
}
