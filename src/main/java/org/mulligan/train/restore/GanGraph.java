package org.mulligan.train.restore;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mulligan.data.pairs.Batch;
import org.mulligan.network.NetworkSize;
import org.mulligan.tensor.Adam;
import org.mulligan.tensor.Constants;
import org.mulligan.tensor.Feeds;
import org.mulligan.tensor.Gradients;
import org.mulligan.tensor.LastLayer;
import org.mulligan.tensor.Layers;
import org.mulligan.tensor.MovingAverage;
import org.mulligan.tensor.RestorationInputs;
import org.mulligan.tensor.Updates;
import org.mulligan.tensor.VolumeLayers;
import org.mulligan.tensor.WeightSource;
import org.mulligan.train.LearningRates;
import org.mulligan.train.StepLosses;
import org.mulligan.train.TrainingGraph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;

/**
 * A restorer and its discriminator as one graph with three kinds of step. The slot {@code best}
 * holds the faithful weights that were best on the validation images.
 *
 * <p>A generator step in the adversarial stage sums two gradients at the generator's output: that
 * of the pixel loss, and the adversary's, scaled so that its norm is {@code weight} times the pixel
 * loss's. One backward pass then serves both, and the discriminator's forward pass over the fakes
 * serves its own loss and the generator's.
 */
final class GanGraph extends TrainingGraph {
    private final RestorationInputs inputs;
    private final int planes;
    private final Adam generatorAdam;
    private final Adam discriminatorAdam;
    private final Operand<TFloat32> pixelLoss;
    private final Operand<TFloat32> discriminatorLoss;
    private final Operand<TFloat32> realAboveFake;
    private final Operand<TFloat32> averaged;
    private final Updates faithfulUpdates;
    private final Updates discriminatorUpdates;
    private final Updates adversarialUpdates;
    private final LastLayer lastOfFake;
    private final LastLayer lastOfAveraged;
    private final Updates keepBest;
    private final Updates startFromBest;

    GanGraph(
            GanParts parts,
            NetworkSize networkSize,
            int batch,
            int patch,
            long seed,
            boolean bf16) {
        this(parts, networkSize, batch, patch, seed, bf16, Optional.empty());
    }

    /**
     * @param teacher whose results take the place of the targets in the pixel loss
     */
    GanGraph(
            GanParts parts,
            NetworkSize networkSize,
            int batch,
            int patch,
            long seed,
            boolean bf16,
            Optional<StartWeights> teacher) {
        super(seed, bf16);
        inputs =
                new RestorationInputs(
                        graph,
                        batch * networkSize.slab(),
                        patch,
                        networkSize.scale(),
                        networkSize.planes());
        planes = networkSize.planes();
        Layers generator =
                networkSize.isVolume()
                        ? VolumeLayers.of(graph, variables.within("g."), networkSize.slab())
                        : new Layers(graph, variables.within("g."));
        Operand<TFloat32> fake = parts.architecture().apply(generator, inputs.noisy(), networkSize);
        requireSameShape(fake, inputs.target());
        lastOfFake = LastLayer.of(fake);
        List<String> generatorNames = generatorNames();
        pixelLoss = parts.pixelLoss().of(generator, fake, wanted(parts, teacher));
        generatorAdam = adam(generatorNames);
        MovingAverage moving = new MovingAverage(graph, variables, generatorNames, inputs.decay());

        List<Operand<TFloat32>> weights = variables.values(generatorNames);
        List<Operand<TFloat32>> gradients = Gradients.of(graph, "faithful", pixelLoss, weights);
        // The others train as they always did, bit for bit.
        boolean clips = parts.architecture().isTold();
        faithfulUpdates =
                moving.thenAverage(
                        clips
                                ? generatorAdam.applyClipped(gradients)
                                : generatorAdam.apply(gradients));

        Layers discriminator = new Layers(graph, variables.within("d."));
        Operand<TFloat32> realScore =
                parts.discriminator()
                        .apply(
                                discriminator,
                                inputs.target(),
                                networkSize.scale(),
                                inputs.realNoise());
        Operand<TFloat32> fakeScore =
                parts.discriminator()
                        .apply(discriminator, fake, networkSize.scale(), inputs.fakeNoise());
        List<String> discriminatorNames = discriminatorNames();
        discriminatorLoss = parts.adversary().discriminator(discriminator, realScore, fakeScore);
        realAboveFake = discriminator.shareAbove(realScore, fakeScore);
        discriminatorAdam = adam(discriminatorNames);
        discriminatorUpdates =
                discriminatorAdam.apply(
                        Gradients.of(
                                graph,
                                "discriminator",
                                discriminatorLoss,
                                variables.values(discriminatorNames)));

        Operand<TFloat32> pixelPull =
                Gradients.of(graph, "pixelPull", pixelLoss, List.of(fake)).get(0);
        Operand<TFloat32> adversaryPull =
                Gradients.of(
                                graph,
                                "adversaryPull",
                                parts.adversary().generator(discriminator, fakeScore),
                                List.of(fake))
                        .get(0);
        Operand<TFloat32> balance =
                generator.multiply(
                        generator.ratio(generator.norm(pixelPull), generator.norm(adversaryPull)),
                        parts.weight());
        Operand<TFloat32> pull =
                generator.add(pixelPull, generator.multiply(adversaryPull, balance));
        adversarialUpdates =
                discriminatorUpdates.and(
                        moving.thenAverage(
                                generatorAdam.apply(
                                        Gradients.of(graph, "adversarial", fake, weights, pull))));

        variables.addSlots("best", generatorNames);
        WeightSource average = variables.view("ema").within("g.");
        averaged =
                parts.architecture()
                        .apply(
                                networkSize.isVolume()
                                        ? VolumeLayers.ofAll(graph, average, inputs.whole())
                                        : new Layers(graph, average),
                                inputs.whole(),
                                networkSize);
        lastOfAveraged = LastLayer.of(averaged);
        keepBest = variables.copies(generatorNames, "ema", "best");
        startFromBest =
                variables
                        .copies(generatorNames, "best", "")
                        .and(variables.copies(generatorNames, "best", "ema"))
                        .and(variables.clears(generatorNames, "m"))
                        .and(variables.clears(generatorNames, "v"));
        open();
    }

    /**
     * What the pixel loss compares with: the targets, or what a teacher makes of the same input.
     */
    private Operand<TFloat32> wanted(GanParts parts, Optional<StartWeights> teacher) {
        if (teacher.isEmpty()) return inputs.target();
        StartWeights known = teacher.get();
        Layers layers = new Layers(graph, new Constants(graph, known.graph().weights()));
        NetworkSize size =
                new NetworkSize(
                        known.size().filters(), known.size().depth(), known.size().scale(), planes);
        return parts.architecture().apply(layers, inputs.noisy(), size);
    }

    /** Of an architecture of somebody else's, which may forget the scale. */
    private static void requireSameShape(Operand<TFloat32> made, Operand<TFloat32> target) {
        if (!made.shape().isCompatibleWith(target.shape()))
            throw new IllegalArgumentException(
                    "The architecture makes images of %s where the targets are %s (images, height, width, channels); it is not for this task or this scale"
                            .formatted(made.shape(), target.shape()));
    }

    /** The generator learns the pixel loss. */
    StepLosses faithfulStep(Batch data, LearningRates rates) {
        try (Feeds feeds = new Feeds()) {
            Session.Runner runner = runner(data, rates, feeds);
            faithfulUpdates.addTo(runner);
            double[] losses = measure("The faithful step", runner, List.of(pixelLoss));
            return new StepLosses(losses[0], 0, Double.NaN, Double.NaN);
        }
    }

    /** The discriminator learns alone; the generator stands still. */
    StepLosses discriminatorStep(Batch data, LearningRates rates) {
        return adversaryStep("The discriminator's step", data, rates, discriminatorUpdates);
    }

    /** Both learn. */
    StepLosses adversarialStep(Batch data, LearningRates rates) {
        return adversaryStep("The adversarial step", data, rates, adversarialUpdates);
    }

    private StepLosses adversaryStep(
            String work, Batch data, LearningRates rates, Updates updates) {
        try (Feeds feeds = new Feeds()) {
            Session.Runner runner = runner(data, rates, feeds);
            rates.discriminator().feed(discriminatorAdam, runner, feeds);
            inputs.feedNoise(runner, seed, data.step(), feeds);
            updates.addTo(runner);
            double[] losses =
                    measure(work, runner, List.of(pixelLoss, discriminatorLoss, realAboveFake));
            return new StepLosses(losses[0], losses[1], losses[2], Double.NaN);
        }
    }

    private Session.Runner runner(Batch data, LearningRates rates, Feeds feeds) {
        Session.Runner runner = runner(lastOfFake);
        inputs.feed(runner, data.noisy(), data.target(), rates.decay(), feeds);
        rates.generator().feed(generatorAdam, runner, feeds);
        return runner;
    }

    /**
     * The averaged generator on a whole image.
     *
     * @param noisy planes of a series interleaved, those of a volume one after the other
     * @param height a multiple of the stride
     * @param width likewise
     * @return each side as much longer as the scale says
     */
    float[] predict(float[] noisy, int height, int width) {
        try (Feeds feeds = new Feeds()) {
            Session.Runner runner =
                    runner(lastOfAveraged)
                            .feed(
                                    inputs.whole(),
                                    feeds.tensor(
                                            noisy,
                                            noisy.length / (height * width * planes),
                                            height,
                                            width,
                                            planes));
            return tensors("The validation", runner, List.of(averaged))[0];
        }
    }

    /** The averaged weights are the best faithful ones so far. */
    void keepBest() {
        run(keepBest);
    }

    /**
     * Begins the adversarial stage: weights and average from the best faithful ones, Adam's moments
     * at 0.
     */
    void startFromBest() {
        run(startFromBest);
    }

    /**
     * The generator's weights of a slot, {@code best} or {@code ema}, by the names that the
     * architecture gave them.
     */
    Map<String, float[]> weights(String slot) {
        return weightsOf(slot + ".g.");
    }
}
