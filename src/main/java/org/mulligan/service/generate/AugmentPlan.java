package org.mulligan.service.generate;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a folder of images is enlarged.
 *
 * @param images the folder, possibly with one sub-folder for each class
 * @param classes a file of lines {@code name,class}, or {@code folders}; empty = the sub-folders,
 *     where there are some
 * @param model a synthesiser; empty = none is drawn
 * @param count images to draw of each class, or in all where there are no classes; with balance as
 *     many of the largest class
 * @param balance whether so many are drawn that all classes are equally many
 * @param symmetries whether turned and mirrored copies are made
 * @param seed of the first image that is drawn
 * @param output a new folder
 */
public record AugmentPlan(
        Path images,
        Optional<String> classes,
        Optional<String> model,
        int count,
        boolean balance,
        boolean symmetries,
        long seed,
        Path output) {
    public AugmentPlan {
        if (count < 0) throw new IllegalArgumentException("count must be 0 or more, got " + count);
        if (model.isEmpty() && (count > 0 || balance))
            throw new IllegalArgumentException(
                    "To draw images (count, balance) a model is needed; give a synthesiser");
        if (model.isPresent() && count == 0 && !balance)
            throw new IllegalArgumentException(
                    "How many images are to be drawn? Give count, or balance=true");
        if (model.isEmpty() && !symmetries)
            throw new IllegalArgumentException(
                    "Nothing is to be added; give symmetries=true, or a model and count");
    }
}
