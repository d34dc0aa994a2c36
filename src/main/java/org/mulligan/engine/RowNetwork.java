package org.mulligan.engine;

import java.nio.FloatBuffer;

/**
 * A network that makes rows of numbers from rows of numbers: images from points of a latent space,
 * scores from images. One thread at a time. The same row gives the same result, whatever else is
 * computed with it.
 */
public interface RowNetwork extends AutoCloseable {
    /**
     * Runs the network.
     *
     * @param rows a buffer from {@link Engine#allocate}, row by row; not modified
     * @param results another such buffer, overwritten row by row
     * @param count rows; the buffers may be larger
     * @throws EngineException when the engine's process ended; the next call starts it again
     */
    void run(FloatBuffer rows, FloatBuffer results, int count) throws EngineException;

    /**
     * How each row must change for its result to differ more from a target: the gradient of the
     * mean squared difference by the row.
     *
     * @param target results, {@code count} rows and no more
     * @param gradient overwritten, a row for each row
     */
    void pull(FloatBuffer rows, FloatBuffer target, FloatBuffer gradient, int count)
            throws EngineException;

    @Override
    void close();
}
