package org.mulligan.train.restore;

import java.util.List;
import java.util.Properties;

/**
 * Where a training stands between two steps: with the variables, all that a resumed run goes on
 * from.
 *
 * @param step steps done
 * @param factor of the learning rates, halved with each rollback
 * @param seconds that the run has taken, its earlier parts included
 * @param rollbacks after a loss that was not a number
 * @param bestPsnr validation PSNR of the weights that are kept as the faithful ones, dB
 * @param pixelLoss running mean
 * @param story lines for the model's provenance
 */
record TrainingState(
        long step,
        TrainingSchedule stages,
        double factor,
        double seconds,
        int rollbacks,
        double bestPsnr,
        double pixelLoss,
        List<String> story) {

    TrainingState {
        story = List.copyOf(story);
    }

    void store(Properties state) {
        state.setProperty("step", Long.toString(step));
        state.setProperty("faithful", Long.toString(stages.faithful()));
        state.setProperty("alone", Long.toString(stages.alone()));
        state.setProperty("adversarial", Long.toString(stages.adversarial()));
        state.setProperty("factor", Double.toString(factor));
        state.setProperty("seconds", Double.toString(seconds));
        state.setProperty("rollbacks", Integer.toString(rollbacks));
        state.setProperty("best", Double.toString(bestPsnr));
        state.setProperty("pixel", Double.toString(pixelLoss));
        state.setProperty("story", String.join("\n", story));
    }

    static TrainingState of(Properties state) {
        return new TrainingState(
                Long.parseLong(state.getProperty("step")),
                new TrainingSchedule(
                        Long.parseLong(state.getProperty("faithful")),
                        Long.parseLong(state.getProperty("alone")),
                        Long.parseLong(state.getProperty("adversarial"))),
                Double.parseDouble(state.getProperty("factor")),
                Double.parseDouble(state.getProperty("seconds")),
                Integer.parseInt(state.getProperty("rollbacks")),
                Double.parseDouble(state.getProperty("best")),
                Double.parseDouble(state.getProperty("pixel")),
                state.getProperty("story").lines().toList());
    }
}
