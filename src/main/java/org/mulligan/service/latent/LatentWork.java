package org.mulligan.service.latent;

import ij.ImagePlus;
import java.util.Optional;

/**
 * What is done in a latent space. Where a seed is asked for, the path of a latent file stands for
 * it too.
 */
public sealed interface LatentWork {
    /** For a title, e.g. {@code interpolation}. */
    String noun();

    /**
     * The way from one image to another.
     *
     * @param from a seed or a file
     * @param to likewise
     * @param frames with both ends
     */
    record Interpolation(String from, String to, int frames) implements LatentWork {
        public Interpolation {
            if (frames < 2)
                throw new IllegalArgumentException(
                        "frames must be 2 (only the ends) or more, got " + frames);
        }

        @Override
        public String noun() {
            return "interpolation";
        }
    }

    /**
     * Mean of some minus mean of others, added to a third.
     *
     * @param plus seeds or files with commas between them
     * @param minus likewise
     * @param to likewise
     */
    record Arithmetic(String plus, String minus, String to) implements LatentWork {
        public Arithmetic {
            if (plus.isBlank() || minus.isBlank() || to.isBlank())
                throw new IllegalArgumentException(
                        "Arithmetic needs plus, minus and to, each a seed or several with commas between them; got plus=[%s] minus=[%s] to=[%s]"
                                .formatted(plus, minus, to));
        }

        @Override
        public String noun() {
            return "arithmetic";
        }
    }

    /**
     * What changes the images most.
     *
     * @param from a seed or a file, whose image is changed
     * @param count directions
     */
    record Directions(String from, int count) implements LatentWork {
        public Directions {
            if (count < 1 || count > 64)
                throw new IllegalArgumentException(
                        "count must be 1 to 64 directions, got " + count);
        }

        @Override
        public String noun() {
            return "directions";
        }
    }

    /**
     * The nearest image that the model can draw.
     *
     * @param image title or path
     * @param open the image of that title, where one is open
     */
    record Projection(String image, Optional<ImagePlus> open) implements LatentWork {
        public Projection {
            if (open.isEmpty() && image.isBlank())
                throw new IllegalArgumentException(
                        "image must be the title of an open image or the path of a file, and none is given or open");
        }

        @Override
        public String noun() {
            return "projection";
        }
    }
}
