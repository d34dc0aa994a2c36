package org.mulligan.service.generate;

import org.mulligan.engine.DeviceChoice;

/**
 * Who draws, and how it looks.
 *
 * @param model name from the list of models, or a path to a package
 * @param classes names with commas between them; empty = they take turns
 * @param truncation what latent points are multiplied by, 0 to 1: the smaller, the more typical and
 *     alike are the images
 * @param stamp whether titles and labels say that the images are synthetic; Info always does
 * @param depth of the images
 * @param device what it is computed on
 * @see <a href="https://arxiv.org/abs/1809.11096">Brock et al. 2019</a>, on truncation
 */
public record DrawStyle(
        String model,
        String classes,
        double truncation,
        boolean stamp,
        Depth depth,
        DeviceChoice device) {
    /** Bit depth of drawn images. */
    public enum Depth {
        /** 8 or 16 bit where the training images' range says that they were such, else 32-bit. */
        AUTO,
        /** 32-bit, nothing clipped. */
        FLOAT;

        /** The name as users write it: {@code auto}, {@code 32-bit}. */
        @Override
        public String toString() {
            return this == AUTO ? "auto" : "32-bit";
        }

        /**
         * @throws IllegalArgumentException when no depth has this name
         */
        public static Depth of(String name) {
            for (Depth depth : values()) if (depth.toString().equals(name)) return depth;
            throw new IllegalArgumentException(
                    "depth must be auto or 32-bit, got \"%s\"".formatted(name));
        }
    }

    /** All classes in turn, whole latent points; titles and labels say that they are synthetic. */
    public static DrawStyle of(String model) {
        return new DrawStyle(model, "", 1, true, Depth.AUTO, DeviceChoice.AUTO);
    }

    public DrawStyle {
        if (model.isBlank())
            throw new IllegalArgumentException(
                    "model must name a synthesiser; train one with Plugins > Mulligan > Train > Train Synthesiser...");
        if (!(truncation >= 0 && truncation <= 1))
            throw new IllegalArgumentException(
                    "truncation must be from 0 (all images alike) to 1 (none), got " + truncation);
        classes = classes.strip();
    }
}
