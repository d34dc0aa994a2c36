package org.mulligan.train;

import org.mulligan.tensor.Adam;
import org.mulligan.tensor.Feeds;
import org.tensorflow.Session;

/**
 * How fast the networks of a training learn at a step.
 *
 * @param discriminator of the network that teaches the generator
 * @param decay share of the generator's moving average that stays
 */
public record LearningRates(Rate generator, Rate discriminator, double decay) {
    /**
     * Of one network.
     *
     * @param rate 0 = it stands still
     * @param beta1 first decay of Adam
     * @param time steps since Adam's moments were 0, from 1
     */
    public record Rate(double rate, double beta1, long time) {
        /** Of a network that does not learn. */
        public static final Rate NONE = new Rate(0, 0.5, 1);

        /** Feeds an optimiser with it. */
        public void feed(Adam adam, Session.Runner runner, Feeds feeds) {
            adam.feed(runner, rate, beta1, time, feeds);
        }
    }
}
