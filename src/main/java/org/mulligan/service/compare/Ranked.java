package org.mulligan.service.compare;

import org.mulligan.metric.risk.BlockMeans;

/**
 * A candidate on a plane and what it was found to be worth.
 *
 * @param risk estimated squared error of a pixel
 * @param psnr estimated, dB; where the error is not told apart from 0 what it is at least
 * @param psnrError standard error, dB; not a number where the PSNR is what it is at least
 * @param gain over the plane as it is, dB; 0 for raw
 * @param gainError standard error, dB
 * @param beatsRaw whether it is better than raw by more than two standard errors
 * @param seconds of the candidate for what was judged of the plane
 * @param result of the pixels that were judged
 */
public record Ranked(
        Method method,
        BlockMeans risk,
        double psnr,
        double psnrError,
        double gain,
        double gainError,
        boolean beatsRaw,
        double seconds,
        float[] result) {
    private static final double CERTAIN = 2;
    private static final double DECIBELS = 10 / Math.log(10);

    /**
     * @param raw risk of the plane as it is
     * @param range data range of the PSNR
     */
    static Ranked of(
            Method method,
            BlockMeans risk,
            BlockMeans raw,
            double range,
            double seconds,
            float[] result) {
        double error = risk.standardError();
        boolean told = risk.mean() > error;
        double counted = told ? risk.mean() : Math.max(0, risk.mean()) + error;
        BlockMeans better = raw.less(risk, 1);
        double ratio = counted / raw.mean();
        return new Ranked(
                method,
                risk,
                DECIBELS * Math.log(range * range / counted),
                told ? DECIBELS * error / risk.mean() : Double.NaN,
                DECIBELS * Math.log(raw.mean() / counted),
                DECIBELS * risk.less(raw, ratio).standardError() / counted,
                better.mean() > CERTAIN * better.standardError(),
                seconds,
                result);
    }

    /** Whether the PSNR is only what it is at least. */
    public boolean isAtLeast() {
        return Double.isNaN(psnrError);
    }
}
