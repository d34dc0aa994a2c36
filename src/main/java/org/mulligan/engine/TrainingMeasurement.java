package org.mulligan.engine;

import java.util.List;

/**
 * The state of a training at one step.
 *
 * @param stage "faithful" or "adversarial"
 * @param step steps done, counted over both stages
 * @param steps steps planned for both stages
 * @param pixelLoss mean absolute error in normalised intensities, averaged since the last
 *     measurement
 * @param discriminatorLoss the discriminator's loss averaged since the last measurement; NaN in the
 *     faithful stage
 * @param psnr validation PSNR [dB] of the averaged weights after CARE's affine fit, data range of
 *     the clean image
 * @param ssim validation SSIM on the same images after the same fit
 * @param held the figure that weights are kept by
 * @param balance how the discriminator does; {@link Balance#NONE} in the faithful stage
 * @param remarks what the figures mean, a sentence each; mostly none
 */
public record TrainingMeasurement(
        String stage,
        long step,
        long steps,
        double pixelLoss,
        double discriminatorLoss,
        double psnr,
        double ssim,
        Held held,
        Balance balance,
        List<String> remarks) {

    /**
     * A figure of images that were held back, beside what anyone has without a network.
     *
     * @param name of the figure
     * @param unit of all its values
     * @param value of the network
     * @param raw of the images as they are; enlarged, where the network enlarges
     * @param gaussian of their best Gaussian blur
     * @param rises whether more is better
     */
    public record Held(
            String name, String unit, double value, double raw, double gaussian, boolean rises) {
        /** Name and unit, as tables and plots have them. */
        public String heading() {
            return "%s [%s]".formatted(name, unit);
        }

        /** Whether the network is better than the blur. */
        public boolean isAhead() {
            return rises ? value > gaussian : value < gaussian;
        }
    }

    /**
     * Two networks against each other, averaged over some fifty steps.
     *
     * @param equilibriumLoss the discriminator's loss where it sees no difference
     * @param realAboveFake share of places at which targets score above what was made of images
     */
    public record Balance(double equilibriumLoss, double realAboveFake) {
        /** Of a network without a discriminator. */
        public static final Balance NONE = new Balance(Double.NaN, Double.NaN);
    }
}
