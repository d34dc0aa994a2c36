package org.mulligan.metric.risk;

import java.io.IOException;
import java.util.Random;

/** draft */
public final class Sure implements RiskEstimator {
    private final float[] noisy;
    private final float[] variance;
    private final float[] probe;
    private final float[] disturbed;
    private final double step;
    private final Blocks blocks;

    public Sure(float[] noisy, float[] variance, float[] probe, double step, Blocks blocks) {
        this.noisy = noisy;
        this.variance = variance;
        this.probe = probe;
        this.step = step;
        this.blocks = blocks;
        disturbed = new float[noisy.length];
        for (int i = 0; i < noisy.length; i++)
            disturbed[i] = (float) (noisy[i] + step * probe[i]);
    }

    public static float[] probe(float[] variance, int width, int height, double alongX, double alongY, long seed) {
        Random random = new Random(seed);
        float[] probe = new float[variance.length];
        boolean white = alongX == 0 && alongY == 0;
        for (int i = 0; i < probe.length; i++)
            probe[i] = white ? (random.nextBoolean() ? 1 : -1) : (float) random.nextGaussian();
        if (!white) {
            probe = correlated(probe, width, height, alongX, 1);
            probe = correlated(probe, width, height, alongY, width);
        }
        for (int i = 0; i < probe.length; i++) probe[i] *= (float) Math.sqrt(variance[i]);
        return probe;
    }

    private static float[] correlated(float[] white, int width, int height, double lag, int step) {
        if (lag == 0) return white;
        double beside = (1 - Math.sqrt(1 - 2 * lag * lag)) / (2 * lag);
        double norm = 1 / Math.sqrt(1 + 2 * beside * beside);
        float[] out = new float[white.length];
        for (int i = 0; i < out.length; i++) {
            double a = white[Math.floorMod(i - step, out.length)];
            double b = white[Math.floorMod(i + step, out.length)];
            out[i] = (float) (norm * (white[i] + beside * (a + b)));
        }
        return out;
    }

    @Override
    public Estimate of(Denoiser denoiser) throws IOException {
        float[] result = denoiser.apply(noisy, blocks.width(), blocks.height());
        float[] answer = denoiser.apply(disturbed, blocks.width(), blocks.height());
        return new Estimate(result, blocks.of(i -> {
            double residual = (double) result[i] - noisy[i];
            double divergence = probe[i] * ((double) answer[i] - result[i]) / step;
            return residual * residual - variance[i] + 2 * divergence;
        }));
    }
}
