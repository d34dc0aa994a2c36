package org.mulligan.data;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Independent streams of random numbers out of one seed: the stream number {@code index} for one
 * purpose can be had at any time without drawing the others first, so that a training goes on at
 * any step as if it had never stopped. A stream depends on its purpose's place here: new ones come
 * at the end.
 */
public enum Seeds {
    SPLIT,
    ORDER,
    PATCHES,
    MEMBER,
    VALIDATION,
    SIMULATION,
    LOOK,
    SAMPLE_SPLIT,
    SAMPLE_ORDER,
    SAMPLE_PLACES,
    SAMPLE_CONTENT,
    SAMPLE_LOOK,
    SAMPLE_EXPOSURE,
    VOLUME,
    INTERVAL;

    public RandomGenerator stream(long seed, long index) {
        long purpose = mix(seed + 0x9E3779B97F4A7C15L * (ordinal() + 1));
        return new SplittableRandom(mix(purpose + 0xD1B54A32D192ED03L * index));
    }

    /**
     * @see <a href="https://doi.org/10.1145/2660193.2660195">Steele et al. 2014</a>, variant 13 of
     *     Stafford's mixers
     */
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
