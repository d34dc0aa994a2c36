package org.mulligan.train;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mulligan.data.Plane;
import org.mulligan.data.TrainingSet;
import org.mulligan.image.Appearance;
import org.mulligan.image.Normalisation;
import org.mulligan.image.Pixels;
import org.mulligan.image.TypicalAppearance;
import org.mulligan.metric.AppearanceProbe;

/**
 * What the noisy images of a training looked like, and how many of those held back would be taken
 * for strangers.
 *
 * @param known empty where every image is smaller than 64 px a side
 * @param held images held back that were measured
 * @param strangers of them that would be warned of
 */
record TrainingAppearance(Optional<TypicalAppearance> known, int held, long strangers) {
    /** Planes of the training, and as many of those held back. */
    private static final int MOST = 100;

    /** A plane of a {@link TrainingSet} is normalised already. */
    private static final Normalisation NONE = new Normalisation(0, 1);

    static TrainingAppearance of(TrainingSet images) throws IOException {
        List<Appearance> training = appearances(images, false);
        List<Appearance> held = appearances(images, true);
        if (training.isEmpty()) return new TrainingAppearance(Optional.empty(), 0, 0);
        TypicalAppearance known = TypicalAppearance.of(training, held);
        long strangers = held.stream().filter(one -> !known.differences(one).isEmpty()).count();
        return new TrainingAppearance(Optional.of(known), held.size(), strangers);
    }

    private static List<Appearance> appearances(TrainingSet images, boolean held)
            throws IOException {
        return images.look(held, MOST, TrainingAppearance::appearance).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Appearance> appearance(Plane plane) {
        return AppearanceProbe.of(Pixels.of(plane.noisy(), plane.width(), plane.height()), NONE);
    }

    /** For the model's card. */
    String line() {
        if (known.isEmpty())
            return "Images unlike those of the training are not recognised: those were smaller than 64 px.";
        TypicalAppearance.Range noise = known.get().ranges().get(Appearance.Trait.NOISE);
        double mean = noise.mean().get(0);
        double reach = 2 * noise.deviation().get(0);
        return String.format(
                Locale.ROOT,
                "Denoise warns of images unlike the %d that were measured for it (noise %.2g to %.2g of the intensity range in most of them); it would warn of %d of %d images that were held back.",
                known.get().images(),
                Math.pow(10, mean - reach),
                Math.pow(10, mean + reach),
                strangers,
                held);
    }
}
