package org.mulligan.engine;

/**
 * Something that the runtime can compute on, as it was found and measured.
 *
 * @param id as users write it: {@code cpu}, {@code gpu:0}
 * @param name of the hardware, e.g. {@code NVIDIA H200}, {@code AMD EPYC 9454, 2 threads}
 * @param memory bytes in all
 * @param driver name and version of what drives it; empty for a CPU
 * @param gigaflops of a 3x3 convolution in float32, multiplications and additions counted apart,
 *     10<sup>9</sup> a second
 */
public record Device(String id, String name, long memory, String driver, double gigaflops) {}
