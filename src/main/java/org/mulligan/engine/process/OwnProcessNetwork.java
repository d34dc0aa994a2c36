package org.mulligan.engine.process;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.mulligan.engine.EngineException;
import org.mulligan.engine.Network;
import org.mulligan.engine.OutOfTileMemoryException;
import org.mulligan.engine.Precision;
import org.mulligan.engine.RecordCodec;
import org.mulligan.engine.process.EngineProcess.DiedException;
import org.mulligan.engine.process.EngineProcess.Question;
import org.mulligan.engine.process.Messages.Load;
import org.mulligan.engine.process.Messages.Loaded;
import org.mulligan.engine.process.Messages.Run;
import org.mulligan.engine.process.Messages.Unload;

/** A network by its recipe, so that it can be loaded again into the next process. */
final class OwnProcessNetwork implements Network {
    static final String LOST =
            "The result is lost, the image is not; nothing else was touched. "
                    + OwnProcessEngine.AGAIN;

    private final OwnProcessEngine engine;
    private final Load recipe;
    private EngineProcess loadedInto;
    private Precision computedIn = Precision.FP32;
    private boolean diedForMemory;

    OwnProcessNetwork(OwnProcessEngine engine, Load recipe) {
        this.engine = engine;
        this.recipe = recipe;
    }

    void loadInto(EngineProcess into) throws IOException, DiedException {
        Map<String, Object> loaded = engine.ask(into, new Question("load", recipe));
        computedIn = RecordCodec.decode(Loaded.class, loaded).precision();
        loadedInto = into;
    }

    @Override
    public void run(
            FloatBuffer input, FloatBuffer output, int height, int width, BooleanSupplier cancelled)
            throws EngineException {
        run(input, output, 1, height, width, cancelled);
    }

    @Override
    public void run(
            FloatBuffer input,
            FloatBuffer output,
            int depth,
            int height,
            int width,
            BooleanSupplier cancelled)
            throws EngineException {
        Run run =
                new Run(
                        recipe.network(),
                        engine.shared(input),
                        engine.shared(output),
                        depth,
                        height,
                        width);
        Question tile = new Question("run", RecordCodec.encode(run), Question.UNHEARD, cancelled);
        try {
            EngineProcess current = engine.worker();
            if (current != loadedInto) loadInto(current);
            engine.ask(current, tile);
            diedForMemory = false;
        } catch (DiedException e) {
            // Once, and with a smaller tile: a second death shows that tiles are not the reason.
            if (e.death().forMemory() && !diedForMemory) {
                diedForMemory = true;
                throw new OutOfTileMemoryException(
                        "The engine %s: %s".formatted(e.death().what(), e.death().memory()), e);
            }
            throw new EngineException(
                    e.death()
                            .message(
                                    LOST
                                            + (e.death().forMemory()
                                                    ? " Close other programs first, or give a small tile."
                                                    : "")));
        } catch (IOException e) {
            throw OwnProcessEngine.known(e);
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
            engine.ask(holder, new Question("unload", new Unload(recipe.network())));
        } catch (DiedException | IOException e) {
            return; // It has unloaded everything.
        }
    }
}
