package org.mulligan.train.restore;

import org.mulligan.data.pairs.Exposer;
import org.mulligan.data.pairs.TrainingSet;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.loss.AdversarialLoss;
import org.mulligan.loss.NonSaturating;
import org.mulligan.model.ModelDescription;
import org.mulligan.model.ModelDescription.PercentileRange;
import org.mulligan.network.Architecture;
import org.mulligan.network.NetworkSize;
import org.mulligan.train.Extensions;
import org.mulligan.train.Tasks;

/**
 * A plan with all that it names.
 *
 * @param exposer makes what is measured out of clean images
 * @param bf16 whether convolutions are computed in bfloat16
 */
record RestorerSettings(
        TrainingPlan plan,
        Architecture architecture,
        NetworkSize size,
        AdversarialLoss loss,
        Exposer exposer,
        boolean bf16) {
    /** Stored in every model. */
    static final PercentileRange PERCENTILES =
            new PercentileRange(TrainingSet.LOW_PERCENTILE, TrainingSet.HIGH_PERCENTILE);

    /**
     * @throws IllegalArgumentException when the plan names what is not there
     */
    static RestorerSettings of(TrainingPlan plan, Extensions seams, boolean bf16) {
        return new RestorerSettings(
                plan,
                seams.architecture(plan.generator().architecture()),
                new NetworkSize(
                        plan.generator().filters(),
                        plan.generator().depth(),
                        plan.imaging().scale()),
                // A plan without an adversary still builds the graph's losses, but never runs them.
                plan.adversary().present()
                        ? seams.loss(plan.adversary().loss())
                        : new NonSaturating(),
                exposer(plan.imaging(), seams),
                bf16);
    }

    private static Exposer exposer(TrainingPlan.Imaging imaging, Extensions seams) {
        return new Exposer(
                seams.degradation(imaging.degradation()),
                Tasks.conditions(imaging),
                imaging.photons().low(),
                imaging.photons().high(),
                PERCENTILES.low(),
                PERCENTILES.high(),
                imaging.task().equals(ModelDescription.EVEN_LIGHT));
    }

    /** What a whole image's sides must be multiples of, px. */
    int stride() {
        return architecture.stride(size);
    }

    GanGraph graph() {
        return new GanGraph(
                architecture,
                size,
                loss,
                plan.adversary().weight(),
                plan.schedule().batch(),
                plan.schedule().patch(),
                plan.seed(),
                bf16);
    }
}
