package org.mulligan.metric.risk;

import java.io.IOException;

/** Estimates how far a denoiser's result is from a truth that nobody has. */
public interface RiskEstimator {
    /**
     * A result and its error.
     *
     * @param result of the plane that is judged
     * @param risk estimated squared error of a pixel, in squared units of the plane; one block or
     *     even the mean may be below 0 by chance
     */
    record Estimate(float[] result, BlockMeans risk) {}

    /** Runs the denoiser, on the plane and on what is made of it. */
    Estimate of(Denoiser denoiser) throws IOException;

    /** The same of a denoiser that learnt from noisy images, perhaps by such an estimate. */
    default Estimate ofSelfTaught(Denoiser denoiser) throws IOException {
        return of(denoiser);
    }
}
