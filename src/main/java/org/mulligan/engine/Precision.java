package org.mulligan.engine;

import java.util.Arrays;
import java.util.Locale;

/** The arithmetic of the network's convolutions. Weights, sums and pixels stay in 32 bits. */
public enum Precision {
    /** bf16 where a probe at start shows that it is faster, else fp32. */
    AUTO,
    /** 32-bit floats throughout. */
    FP32,
    /**
     * Convolutions in bfloat16, all but the last of a network: half the time where the CPU has
     * avx512_bf16 or amx, about 64 dB from fp32.
     */
    BF16;

    /** The name as users write it: {@code auto}, {@code fp32}, {@code bf16}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException when no precision has this name
     */
    public static Precision of(String name) {
        return Arrays.stream(values())
                .filter(precision -> precision.toString().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "No precision is named \"%s\"; there are auto, fp32 and bf16"
                                                .formatted(name)));
    }
}
