package org.mulligan.tensor;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * What weights start from. The same seed and name give the same values, whatever else the network
 * has.
 */
public enum Initializer {
    /** All 0. */
    ZERO {
        @Override
        void fill(float[] values, long[] shape, RandomGenerator random) {}
    },
    /**
     * Normal with variance 2 / fan-in, for layers before a rectifier.
     *
     * @see <a href="https://arxiv.org/abs/1502.01852">He et al. 2015</a>
     */
    HE {
        @Override
        void fill(float[] values, long[] shape, RandomGenerator random) {
            long fanIn = 1;
            for (int i = 0; i < shape.length - 1; i++) fanIn *= shape[i];
            double deviation = Math.sqrt(2.0 / fanIn);
            for (int i = 0; i < values.length; i++)
                values[i] = (float) (deviation * random.nextGaussian());
        }
    },
    /** All 1. */
    ONE {
        @Override
        void fill(float[] values, long[] shape, RandomGenerator random) {
            Arrays.fill(values, 1);
        }
    },
    /** Uniform within 1 / sqrt(fan-in): what PyTorch's dense layers start from. */
    WEAK {
        @Override
        void fill(float[] values, long[] shape, RandomGenerator random) {
            long fanIn = 1;
            for (int i = 0; i < shape.length - 1; i++) fanIn *= shape[i];
            double limit = 1 / Math.sqrt(fanIn);
            for (int i = 0; i < values.length; i++)
                values[i] = (float) (limit * (2 * random.nextDouble() - 1));
        }
    },
    /** Normal with standard deviation 0.02, as DCGAN's layers start. */
    NARROW {
        @Override
        void fill(float[] values, long[] shape, RandomGenerator random) {
            for (int i = 0; i < values.length; i++)
                values[i] = (float) (0.02 * random.nextGaussian());
        }
    },
    /**
     * As {@link #HE} at a tenth of the size, for the last layer of a residual network: it starts
     * near identity.
     */
    SMALL {
        @Override
        void fill(float[] values, long[] shape, RandomGenerator random) {
            HE.fill(values, shape, random);
            for (int i = 0; i < values.length; i++) values[i] *= 0.1f;
        }
    };

    abstract void fill(float[] values, long[] shape, RandomGenerator random);

    float[] values(String name, long[] shape, long seed) {
        long size = 1;
        for (long side : shape) size *= side;
        float[] values = new float[Math.toIntExact(size)];
        fill(values, shape, new SplittableRandom(seed * 0x9E3779B97F4A7C15L + name.hashCode()));
        return values;
    }
}
