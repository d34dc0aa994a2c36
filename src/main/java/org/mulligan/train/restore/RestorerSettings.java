package org.mulligan.train.restore;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.mulligan.data.pairs.Exposer;
import org.mulligan.data.pairs.TrainingSet;
import org.mulligan.data.series.SeriesReader;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.engine.TrainingPlan.Dimensions;
import org.mulligan.image.intensity.NoiseChannels;
import org.mulligan.loss.NonSaturating;
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
 * @param seams where architectures and losses are found by name
 */
record RestorerSettings(
        TrainingPlan plan,
        GanParts parts,
        NetworkSize size,
        Exposer exposer,
        boolean bf16,
        Extensions seams) {
    /** Stored in every model. */
    static final PercentileRange PERCENTILES =
            new PercentileRange(TrainingSet.LOW_PERCENTILE, TrainingSet.HIGH_PERCENTILE);

    /** The architecture whose weights one that is told of the noise can begin with. */
    private static final String BLIND = "unet";

    /**
     * @throws IllegalArgumentException when the plan names what is not there
     */
    static RestorerSettings of(TrainingPlan plan, Extensions seams, boolean bf16) {
        Architecture architecture =
                seams.architecture(plan.generator().architecture(), plan.imaging().task().word());
        if (architecture.isTold() && plan.generator().dimensions().isStack())
            throw new IllegalArgumentException(
                    "The architecture %s is told of the noise of single planes; give dimensions=2d, or another architecture"
                            .formatted(plan.generator().architecture()));
        RestorerSettings settings =
                new RestorerSettings(
                        plan,
                        new GanParts(
                                architecture,
                                seams.pixelLoss(plan.generator().pixelLoss()),
                                seams.discriminator(plan.adversary().discriminator()),
                                // Without an adversary its losses are in the graph, but never run.
                                plan.adversary().present()
                                        ? seams.loss(plan.adversary().loss())
                                        : new NonSaturating(),
                                plan.adversary().weight()),
                        new NetworkSize(
                                plan.generator().filters(),
                                plan.generator().depth(),
                                plan.imaging().scale(),
                                architecture.isTold()
                                        ? NoiseChannels.COUNT
                                        : plan.generator().dimensions().channels(),
                                plan.generator().dimensions().slab()),
                        exposer(plan.imaging(), seams),
                        bf16,
                        seams);
        settings.requireVolumes();
        return settings;
    }

    private void requireVolumes() {
        if (!size.isVolume()) return;
        if (parts.architecture().reach(size) == 0)
            throw new IllegalArgumentException(
                    "The architecture %s takes single planes only; give dimensions=2d, or another architecture"
                            .formatted(plan.generator().architecture()));
        if (plan.generator().start().isPresent())
            throw new IllegalArgumentException(
                    "dimensions=3d begins with chance, and start names the weights of a model for planes; give start=none");
    }

    /** Of a training that begins with chance. */
    RestorerSettings withoutStart() {
        return of(plan.withoutStart(), seams, bf16);
    }

    /**
     * @throws IllegalArgumentException when the user chose an architecture that such weights do not
     *     fit
     */
    void requireStart(StartWeights start) {
        String asked = plan.generator().architecture();
        boolean chosen = !asked.equals(plan.imaging().training().architecture());
        boolean teaches = isTold() && !start.told() && start.architecture().equals(BLIND);
        if (chosen && !teaches && !asked.equals(start.architecture()))
            throw new IllegalArgumentException(
                    "The weights of %s are of the architecture %s and do not fit architecture=%s; leave it at own, or give start=none"
                            .formatted(start.name(), start.architecture(), asked));
    }

    /**
     * @throws IllegalArgumentException when a network of these settings cannot learn from it; the
     *     text names the keys
     */
    void requireTeacher(StartWeights teacher) {
        String own = plan.generator().architecture();
        if (!teacher.architecture().equals(own))
            throw new IllegalArgumentException(
                    "teacher=%s has the architecture %s; give architecture=own, or the same, not %s"
                            .formatted(teacher.name(), teacher.architecture(), own));
        if (size.filters() >= teacher.size().filters() || size.depth() != teacher.size().depth())
            throw new IllegalArgumentException(
                    "teacher=%s has filters=%d and depth=%d; give fewer filters and the same depth, not filters=%d and depth=%d"
                            .formatted(
                                    teacher.name(),
                                    teacher.size().filters(),
                                    teacher.size().depth(),
                                    size.filters(),
                                    size.depth()));
        if (!plan.generator().dimensions().equals(Dimensions.TWO))
            throw new IllegalArgumentException(
                    "teacher=%s teaches networks of single planes; give dimensions=2d"
                            .formatted(teacher.name()));
    }

    /** With the network of other weights, which the training begins with. */
    RestorerSettings startingWith(StartWeights start) {
        return with(
                isTold() ? plan.generator().architecture() : start.architecture(),
                new NetworkSize(
                        start.size().filters(),
                        start.size().depth(),
                        start.size().scale(),
                        size.planes()));
    }

    /** With a network that makes each plane of a series of its neighbours. */
    RestorerSettings ofSeries() {
        return with(
                plan.generator().architecture(),
                new NetworkSize(
                        size.filters(), size.depth(), size.scale(), SeriesReader.DISTANCES.size()));
    }

    /** With another network. */
    RestorerSettings with(String architecture, NetworkSize other) {
        return new RestorerSettings(
                plan,
                new GanParts(
                        seams.architecture(architecture, plan.imaging().task().word()),
                        parts.pixelLoss(),
                        parts.discriminator(),
                        parts.adversary(),
                        parts.weight()),
                other,
                exposer,
                bf16,
                seams);
    }

    /**
     * Of a plane to those that are taken for it, in a volume those that it sees; empty where that
     * is the plane alone.
     */
    List<Integer> distances() {
        if (size.isVolume()) {
            int reach = parts.architecture().reach(size);
            return IntStream.rangeClosed(-reach, reach).boxed().toList();
        }
        if (size.planes() == 1 || isTold()) return List.of();
        Dimensions dimensions = plan.generator().dimensions();
        return dimensions.isStack() ? dimensions.distances() : SeriesReader.DISTANCES;
    }

    /** Whether the network is told of the noise. */
    boolean isTold() {
        return parts.architecture().isTold();
    }

    private static Exposer exposer(TrainingPlan.Imaging imaging, Extensions seams) {
        return new Exposer(
                seams.degradation(imaging.degradation(), imaging.task().word()),
                Tasks.conditions(imaging),
                imaging.photons().low(),
                imaging.photons().high(),
                PERCENTILES.low(),
                PERCENTILES.high(),
                imaging.task().evensLight());
    }

    /** What a whole image's sides must be multiples of, px. */
    int stride() {
        return parts.architecture().stride(size);
    }

    /** Patches of a step. */
    int examples() {
        return plan.generator().dimensions().examples(plan.schedule().batch());
    }

    GanGraph graph(Optional<StartWeights> teacher) {
        return new GanGraph(
                parts, size, examples(), plan.schedule().patch(), plan.seed(), bf16, teacher);
    }
}
