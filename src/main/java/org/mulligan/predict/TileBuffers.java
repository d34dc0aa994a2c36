package org.mulligan.predict;

import java.nio.FloatBuffer;
import org.mulligan.engine.Engine;

/** The two buffers that tiles travel in; made once and kept for as long as the engine lives. */
public final class TileBuffers {
    private final Engine engine;
    private FloatBuffer input = FloatBuffer.allocate(0);
    private FloatBuffer output = FloatBuffer.allocate(0);

    /** No memory yet; it comes from {@code engine} with the first tile. */
    public TileBuffers(Engine engine) {
        this.engine = engine;
    }

    /** Makes room; what was in the buffers is lost. */
    void require(int inputs, int outputs) {
        if (input.capacity() < inputs) input = engine.allocate(inputs);
        if (output.capacity() < outputs) output = engine.allocate(outputs);
    }

    FloatBuffer input() {
        return input;
    }

    FloatBuffer output() {
        return output;
    }
}
