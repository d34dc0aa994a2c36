package org.mulligan.model.export;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.mulligan.model.ModelDescription;

/** How a model is written for other programs. */
public enum ExportFormat {
    /** The newest that readers of bioimage.io know widely. */
    BIOIMAGE_05("bioimage.io-0.5"),
    /** For readers that take the scale of 0.5, an inverse, for a factor. */
    BIOIMAGE_04("bioimage.io-0.4"),
    /** The zip that CARE opens in Fiji; its TensorFlow is 1.15. */
    CSBDEEP("csbdeep"),
    /** What TensorFlow itself opens. */
    SAVED_MODEL("savedmodel");

    private final String key;

    ExportFormat(String key) {
        this.key = key;
    }

    /**
     * @throws IllegalArgumentException when there is none of this name; the text lists them
     */
    public static ExportFormat of(String key) {
        return Arrays.stream(values())
                .filter(format -> format.key.equals(key.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "format must be one of %s, got \"%s\""
                                                .formatted(
                                                        String.join(
                                                                ", ",
                                                                Arrays.stream(values())
                                                                        .map(String::valueOf)
                                                                        .toList()),
                                                        key)));
    }

    /** Whether its graph must run in TensorFlow 1.15. */
    public boolean forTensorFlow1() {
        return this == CSBDEEP;
    }

    /** Whether it says how images are normalised, and its tensors are in the units of images. */
    public boolean isBioimage() {
        return this == BIOIMAGE_05 || this == BIOIMAGE_04;
    }

    /**
     * Refuses what the readers of this format could only run wrongly, before any work.
     *
     * @throws IllegalArgumentException the text says why, and what to take instead
     */
    public void require(ModelDescription model, Path target) {
        if (this != CSBDEEP) return;
        if (model.synthesis().isPresent())
            throw new IllegalArgumentException(
                    "\"%s\" draws images out of chance, and CSBDeep runs only what makes an image from an image; use format=savedmodel or bioimage.io-0.5"
                            .formatted(model.name()));
        if (model.scale() > 1)
            throw new IllegalArgumentException(
                    "\"%s\" makes images %d times as large, and CSBDeep crops each result to the size of its input; use format=bioimage.io-0.4, which deepImageJ opens"
                            .formatted(model.name(), model.scale()));
        if (model.tensorSpec().side() > 0)
            throw new IllegalArgumentException(
                    "\"%s\" takes only squares of %d px, and CSBDeep chooses its tiles otherwise; use format=bioimage.io-0.4"
                            .formatted(model.name(), model.tensorSpec().side()));
        if (model.task().evensLight())
            throw new IllegalArgumentException(
                    "\"%s\" looks at a thumbnail of 64 x 64 px to find a gain and an offset, and CSBDeep would run it on the image itself; use format=savedmodel"
                            .formatted(model.name()));
        if (model.task().finerDepth())
            throw new IllegalArgumentException(
                    "\"%s\" sees sections along the depth of a stack, and CSBDeep would run it on the planes; use format=savedmodel or bioimage.io-0.5"
                            .formatted(model.name()));
        if (model.volume())
            throw new IllegalArgumentException(
                    "\"%s\" makes all planes of a stack together, and the axes that CSBDeep is told are X and Y; use format=savedmodel or bioimage.io-0.5"
                            .formatted(model.name()));
        if (model.takesNeighbours())
            throw new IllegalArgumentException(
                    "\"%s\" makes each plane of the %d around it, and CSBDeep would take the channels of one plane for them; use format=savedmodel or bioimage.io-0.5"
                            .formatted(model.name(), model.taken()));
        if (model.told())
            throw new IllegalArgumentException(
                    "\"%s\" takes a map of the noise beside the image, and CSBDeep would give it the image alone; use format=savedmodel or bioimage.io-0.5"
                            .formatted(model.name()));
        String file = String.valueOf(target.getFileName()).toLowerCase(Locale.ROOT);
        if (!file.endsWith(".zip"))
            throw new IllegalArgumentException(
                    "CSBDeep opens zips, so the output must end in .zip, got " + target);
    }

    /** As users write it. */
    @Override
    public String toString() {
        return key;
    }
}
