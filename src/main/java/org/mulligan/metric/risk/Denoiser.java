package org.mulligan.metric.risk;

import java.io.IOException;

/** Something that denoises planes, and of which nothing else need be known. */
@FunctionalInterface
public interface Denoiser {
    /**
     * Denoises a plane. The same plane gives the same result.
     *
     * @param plane row by row, not modified
     * @return a new plane of the same size, in the same units
     */
    float[] apply(float[] plane, int width, int height) throws IOException;
}
