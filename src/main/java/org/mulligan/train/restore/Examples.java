package org.mulligan.train.restore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.mulligan.data.Plane;
import org.mulligan.data.pairs.PairSettings;
import org.mulligan.data.pairs.TrainingSet;
import org.mulligan.data.series.SeriesReader;
import org.mulligan.data.unpaired.HeldBack;
import org.mulligan.data.unpaired.UnpairedSet;
import org.mulligan.engine.Supervision;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.tensor.frozen.RunningGraph;
import org.mulligan.train.TrainingLog;

/**
 * What a restorer learns from, with or without clean images, and what it is judged by.
 *
 * @param unpaired where there are no pairs at all, and no series
 * @param isSeries whether each plane is to be made of its neighbours
 */
record Examples(
        TrainingSet images, Optional<UnpairedSet> unpaired, boolean isSeries, TrainingPlan plan) {
    private static final int HELD = 6;

    /** Architecture for hidden pixels. */
    private static final String BLIND = "n2v2";

    /** A model that errs so much more than a blur does not know what it sees. */
    private static final double FOREIGN = 1.15;

    /** Reads the images of a plan. */
    static Examples open(RestorerSettings settings, PairSettings pairs, Consumer<String> log)
            throws IOException {
        TrainingPlan plan = settings.plan();
        TrainingPlan.Images source = plan.images();
        if (settings.isTold() && !source.supervision().isClean() && source.noisy().isEmpty())
            throw new IllegalArgumentException(
                    "The architecture %s is told of the noise, which a training without clean or second images changes as it goes; choose another architecture"
                            .formatted(plan.generator().architecture()));
        if (isSeries(source)) {
            TrainingSet series =
                    new SeriesReader(plan.schedule().patch(), plan.seed(), log)
                            .read(source.target());
            return new Examples(series, Optional.empty(), true, plan);
        }
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
            TrainingSet pairsOf = source.supervision().isClean() ? images : images.bothWays();
            return new Examples(
                    settings.isTold() ? pairsOf.told() : pairsOf, Optional.empty(), false, plan);
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
        return new Examples(unpaired.images(), Optional.of(unpaired), false, plan);
    }

    private static boolean isSeries(TrainingPlan.Images source) {
        return switch (source.supervision()) {
            case NEIGHBOURS -> true;
            case AUTO -> source.noisy().isEmpty() && SeriesReader.suits(source.target());
            default -> false;
        };
    }

    Supervision supervision() {
        if (isSeries) return Supervision.NEIGHBOURS;
        return unpaired.map(UnpairedSet::supervision).orElse(plan.images().supervision());
    }

    /**
     * The network that begins with chance: where pixels are hidden one that does not hand on what
     * it is shown, if the user has not chosen another.
     */
    RestorerSettings fitting(RestorerSettings settings) {
        boolean hides =
                supervision() == Supervision.NOISE2VOID || supervision() == Supervision.STRUCTN2V;
        boolean chosen =
                !plan.generator().architecture().equals(plan.imaging().training().architecture());
        return hides && !chosen ? settings.with(BLIND, settings.size()) : settings;
    }

    /** For networks of these settings. */
    Validation validation(RestorerSettings settings) throws IOException {
        if (isSeries || supervision().isClean())
            return new PairValidation(
                    images, plan.imaging().task(), settings.stride(), settings.size().isVolume());
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
     * The weights that the training begins with, of the plan's model. Where they do no better on
     * what is held back than a blur does the images are foreign to it, and it has more to learn:
     * even then they are better than chance.
     */
    Optional<StartWeights> start(RestorerSettings settings, TrainingLog log) throws IOException {
        Optional<Path> model = plan.generator().start();
        if (model.isEmpty()) return Optional.empty();
        StartWeights start = StartWeights.of(model.get());
        settings.requireStart(start);
        RestorerSettings with = settings.startingWith(start);
        Validation validation = validation(with);
        Validation.Score score;
        try (RunningGraph network = new RunningGraph(start.graph(), false)) {
            score = validation.measure(start.on(network, with.size().planes(), with.isTold()));
        }
        double blur = validation.gaussian().rank();
        // A PSNR against planes that are noisy themselves is level soon.
        boolean foreign =
                isSeries || supervision().isClean()
                        ? score.rank() <= blur
                        : score.rank() < FOREIGN * blur;
        log.tell(
                "The training begins with the weights of %s, of %d filters and depth %d%s: %s (best Gaussian: %s)."
                        .formatted(
                                start.name(),
                                start.size().filters(),
                                start.size().depth(),
                                foreign ? ", to which these images are foreign" : "",
                                score,
                                validation.gaussian()));
        return Optional.of(foreign ? start.toForeign() : start);
    }
}
