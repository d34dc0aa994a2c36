package org.mulligan.image.intensity;

/**
 * The noise of a channel, as a network is told of it: its variance at each brightness, {@code
 * max(floor, slope * brightness + intercept)}, how alike that of neighbouring pixels is, and how
 * much of it there is in the finest detail.
 *
 * @param slope variance per brightness, units of the channel; 0 or more
 * @param intercept variance at brightness 0, by the line; squared units
 * @param floor least variance, squared units; above 0
 * @param lagX correlation with the next pixel of a row
 * @param lagY correlation with the next pixel of a column
 * @param fine standard deviation of the finest detail, in that of white noise of this law: 1 where
 *     the noise is white, less where neighbours share it or where structure was taken for noise
 */
public record NoiseLaw(
        double slope, double intercept, double floor, double lagX, double lagY, double fine) {
    public NoiseLaw {
        if (!(slope >= 0) || !(floor > 0) || !Double.isFinite(slope + intercept + floor))
            throw new IllegalArgumentException(
                    "A law of noise needs a slope of 0 or more and a floor above 0, got %s and %s"
                            .formatted(slope, floor));
    }

    /** Standard deviation of a pixel of this expected brightness. */
    public double sigma(double brightness) {
        return Math.sqrt(Math.max(floor, slope * brightness + intercept));
    }

    /** That of the normalised channel. */
    public NoiseLaw normalised(Normalisation normalisation) {
        double range = normalisation.high() - normalisation.low();
        return new NoiseLaw(
                slope / range,
                (slope * normalisation.low() + intercept) / (range * range),
                Math.max(floor / (range * range), Double.MIN_NORMAL),
                lagX,
                lagY,
                fine);
    }

    /**
     * That of noise whose standard deviation is as many times as large.
     *
     * @param factor above 0
     */
    public NoiseLaw times(double factor) {
        double square = factor * factor;
        return new NoiseLaw(square * slope, square * intercept, square * floor, lagX, lagY, fine);
    }

    /** The same with another share of the finest detail. */
    public NoiseLaw withFine(double other) {
        return new NoiseLaw(slope, intercept, floor, lagX, lagY, other);
    }

    /** That of an image whose rows have become its columns. */
    public NoiseLaw turned() {
        return new NoiseLaw(slope, intercept, floor, lagY, lagX, fine);
    }
}
