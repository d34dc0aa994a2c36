package org.mulligan.train.restore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.mulligan.engine.TrainingMeasurement.Held;

/** Says in words what the figures of a training mean, at the step where it happens, each once. */
final class TrainingRemarks {
    /** Shares of the steps at which a network that is still below a blur is spoken of. */
    private static final double[] BELOW = {0.1, 0.25, 0.5, 0.75};

    /** Share of the steps without a gain that is long enough to be spoken of. */
    private static final double LONG = 0.2;

    /** With fewer it is chance. */
    private static final int FEWEST = 200;

    private boolean ahead;
    private int below;
    private long best;
    private long spoken;
    private String discriminator = DiscriminatorWatch.State.LEARNING.key;

    /**
     * Of the faithful stage.
     *
     * @param gained whether it is the best so far
     */
    List<String> faithful(Held held, boolean gained, long step, long steps) {
        List<String> remarks = new ArrayList<>();
        if (held.isAhead() && !ahead && step > 0) {
            ahead = true;
            remarks.add(
                    "Better than the best Gaussian blur since step %d: %s."
                            .formatted(step, text(held)));
        }
        int passed = (int) Arrays.stream(BELOW).filter(share -> step >= share * steps).count();
        if (passed > below && !ahead)
            remarks.add(
                    "Still below the best Gaussian blur after %d %% of the steps: %s. It may need more steps, or more images."
                            .formatted(100 * step / steps, text(held)));
        below = passed;
        if (gained) {
            best = step;
            spoken = step;
        } else if (step - spoken >= Math.max(FEWEST, LONG * steps)) {
            spoken = step;
            remarks.add(
                    "No gain for %d steps; the weights of step %d are kept."
                            .formatted(step - best, best));
        }
        return remarks;
    }

    /** Of the adversarial stage: how the discriminator does, where that has changed. */
    List<String> adversarial(DiscriminatorWatch.State state) {
        if (state.key.equals(discriminator)) return List.of();
        discriminator = state.key;
        return List.of(state.now);
    }

    private static String text(Held held) {
        return String.format(
                Locale.ROOT,
                "%s %.2f %s, the blur has %.2f",
                held.name(),
                held.value(),
                held.unit(),
                held.gaussian());
    }

    void store(Properties state) {
        state.setProperty("remarks.ahead", Boolean.toString(ahead));
        state.setProperty("remarks.below", Integer.toString(below));
        state.setProperty("remarks.best", Long.toString(best));
        state.setProperty("remarks.spoken", Long.toString(spoken));
        state.setProperty("remarks.discriminator", discriminator);
    }

    /** A checkpoint of before says nothing of them. */
    void load(Properties state) {
        ahead = Boolean.parseBoolean(state.getProperty("remarks.ahead", "false"));
        below = Integer.parseInt(state.getProperty("remarks.below", "0"));
        best = Long.parseLong(state.getProperty("remarks.best", "0"));
        spoken = Long.parseLong(state.getProperty("remarks.spoken", "0"));
        discriminator = state.getProperty("remarks.discriminator", discriminator);
    }
}
