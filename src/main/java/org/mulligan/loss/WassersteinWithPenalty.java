package org.mulligan.loss;

import org.scijava.plugin.Plugin;

/**
 * {@link Wasserstein} with a gradient penalty where that has clipped weights.
 *
 * @see <a href="https://arxiv.org/abs/1704.00028">Gulrajani et al. 2017</a>
 */
@Plugin(type = AdversarialLoss.class, name = "wasserstein-gp")
public final class WassersteinWithPenalty extends Wasserstein {
    @Override
    public double clip() {
        return 0;
    }

    @Override
    public double penalty() {
        return 10;
    }
}
