package org.mulligan.train.restore;

import java.util.Properties;
import java.util.Set;
import org.mulligan.train.LearningRates;

/**
 * How the steps of a training are shared out, and how fast each learns. A pure function of the
 * step, so that a resumed run is the same run.
 *
 * @param faithful steps with the pixel loss alone
 * @param alone steps in which only the discriminator learns
 * @param adversarial steps in which both learn
 */
record TrainingSchedule(long faithful, long alone, long adversarial) {
    /** Of a network with this many filters or more; narrower ones learn stably at higher rates. */
    private static final double RATE = 1e-3;

    private static final double WIDE = 24;

    private static final double ADVERSARIAL_RATE = 1e-4;
    private static final double DISCRIMINATOR_RATE = 3e-4;
    private static final double DISCRIMINATOR_RATE_ALONE = 5e-4;

    /**
     * After some hundred steps the discriminator pulls ahead, and the image loses sharpness again.
     */
    private static final long MOST_ADVERSARIAL = 600;

    private static final long MOST_ALONE = 300;
    private static final long WARM_UP = 100;
    private static final int VALIDATIONS = 20;

    /** The first ones, which come sooner in a long training: one who watches sees what happens. */
    private static final Set<Long> EARLY = Set.of(25L, 50L, 100L, 200L);

    /**
     * Shares a number of steps: about three quarters to the faithful network, where there is an
     * adversary.
     */
    static TrainingSchedule of(long steps, boolean adversary) {
        if (!adversary) return new TrainingSchedule(steps, 0, 0);
        long alone = Math.min(MOST_ALONE, steps / 16);
        long adversarial = Math.min(MOST_ADVERSARIAL, steps / 5);
        return new TrainingSchedule(steps - alone - adversarial, alone, adversarial);
    }

    /**
     * As many steps as fit into a time, when a step of either kind takes as long as measured.
     *
     * @param seconds time there is
     * @param faithfulStep seconds
     * @param adversarialStep seconds
     */
    static TrainingSchedule within(
            double seconds, double faithfulStep, double adversarialStep, boolean adversary) {
        long low = 1;
        long high = Math.max(1, (long) (seconds / faithfulStep));
        while (low < high) {
            long middle = (low + high + 1) / 2;
            TrainingSchedule stages = of(middle, adversary);
            double takes =
                    stages.faithful * faithfulStep
                            + (stages.alone + stages.adversarial) * adversarialStep;
            if (takes <= seconds) low = middle;
            else high = middle - 1;
        }
        return of(low, adversary);
    }

    long total() {
        return faithful + alone + adversarial;
    }

    boolean isFaithful(long step) {
        return step < faithful;
    }

    boolean isAlone(long step) {
        return step >= faithful && step < faithful + alone;
    }

    /** What a log calls the stage of a step. */
    String name(long step) {
        return isFaithful(step) ? "faithful" : isAlone(step) ? "discriminator" : "adversarial";
    }

    /** Whether the weights after so many steps are measured. */
    boolean validatesAfter(long steps) {
        long interval = Math.max(25, total() / VALIDATIONS);
        return steps % interval == 0
                || EARLY.contains(steps)
                || steps == faithful
                || steps == total();
    }

    /**
     * How fast the networks learn at a step.
     *
     * @param filters of the network's first level
     * @param factor 1, halved each time that the training had to go back
     */
    LearningRates rates(long step, int filters, double factor) {
        if (isFaithful(step)) return faithfulRates(step, filters, factor);
        double own = isAlone(step) ? DISCRIMINATOR_RATE_ALONE : DISCRIMINATOR_RATE;
        LearningRates.Rate discriminator =
                new LearningRates.Rate(own * factor, 0.5, step - faithful + 1);
        if (isAlone(step)) return new LearningRates(LearningRates.Rate.NONE, discriminator, 1);
        long time = step - faithful - alone;
        double done = time / (double) Math.max(1, adversarial);
        double rate = ADVERSARIAL_RATE * Math.min(1, 0.1 + 3 * (1 - done) * 0.9);
        return new LearningRates(
                new LearningRates.Rate(rate * factor, 0.5, Math.max(1, time + 1)),
                discriminator,
                decay(time, 0.99));
    }

    private LearningRates faithfulRates(long step, int filters, double factor) {
        double warm = Math.min(1, (step + 1.0) / Math.min(WARM_UP, faithful / 10.0));
        double rate =
                RATE * Math.max(1, WIDE / filters) * warm * cosine(step / (double) faithful, 0.01);
        return new LearningRates(
                new LearningRates.Rate(rate * factor, 0.9, step + 1),
                LearningRates.Rate.NONE,
                decay(step, 0.995));
    }

    private static double cosine(double done, double end) {
        return end + (1 - end) * 0.5 * (1 + Math.cos(Math.PI * done));
    }

    /** A moving average that does not remember the start for long. */
    private static double decay(long time, double most) {
        return Math.min(most, (1.0 + time) / (10.0 + time));
    }

    void store(Properties state) {
        state.setProperty("faithful", Long.toString(faithful));
        state.setProperty("alone", Long.toString(alone));
        state.setProperty("adversarial", Long.toString(adversarial));
    }

    static TrainingSchedule of(Properties state) {
        return new TrainingSchedule(
                Long.parseLong(state.getProperty("faithful")),
                Long.parseLong(state.getProperty("alone")),
                Long.parseLong(state.getProperty("adversarial")));
    }
}
