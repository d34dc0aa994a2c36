package org.mulligan.engine;

import java.util.Arrays;
import java.util.List;

/** What tells a denoiser in training what an image should look like. */
public enum Supervision {
    /** Clean images: of pairs, or to be degraded. */
    CLEAN("clean"),
    /** One of the others, as the noise of the images allows. */
    AUTO("auto"),
    /**
     * A second noisy image of the same field, in both directions.
     *
     * @see <a href="https://arxiv.org/abs/1803.04189">Lehtinen et al. 2018</a>
     */
    NOISE2NOISE("noise2noise"),
    /**
     * The image with more noise as the input, and one with the opposite noise as the target; for
     * noise that is known.
     *
     * @see <a href="https://doi.org/10.1109/CVPR46437.2021.00204">Pang et al. 2021</a>
     */
    RECORRUPTED("recorrupted"),
    /**
     * The image's own pixels, of which the input has some hidden; for noise of each pixel by
     * itself.
     *
     * @see <a href="https://arxiv.org/abs/1811.10980">Krull et al. 2019</a>
     */
    NOISE2VOID("noise2void"),
    /**
     * The same with lines hidden, along which the noise is correlated.
     *
     * @see <a href="https://doi.org/10.1109/ISBIWorkshops50223.2020.9153428">Broaddus et al.
     *     2020</a>
     */
    STRUCTN2V("structn2v"),
    /** Frames or slices before and after; they are the input, too. */
    NEIGHBOURS("neighbours"),
    /**
     * A variance-stabilising curve is learnt, and the network before and after it stays as it is.
     *
     * @see <a href="https://arxiv.org/abs/2411.10209">Herbreteau, Unser 2024</a>
     */
    NOISE2VST("noise2vst");

    private final String word;

    Supervision(String word) {
        this.word = word;
    }

    /**
     * The one of this word.
     *
     * @throws IllegalArgumentException when there is none; the text lists those that users name
     */
    public static Supervision of(String word) {
        return choices().stream()
                .filter(one -> one.word.equals(word))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "method must be one of %s, got \"%s\""
                                                .formatted(
                                                        String.join(
                                                                ", ",
                                                                choices().stream()
                                                                        .map(Supervision::word)
                                                                        .toList()),
                                                        word)));
    }

    /** Those for images without a clean partner. */
    public static List<Supervision> choices() {
        return Arrays.stream(values()).filter(one -> one != CLEAN).toList();
    }

    /** As users and plans write it. */
    public String word() {
        return word;
    }

    /** Whether there are clean images. */
    public boolean isClean() {
        return this == CLEAN;
    }
}
