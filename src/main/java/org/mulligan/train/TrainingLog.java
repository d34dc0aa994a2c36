package org.mulligan.train;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a training says: to those who watch, and to the provenance of its model, which takes the
 * first lines only.
 */
public final class TrainingLog {
    private final int most;
    private final Consumer<String> watchers;
    private final List<String> kept = new ArrayList<>();

    /**
     * @param most lines that the provenance takes
     */
    public TrainingLog(int most, Consumer<String> watchers) {
        this.most = most;
        this.watchers = watchers;
    }

    /** Says a line to everybody. */
    public void tell(String line) {
        if (kept.size() < most) kept.add(line);
        watchers.accept(line);
    }

    /** Says a line to those who watch alone. */
    public void show(String line) {
        watchers.accept(line);
    }

    /** Says a last word to the provenance alone, however much it has. */
    public void close(String line) {
        kept.add(line);
    }

    /** For the provenance. */
    public List<String> lines() {
        return List.copyOf(kept);
    }

    void reset(List<String> lines) {
        kept.clear();
        kept.addAll(lines);
    }
}
