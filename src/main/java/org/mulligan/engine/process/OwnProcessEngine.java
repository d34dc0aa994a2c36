package org.mulligan.engine.process;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apposed.appose.Service;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Devices;
import org.mulligan.engine.Engine;
import org.mulligan.engine.EngineException;
import org.mulligan.engine.EngineInfo;
import org.mulligan.engine.EngineSettings;
import org.mulligan.engine.FeatureNetwork;
import org.mulligan.engine.GraphFacts;
import org.mulligan.engine.Network;
import org.mulligan.engine.OutOfTileMemoryException;
import org.mulligan.engine.Precision;
import org.mulligan.engine.RowNetwork;
import org.mulligan.engine.SynthesisPlan;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.engine.TrainingReport;
import org.mulligan.engine.process.EngineProcess.DiedException;
import org.mulligan.engine.process.EngineProcess.Question;
import org.mulligan.model.ConversionRequest;
import org.mulligan.model.ConvertedModel;
import org.mulligan.model.ModelFile;
import org.mulligan.model.Weights;

/**
 * The engine room in a process of its own, which starts at first use, ends when it has been idle
 * for a while, and starts again when it is needed. Whatever happens in it, this process lives on.
 */
final class OwnProcessEngine implements Engine {
    /** Makes the command line, when a process is needed. */
    interface Launcher {
        EngineProcessLaunch launch(EngineSettings settings) throws EngineException;
    }

    /** After that long its memory is worth more than its warmth. */
    private static final double IDLE_MINUTES = 10;

    static final String AGAIN = "Run the command again: the engine starts anew.";

    private static final String LOST_PREDICTION =
            "The result is lost, the image is not; nothing else was touched. " + AGAIN;

    private final EngineSettings settings;
    private final Launcher launcher;
    private final EngineProcess.Patience patience;
    private final Map<FloatBuffer, SharedFloats> shared = new IdentityHashMap<>();
    private final ScheduledExecutorService clock;
    private EngineProcess worker;
    private int asking;
    private long idleSince;
    private int networks;

    /**
     * @param extensions jars or folders of classes besides ours
     */
    OwnProcessEngine(EngineSettings settings, List<Path> extensions) {
        this(
                settings,
                chosen -> EngineProcessLaunch.standard(chosen, extensions),
                EngineProcess.Patience.USUAL,
                IDLE_MINUTES);
    }

    OwnProcessEngine(
            EngineSettings settings,
            Launcher launcher,
            EngineProcess.Patience patience,
            double idleMinutes) {
        this.settings = settings;
        this.launcher = launcher;
        this.patience = patience;
        SharedFloats.sweep();
        clock =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, "Mulligan ends an idle engine");
                            thread.setDaemon(true);
                            return thread;
                        });
        long idle = Math.round(idleMinutes * 60e3);
        clock.scheduleWithFixedDelay(
                () -> endIfIdle(idle), idle / 4 + 1, idle / 4 + 1, TimeUnit.MILLISECONDS);
    }

    @Override
    public EngineInfo info() throws EngineException {
        try {
            return Wire.info(asked(new Question("info", Map.of()), AGAIN));
        } catch (IOException e) {
            throw known(e);
        }
    }

    /**
     * Asks a process that is started for this and computes on the CPU: one that computes on a GPU
     * sees only that, and measuring takes memory that only the end of a process gives back.
     */
    @Override
    public Devices devices() throws EngineException {
        EngineSettings apart =
                new EngineSettings(DeviceChoice.CPU, settings.heap(), settings.gpuMemory());
        try (EngineProcess other = start(launcher.launch(apart))) {
            return Wire.devices(ask(other, new Question("devices", Map.of())));
        } catch (DiedException e) {
            throw new EngineException(e.death().message(AGAIN));
        } catch (IOException e) {
            throw known(e);
        }
    }

    @Override
    public FloatBuffer allocate(int floats) {
        SharedFloats memory = SharedFloats.create(floats);
        synchronized (this) {
            shared.put(memory.floats(), memory);
        }
        return memory.floats();
    }

    @Override
    public Network load(ModelFile model, double sharpness, Precision precision) throws IOException {
        OwnProcessNetwork network = new OwnProcessNetwork(model, sharpness, precision);
        try {
            network.loadInto(worker());
        } catch (DiedException e) {
            throw new EngineException(e.death().message(LOST_PREDICTION));
        }
        return network;
    }

    /** A network by its recipe, so that it can be loaded again into the next process. */
    private final class OwnProcessNetwork implements Network {
        private final Map<String, Object> recipe;
        private final String name;
        private EngineProcess loadedInto;
        private Precision computedIn = Precision.FP32;
        private boolean diedForMemory;

        OwnProcessNetwork(ModelFile model, double sharpness, Precision precision) {
            name = nextName();
            recipe =
                    Wire.map(
                            "network", name,
                            "model", model.path().toAbsolutePath(),
                            "sharpness", sharpness,
                            "precision", precision);
        }

        private void loadInto(EngineProcess into) throws IOException, DiedException {
            Map<String, Object> loaded = ask(into, new Question("load", recipe));
            computedIn = Precision.of(Wire.text(loaded, "precision"));
            loadedInto = into;
        }

        @Override
        public void run(
                FloatBuffer input,
                FloatBuffer output,
                int height,
                int width,
                BooleanSupplier cancelled)
                throws EngineException {
            Question tile =
                    new Question(
                            "run",
                            Wire.map(
                                    "network", name,
                                    "input", shared(input).name(),
                                    "inputsize", input.capacity(),
                                    "output", shared(output).name(),
                                    "outputsize", output.capacity(),
                                    "height", height,
                                    "width", width),
                            event -> {},
                            cancelled);
            try {
                EngineProcess current = worker();
                if (current != loadedInto) loadInto(current);
                ask(current, tile);
                diedForMemory = false;
            } catch (DiedException e) {
                // Once, and with a smaller tile: a second death shows that tiles are not the
                // reason.
                if (e.death().forMemory() && !diedForMemory) {
                    diedForMemory = true;
                    throw new OutOfTileMemoryException(
                            "The engine %s: %s".formatted(e.death().what(), e.death().memory()), e);
                }
                throw new EngineException(
                        e.death()
                                .message(
                                        LOST_PREDICTION
                                                + (e.death().forMemory()
                                                        ? " Close other programs first, or give a small tile."
                                                        : "")));
            } catch (IOException e) {
                throw known(e);
            }
        }

        @Override
        public Precision precision() {
            return computedIn;
        }

        @Override
        public void close() {
            EngineProcess holder = loadedInto;
            if (holder == null || !holder.isAlive()) return;
            try {
                ask(holder, new Question("unload", Wire.map("network", name)));
            } catch (DiedException | IOException e) {
                return; // It has unloaded everything.
            }
        }
    }

    @Override
    public RowNetwork loadRows(ModelFile model, Weights weights) throws IOException {
        return loaded(
                new OwnProcessRows(
                        this,
                        "loadrows",
                        Wire.map(
                                "model", model.path().toAbsolutePath(),
                                "weights", weights.name())));
    }

    @Override
    public FeatureNetwork loadFeatures(Path savedModel, int size, int channels) throws IOException {
        OwnProcessRows network =
                loaded(
                        new OwnProcessRows(
                                this,
                                "loadfeatures",
                                Wire.map(
                                        "model", savedModel.toAbsolutePath(),
                                        "size", size,
                                        "channels", channels)));
        return new FeatureNetwork(
                network,
                Wire.integer(network.answer(), "features"),
                Wire.integer(network.answer(), "classes"));
    }

    @Override
    public ConvertedModel adopt(ConversionRequest request, BooleanSupplier cancelled)
            throws IOException {
        Question adoption =
                new Question("adopt", ConversionWire.of(request), event -> {}, cancelled);
        return ConversionWire.adopted(
                asked(adoption, "The model was not imported; nothing else was touched."));
    }

    @Override
    public GraphFacts facts(ModelFile model, Weights weights) throws IOException {
        Path from = model.path().toAbsolutePath();
        Map<String, Object> what = Wire.map("model", from, "weights", weights.name());
        return Wire.facts(asked(new Question("facts", what), AGAIN));
    }

    @Override
    public void saveGraph(ModelFile model, double sharpness, boolean tensorFlow1, Path file)
            throws IOException {
        Path from = model.path().toAbsolutePath();
        Map<String, Object> what = Wire.map("model", from, "file", file.toAbsolutePath());
        what.putAll(Wire.map("sharpness", sharpness, "tensorflow1", tensorFlow1));
        asked(new Question("savegraph", what), AGAIN);
    }

    private Map<String, Object> asked(Question question, String lost) throws IOException {
        try {
            return ask(worker(), question);
        } catch (DiedException e) {
            throw new EngineException(e.death().message(lost));
        }
    }

    /** For a network in the engine's process. */
    synchronized String nextName() {
        return "network " + networks++;
    }

    private OwnProcessRows loaded(OwnProcessRows network) throws IOException {
        try {
            network.loadInto(worker());
        } catch (DiedException e) {
            throw new EngineException(e.death().message(AGAIN));
        }
        return network;
    }

    synchronized SharedFloats shared(FloatBuffer buffer) {
        SharedFloats memory = shared.get(buffer);
        if (memory == null)
            throw new IllegalArgumentException("The buffer is none that this engine allocated");
        return memory;
    }

    @Override
    public TrainingReport train(TrainingPlan plan, TrainingListener listener) throws IOException {
        return train("train", Wire.of(plan), plan.checkpointFolder(), listener);
    }

    @Override
    public TrainingReport train(SynthesisPlan plan, TrainingListener listener) throws IOException {
        return train("synthesise", SynthesisWire.of(plan), plan.checkpointFolder(), listener);
    }

    private TrainingReport train(
            String command, Map<String, Object> plan, Path checkpoints, TrainingListener listener)
            throws IOException {
        Question training =
                new Question(command, plan, event -> tell(listener, event), listener::cancelled);
        try {
            return Wire.report(ask(worker(), training));
        } catch (DiedException e) {
            throw new EngineException(e.death().message(lostTraining(checkpoints, e.death())));
        }
    }

    private static void tell(TrainingListener listener, Map<String, Object> event) {
        switch (Wire.text(event, "event")) {
            case Wire.LOG -> listener.log(Wire.text(event, "line"));
            case Wire.UPDATE ->
                    listener.update(
                            Wire.text(event, "what"),
                            Wire.number(event, "fraction"),
                            Wire.number(event, "left"));
            case Wire.MEASURED -> listener.measured(Wire.measurement(event));
            case Wire.DREW ->
                    listener.drew(Path.of(Wire.text(event, "sheet")), Wire.whole(event, "step"));
            default -> throw new IllegalStateException("The engine told of " + event);
        }
    }

    private static String lostTraining(Path checkpoints, EngineProcessDeath death) {
        String advice =
                death.forMemory()
                        ? " Close other programs first, or give the engine more memory (Plugins > Mulligan > Engine...)."
                        : "";
        return Files.isDirectory(checkpoints)
                ? "The training is kept up to its last checkpoint, at most a minute ago: the same command with resume=true goes on from there."
                        + advice
                : "The training had no checkpoint yet; begin it again." + advice;
    }

    static EngineException known(IOException failure) {
        return failure instanceof EngineException known
                ? known
                : new EngineException(failure.getMessage(), failure);
    }

    Map<String, Object> ask(EngineProcess whom, Question question)
            throws IOException, DiedException {
        synchronized (this) {
            asking++;
        }
        try {
            return whom.ask(question);
        } finally {
            synchronized (this) {
                asking--;
                idleSince = System.nanoTime();
            }
        }
    }

    synchronized EngineProcess worker() throws EngineException {
        if (worker != null && worker.isAlive()) return worker;
        worker = start(launcher.launch(settings));
        idleSince = System.nanoTime();
        return worker;
    }

    private EngineProcess start(EngineProcessLaunch launch) throws EngineException {
        try {
            return EngineProcess.start(launch, patience);
        } catch (IOException e) {
            throw new EngineException(
                    "The engine's process does not start (%s); it is started as %s"
                            .formatted(e.getMessage(), launch.command().get(0)),
                    e);
        } catch (LinkageError e) {
            // A host may bring its own; ours is then not on the class path.
            throw new EngineException(
                    "The engine's process does not start: %s is not the version 0.9.0 of Appose that Mulligan needs (%s). Update the program that it belongs to"
                            .formatted(
                                    Service.class
                                            .getProtectionDomain()
                                            .getCodeSource()
                                            .getLocation(),
                                    e),
                    e);
        }
    }

    private synchronized void endIfIdle(long milliseconds) {
        boolean idle = System.nanoTime() - idleSince > milliseconds * 1e6;
        if (worker != null && asking == 0 && idle) end();
    }

    private void end() {
        if (worker != null) worker.close();
        worker = null;
    }

    /** Buffers stay valid for those who still hold them. */
    @Override
    public synchronized void close() {
        clock.shutdownNow();
        end();
        shared.clear();
    }
}
