package org.mulligan.train.restore;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mulligan.data.pairs.Batch;
import org.mulligan.network.NetworkSize;
import org.mulligan.tensor.Adam;
import org.mulligan.tensor.Checkpoint;
import org.mulligan.tensor.Feeds;
import org.mulligan.tensor.Gradients;
import org.mulligan.tensor.Layers;
import org.mulligan.tensor.MovingAverage;
import org.mulligan.tensor.RestorationInputs;
import org.mulligan.tensor.Sessions;
import org.mulligan.tensor.Updates;
import org.mulligan.tensor.Variables;
import org.mulligan.tensor.device.Convolutions;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;

/**
 * A generator and its discriminator as one graph with three kinds of step. Generator variables
 * start with {@code g.}, the discriminator's with {@code d.}; the slot {@code ema} holds the
 * generator's moving average and {@code best} the faithful weights that were best on the validation
 * images.
 *
 * <p>A generator step in the adversarial stage sums two gradients at the generator's output: that
 * of the pixel loss, and the adversary's, scaled so that its norm is {@code weight} times the pixel
 * loss's. One backward pass then serves both, and the discriminator's forward pass over the fakes
 * serves its own loss and the generator's.
 */
final class GanGraph implements AutoCloseable {
    private final Graph graph = new Graph();
    private final Session session;
    private final Convolutions convolutions = new Convolutions();
    private final Variables variables;
    private final Checkpoint checkpoint;
    private final RestorationInputs inputs;
    private final Adam generatorAdam;
    private final Adam discriminatorAdam;
    private final Operand<TFloat32> pixelLoss;
    private final Operand<TFloat32> discriminatorLoss;
    private final Operand<TFloat32> realAboveFake;
    private final Operand<TFloat32> averaged;
    private final Updates faithfulUpdates;
    private final Updates discriminatorUpdates;
    private final Updates adversarialUpdates;
    private final Updates keepBest;
    private final Updates startFromBest;
    private final List<String> generatorNames;
    private final long seed;

    /** What one step measured; the discriminator's part is NaN in faithful steps. */
    record Losses(double pixel, double discriminator, double realAboveFake) {}

    /**
     * How fast a step learns: rates, Adam's first decay, steps since Adam's moments were 0, and the
     * EMA's decay.
     */
    record Pace(double rate, double beta1, long time, double decay) {}

    GanGraph(GanParts parts, NetworkSize measures, int batch, int patch, long seed, boolean bf16) {
        this.seed = seed;
        variables = new Variables(graph, seed);
        inputs = new RestorationInputs(graph, batch, patch, measures.scale());
        Layers generator = new Layers(graph, variables.within("g."));
        Operand<TFloat32> fake = parts.architecture().apply(generator, inputs.noisy(), measures);
        requireSameShape(fake, inputs.clean());
        generatorNames = variables.names("g.");
        pixelLoss = parts.pixelLoss().of(generator, fake, inputs.clean());
        generatorAdam = new Adam(graph, variables, generatorNames);
        MovingAverage average = new MovingAverage(graph, variables, generatorNames, inputs.decay());

        List<Operand<TFloat32>> weights = variables.values(generatorNames);
        faithfulUpdates =
                average.thenAverage(
                        generatorAdam.apply(Gradients.of(graph, "faithful", pixelLoss, weights)));

        Layers discriminator = new Layers(graph, variables.within("d."));
        Operand<TFloat32> realScore =
                parts.discriminator()
                        .apply(discriminator, inputs.clean(), measures.scale(), inputs.realNoise());
        Operand<TFloat32> fakeScore =
                parts.discriminator()
                        .apply(discriminator, fake, measures.scale(), inputs.fakeNoise());
        List<String> discriminatorNames =
                variables.names("d.").stream().filter(name -> name.startsWith("d.")).toList();
        discriminatorLoss = parts.adversary().discriminator(discriminator, realScore, fakeScore);
        realAboveFake = discriminator.shareAbove(realScore, fakeScore);
        discriminatorAdam = new Adam(graph, variables, discriminatorNames);
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
                        average.thenAverage(
                                generatorAdam.apply(
                                        Gradients.of(graph, "adversarial", fake, weights, pull))));

        variables.addSlots("best", generatorNames);
        averaged =
                parts.architecture()
                        .apply(
                                new Layers(graph, variables.view("ema").within("g.")),
                                inputs.whole(),
                                measures);
        keepBest = variables.copies(generatorNames, "ema", "best");
        startFromBest =
                variables
                        .copies(generatorNames, "best", "")
                        .and(variables.copies(generatorNames, "best", "ema"))
                        .and(variables.clears(generatorNames, "m"))
                        .and(variables.clears(generatorNames, "v"));
        checkpoint = new Checkpoint(graph, variables);
        session = Sessions.forTraining(graph, bf16);
        reset();
    }

    /** Of an architecture of somebody else's, which may forget the scale. */
    private static void requireSameShape(Operand<TFloat32> made, Operand<TFloat32> target) {
        if (!made.shape().isCompatibleWith(target.shape()))
            throw new IllegalArgumentException(
                    "The architecture makes images of %s where the targets are %s (images, height, width, channels); it is not for this task or this scale"
                            .formatted(made.shape(), target.shape()));
    }

    /** All variables as they were at the start. */
    void reset() {
        variables.initialise(session);
        variables.copies(generatorNames, "", "ema").run(session);
    }

    /** The generator learns the pixel loss. */
    Losses faithfulStep(Batch data, Pace pace) {
        try (Feeds feeds = new Feeds()) {
            Session.Runner runner = runner(data, pace, feeds).fetch(pixelLoss);
            generatorAdam.feed(runner, pace.rate(), pace.beta1(), pace.time(), feeds);
            faithfulUpdates.addTo(runner);
            try (Result result = convolutions.run("The faithful step", runner)) {
                return new Losses(scalar(result, 0), Double.NaN, Double.NaN);
            }
        }
    }

    /** The discriminator learns alone; the generator stands still. */
    Losses discriminatorStep(Batch data, Pace pace) {
        return adversaryStep("The discriminator's step", data, pace, pace, discriminatorUpdates);
    }

    /** Both learn. */
    Losses adversarialStep(Batch data, Pace generator, Pace discriminator) {
        return adversaryStep(
                "The adversarial step", data, generator, discriminator, adversarialUpdates);
    }

    private Losses adversaryStep(
            String work, Batch data, Pace generator, Pace discriminator, Updates updates) {
        try (Feeds feeds = new Feeds()) {
            Session.Runner runner = runner(data, generator, feeds);
            generatorAdam.feed(
                    runner, generator.rate(), generator.beta1(), generator.time(), feeds);
            discriminatorAdam.feed(
                    runner,
                    discriminator.rate(),
                    discriminator.beta1(),
                    discriminator.time(),
                    feeds);
            inputs.feedNoise(runner, seed, data.step(), feeds);
            runner.fetch(pixelLoss).fetch(discriminatorLoss).fetch(realAboveFake);
            updates.addTo(runner);
            try (Result result = convolutions.run(work, runner)) {
                return new Losses(scalar(result, 0), scalar(result, 1), scalar(result, 2));
            }
        }
    }

    private Session.Runner runner(Batch data, Pace pace, Feeds feeds) {
        Session.Runner runner = session.runner();
        inputs.feed(runner, data.noisy(), data.clean(), pace.decay(), feeds);
        return runner;
    }

    /**
     * The averaged generator on a whole image.
     *
     * @param height a multiple of the stride
     * @param width likewise
     * @return each side as much longer as the scale says
     */
    float[] predict(float[] noisy, int height, int width) {
        try (Feeds feeds = new Feeds();
                Result result =
                        convolutions.run(
                                "The validation",
                                session.runner()
                                        .feed(inputs.whole(), feeds.image(noisy, 1, height, width))
                                        .fetch(averaged))) {
            TFloat32 averages = (TFloat32) result.get(0);
            float[] image = new float[Math.toIntExact(averages.size())];
            averages.asRawTensor().data().asFloats().read(image);
            return image;
        }
    }

    /** The averaged weights are the best faithful ones so far. */
    void keepBest() {
        keepBest.run(session);
    }

    /**
     * Begins the adversarial stage: weights and average from the best faithful ones, Adam's moments
     * at 0.
     */
    void startFromBest() {
        startFromBest.run(session);
    }

    /**
     * The generator's weights of a slot, {@code best} or {@code ema}, by the names that the
     * architecture gave them.
     */
    Map<String, float[]> weights(String slot) {
        String prefix = slot + ".g.";
        Map<String, float[]> weights = new LinkedHashMap<>();
        variables
                .read(session, variables.names(prefix))
                .forEach((name, values) -> weights.put(name.substring(prefix.length()), values));
        return weights;
    }

    /** Whether every variable is a number: weights, moments, averages. */
    boolean isFinite() {
        for (float[] values : variables.read(session, variables.names("")).values())
            for (float value : values) if (!Float.isFinite(value)) return false;
        return true;
    }

    void save(Path folder) {
        checkpoint.save(session, folder);
    }

    void restore(Path folder) {
        checkpoint.restore(session, folder);
    }

    private static double scalar(Result result, int index) {
        return ((TFloat32) result.get(index)).getFloat();
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
