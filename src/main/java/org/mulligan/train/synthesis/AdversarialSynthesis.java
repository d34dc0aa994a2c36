package org.mulligan.train.synthesis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mulligan.loss.AdversarialLoss;
import org.mulligan.network.GanSystem;
import org.mulligan.network.SynthesisShape;
import org.mulligan.tensor.Adam;
import org.mulligan.tensor.Augmentation;
import org.mulligan.tensor.Feeds;
import org.mulligan.tensor.Gradients;
import org.mulligan.tensor.LastLayer;
import org.mulligan.tensor.Layers;
import org.mulligan.tensor.NormedLayers;
import org.mulligan.tensor.Updates;
import org.mulligan.train.LearningRates;
import org.mulligan.train.StepLosses;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * A generator and its discriminator. In a step both learn from the same drawn images: the
 * generator's way forward, and the discriminator's over them, serve both.
 */
final class AdversarialSynthesis extends SynthesisGraph {
    /**
     * What else is asked of the discriminator.
     *
     * @param r1 weight of the penalty at real images, 0 = none
     * @param augment whether it sees shifted images
     */
    record Ways(double r1, boolean augment) {}

    /** Side of the squares whose means are tied to the real ones, px. */
    private static final int MEAN = 8;

    /** What the tie weighs beside an adversary whose loss is about 1, for intensities -1 to 1. */
    private static final double TIE = 20;

    private final Layers layers = new Layers(graph, variables);
    private final GanSystem system;
    private final Ways ways;
    private final boolean smooth;
    private final Adam generatorAdam;
    private final Adam discriminatorAdam;
    private final Updates discriminatorUpdates;
    private final Updates allUpdates;
    private final LastLayer last;
    private final List<Operand<TFloat32>> measured;
    private final Map<String, Operand<TFloat32>> moments = new LinkedHashMap<>();

    AdversarialSynthesis(
            GanSystem system,
            SynthesisShape shape,
            AdversarialLoss loss,
            Ways ways,
            int batch,
            long seed,
            boolean bf16) {
        super(shape, batch, seed, bf16);
        this.system = system;
        this.ways = ways;
        smooth = ways.r1() > 0 || loss.penalty() > 0;
        Operand<TFloat32> z = chance.normal(batch, shape.latent());
        // What is drawn from an image has a real partner, and its style.
        Optional<Operand<TFloat32>> drawnClasses =
                shape.guided() ? inputs.realClasses() : inputs.fakeClasses();
        NormedLayers generator = generatorLayers();
        Operand<TFloat32> code =
                drawnClasses.map(classes -> generator.append(z, classes)).orElse(z);
        Operand<TFloat32> drawn = draw(generator, shape.guided() ? guided(generator, code) : code);
        Operand<TFloat32> fake =
                shape.guided() ? generator.stack(List.of(drawn, guide(generator))) : drawn;
        last = LastLayer.of(drawn);
        generatorNames();

        NormedLayers onReal = discriminatorLayers();
        NormedLayers onFake = discriminatorLayers();
        Operand<TFloat32> seenReal = seen(inputs.real());
        Operand<TFloat32> seenFake = seen(fake);
        Operand<TInt64> drops = chance.next();
        Operand<TFloat32> realScore = score(onReal, seenReal, inputs.realClasses(), drops);
        Operand<TFloat32> fakeScore = score(onFake, seenFake, drawnClasses, drops);
        Operand<TFloat32> discriminatorLoss = loss.discriminator(layers, realScore, fakeScore);
        Operand<TFloat32> adversary = loss.generator(layers, fakeScore);
        Operand<TFloat32> generatorLoss =
                shape.guided()
                        ? layers.add(adversary, layers.multiply(distance(generator, drawn), TIE))
                        : adversary;
        Operand<TFloat32> minimised = discriminatorLoss;
        if (loss.penalty() > 0)
            minimised =
                    layers.add(
                            minimised,
                            layers.multiply(penalty(seenReal, seenFake, drops), loss.penalty()));
        if (ways.r1() > 0)
            minimised =
                    layers.add(
                            minimised,
                            layers.multiply(
                                    layers.mean(squaredSlope("r1", realScore, seenReal)),
                                    ways.r1() / 2));

        List<String> discriminatorNames = discriminatorNames();
        discriminatorAdam = adam(discriminatorNames);
        Updates learnt =
                discriminatorAdam.apply(
                        Gradients.of(
                                graph,
                                "discriminator",
                                minimised,
                                variables.values(discriminatorNames)));
        if (loss.clip() > 0) learnt = variables.thenClip(learnt, discriminatorNames, loss.clip());
        Map<String, Operand<TFloat32>> directions = new LinkedHashMap<>();
        onReal.directions().forEach((name, value) -> directions.put("d." + name, value));
        discriminatorUpdates = learnt.and(variables.sets(directions));

        generatorAdam = adam(generatorNames());
        allUpdates =
                discriminatorUpdates.and(
                        generatorAdam.apply(
                                Gradients.of(
                                        graph,
                                        "generator",
                                        generatorLoss,
                                        variables.values(generatorNames()))));
        measured =
                List.of(
                        generatorLoss,
                        discriminatorLoss,
                        layers.shareAbove(realScore, fakeScore),
                        layers.subtract(layers.mean(realScore), layers.mean(fakeScore)));
        onReal.moments()
                .forEach(
                        (name, value) ->
                                moments.put(
                                        name,
                                        layers.multiply(
                                                layers.add(value, onFake.moments().get(name)),
                                                0.5)));
        addAverageAndOpen();
    }

    /** The image that is drawn from lies behind the one that is learnt. */
    private Operand<TFloat32> guide(NormedLayers generator) {
        return generator.channels(inputs.real(), shape.channels(), 1);
    }

    /** A row of the generator's input: the image, noise, and the code. */
    private Operand<TFloat32> guided(NormedLayers generator, Operand<TFloat32> code) {
        int pixels = shape.size() * shape.size();
        return generator.append(
                generator.append(
                        generator.vector(guide(generator), pixels), chance.normal(batch, pixels)),
                code);
    }

    /**
     * How far the local means of a drawn image are from those of its real partner: they must agree,
     * and all that is finer is left to the adversary.
     */
    private Operand<TFloat32> distance(NormedLayers generator, Operand<TFloat32> drawn) {
        Operand<TFloat32> real = generator.channels(inputs.real(), 0, shape.channels());
        return layers.mean(
                layers.absolute(generator.means(layers.subtract(drawn, real), MEAN, MEAN / 2)));
    }

    private Operand<TFloat32> seen(Operand<TFloat32> image) {
        return ways.augment() ? new Augmentation(graph).apply(image, chance.next()) : image;
    }

    /** Scores [n, 1, 1, 1], as losses take them. */
    private Operand<TFloat32> score(
            NormedLayers discriminator,
            Operand<TFloat32> image,
            Optional<Operand<TFloat32>> classes,
            Operand<TInt64> drops) {
        return discriminator.image(
                system.discriminator(discriminator, image, classes, shape, smooth, drops), 1, 1, 1);
    }

    /** The squared norm of the score's gradient for each image, [n, 1, 1, 1]. */
    private Operand<TFloat32> squaredSlope(
            String name, Operand<TFloat32> score, Operand<TFloat32> image) {
        Operand<TFloat32> slope =
                Gradients.of(graph, name, layers.sum(score), List.of(image)).get(0);
        return layers.sumOfEach(layers.square(slope));
    }

    /** Between real and drawn images, of the classes of the real ones. */
    private Operand<TFloat32> penalty(
            Operand<TFloat32> real, Operand<TFloat32> fake, Operand<TInt64> drops) {
        Operand<TFloat32> fixed = layers.stop(fake);
        Operand<TFloat32> between =
                layers.add(
                        real, layers.multiply(layers.subtract(fixed, real), chance.uniform(batch)));
        Operand<TFloat32> score =
                score(discriminatorLayers(), between, inputs.realClasses(), drops);
        Operand<TFloat32> norm =
                layers.root(layers.add(squaredSlope("penalty", score, between), 1e-8));
        return layers.mean(layers.square(layers.add(norm, -1)));
    }

    @Override
    Operand<TFloat32> draw(NormedLayers layers, Operand<TFloat32> code) {
        return system.generator(layers, code, shape);
    }

    /**
     * The finished discriminator.
     *
     * @param row [n, values of an image, classes]
     * @return [n, 1]
     */
    Operand<TFloat32> scoreOfRow(NormedLayers layers, Operand<TFloat32> row) {
        Operand<TFloat32> image =
                layers.image(
                        layers.part(row, 0, shape.values()),
                        shape.size(),
                        shape.size(),
                        shape.channels());
        Optional<Operand<TFloat32>> classes =
                shape.classes() == 0
                        ? Optional.empty()
                        : Optional.of(layers.part(row, shape.values(), shape.classes()));
        return system.discriminator(layers, image, classes, shape, smooth, layers.noSeed());
    }

    @Override
    LastLayer last() {
        return last;
    }

    @Override
    void prepare(Session.Runner runner, LearningRates rates, boolean both, Feeds feeds) {
        rates.discriminator().feed(discriminatorAdam, runner, feeds);
        if (both) {
            rates.generator().feed(generatorAdam, runner, feeds);
            allUpdates.addTo(runner);
        } else {
            discriminatorUpdates.addTo(runner);
        }
    }

    @Override
    List<Operand<TFloat32>> measured() {
        return measured;
    }

    @Override
    StepLosses losses(double[] measured) {
        return new StepLosses(measured[0], measured[1], measured[2], measured[3]);
    }

    @Override
    Map<String, Operand<TFloat32>> discriminatorMoments() {
        return moments;
    }
}
