package org.mulligan.engine.process;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Map;
import org.mulligan.engine.EngineException;
import org.mulligan.engine.RowNetwork;
import org.mulligan.engine.process.EngineProcess.DiedException;
import org.mulligan.engine.process.EngineProcess.Question;
import org.mulligan.engine.process.Messages.Pull;
import org.mulligan.engine.process.Messages.RunRows;
import org.mulligan.engine.process.Messages.Unload;

/** A network of rows by its recipe, so that it can be loaded again into the next process. */
final class OwnProcessRows implements RowNetwork {
    private final OwnProcessEngine engine;
    private final String name;
    private final Question loading;
    private Map<String, Object> answer = Map.of();
    private EngineProcess loadedInto;

    OwnProcessRows(OwnProcessEngine engine, String name, Question loading) {
        this.engine = engine;
        this.name = name;
        this.loading = loading;
    }

    void loadInto(EngineProcess into) throws IOException, DiedException {
        answer = engine.ask(into, loading);
        loadedInto = into;
    }

    /** What was said when it was loaded. */
    Map<String, Object> answer() {
        return answer;
    }

    @Override
    public void run(FloatBuffer rows, FloatBuffer results, int count) throws EngineException {
        ask("runrows", new RunRows(name, engine.shared(rows), engine.shared(results), count));
    }

    @Override
    public void pull(FloatBuffer rows, FloatBuffer target, FloatBuffer gradient, int count)
            throws EngineException {
        ask(
                "pull",
                new Pull(
                        name,
                        engine.shared(rows),
                        engine.shared(target),
                        engine.shared(gradient),
                        count));
    }

    private void ask(String command, Record inputs) throws EngineException {
        try {
            EngineProcess current = engine.worker();
            if (current != loadedInto) loadInto(current);
            engine.ask(current, new Question(command, inputs));
        } catch (DiedException e) {
            throw new EngineException(e.death().message(OwnProcessEngine.AGAIN));
        } catch (IOException e) {
            throw OwnProcessEngine.known(e);
        }
    }

    private void ask(EngineProcess whom, Question question) throws IOException, DiedException {
        engine.ask(whom, question);
    }

    @Override
    public void close() {
        EngineProcess holder = loadedInto;
        if (holder == null || !holder.isAlive()) return;
        try {
            ask(holder, new Question("unloadrows", new Unload(name)));
        } catch (DiedException | IOException e) {
            return; // It has unloaded everything.
        }
    }
}
