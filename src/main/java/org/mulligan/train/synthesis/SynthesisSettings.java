package org.mulligan.train.synthesis;

import java.util.List;
import java.util.Optional;
import org.mulligan.data.samples.GuideSource;
import org.mulligan.data.samples.Samples;
import org.mulligan.engine.SynthesisPlan;
import org.mulligan.loss.AdversarialLoss;
import org.mulligan.network.GanSystem;
import org.mulligan.network.GuidedSystem;
import org.mulligan.network.SynthesisShape;
import org.mulligan.network.SynthesisSystem;
import org.mulligan.network.VaeSystem;
import org.mulligan.train.Extensions;
import org.mulligan.train.LearningRates;

/**
 * A plan with all that it leaves to the system filled in.
 *
 * @param loss empty for a variational system
 * @param batch images in a step
 * @param rate learning rate of the generator at the start
 * @param discriminatorRate likewise
 */
record SynthesisSettings(
        SynthesisPlan plan,
        SynthesisSystem system,
        Optional<AdversarialLoss> loss,
        String lossName,
        SynthesisShape shape,
        int batch,
        double rate,
        double discriminatorRate) {
    /** The share of a step's old average that stays in the long run. */
    private static final double DECAY = 0.999;

    /** Share of the first rate that is left at the last step. */
    private static final double END = 0.05;

    /**
     * What the images of a training have in common.
     *
     * @param classes their names; may be empty
     * @param mean of their pixels, in -1 to 1
     * @param deviation of their pixels
     */
    record Common(List<String> classes, double mean, double deviation) {
        /** Before the images are read. */
        static final Common UNKNOWN = new Common(List.of(), 0, 1);

        private static final int LOOKED_AT = 256;

        static Common of(Samples samples, long seed) {
            double sum = 0;
            double squares = 0;
            float[] images = samples.some(LOOKED_AT, seed).images();
            // Of what is learnt; behind it may lie what that is drawn from.
            int step = samples.guide().isPresent() ? 2 : 1;
            for (int i = 0; i < images.length; i += step) {
                sum += images[i];
                squares += (double) images[i] * images[i];
            }
            int count = images.length / step;
            double mean = sum / count;
            double variance = squares / count - mean * mean;
            return new Common(samples.classes(), mean, Math.sqrt(Math.max(variance, 1e-6)));
        }
    }

    /**
     * @throws IllegalArgumentException when the system cannot draw what is asked for
     */
    static SynthesisSettings of(SynthesisPlan plan, Common common, Extensions seams) {
        SynthesisPlan.Drawing drawing = plan.drawing();
        SynthesisSystem system = seams.system(drawing.system());
        SynthesisSystem.Recipe recipe = system.recipe();
        boolean variational = system instanceof VaeSystem;
        int size = plan.images().size();
        if (!system.draws(size))
            throw new IllegalArgumentException(
                    "The system \"%s\" cannot draw images of %d px; it draws %s"
                            .formatted(drawing.system(), size, system.sizes()));
        if (variational && !drawing.loss().isEmpty())
            throw new IllegalArgumentException(
                    "The system \"%s\" has no adversary, so loss must be empty, got %s"
                            .formatted(drawing.system(), drawing.loss()));
        boolean guided = system instanceof GuidedSystem;
        requireGuides(plan, guided);
        String name = drawing.loss().isEmpty() ? recipe.loss() : drawing.loss();
        return new SynthesisSettings(
                plan,
                system,
                variational ? Optional.empty() : Optional.of(seams.synthesisLoss(name)),
                name,
                new SynthesisShape(
                        size,
                        plan.images().channels(),
                        recipe.latent(),
                        common.classes().size(),
                        drawing.filters() > 0 ? drawing.filters() : recipe.filters(),
                        common.mean(),
                        common.deviation(),
                        drawing.dropOut(),
                        guided),
                plan.schedule().batch() > 0 ? plan.schedule().batch() : recipe.batch(),
                drawing.rate() > 0 ? drawing.rate() : recipe.rate(),
                drawing.discriminatorRate() > 0
                        ? drawing.discriminatorRate()
                        : recipe.discriminatorRate());
    }

    private static void requireGuides(SynthesisPlan plan, boolean guided) {
        String system = plan.drawing().system();
        boolean given = plan.images().guides().present();
        if (guided && !given)
            throw new IllegalArgumentException(
                    "The system \"%s\" draws images from other images: give inputs (a folder of images named like those that are learnt), or photons (the images are clean then, and exposures of them are learnt)"
                            .formatted(system));
        if (!guided && given)
            throw new IllegalArgumentException(
                    "inputs and photons are for system=styled, and the system \"%s\" draws from chance alone; leave them out"
                            .formatted(system));
        if (guided && plan.images().channels() != 1)
            throw new IllegalArgumentException(
                    "The system \"%s\" draws one channel, got channels=%d; train a model for each channel (Image > Color > Split Channels)"
                            .formatted(system, plan.images().channels()));
    }

    /** As the images are opened with. */
    static GuideSource guides(SynthesisPlan.Guides guides) {
        return new GuideSource(
                guides.inputs(), guides.labels(), guides.photons(), guides.readNoise());
    }

    /** The system, where it draws from images. */
    Optional<GuidedSystem> guided() {
        return system instanceof GuidedSystem guided ? Optional.of(guided) : Optional.empty();
    }

    /** Steps of the discriminator for one of the generator. */
    int discriminatorSteps() {
        return loss.map(AdversarialLoss::steps).orElse(1);
    }

    SynthesisGraph graph(boolean bf16) {
        if (system instanceof VaeSystem vae)
            return new VariationalSynthesis(vae, shape, batch, plan.seed(), bf16);
        return new AdversarialSynthesis(
                (GanSystem) system,
                shape,
                loss.orElseThrow(),
                new AdversarialSynthesis.Ways(plan.drawing().r1(), plan.drawing().augment()),
                batch,
                plan.seed(),
                bf16);
    }

    /**
     * How fast a step learns: as at the start for the first half, then less and less.
     *
     * @param step of the generator, from 0
     * @param round step of the discriminator, from 0
     * @param factor 1, halved each time that the training had to go back
     */
    LearningRates rates(long step, long round, long steps, double factor) {
        double done = step / (double) Math.max(1, steps);
        double share = factor * Math.min(1, END + (1 - END) * 2 * (1 - done));
        double beta1 = system.recipe().beta1();
        return new LearningRates(
                new LearningRates.Rate(rate * share, beta1, step + 1),
                new LearningRates.Rate(discriminatorRate * share, beta1, round + 1),
                Math.min(DECAY, (1.0 + step) / (10.0 + step)));
    }
}
