package org.mulligan.train;

/**
 * What one step measured.
 *
 * @param generator loss of the network that restores or draws: of a restorer the mean absolute
 *     error, of a variational system the mean squared error
 * @param discriminator loss of the network that teaches it, 0 in a step without one; of a
 *     variational system the divergence from the normal numbers
 * @param realAboveFake share of real images, or places in them, that score above the drawn ones;
 *     NaN without scores
 * @param gap mean score of the real images less that of the drawn ones; NaN where it is not
 *     measured
 */
public record StepLosses(double generator, double discriminator, double realAboveFake, double gap) {
    /** Of a step in which nothing was learnt. */
    public static final StepLosses NONE = new StepLosses(0, 0, Double.NaN, Double.NaN);

    public boolean areFinite() {
        return Double.isFinite(generator) && Double.isFinite(discriminator);
    }

    /** Those of what was learnt last. */
    public StepLosses then(StepLosses next) {
        return next == NONE ? this : next;
    }
}
