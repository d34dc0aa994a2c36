package org.mulligan.train.restore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.mulligan.data.Plane;
import org.mulligan.data.pairs.PairSettings;
import org.mulligan.data.pairs.TrainingSet;
import org.mulligan.data.unpaired.HeldBack;
import org.mulligan.data.unpaired.UnpairedSet;
import org.mulligan.engine.Supervision;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.tensor.frozen.RunningGraph;
import org.mulligan.train.TrainingLog;

/**
 * What a restorer learns from, with or without clean images, and what it is judged by.
 *
 * @param unpaired where there are no pairs at all
 */
record Examples(TrainingSet images, Optional<UnpairedSet> unpaired, TrainingPlan plan) {
    private static final int HELD = 6;

    /** Reads the images of a plan. */
    static Examples open(RestorerSettings settings, PairSettings pairs, Consumer<String> log)
            throws IOException {
        TrainingPlan plan = settings.plan();
        TrainingPlan.Images source = plan.images();
        if (source.supervision().isClean() || source.noisy().isPresent()) {
            TrainingSet images =
                    TrainingSet.open(
                            source.noisy(),
                            source.target(),
                            pairs,
                            source.fit(),
                            source.skip(),
                            settings.exposer(),
                            plan.schedule().patch(),
                            plan.seed(),
                            log);
            return new Examples(
                    source.supervision().isClean() ? images : images.bothWays(),
                    Optional.empty(),
                    plan);
        }
        UnpairedSet unpaired =
                UnpairedSet.open(
                        source.target(),
                        new UnpairedSet.Settings(
                                source.supervision(),
                                RestorerSettings.PERCENTILES.low(),
                                RestorerSettings.PERCENTILES.high(),
                                source.skip(),
                                plan.schedule().patch(),
                                plan.seed()),
                        log);
        return new Examples(unpaired.images(), Optional.of(unpaired), plan);
    }

    Supervision supervision() {
        return unpaired.map(UnpairedSet::supervision).orElse(plan.images().supervision());
    }

    /** For networks of these settings. */
    Validation validation(RestorerSettings settings) throws IOException {
        if (supervision().isClean())
            return new PairValidation(images, plan.imaging().task(), settings.stride());
        List<HeldBack> held =
                unpaired.isPresent()
                        ? unpaired.get().heldBack(HELD)
                        : images.validation(HELD).stream().map(Examples::ofEquals).toList();
        return new BlindValidation(held, settings.stride(), plan.seed());
    }

    /** Two noisy images of one field: half of what they differ by is the noise of each. */
    private static HeldBack ofEquals(Plane pair) {
        double squares = 0;
        for (int i = 0; i < pair.noisy().length; i++) {
            double difference = pair.noisy()[i] - pair.target()[i];
            squares += difference * difference;
        }
        return new HeldBack(pair, squares / (2 * pair.noisy().length), Optional.empty());
    }

    /**
     * The weights that the training begins with: those of a model, unless it does no better on what
     * is held back than a blur does. Then the images are foreign to it.
     */
    Optional<StartWeights> start(RestorerSettings settings, TrainingLog log) throws IOException {
        Optional<Path> model = plan.generator().start();
        if (model.isEmpty()) return Optional.empty();
        StartWeights start = StartWeights.of(model.get());
        RestorerSettings with = settings.startingWith(start);
        Validation validation = validation(with);
        Validation.Score score;
        try (RunningGraph network = new RunningGraph(start.graph(), false)) {
            score = validation.measure(network::run);
        }
        boolean foreign = score.rank() <= validation.gaussian().rank();
        log.tell(
                foreign
                        ? "The images are foreign to %s (%s, best Gaussian: %s), so the training begins with chance."
                                .formatted(start.name(), score, validation.gaussian())
                        : "The training begins with the weights of %s, of %d filters and depth %d: %s (best Gaussian: %s)."
                                .formatted(
                                        start.name(),
                                        start.size().filters(),
                                        start.size().depth(),
                                        score,
                                        validation.gaussian()));
        return foreign ? Optional.empty() : Optional.of(start);
    }
}
