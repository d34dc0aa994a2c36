package org.mulligan.engine;

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
 */
public record TrainingMeasurement(
        String stage,
        long step,
        long steps,
        double pixelLoss,
        double discriminatorLoss,
        double psnr,
        double ssim) {}
