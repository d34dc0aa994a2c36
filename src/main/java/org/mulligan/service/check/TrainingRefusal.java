package org.mulligan.service.check;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mulligan.data.degradation.Degradation;
import org.mulligan.data.degradation.PoissonGaussian;
import org.mulligan.data.pairs.Exposer;
import org.mulligan.data.pairs.TrainingSet;
import org.mulligan.data.series.SeriesReader;
import org.mulligan.data.unpaired.UnpairedSet;
import org.mulligan.engine.Supervision;

/**
 * What the reader of a training says of the images: it is the same that a training asks.
 *
 * @param reason why a training would stop; empty where it would start
 * @param facts what it would do with the images, in sentences
 */
record TrainingRefusal(Optional<String> reason, List<String> facts) {
    /** Of exposures that nobody makes: only whether images can be read is asked. */
    private static final double PHOTONS = 100;

    private static final long SEED = 1;

    /** Each target says so. */
    private static final String SHARED = "One target under several names";

    /**
     * @param usable images that are learnt from
     */
    static TrainingRefusal of(CheckPlan plan, int usable) {
        List<String> notes = new ArrayList<>();
        try {
            if (plan.learning() == CheckPlan.Learning.DRAW) {
                if (usable < 2)
                    throw new IllegalArgumentException(
                            "%s has %d usable image(s); at least 2 are needed, one to learn from and one to hold back, and some hundreds to learn well"
                                    .formatted(plan.images(), usable));
            } else if (plan.target().isPresent()) pairs(plan, notes);
            else noisy(plan, plan.images(), notes);
            return new TrainingRefusal(Optional.empty(), facts(notes));
        } catch (IllegalArgumentException | IOException e) {
            return new TrainingRefusal(Optional.of(e.getMessage()), facts(notes));
        }
    }

    private static void pairs(CheckPlan plan, List<String> notes) throws IOException {
        Exposer exposer =
                new Exposer(
                        new PoissonGaussian(),
                        Degradation.Conditions.gaussian(plan.scale(), 0, 0, 1),
                        PHOTONS,
                        PHOTONS,
                        TrainingSet.LOW_PERCENTILE,
                        TrainingSet.HIGH_PERCENTILE,
                        false);
        TrainingSet.open(
                plan.measured(),
                plan.target().orElseThrow(),
                PairCheck.settings(plan),
                true,
                true,
                exposer,
                plan.patch(),
                SEED,
                notes::add);
    }

    private static void noisy(CheckPlan plan, Path place, List<String> notes) throws IOException {
        if (SeriesReader.suits(place)) {
            new SeriesReader(plan.patch(), SEED, notes::add).read(place);
            return;
        }
        UnpairedSet.open(
                place,
                new UnpairedSet.Settings(
                        Supervision.AUTO,
                        TrainingSet.LOW_PERCENTILE,
                        TrainingSet.HIGH_PERCENTILE,
                        true,
                        plan.patch(),
                        SEED),
                notes::add);
    }

    /** What is said of single images is in the table, and warnings are among the remarks. */
    private static List<String> facts(List<String> notes) {
        List<String> facts = new ArrayList<>();
        int shared = 0;
        for (String note : notes) {
            if (note.startsWith("Warning: ") || note.startsWith("Left out")) continue;
            if (note.startsWith(SHARED) && ++shared > 1) continue;
            facts.add(note);
        }
        if (shared > 1) facts.add("There are %d such targets".formatted(shared));
        return facts;
    }
}
