package org.mulligan.service.engine;

import java.io.IOException;
import java.util.function.Function;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Engine;
import org.mulligan.engine.EngineSettings;
import org.mulligan.engine.EngineSettingsFile;
import org.mulligan.engine.Network;
import org.mulligan.engine.Precision;
import org.mulligan.engine.SynthesisPlan;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.engine.TrainingReport;
import org.mulligan.model.ModelFile;
import org.mulligan.predict.Generator;
import org.mulligan.predict.LoadedModel;
import org.mulligan.predict.RowBuffers;
import org.mulligan.predict.TileBuffers;

/**
 * Starts engines. One stays for predictions, with the network that was used last, so that both are
 * warm; each training has its own, whose memory is free again when it ends.
 */
public final class EngineCache implements AutoCloseable {
    private record Key(String hash, double sharpness, Precision precision) {}

    private final Function<EngineSettings, Engine> start;
    private Engine engine;
    private DeviceChoice device;
    private TileBuffers buffers;
    private RowBuffers rowBuffers;
    private RowPortions portions;
    private Key key;
    private Network network;
    private Generator generator;

    public EngineCache(Function<EngineSettings, Engine> start) {
        this.start = start;
    }

    /** The engine for predictions on a device; it is started now if it was not. */
    public synchronized Engine engine(DeviceChoice choice) {
        if (engine != null && !choice.equals(device)) close();
        if (engine == null) {
            engine = start.apply(EngineSettingsFile.read(choice));
            device = choice;
            buffers = new TileBuffers(engine);
            rowBuffers = new RowBuffers(engine);
            portions = new RowPortions(engine, rowBuffers);
        }
        return engine;
    }

    /** A model ready to run; valid until the next one is loaded. */
    public synchronized LoadedModel load(
            ModelFile model, double sharpness, Precision precision, DeviceChoice choice)
            throws IOException {
        Engine running = engine(choice);
        Key now = new Key(model.hash(), sharpness, precision);
        if (!now.equals(key)) {
            closeNetwork();
            network = running.load(model, sharpness, precision);
            key = now;
        }
        return new LoadedModel(
                model.description(), model.hash(), sharpness, network, running.info(), buffers);
    }

    /**
     * The faithful weights of a model beside {@link #load}'s, which stay valid, on the same engine.
     * The caller closes the network.
     */
    public synchronized LoadedModel loadTwin(ModelFile model, Precision precision)
            throws IOException {
        return new LoadedModel(
                model.description(),
                model.hash(),
                0,
                engine.load(model, 0, precision),
                engine.info(),
                buffers);
    }

    /** A generator ready to draw; valid until another one is asked for. */
    public synchronized Generator generator(ModelFile model, DeviceChoice choice)
            throws IOException {
        Engine running = engine(choice);
        if (generator == null || !generator.hash().equals(model.hash())) {
            closeGenerator();
            generator = new Generator(running, rowBuffers, model);
        }
        return generator;
    }

    /** Trains on an engine of its own. */
    public TrainingReport train(TrainingPlan plan, TrainingListener listener) throws IOException {
        try (Engine own = start.apply(EngineSettingsFile.read(plan.device()))) {
            return own.train(plan, listener);
        }
    }

    /** Trains a synthesiser on an engine of its own. */
    public TrainingReport train(SynthesisPlan plan, TrainingListener listener) throws IOException {
        try (Engine own = start.apply(EngineSettingsFile.read(plan.device()))) {
            return own.train(plan, listener);
        }
    }

    /** The engine that runs, whatever its device, else one on the automatic one. */
    public synchronized Engine running() {
        return engine == null ? engine(DeviceChoice.AUTO) : engine;
    }

    /** Of {@link #running()}. */
    public synchronized DeviceChoice device() {
        running();
        return device;
    }

    /** The buffers of the engine on a device; it is started now if it was not. */
    public synchronized RowPortions rows(DeviceChoice choice) {
        engine(choice);
        return portions;
    }

    /** The buffers of {@link #running()}. */
    public synchronized RowPortions rows() {
        running();
        return portions;
    }

    /** Whether the next load needs a start first. */
    public synchronized boolean isRunning() {
        return engine != null;
    }

    private void closeNetwork() {
        key = null;
        if (network != null) network.close();
        network = null;
    }

    private void closeGenerator() {
        if (generator != null) generator.close();
        generator = null;
    }

    /** Work that goes on in an engine of its own process ends with it. */
    @Override
    public synchronized void close() {
        if (engine != null) engine.close();
        engine = null;
        closeNetwork();
        closeGenerator();
    }
}
