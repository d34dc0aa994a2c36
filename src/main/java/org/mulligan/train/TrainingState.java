package org.mulligan.train;

import java.util.List;
import java.util.Properties;

/**
 * Where a training stands between two steps: with the variables, and what its strategy adds, all
 * that a resumed run goes on from. The keys are a stored format.
 *
 * @param step steps done
 * @param factor of the learning rates, halved with each rollback
 * @param rollbacks after a loss that was not a number
 * @param seconds that the run has taken, its earlier parts included
 * @param log lines for the model's provenance
 */
record TrainingState(long step, double factor, int rollbacks, double seconds, List<String> log) {
    TrainingState {
        log = List.copyOf(log);
    }

    void store(Properties state) {
        state.setProperty("step", Long.toString(step));
        state.setProperty("factor", Double.toString(factor));
        state.setProperty("rollbacks", Integer.toString(rollbacks));
        state.setProperty("seconds", Double.toString(seconds));
        state.setProperty("story", String.join("\n", log));
    }

    static TrainingState of(Properties state) {
        return new TrainingState(
                Long.parseLong(state.getProperty("step")),
                Double.parseDouble(state.getProperty("factor")),
                Integer.parseInt(state.getProperty("rollbacks")),
                Double.parseDouble(state.getProperty("seconds")),
                state.getProperty("story").lines().toList());
    }
}
