package org.mulligan.engine;

import java.nio.FloatBuffer;
import java.util.function.BooleanSupplier;

/** A network that is loaded and ready to run. One thread at a time. */
public interface Network extends AutoCloseable {
    /**
     * Runs the network on one tile.
     *
     * @param input a buffer from {@link Engine#allocate}; its first {@code height * width *
     *     channels} floats are the normalised tile, row by row, channels fastest; not modified
     * @param output another such buffer; its first {@code scale * height * scale * width *
     *     channels} floats are overwritten, scale and channels being those of the model
     * @param height a multiple of the model's stride, px
     * @param width likewise
     * @param cancelled asked while the tile is computed; an engine that can, gives up soon after it
     *     is true
     * @throws OutOfTileMemoryException when a tile of this size does not fit into memory; a smaller
     *     one may
     * @throws java.util.concurrent.CancellationException when it gave up
     * @throws EngineException when the engine's process ended; the next call starts it again
     */
    void run(
            FloatBuffer input, FloatBuffer output, int height, int width, BooleanSupplier cancelled)
            throws EngineException;

    /**
     * Runs a network of volumes on one tile of several planes.
     *
     * @param input as for {@link #run(FloatBuffer, FloatBuffer, int, int, BooleanSupplier)}, plane
     *     by plane
     * @param output likewise
     * @param depth planes, 2 or more
     */
    default void run(
            FloatBuffer input,
            FloatBuffer output,
            int depth,
            int height,
            int width,
            BooleanSupplier cancelled)
            throws EngineException {
        if (depth != 1)
            throw new UnsupportedOperationException("This network takes images, and no volumes");
        run(input, output, height, width, cancelled);
    }

    /** What the network really computes in: {@link Precision#FP32} or {@link Precision#BF16}. */
    Precision precision();

    @Override
    void close();
}
