package org.mulligan.train.restore;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.mulligan.data.Plane;
import org.mulligan.data.pairs.TrainingSet;
import org.mulligan.image.intensity.Appearance;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.image.intensity.TypicalAppearance;
import org.mulligan.image.plane.Pixels;
import org.mulligan.metric.AppearanceProbe;
import org.mulligan.model.Task;

/**
 * What the noisy images of a training looked like, and how many of those held back would be taken
 * for strangers.
 *
 * @param known empty where every image is smaller than 64 px a side, or the task is none for it
 * @param held images held back that were measured
 * @param strangers of them that would be warned of
 */
public record TrainingAppearance(Optional<TypicalAppearance> known, int held, long strangers) {
    /** Planes of the training, and as many of those held back. */
    private static final int MOST = 100;

    /** Nothing was looked at. */
    public static final TrainingAppearance NONE = new TrainingAppearance(Optional.empty(), 0, 0);

    /** A plane of a {@link TrainingSet} is normalised already. */
    private static final Normalisation AS_IT_IS = new Normalisation(0, 1);

    /**
     * @param task of the model; where pixels are missing, whole images are reduced, or it sees
     *     sections, what the network sees has no appearance of this kind
     */
    static TrainingAppearance of(TrainingSet images, Task task) throws IOException {
        List<Appearance> training =
                task.fills() || task.evensLight() || task.finerDepth()
                        ? List.of()
                        : appearances(images, false);
        if (training.isEmpty()) return NONE;
        List<Appearance> held = appearances(images, true);
        TypicalAppearance known = TypicalAppearance.of(training);
        long strangers = held.stream().filter(one -> known.difference(one).isPresent()).count();
        return new TrainingAppearance(Optional.of(known), held.size(), strangers);
    }

    /**
     * Of the planes of a training that holds none back.
     *
     * @param planes normalised
     */
    public static TrainingAppearance of(List<Pixels> planes) {
        List<Appearance> seen =
                planes.stream()
                        .limit(MOST)
                        .map(plane -> new AppearanceProbe(AS_IT_IS).add(plane).appearance())
                        .flatMap(Optional::stream)
                        .toList();
        return seen.isEmpty()
                ? NONE
                : new TrainingAppearance(Optional.of(TypicalAppearance.of(seen)), 0, 0);
    }

    private static List<Appearance> appearances(TrainingSet images, boolean held)
            throws IOException {
        return images.look(held, MOST, TrainingAppearance::appearance).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Appearance> appearance(Plane plane) {
        // Of a series the plane itself is the target, and it is as noisy as its neighbours.
        float[] values = plane.hasItself() ? plane.itself() : plane.target();
        Pixels noisy = Pixels.of(values, plane.width(), plane.height());
        return new AppearanceProbe(AS_IT_IS).add(noisy).appearance();
    }

    /** For the model's card. */
    public String line() {
        if (known.isEmpty())
            return "An image that is unlike those of the training is not warned of.";
        return "Mulligan warns of an image whose histogram or spectrum is unlike those of %d training images (the numbers are in rdf.yaml); it would warn of %d of %d images that were held back. No warning does not mean that the image is alike."
                .formatted(known.get().images(), strangers, held);
    }
}
