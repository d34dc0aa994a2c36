package org.mulligan.metric.features;

/**
 * Has a generator learned its training images by heart? The distance of a fake to the nearest
 * training image, beside that of a real image which the training never saw: both medians,
 * Euclidean, in units of the features.
 *
 * @param fakes median over the fakes
 * @param heldOut median over the unseen real images, above 0
 */
public record Memorisation(double fakes, double heldOut) {
    public Memorisation {
        if (!(fakes >= 0) || !(heldOut >= 0))
            throw new IllegalArgumentException(
                    "Distances are not negative, got %s and %s".formatted(fakes, heldOut));
        if (heldOut == 0)
            throw new IllegalArgumentException(
                    "Half of the held-out images or more are the same as training images, so nothing can be said about memorising; hold out images that the training has not seen");
    }

    /**
     * Computes both medians.
     *
     * @param fakes of synthetic images
     * @param train of the images that the generator was trained on, all of them: a copy of one that
     *     is left out is not found
     * @param heldOut of real images that it was not trained on
     * @throws IllegalArgumentException if rows are not of one length, or half of the held-out rows
     *     are also training rows
     */
    public static Memorisation of(Features fakes, Features train, Features heldOut) {
        return new Memorisation(
                NearestNeighbours.of(fakes, train).median(),
                NearestNeighbours.of(heldOut, train).median());
    }

    /**
     * 1: fakes are no closer to the training images than unseen real ones are; well below 1: they
     * are copies; above 1: they are unlike anything real.
     */
    public double ratio() {
        return fakes / heldOut;
    }
}
