package org.mulligan.service.engine;

import java.nio.FloatBuffer;
import org.mulligan.engine.Engine;
import org.mulligan.engine.EngineException;
import org.mulligan.engine.RowNetwork;
import org.mulligan.predict.RowBuffers;

/**
 * The two buffers that rows of numbers travel in; they are as large as the largest portion needed,
 * and kept for as long as the engine lives.
 */
public final class RowPortions {
    /** Rows are sent in portions of about so many floats. */
    private static final int PORTION = 1 << 20;

    /** A portion is a multiple of what networks compute together. */
    private static final int ROWS = 32;

    private final Engine engine;
    private final RowBuffers generators;
    private FloatBuffer in = FloatBuffer.allocate(0);
    private FloatBuffer out = FloatBuffer.allocate(0);

    /**
     * No memory yet; it comes from {@code engine} with the first portion.
     *
     * @param generators the buffers that generators of the same engine share
     */
    public RowPortions(Engine engine, RowBuffers generators) {
        this.engine = engine;
        this.generators = generators;
    }

    public Engine engine() {
        return engine;
    }

    /** What generators of the same engine share. */
    public RowBuffers generators() {
        return generators;
    }

    /** How many rows of so many floats are well sent, and held in memory, at a time. */
    public static int portion(int width) {
        return Math.max(1, Math.min(32, PORTION / ROWS / width)) * ROWS;
    }

    /**
     * Runs a network.
     *
     * @param rows one after the other, {@code rows.length / width} of them
     * @param width floats of a row
     * @param resultWidth floats of a row that comes out
     * @return a new array
     */
    public float[] run(RowNetwork network, float[] rows, int width, int resultWidth)
            throws EngineException {
        int count = rows.length / width;
        float[] results = new float[Math.multiplyExact(count, resultWidth)];
        int portion = portion(Math.max(width, resultWidth));
        for (int row = 0; row < count; row += portion) {
            int some = Math.min(portion, count - row);
            if (in.capacity() < portion * width) in = engine.allocate(portion * width);
            if (out.capacity() < portion * resultWidth)
                out = engine.allocate(portion * resultWidth);
            in.duplicate().clear().put(rows, row * width, some * width);
            network.run(in, out, some);
            out.duplicate().clear().get(results, row * resultWidth, some * resultWidth);
        }
        return results;
    }
}
