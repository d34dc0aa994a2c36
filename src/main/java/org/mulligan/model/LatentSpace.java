package org.mulligan.model;

import java.util.List;
import org.mulligan.model.archive.ModelLimits;

/**
 * What a synthesiser draws from: a point of normal numbers, and a class where there are classes.
 *
 * @param numbers of a point
 * @param classes names in the order of the network's input; empty = none
 */
public record LatentSpace(int numbers, List<String> classes) {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    public LatentSpace {
        if (numbers < 1 || numbers > ModelLimits.LATENT - classes.size())
            throw new IllegalArgumentException(
                    "A latent space needs 1 number or more, and with its classes at most %,d, got %,d"
                            .formatted(ModelLimits.LATENT, numbers));
        classes = List.copyOf(classes);
    }

    /** Numbers of a row of the network's input: a point, then 1 at the class. */
    public int width() {
        return numbers + classes.size();
    }

    /**
     * The point of a seed: independent normal numbers. The same on every machine and in every
     * version, so its generator is written out here: SplitMix64 and Box and Muller's transform,
     * with {@link StrictMath}.
     *
     * @see <a href="https://doi.org/10.1145/2660193.2660195">Steele et al. 2014</a>
     */
    public float[] at(long seed) {
        float[] point = new float[numbers];
        long state = mix(seed * GOLDEN + 0x4D554C4C4947414EL);
        for (int i = 0; i < numbers; i += 2) {
            // (0, 1]: its logarithm is a number
            double first = ((mix(state += GOLDEN) >>> 11) + 1) * 0x1p-53;
            double second = (mix(state += GOLDEN) >>> 11) * 0x1p-53;
            double radius = StrictMath.sqrt(-2 * StrictMath.log(first));
            point[i] = (float) (radius * StrictMath.cos(2 * StrictMath.PI * second));
            if (i + 1 < numbers)
                point[i + 1] = (float) (radius * StrictMath.sin(2 * StrictMath.PI * second));
        }
        return point;
    }

    /**
     * A row of the network's input.
     *
     * @param index of the class; ignored where there are none
     */
    public float[] row(float[] point, int index) {
        float[] row = java.util.Arrays.copyOf(point, width());
        if (!classes.isEmpty()) row[numbers + index] = 1;
        return row;
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }
}
