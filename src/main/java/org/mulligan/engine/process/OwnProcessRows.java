package org.mulligan.engine.process;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Map;
import org.mulligan.engine.EngineException;
import org.mulligan.engine.RowNetwork;
import org.mulligan.engine.process.EngineProcess.DiedException;
import org.mulligan.engine.process.EngineProcess.Question;

/** A network of rows by its recipe, so that it can be loaded again into the next process. */
final class OwnProcessRows implements RowNetwork {
    private final OwnProcessEngine engine;
    private final String loading;
    private final Map<String, Object> recipe;
    private final String name;
    private Map<String, Object> answer = Map.of();
    private EngineProcess loadedInto;

    OwnProcessRows(OwnProcessEngine engine, String loading, Map<String, Object> recipe) {
        this.engine = engine;
        name = engine.nextName();
        this.loading = loading;
        this.recipe = recipe;
        recipe.put("network", name);
    }

    void loadInto(EngineProcess into) throws IOException, DiedException {
        answer = engine.ask(into, new Question(loading, recipe));
        loadedInto = into;
    }

    /** What was said when it was loaded. */
    Map<String, Object> answer() {
        return answer;
    }

    @Override
    public void run(FloatBuffer rows, FloatBuffer results, int count) throws EngineException {
        ask(
                "runrows",
                Wire.map(
                        "rows", engine.shared(rows).name(),
                        "rowssize", rows.capacity(),
                        "results", engine.shared(results).name(),
                        "resultssize", results.capacity(),
                        "count", count));
    }

    @Override
    public void pull(FloatBuffer rows, FloatBuffer wanted, FloatBuffer gradient, int count)
            throws EngineException {
        ask(
                "pull",
                Wire.map(
                        "rows", engine.shared(rows).name(),
                        "rowssize", rows.capacity(),
                        "wanted", engine.shared(wanted).name(),
                        "wantedsize", wanted.capacity(),
                        "gradient", engine.shared(gradient).name(),
                        "gradientsize", gradient.capacity(),
                        "count", count));
    }

    private void ask(String command, Map<String, Object> inputs) throws EngineException {
        inputs.put("network", name);
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
            ask(holder, new Question("unloadrows", Wire.map("network", name)));
        } catch (DiedException | IOException e) {
            return; // It has unloaded everything.
        }
    }
}
