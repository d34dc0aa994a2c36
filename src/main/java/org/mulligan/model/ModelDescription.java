package org.mulligan.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mulligan.image.intensity.NoiseChannels;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.image.intensity.Percentiles;
import org.mulligan.model.archive.ModelLimits;

/**
 * What a program must know to run a model, and where it comes from.
 *
 * @param name 5 to 128 characters of {@code [A-Za-z0-9_+- ()]}, as bioimage.io wants it
 * @param summary one line for a list of models
 * @param task what it does
 * @param licence SPDX identifier of the model, e.g. {@code CC0-1.0}
 * @param receptiveField side of the square of input pixels that one output pixel sees, px, odd
 * @param stride tile sizes and tile origins are multiples of it, px
 * @param scale pixels of the output along a pixel of the input
 * @param percentiles how each channel of an image is normalised before the network, and its output
 *     afterwards
 * @param synthesis of a model that draws images out of chance: what and from what; the percentiles
 *     say nothing there, and receptive field, stride and scale are 1 unless it draws from images.
 *     Empty for a model that turns an image into another
 * @param imported how a network that another tool made wants its images; empty for our own
 * @param neighbours which planes of a series the network takes for one, as distances: e.g. -2, -1,
 *     1, 2 along time, or along depth where there is one time; or with the plane itself in the
 *     middle, e.g. -1, 0, 1, along depth, or along time where there is one depth. Empty for a
 *     network that takes the plane alone
 * @param volume whether the network makes all planes of a series together, with the same axis;
 *     {@code neighbours} are those that a plane can see
 * @param told whether the network takes, beside the plane, what is known of its noise: {@link
 *     NoiseChannels}
 * @param provenance plan, seed, versions, hashes of training files, losses, validation figures:
 *     plain YAML values (String, Number, Boolean, List, Map), stored under {@code config: mulligan:
 *     provenance:}; {@link #facts} reads them
 */
public record ModelDescription(
        String name,
        String summary,
        Task task,
        String licence,
        int receptiveField,
        int stride,
        int scale,
        PercentileRange percentiles,
        Optional<Synthesis> synthesis,
        Optional<TensorSpec> imported,
        List<Integer> neighbours,
        boolean volume,
        boolean told,
        Map<String, Object> provenance) {

    /**
     * Percentiles of a whole channel that become 0 and 1.
     *
     * @param low percentile, 0 to 100
     * @param high percentile, above {@code low}
     */
    public record PercentileRange(double low, double high) {
        public PercentileRange {
            if (!(low >= 0 && high > low && high <= 100))
                throw new IllegalArgumentException(
                        "Percentiles must be rising numbers from 0 to 100, got %s and %s"
                                .formatted(low, high));
        }

        /**
         * The normalisation of all of {@code values}, percentiles linear between neighbours as
         * NumPy has them. A test input must be normalised by its own, not by those of the image
         * that it was cut from: other programs normalise it again, and that must change nothing.
         *
         * @param values finite; not modified
         * @throws IllegalArgumentException when the values between the percentiles are all equal
         */
        public Normalisation of(float[] values) {
            Percentiles percentiles = new Percentiles(values);
            return new Normalisation(percentiles.at(low), percentiles.at(high));
        }
    }

    /** Instead of a licence, of an imported model that states none. */
    public static final String NO_LICENCE = "unknown";

    /** Planes between a plane and its farthest neighbour, and one more. */
    private static final int FARTHEST = 16;

    public ModelDescription {
        if (!name.matches("[A-Za-z0-9_+\\- ()]{5,128}"))
            throw new IllegalArgumentException(
                    "A model's name must have 5 to 128 letters, digits, spaces or _ + - ( ), got \"%s\""
                            .formatted(name));
        if (receptiveField % 2 == 0)
            throw new IllegalArgumentException(
                    "A receptive field must be an odd number of pixels, got " + receptiveField);
        require("receptive field", "px", receptiveField, ModelLimits.RECEPTIVE_FIELD);
        require("stride", "px", stride, ModelLimits.STRIDE);
        require("scale", "times", scale, ModelLimits.SCALE);
        neighbours = List.copyOf(neighbours);
        int own = neighbours.indexOf(0);
        if (neighbours.stream().anyMatch(d -> Math.abs(d) > FARTHEST)
                || neighbours.stream().distinct().count() < neighbours.size()
                || own == 0
                || own > 0 && neighbours.size() != 2 * own + 1)
            throw new IllegalArgumentException(
                    "Neighbours of a plane lie 1 to %d planes before or after it, each once, or around it, got %s"
                            .formatted(FARTHEST, neighbours));
        if (!neighbours.isEmpty()
                && (scale != 1 && own < 0 || synthesis.isPresent() || imported.isPresent()))
            throw new IllegalArgumentException(
                    "Only a restorer of ours that keeps the size takes neighbours of a plane, got scale %d"
                            .formatted(scale));
        if (told && (!neighbours.isEmpty() || synthesis.isPresent() || imported.isPresent()))
            throw new IllegalArgumentException(
                    "Only a restorer of ours that takes single planes is told of their noise");
        if (volume && own < 0)
            throw new IllegalArgumentException(
                    "A plane of a volume sees itself and as many on either side, got "
                            + neighbours);
        if (task.equals(Task.SYNTHESISE) != synthesis.isPresent())
            throw new IllegalArgumentException(
                    "A model whose task is %s must say what it draws, and no other"
                            .formatted(Task.SYNTHESISE));
    }

    private static void require(String what, String unit, int value, int most) {
        if (value < 1 || value > most)
            throw new IllegalArgumentException(
                    "A %s must be 1 %s or more, and at most %,d, got %,d"
                            .formatted(what, unit, most, value));
    }

    /** A model that turns an image into another. */
    public ModelDescription(
            String name,
            String summary,
            Task task,
            String licence,
            int receptiveField,
            int stride,
            int scale,
            PercentileRange percentiles,
            Map<String, Object> provenance) {
        this(
                name,
                summary,
                task,
                licence,
                receptiveField,
                stride,
                scale,
                percentiles,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                false,
                false,
                provenance);
    }

    /**
     * The same with a network that takes other planes than the one that it restores.
     *
     * @param distances see {@link ModelDescription}
     */
    public ModelDescription withNeighbours(List<Integer> distances) {
        return taking(distances, false, told);
    }

    /**
     * The same with a network that makes all planes of a series together.
     *
     * @param distances from a plane to those that can change it, itself among them
     */
    public ModelDescription ofVolumes(List<Integer> distances) {
        return taking(distances, true, false);
    }

    /** The same with a network that is told of the noise. */
    public ModelDescription withNoiseTold() {
        return taking(neighbours, volume, true);
    }

    private ModelDescription taking(List<Integer> distances, boolean together, boolean noise) {
        return new ModelDescription(
                name,
                summary,
                task,
                licence,
                receptiveField,
                stride,
                scale,
                percentiles,
                synthesis,
                imported,
                distances,
                together,
                noise,
                provenance);
    }

    /**
     * A network that another tool made.
     *
     * @param receptiveField see {@link ModelDescription}; as wide as nothing for one that looks at
     *     all of an image
     */
    public static ModelDescription imported(
            String name,
            String summary,
            Task task,
            String licence,
            int receptiveField,
            int stride,
            int scale,
            TensorSpec tensorSpec,
            Map<String, Object> provenance) {
        return new ModelDescription(
                name,
                summary,
                task,
                licence,
                receptiveField,
                stride,
                scale,
                new PercentileRange(0, 100),
                Optional.empty(),
                Optional.of(tensorSpec),
                List.of(),
                false,
                false,
                provenance);
    }

    /** A model that draws images out of chance. */
    public static ModelDescription synthesiser(
            String name,
            String summary,
            String licence,
            Synthesis synthesis,
            Map<String, Object> provenance) {
        return guided(name, summary, licence, 1, 1, synthesis, provenance);
    }

    /** How its network wants images. */
    public TensorSpec tensorSpec() {
        return imported.orElseGet(() -> TensorSpec.own(percentiles));
    }

    /**
     * A model that draws images out of chance and another image.
     *
     * @param synthesis with its guide
     */
    public static ModelDescription guided(
            String name,
            String summary,
            String licence,
            int receptiveField,
            int stride,
            Synthesis synthesis,
            Map<String, Object> provenance) {
        return new ModelDescription(
                name,
                summary,
                Task.SYNTHESISE,
                licence,
                receptiveField,
                stride,
                1,
                new PercentileRange(0, 100),
                Optional.of(synthesis),
                Optional.empty(),
                List.of(),
                false,
                false,
                provenance);
    }

    /** Numbers that its network takes for each pixel; of a row of numbers 1. */
    public int taken() {
        if (volume) return 1;
        if (!neighbours.isEmpty()) return neighbours.size();
        if (told) return NoiseChannels.COUNT;
        return isGuided() ? synthesis.orElseThrow().planes() : tensorSpec().inputChannels();
    }

    /** Numbers that its network gives for each pixel of its output. */
    public int given() {
        return synthesis.isPresent() ? synthesis.get().channels() : tensorSpec().outputChannels();
    }

    /** Whether its network takes a row of numbers and no image. */
    public boolean takesRows() {
        return synthesis.isPresent() && !isGuided();
    }

    /** Whether it draws images out of other images. */
    public boolean isGuided() {
        return synthesis.flatMap(Synthesis::guide).isPresent();
    }

    /** Whether its network takes other planes than the one that it restores. */
    public boolean takesNeighbours() {
        return !neighbours.isEmpty();
    }

    /** Whether the plane that it restores is among several that its network takes. */
    public boolean takesItself() {
        return neighbours.contains(0);
    }

    /**
     * Planes that a series must have at least for {@link #neighbours}: each has one on a side; a
     * plane that is taken itself has one at least.
     */
    public int leastSeries() {
        return takesItself() ? 2 : farthest();
    }

    /** Planes from the farthest neighbour before one to the farthest after it. */
    public int farthest() {
        return 1 + 2 * neighbours.stream().mapToInt(Math::abs).max().orElse(0);
    }

    /** What its provenance says. */
    public ModelFacts facts() {
        return new ModelFacts(provenance);
    }

    /** Planes on either side of one that can change it. */
    public int reach() {
        return farthest() / 2;
    }

    /**
     * Planes of the thinnest volume that leaves some where those beside are thrown away, as readers
     * of bioimage.io want it; Mulligan itself takes thinner ones.
     */
    public int smallestDepth() {
        return 2 * reach() + 1;
    }

    /**
     * Pixels on either side of an output pixel that can change it: what a tile computes and throws
     * away.
     */
    public int halo() {
        return receptiveField / 2;
    }

    /** Side of a small image for a network that takes any, px. */
    private static final int SMALL = 64;

    /**
     * Smallest side of a tile that leaves some output, halo included, px: a multiple of {@link
     * #stride()}. Test tensors are at least as large.
     */
    public int smallestSide() {
        if (tensorSpec().side() > 0) return tensorSpec().side();
        if (seesWholeImages()) return (SMALL + stride - 1) / stride * stride;
        return 2 * roundedHalo() + stride;
    }

    /** Whether every pixel of an image can change each one of the result, so that no tiles do. */
    public boolean seesWholeImages() {
        return receptiveField == ConvertedModel.WHOLE;
    }

    /** {@link #halo()} rounded up to the stride, so that cropped tiles stay on it; px. */
    public int roundedHalo() {
        return (halo() + stride - 1) / stride * stride;
    }
}
