package org.mulligan.worker;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mulligan.engine.Engine;
import org.mulligan.engine.FeatureNetwork;
import org.mulligan.engine.Network;
import org.mulligan.engine.RecordCodec;
import org.mulligan.engine.RowNetwork;
import org.mulligan.engine.SynthesisPlan;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingMeasurement;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.engine.process.Messages;
import org.mulligan.engine.process.Messages.Buffer;
import org.mulligan.engine.process.Messages.Done;
import org.mulligan.engine.process.Messages.Drew;
import org.mulligan.engine.process.Messages.Facts;
import org.mulligan.engine.process.Messages.Load;
import org.mulligan.engine.process.Messages.LoadFeatures;
import org.mulligan.engine.process.Messages.LoadRows;
import org.mulligan.engine.process.Messages.Loaded;
import org.mulligan.engine.process.Messages.LoadedFeatures;
import org.mulligan.engine.process.Messages.Log;
import org.mulligan.engine.process.Messages.Pull;
import org.mulligan.engine.process.Messages.Run;
import org.mulligan.engine.process.Messages.RunRows;
import org.mulligan.engine.process.Messages.SaveGraph;
import org.mulligan.engine.process.Messages.Unload;
import org.mulligan.engine.process.Messages.Update;
import org.mulligan.engine.process.SharedFloats;
import org.mulligan.model.ConversionRequest;
import org.mulligan.model.ModelFile;

/** The commands of the engine's process: each is a method of the contract. */
final class RequestHandler {
    private final Supplier<Engine> start;
    private final Map<String, Network> networks = new HashMap<>();
    private final Map<String, RowNetwork> rowNetworks = new HashMap<>();
    private final Map<String, SharedFloats> buffers = new HashMap<>();
    private final Set<String> cancelled = ConcurrentHashMap.newKeySet();
    private final Object training = new Object();
    private String trained = "";
    private Engine engine;

    RequestHandler(Supplier<Engine> start) {
        this.start = start;
    }

    /** A task is not wanted any more. */
    void cancel(String task) {
        cancelled.add(task);
    }

    /**
     * Stops a training that is under way, if one is, and waits until it has kept what it has.
     *
     * @param seconds at most
     */
    void stopTraining(long seconds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        synchronized (training) {
            if (!trained.isEmpty()) cancel(trained);
            try {
                while (!trained.isEmpty() && System.nanoTime() < end)
                    TimeUnit.NANOSECONDS.timedWait(training, end - System.nanoTime());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void isTrained(String task) {
        synchronized (training) {
            trained = task;
            training.notifyAll();
        }
    }

    /**
     * Of the machine's memory, what could be had. Java's figure counts the system's file cache as
     * used; Linux's own does not.
     */
    double freeShare() {
        double free = 1;
        if (ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean system)
            free = system.getFreeMemorySize() / (double) system.getTotalMemorySize();
        try {
            String memory = Files.readString(Path.of("/proc/meminfo"));
            return Math.max(
                    free, kilobytes(memory, "MemAvailable") / kilobytes(memory, "MemTotal"));
        } catch (IOException | IllegalStateException e) {
            return free; // no Linux
        }
    }

    private static double kilobytes(String memory, String name) {
        Matcher line = Pattern.compile("(?m)^" + name + ":\\s+(\\d+) kB").matcher(memory);
        if (!line.find()) throw new IllegalStateException("There is no " + name);
        return Double.parseDouble(line.group(1));
    }

    /**
     * Does what a message asks.
     *
     * @param inputs the command's record, as {@link RecordCodec} writes it
     * @param tell takes what is told on the way: its kind, and what belongs to it
     * @return the answer
     */
    Record work(
            String task,
            String command,
            Map<String, Object> inputs,
            BiConsumer<String, Record> tell)
            throws IOException {
        try {
            return switch (command) {
                case "info" -> engine().info();
                case "devices" -> engine().devices();
                case "load" -> load(RecordCodec.decode(Load.class, inputs));
                case "run" -> run(task, RecordCodec.decode(Run.class, inputs));
                case "unload" -> unload(RecordCodec.decode(Unload.class, inputs));
                case "train" -> {
                    isTrained(task);
                    yield engine().train(
                                    RecordCodec.decode(TrainingPlan.class, inputs),
                                    new Listener(task, tell));
                }
                case "synthesise" -> {
                    isTrained(task);
                    yield engine().train(
                                    RecordCodec.decode(SynthesisPlan.class, inputs),
                                    new Listener(task, tell));
                }
                case "loadrows" -> loadRows(RecordCodec.decode(LoadRows.class, inputs));
                case "loadfeatures" -> loadFeatures(RecordCodec.decode(LoadFeatures.class, inputs));
                case "adopt" ->
                        engine().convert(
                                        RecordCodec.decode(ConversionRequest.class, inputs),
                                        () -> cancelled.contains(task));
                case "facts" -> facts(RecordCodec.decode(Facts.class, inputs));
                case "savegraph" -> saveGraph(RecordCodec.decode(SaveGraph.class, inputs));
                case "runrows" -> runRows(RecordCodec.decode(RunRows.class, inputs));
                case "pull" -> pull(RecordCodec.decode(Pull.class, inputs));
                case "unloadrows" -> unloadRows(RecordCodec.decode(Unload.class, inputs));
                default ->
                        throw new IllegalArgumentException(
                                "The engine has no command \"%s\"".formatted(command));
            };
        } finally {
            isTrained("");
            cancelled.remove(task);
        }
    }

    /**
     * Starts the engine while the host does something else. What goes wrong is no answer to anybody
     * yet, and goes wrong again when there is a question.
     */
    void warmUp() {
        try {
            engine().info();
        } catch (IOException | RuntimeException | LinkageError e) {
            return;
        }
    }

    /** What goes wrong here is an answer to who asked. */
    private Engine engine() {
        if (engine == null) engine = start.get();
        return engine;
    }

    private Record load(Load asked) throws IOException {
        Network network =
                engine().load(ModelFile.open(asked.model()), asked.sharpness(), asked.precision());
        networks.put(asked.network(), network);
        return new Loaded(network.precision());
    }

    private Record run(String task, Run asked) throws IOException {
        networks.get(asked.network())
                .run(
                        floats(asked.input()),
                        floats(asked.output()),
                        asked.depth(),
                        asked.height(),
                        asked.width(),
                        () -> cancelled.contains(task));
        return new Done();
    }

    private Record unload(Unload asked) {
        Network network = networks.remove(asked.network());
        if (network != null) network.close();
        return new Done();
    }

    private Record loadRows(LoadRows asked) throws IOException {
        rowNetworks.put(
                asked.network(), engine().loadRows(ModelFile.open(asked.model()), asked.weights()));
        return new Done();
    }

    private Record loadFeatures(LoadFeatures asked) throws IOException {
        FeatureNetwork network =
                engine().loadFeatures(asked.model(), asked.size(), asked.channels());
        rowNetworks.put(asked.network(), network.rows());
        return new LoadedFeatures(network.features(), network.classes());
    }

    private Record facts(Facts asked) throws IOException {
        return engine().facts(ModelFile.open(asked.model()), asked.weights());
    }

    private Record saveGraph(SaveGraph asked) throws IOException {
        engine().saveGraph(
                        ModelFile.open(asked.model()),
                        asked.sharpness(),
                        asked.tensorFlow1(),
                        asked.file());
        return new Done();
    }

    private Record runRows(RunRows asked) throws IOException {
        rowNetworks
                .get(asked.network())
                .run(floats(asked.rows()), floats(asked.results()), asked.count());
        return new Done();
    }

    private Record pull(Pull asked) throws IOException {
        rowNetworks
                .get(asked.network())
                .pull(
                        floats(asked.rows()),
                        floats(asked.target()),
                        floats(asked.gradient()),
                        asked.count());
        return new Done();
    }

    private Record unloadRows(Unload asked) {
        RowNetwork network = rowNetworks.remove(asked.network());
        if (network != null) network.close();
        return new Done();
    }

    /** Attached once: each attaching takes a file descriptor. */
    private FloatBuffer floats(Buffer asked) throws IOException {
        SharedFloats buffer = buffers.get(asked.name());
        if (buffer == null) {
            buffer = SharedFloats.attach(asked.name(), asked.size());
            buffers.put(asked.name(), buffer);
        }
        return buffer.floats();
    }

    /** Sends what a training tells. */
    private final class Listener implements TrainingListener {
        private final String task;
        private final BiConsumer<String, Record> tell;
        private boolean stopping;

        Listener(String task, BiConsumer<String, Record> tell) {
            this.task = task;
            this.tell = tell;
        }

        @Override
        public void log(String line) {
            tell.accept(Messages.LOG, new Log(line));
        }

        @Override
        public void update(String what, double fraction, double secondsLeft) {
            tell.accept(Messages.UPDATE, new Update(what, fraction, secondsLeft));
        }

        @Override
        public void measured(TrainingMeasurement measurement) {
            tell.accept(Messages.MEASURED, measurement);
        }

        @Override
        public void drew(Path sheet, long step) {
            tell.accept(Messages.DREW, new Drew(sheet, step));
        }

        /** The first yes is told: from then on the host waits for the model to be written. */
        @Override
        public boolean cancelled() {
            boolean stop = cancelled.contains(task);
            if (stop && !stopping) tell.accept(Messages.STOPPING, new Done());
            stopping = stop;
            return stop;
        }
    }
}
