package org.mulligan.service;

import java.io.IOException;
import java.util.function.Supplier;
import org.mulligan.engine.Engine;
import org.mulligan.engine.Network;
import org.mulligan.engine.Precision;
import org.mulligan.model.ModelFile;
import org.mulligan.predict.LoadedModel;
import org.mulligan.predict.TileBuffers;

/** Starts the engine at first use and keeps the network that was used last, so that it is warm. */
final class EngineRoom implements AutoCloseable {
    private record Key(String hash, double sharpness, Precision precision) {}

    private final Supplier<Engine> start;
    private Engine engine;
    private TileBuffers buffers;
    private Key key;
    private Network network;

    EngineRoom(Supplier<Engine> start) {
        this.start = start;
    }

    /** The engine; it is started now if it was not. */
    synchronized Engine engine() {
        if (engine == null) {
            engine = start.get();
            buffers = new TileBuffers(engine);
        }
        return engine;
    }

    /** A model ready to run; valid until the next one is loaded. */
    synchronized LoadedModel load(ModelFile model, double sharpness, Precision precision)
            throws IOException {
        Engine running = engine();
        Key wanted = new Key(model.hash(), sharpness, precision);
        if (!wanted.equals(key)) {
            closeNetwork();
            network = running.load(model, sharpness, precision);
            key = wanted;
        }
        return new LoadedModel(
                model.description(), model.hash(), sharpness, network, running.info(), buffers);
    }

    private void closeNetwork() {
        key = null;
        if (network != null) network.close();
        network = null;
    }

    @Override
    public synchronized void close() {
        closeNetwork();
        if (engine != null) engine.close();
        engine = null;
    }
}
