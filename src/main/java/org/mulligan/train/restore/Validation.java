package org.mulligan.train.restore;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.mulligan.data.Plane;
import org.mulligan.engine.TrainingMeasurement.Held;

/**
 * Measures a network on what was held back, beside what anyone has without one and the best
 * Gaussian blur of that.
 */
interface Validation {
    /** A network on a whole image; its result has the size of the target. */
    interface Restorer {
        float[] restore(float[] noisy, int height, int width);
    }

    /** What was measured; {@code toString} is for people. */
    interface Score {
        /** The higher, the better. */
        double rank();

        /** See {@link org.mulligan.engine.TrainingMeasurement}; not a number without targets. */
        double psnr();

        /** Likewise. */
        double ssim();

        /** By stored keys. */
        Map<String, Object> values();
    }

    /** On the whole images. */
    Score measure(Restorer restorer);

    /**
     * On the middles of the images: quick enough for every few hundred steps.
     *
     * @param made takes what the network makes of each of {@link #glanced()}, in their order
     */
    Score glance(Restorer restorer, Consumer<float[]> made);

    /** What a glance is at, noisy and target. */
    List<Plane> glanced();

    /** A score of a glance, beside what anyone has of the same images. */
    Held held(Score glance);

    /** What {@link #glance} gave, in words that name what it may be compared with. */
    String glanced(Score score);

    /**
     * What the lines of the steps would say of a network.
     *
     * @return empty where that is what {@link #measure(Restorer)} says
     */
    Optional<String> onMiddles(Restorer restorer);

    /** What {@link #noisy} is of. */
    String baselineName();

    /** Of the images that anyone has without a network. */
    Score noisy();

    Score gaussian();

    /** Of the best Gaussian, px. */
    double sigma();

    /** By how much a rank must be higher before it is not the measure's own error. */
    double margin();

    /** What was held back, noisy and target; single planes of volumes. */
    List<Plane> planes();

    /** What a network makes of one of {@link #planes()}. */
    default float[] restored(int plane, Restorer restorer) {
        Plane one = planes().get(plane);
        return restorer.restore(one.taken(), one.height(), one.width());
    }

    /** What a network makes of {@link #planes()}, in their order. */
    default List<float[]> restored(Restorer restorer) {
        return IntStream.range(0, planes().size()).mapToObj(i -> restored(i, restorer)).toList();
    }

    /** What a network is given of what was held back: {@link #planes()}, or volumes. */
    default List<Plane> given() {
        return planes();
    }

    /** What is said before the training. */
    List<String> baseline();

    /** What the figures are, for the model's card; goes on after a semicolon. */
    String explanation();

    /** Itself, where there are targets without noise. */
    Optional<PairValidation> withTargets();
}
