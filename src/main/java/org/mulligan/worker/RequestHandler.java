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
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mulligan.engine.Engine;
import org.mulligan.engine.FeatureNetwork;
import org.mulligan.engine.Network;
import org.mulligan.engine.Precision;
import org.mulligan.engine.RowNetwork;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingMeasurement;
import org.mulligan.engine.process.ConversionWire;
import org.mulligan.engine.process.SharedFloats;
import org.mulligan.engine.process.SynthesisWire;
import org.mulligan.engine.process.Wire;
import org.mulligan.model.ModelFile;
import org.mulligan.model.Weights;

/** The commands of the engine's process: each is a method of the contract. */
final class RequestHandler {
    private final Supplier<Engine> start;
    private final Map<String, Network> networks = new HashMap<>();
    private final Map<String, RowNetwork> rowNetworks = new HashMap<>();
    private final Map<String, SharedFloats> buffers = new HashMap<>();
    private final Set<String> cancelled = ConcurrentHashMap.newKeySet();
    private Engine engine;

    RequestHandler(Supplier<Engine> start) {
        this.start = start;
    }

    /** A task is not wanted any more. */
    void cancel(String task) {
        cancelled.add(task);
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
     * @param tell takes what is told on the way: its kind, and what belongs to it
     * @return the answer
     */
    Map<String, Object> work(
            String task,
            String command,
            Map<String, Object> inputs,
            BiConsumer<String, Map<String, Object>> tell)
            throws IOException {
        try {
            return switch (command) {
                case "info" -> Wire.of(engine().info());
                case "devices" -> Wire.of(engine().devices());
                case "load" -> load(inputs);
                case "run" -> run(task, inputs);
                case "unload" -> unload(inputs);
                case "train" ->
                        Wire.of(engine().train(Wire.plan(inputs), new Listener(task, tell)));
                case "synthesise" ->
                        Wire.of(
                                engine().train(
                                                SynthesisWire.plan(inputs),
                                                new Listener(task, tell)));
                case "loadrows" -> loadRows(inputs);
                case "loadfeatures" -> loadFeatures(inputs);
                case "adopt" ->
                        ConversionWire.of(
                                engine().adopt(
                                                ConversionWire.request(inputs),
                                                () -> cancelled.contains(task)));
                case "facts" -> facts(inputs);
                case "savegraph" -> saveGraph(inputs);
                case "runrows" -> runRows(inputs);
                case "pull" -> pull(inputs);
                case "unloadrows" -> unloadRows(inputs);
                default ->
                        throw new IllegalArgumentException(
                                "The engine has no command \"%s\"".formatted(command));
            };
        } finally {
            cancelled.remove(task);
        }
    }

    /** Started here and not before: what goes wrong is an answer then. */
    private Engine engine() {
        if (engine == null) engine = start.get();
        return engine;
    }

    private Map<String, Object> load(Map<String, Object> inputs) throws IOException {
        Network network =
                engine().load(
                                ModelFile.open(Path.of(Wire.text(inputs, "model"))),
                                Wire.number(inputs, "sharpness"),
                                Precision.of(Wire.text(inputs, "precision")));
        networks.put(Wire.text(inputs, "network"), network);
        return Wire.map("precision", network.precision());
    }

    private Map<String, Object> run(String task, Map<String, Object> inputs) throws IOException {
        networks.get(Wire.text(inputs, "network"))
                .run(
                        buffer(inputs, "input"),
                        buffer(inputs, "output"),
                        Wire.integer(inputs, "height"),
                        Wire.integer(inputs, "width"),
                        () -> cancelled.contains(task));
        return Map.of();
    }

    private Map<String, Object> loadRows(Map<String, Object> inputs) throws IOException {
        rowNetworks.put(
                Wire.text(inputs, "network"),
                engine().loadRows(
                                ModelFile.open(Path.of(Wire.text(inputs, "model"))),
                                Weights.valueOf(Wire.text(inputs, "weights"))));
        return Map.of();
    }

    private Map<String, Object> loadFeatures(Map<String, Object> inputs) throws IOException {
        FeatureNetwork network =
                engine().loadFeatures(
                                Path.of(Wire.text(inputs, "model")),
                                Wire.integer(inputs, "size"),
                                Wire.integer(inputs, "channels"));
        rowNetworks.put(Wire.text(inputs, "network"), network.rows());
        return Wire.map("features", network.features(), "classes", network.classes());
    }

    private Map<String, Object> facts(Map<String, Object> inputs) throws IOException {
        return Wire.of(
                engine().facts(
                                ModelFile.open(Path.of(Wire.text(inputs, "model"))),
                                Weights.valueOf(Wire.text(inputs, "weights"))));
    }

    private Map<String, Object> saveGraph(Map<String, Object> inputs) throws IOException {
        engine().saveGraph(
                        ModelFile.open(Path.of(Wire.text(inputs, "model"))),
                        Wire.number(inputs, "sharpness"),
                        Wire.truth(inputs, "tensorflow1"),
                        Path.of(Wire.text(inputs, "file")));
        return Map.of();
    }

    private Map<String, Object> runRows(Map<String, Object> inputs) throws IOException {
        rowNetworks
                .get(Wire.text(inputs, "network"))
                .run(
                        buffer(inputs, "rows"),
                        buffer(inputs, "results"),
                        Wire.integer(inputs, "count"));
        return Map.of();
    }

    private Map<String, Object> pull(Map<String, Object> inputs) throws IOException {
        rowNetworks
                .get(Wire.text(inputs, "network"))
                .pull(
                        buffer(inputs, "rows"),
                        buffer(inputs, "wanted"),
                        buffer(inputs, "gradient"),
                        Wire.integer(inputs, "count"));
        return Map.of();
    }

    private Map<String, Object> unloadRows(Map<String, Object> inputs) {
        RowNetwork network = rowNetworks.remove(Wire.text(inputs, "network"));
        if (network != null) network.close();
        return Map.of();
    }

    private FloatBuffer buffer(Map<String, Object> inputs, String key) throws IOException {
        return buffer(Wire.text(inputs, key), Wire.integer(inputs, key + "size")).floats();
    }

    /** Attached once: each attaching takes a file descriptor. */
    private SharedFloats buffer(String name, int count) throws IOException {
        SharedFloats buffer = buffers.get(name);
        if (buffer == null) {
            buffer = SharedFloats.attach(name, count);
            buffers.put(name, buffer);
        }
        return buffer;
    }

    private Map<String, Object> unload(Map<String, Object> inputs) {
        Network network = networks.remove(Wire.text(inputs, "network"));
        if (network != null) network.close();
        return Map.of();
    }

    /** Sends what a training tells. */
    private final class Listener implements TrainingListener {
        private final String task;
        private final BiConsumer<String, Map<String, Object>> tell;
        private boolean stopping;

        Listener(String task, BiConsumer<String, Map<String, Object>> tell) {
            this.task = task;
            this.tell = tell;
        }

        @Override
        public void log(String line) {
            send(Wire.LOG, Wire.map("line", line));
        }

        @Override
        public void update(String what, double fraction, double secondsLeft) {
            send(Wire.UPDATE, Wire.map("what", what, "fraction", fraction, "left", secondsLeft));
        }

        @Override
        public void measured(TrainingMeasurement measurement) {
            send(Wire.MEASURED, Wire.of(measurement));
        }

        @Override
        public void drew(Path sheet, long step) {
            send(Wire.DREW, Wire.map("sheet", sheet, "step", step));
        }

        private void send(String kind, Map<String, Object> event) {
            event.put("event", kind);
            tell.accept(kind, event);
        }

        /** The first yes is told: from then on the host waits for the model to be written. */
        @Override
        public boolean cancelled() {
            boolean stop = cancelled.contains(task);
            if (stop && !stopping) tell.accept(Wire.STOPPING, Map.of());
            stopping = stop;
            return stop;
        }
    }
}
