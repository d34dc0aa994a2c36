package org.mulligan.loss;

import org.mulligan.extension.ExtensionPoint;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

/**
 * {@link Wasserstein} with a gradient penalty where that has clipped weights.
 *
 * @see <a href="https://arxiv.org/abs/1704.00028">Gulrajani et al. 2017</a>
 */
@Plugin(
        type = AdversarialLoss.class,
        name = "wasserstein-gp",
        attrs = @Attr(name = ExtensionPoint.TASKS, value = "synthesise"))
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
