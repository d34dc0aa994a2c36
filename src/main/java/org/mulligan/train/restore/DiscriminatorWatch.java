package org.mulligan.train.restore;

import java.util.Properties;

/**
 * Watches whether the discriminator does its work. One that sees no difference teaches nothing, and
 * one that is never wrong teaches nothing either; the "GAN" is then an L1 network, and the user
 * must hear of it.
 */
final class DiscriminatorWatch {
    private static final double MEMORY = 0.02;
    private static final double SLEEPS = 0.985;
    private static final double OVERRUN = 1.03;
    private static final double WINS = 0.1;

    /**
     * Share of real above fake below which the generator's images look more real than the wanted
     * ones.
     */
    private static final double FOOLED = 0.4;

    /** What the discriminator is like. */
    enum State {
        AWAKE("The discriminator was awake: it told wanted from restored patches, but not always."),
        ASLEEP(
                "The discriminator slept: it saw no difference between wanted and restored patches, so the adversarial"
                        + " weights are hardly more than the faithful ones. Try more steps, or another adversary."),
        OVERRUN(
                "The discriminator was overrun: it had learnt to tell wanted from restored patches, then the generator"
                        + " got ahead of it. The adversarial weights may carry a pattern that deceives it; look at them"
                        + " closely, or try a smaller weight."),
        WINS(
                "The discriminator won: it was almost never wrong, so the generator could not learn from it. Try a"
                        + " smaller weight, or more images.");

        final String words;

        State(String words) {
            this.words = words;
        }
    }

    private final double asleep;
    private double loss = Double.NaN;
    private double share = Double.NaN;
    private double lowest = Double.POSITIVE_INFINITY;

    /**
     * @param asleep the loss of a discriminator that sees no difference
     */
    DiscriminatorWatch(double asleep) {
        this.asleep = asleep;
    }

    void add(GanGraph.Losses losses) {
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

    double asleep() {
        return asleep;
    }

    State state() {
        if (loss < WINS * asleep) return State.WINS;
        if (lowest > SLEEPS * asleep) return State.ASLEEP;
        if (loss > OVERRUN * asleep || share < FOOLED) return State.OVERRUN;
        return State.AWAKE;
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
