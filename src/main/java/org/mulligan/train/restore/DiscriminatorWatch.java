package org.mulligan.train.restore;

import java.util.Locale;
import java.util.Properties;
import java.util.function.Supplier;
import org.mulligan.train.StepListener;
import org.mulligan.train.StepLosses;

/**
 * Watches whether the discriminator does its work. One that sees no difference teaches nothing, and
 * one that is never wrong teaches nothing either; the "GAN" is then an L1 network, and the user
 * must hear of it.
 */
final class DiscriminatorWatch implements StepListener {
    private static final double MEMORY = 0.02;

    /** Of the equilibrium's loss: above this it has never left it. */
    private static final double AT_EQUILIBRIUM = 0.985;

    private static final double OVERRUN = 1.03;
    private static final double WINS = 0.1;

    /**
     * Share of places that score higher in the target below which the generator's images look more
     * real than the targets.
     */
    private static final double FOOLED = 0.4;

    /** What the discriminator is like. */
    enum State {
        LEARNING(
                "awake",
                "The discriminator did its work: it told target from restored patches, but not always.",
                "The discriminator does its work: it tells target from restored patches, but not always."),
        EQUILIBRIUM(
                "asleep",
                "The discriminator stayed at equilibrium: it saw no difference between target and restored patches, so"
                        + " the adversarial weights are hardly more than the faithful ones. Try more steps, or another"
                        + " adversary.",
                "The discriminator is at equilibrium: it sees no difference between target and restored patches."),
        OVERRUN(
                "overrun",
                "The discriminator was overrun: it had learnt to tell target from restored patches, then the generator"
                        + " got ahead of it. The adversarial weights may carry a pattern that deceives it; look at them"
                        + " closely, or try a smaller weight.",
                "The discriminator is overrun: restored patches look more real to it than targets."),
        WINS(
                "wins",
                "The discriminator won: it was almost never wrong, so the generator could not learn from it. Try a"
                        + " smaller weight, or more images.",
                "The discriminator wins: it is almost never wrong, so the generator cannot learn from it.");

        /** Stored in models. */
        final String key;

        /** At the end. */
        final String words;

        /** While it is so. */
        final String now;

        State(String key, String words, String now) {
            this.key = key;
            this.words = words;
            this.now = now;
        }
    }

    private final double equilibriumLoss;
    private final Supplier<TrainingSchedule> schedule;
    private double loss = Double.NaN;
    private double share = Double.NaN;
    private double lowest = Double.POSITIVE_INFINITY;

    /**
     * @param equilibriumLoss the loss of a discriminator that sees no difference
     */
    DiscriminatorWatch(double equilibriumLoss, Supplier<TrainingSchedule> schedule) {
        this.equilibriumLoss = equilibriumLoss;
        this.schedule = schedule;
    }

    @Override
    public void stepped(long done, StepLosses losses) {
        if (!schedule.get().isFaithful(done - 1)) add(losses);
    }

    void add(StepLosses losses) {
        loss = average(loss, losses.discriminator());
        share = average(share, losses.realAboveFake());
        lowest = Math.min(lowest, loss);
    }

    private static double average(double old, double value) {
        return Double.isNaN(old) ? value : old + MEMORY * (value - old);
    }

    /** The loss, averaged over about the last 50 steps; NaN before the first. */
    double loss() {
        return loss;
    }

    /** The share of places whose real score is above the fake one, averaged likewise. */
    double realAboveFake() {
        return share;
    }

    double equilibriumLoss() {
        return equilibriumLoss;
    }

    State state() {
        if (loss < WINS * equilibriumLoss) return State.WINS;
        if (lowest > AT_EQUILIBRIUM * equilibriumLoss) return State.EQUILIBRIUM;
        if (loss > OVERRUN * equilibriumLoss || share < FOOLED) return State.OVERRUN;
        return State.LEARNING;
    }

    /** The running means, for people. */
    String words() {
        return String.format(
                Locale.ROOT,
                "discriminator loss %.3f (%.3f at equilibrium: it sees no difference), target scores above restored at %.0f %% of the places (50 %% = it cannot tell)",
                loss,
                equilibriumLoss,
                100 * share);
    }

    void store(Properties state) {
        state.setProperty("discriminator.loss", Double.toString(loss));
        state.setProperty("discriminator.share", Double.toString(share));
        state.setProperty("discriminator.lowest", Double.toString(lowest));
    }

    void load(Properties state) {
        loss = Double.parseDouble(state.getProperty("discriminator.loss"));
        share = Double.parseDouble(state.getProperty("discriminator.share"));
        lowest = Double.parseDouble(state.getProperty("discriminator.lowest"));
    }
}
