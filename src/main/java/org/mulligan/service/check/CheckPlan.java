package org.mulligan.service.check;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What is to be checked.
 *
 * @param learning of which kind of training
 * @param measured folder of measured images; empty where there are none
 * @param target folder of target images; of a training of noisy images alone, and of a generator, a
 *     folder or a file of those; empty where there are measured images only
 * @param scale pixels of a target image along one of a measured one, 1 to 4
 * @param patch side of a patch of the training, px of a measured image
 */
public record CheckPlan(
        Learning learning, Optional<Path> measured, Optional<Path> target, int scale, int patch) {
    private static final int MOST_SCALE = 4;

    /** What a network is to learn. */
    public enum Learning {
        /** To take noise away. */
        DENOISE("noisy", "clean"),
        /** To deblur, or to even light: target images may show more than measured ones. */
        RESTORE("measured", "wanted"),
        /** To make finer pixels. */
        ENLARGE("low", "high"),
        /** To draw new images. */
        DRAW("", "the set");

        /** What the images are called in sentences: the key of their folder. */
        final String measured;

        final String target;

        Learning(String measured, String target) {
            this.measured = measured;
            this.target = target;
        }
    }

    public CheckPlan {
        if (measured.isEmpty() && target.isEmpty())
            throw new IllegalArgumentException(
                    "noisy or clean must be given, or both, or images; they are empty");
        if (learning == Learning.DRAW && measured.isPresent())
            throw new IllegalArgumentException(
                    "task=synthesise learns from one folder; leave noisy empty and give clean");
        if (target.isEmpty() && learning != Learning.DENOISE)
            throw new IllegalArgumentException(
                    "clean must be given, too; only a denoiser learns from noisy images alone");
        if (scale < 1 || scale > MOST_SCALE || (scale > 1) != (learning == Learning.ENLARGE))
            throw new IllegalArgumentException(
                    "scale must be 2, 3 or 4 for task=super-resolve and is 1 for others, got "
                            + scale);
        if (patch < 1)
            throw new IllegalArgumentException("patch must be 1 px or more, got " + patch);
    }

    boolean isPairs() {
        return measured.isPresent() && target.isPresent();
    }

    /** The folder or file whose images stand for fields: the targets where there are some. */
    Path images() {
        return target.or(() -> measured).orElseThrow();
    }

    /** Key of {@link #images}. */
    String imagesKey() {
        return target.isPresent() ? learning.target : learning.measured;
    }
}
