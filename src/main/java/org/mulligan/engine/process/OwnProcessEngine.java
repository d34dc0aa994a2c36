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
import java.util.function.UnaryOperator;
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
import org.mulligan.engine.Precision;
import org.mulligan.engine.RecordCodec;
import org.mulligan.engine.RowNetwork;
import org.mulligan.engine.SynthesisPlan;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingMeasurement;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.engine.TrainingReport;
import org.mulligan.engine.process.EngineProcess.DiedException;
import org.mulligan.engine.process.EngineProcess.Question;
import org.mulligan.engine.process.Messages.Buffer;
import org.mulligan.engine.process.Messages.Done;
import org.mulligan.engine.process.Messages.Drew;
import org.mulligan.engine.process.Messages.Facts;
import org.mulligan.engine.process.Messages.Load;
import org.mulligan.engine.process.Messages.LoadFeatures;
import org.mulligan.engine.process.Messages.LoadRows;
import org.mulligan.engine.process.Messages.LoadedFeatures;
import org.mulligan.engine.process.Messages.Log;
import org.mulligan.engine.process.Messages.SaveGraph;
import org.mulligan.engine.process.Messages.Update;
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
            return asked(EngineInfo.class, new Question("info"), AGAIN);
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
            return RecordCodec.decode(Devices.class, ask(other, new Question("devices")));
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
        Path from = model.path().toAbsolutePath();
        OwnProcessNetwork network =
                new OwnProcessNetwork(this, new Load(nextName(), from, sharpness, precision));
        try {
            network.loadInto(worker());
        } catch (DiedException e) {
            throw new EngineException(e.death().message(OwnProcessNetwork.LOST));
        }
        return network;
    }

    @Override
    public RowNetwork loadRows(ModelFile model, Weights weights) throws IOException {
        String name = nextName();
        Path from = model.path().toAbsolutePath();
        Question loading = new Question("loadrows", new LoadRows(name, from, weights));
        return loaded(new OwnProcessRows(this, name, loading));
    }

    @Override
    public FeatureNetwork loadFeatures(Path savedModel, int size, int channels) throws IOException {
        String name = nextName();
        LoadFeatures recipe = new LoadFeatures(name, savedModel.toAbsolutePath(), size, channels);
        OwnProcessRows network =
                loaded(new OwnProcessRows(this, name, new Question("loadfeatures", recipe)));
        LoadedFeatures loaded = RecordCodec.decode(LoadedFeatures.class, network.answer());
        return new FeatureNetwork(network, loaded.features(), loaded.classes());
    }

    @Override
    public ConvertedModel convert(ConversionRequest request, BooleanSupplier cancelled)
            throws IOException {
        Map<String, Object> inputs = RecordCodec.encode(request, Path::toAbsolutePath);
        return asked(
                ConvertedModel.class,
                new Question("adopt", inputs, Question.UNHEARD, cancelled),
                "The model was not imported; nothing else was touched.");
    }

    @Override
    public GraphFacts facts(ModelFile model, Weights weights) throws IOException {
        Path from = model.path().toAbsolutePath();
        return asked(GraphFacts.class, new Question("facts", new Facts(from, weights)), AGAIN);
    }

    @Override
    public void saveGraph(ModelFile model, double sharpness, boolean tensorFlow1, Path file)
            throws IOException {
        Path from = model.path().toAbsolutePath();
        SaveGraph what = new SaveGraph(from, sharpness, tensorFlow1, file.toAbsolutePath());
        asked(Done.class, new Question("savegraph", what), AGAIN);
    }

    private <T extends Record> T asked(Class<T> answer, Question question, String lost)
            throws IOException {
        try {
            return RecordCodec.decode(answer, ask(worker(), question));
        } catch (DiedException e) {
            throw new EngineException(e.death().message(lost));
        }
    }

    /** For a network in the engine's process. */
    private synchronized String nextName() {
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

    synchronized Buffer shared(FloatBuffer buffer) {
        SharedFloats memory = shared.get(buffer);
        if (memory == null)
            throw new IllegalArgumentException("The buffer is none that this engine allocated");
        return new Buffer(memory.name(), buffer.capacity());
    }

    @Override
    public TrainingReport train(TrainingPlan plan, TrainingListener listener) throws IOException {
        return train("train", RecordCodec.encode(plan), plan.checkpointFolder(), listener);
    }

    @Override
    public TrainingReport train(SynthesisPlan plan, TrainingListener listener) throws IOException {
        Map<String, Object> inputs = RecordCodec.encode(plan, Path::toAbsolutePath);
        return train("synthesise", inputs, plan.checkpointFolder(), listener);
    }

    private TrainingReport train(
            String command, Map<String, Object> plan, Path checkpoints, TrainingListener listener)
            throws IOException {
        Question training =
                new Question(
                        command,
                        plan,
                        (kind, event) -> tell(listener, kind, event),
                        listener::cancelled);
        try {
            EngineProcess trainer = worker(UnaryOperator.identity());
            return RecordCodec.decode(TrainingReport.class, ask(trainer, training));
        } catch (DiedException e) {
            throw new EngineException(e.death().message(lostTraining(checkpoints, e.death())));
        }
    }

    private static void tell(TrainingListener listener, String kind, Map<String, Object> event) {
        switch (kind) {
            case Messages.LOG -> listener.log(RecordCodec.decode(Log.class, event).line());
            case Messages.UPDATE -> {
                Update update = RecordCodec.decode(Update.class, event);
                listener.update(update.what(), update.fraction(), update.secondsLeft());
            }
            case Messages.MEASURED ->
                    listener.measured(RecordCodec.decode(TrainingMeasurement.class, event));
            case Messages.DREW -> {
                Drew drew = RecordCodec.decode(Drew.class, event);
                listener.drew(drew.sheet(), drew.step());
            }
            default -> throw new IllegalStateException("The engine told of " + kind + " " + event);
        }
    }

    private static String lostTraining(Path checkpoints, EngineProcessDeath death) {
        String advice =
                death.forMemory()
                        ? " Close other programs first, or give the engine more memory (Plugins > Mulligan > Mulligan Engine...)."
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

    EngineProcess worker() throws EngineException {
        return worker(EngineProcessLaunch::forPredictions);
    }

    private synchronized EngineProcess worker(UnaryOperator<EngineProcessLaunch> purpose)
            throws EngineException {
        if (worker != null && worker.isAlive()) return worker;
        EngineProcessLaunch launch = purpose.apply(launcher.launch(settings));
        worker = EarlyStart.take(launch).orElse(null);
        if (worker == null) worker = start(launch);
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
