package org.mulligan.metric.risk;

import java.io.IOException;
import java.util.List;
import org.mulligan.image.intensity.AffineFit;

/**
 * The squared error of a denoised shot against other shots of the same field: their mean is the
 * truth and noise that the denoiser has not seen, whose variance is taken off. It holds for noise
 * of any kind that is new in each shot.
 *
 * <p>Each other shot is brought to the light of the first, by the ratio of the spreads of their
 * block means, so that bleaching does not count. The variance of the others' mean is measured by
 * how they differ; of a single other one, by how it differs from the shot itself, half of which is
 * its own.
 */
public final class RepeatedShots implements RiskEstimator {
    private final float[] noisy;
    private final float[] mean;
    private final float[] variances;
    private final Blocks blocks;

    /**
     * @param noisy row by row, not modified
     * @param others one or more of the same field and size, not modified
     */
    public RepeatedShots(float[] noisy, List<float[]> others, Blocks blocks) {
        if (others.isEmpty())
            throw new IllegalArgumentException("Repeats need another shot of the field, got none");
        this.noisy = noisy;
        this.blocks = blocks;
        List<float[]> alike = others.stream().map(this::inLightOfFirst).toList();
        mean = new float[noisy.length];
        for (float[] shot : alike)
            for (int i = 0; i < mean.length; i++) mean[i] += shot[i] / alike.size();
        variances = new float[noisy.length];
        if (alike.size() == 1) {
            for (int i = 0; i < mean.length; i++)
                variances[i] = (mean[i] - noisy[i]) * (mean[i] - noisy[i]) / 2;
            return;
        }
        float freedom = alike.size() * (alike.size() - 1f);
        for (float[] shot : alike)
            for (int i = 0; i < mean.length; i++)
                variances[i] += (shot[i] - mean[i]) * (shot[i] - mean[i]) / freedom;
    }

    private float[] inLightOfFirst(float[] shot) {
        AffineFit light = Light.of(shot, noisy, blocks);
        return AffineFit.apply(shot, light.gain(), light.offset());
    }

    @Override
    public Estimate of(Denoiser denoiser) throws IOException {
        float[] result = denoiser.apply(noisy, blocks.width(), blocks.height());
        return new Estimate(
                result,
                blocks.of(
                        i -> {
                            double residual = (double) result[i] - mean[i];
                            return residual * residual - variances[i];
                        }));
    }
}
