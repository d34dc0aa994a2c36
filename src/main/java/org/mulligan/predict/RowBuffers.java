package org.mulligan.predict;

import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import org.mulligan.engine.Engine;

/**
 * The buffers that rows travel in. An engine keeps what it has allocated for as long as it lives,
 * so networks of one size share theirs.
 */
public final class RowBuffers {
    /** What a buffer is for; two in use at once must differ in it. */
    enum Use {
        ROWS,
        IMAGES,
        GRADIENT
    }

    private record Key(Use use, int floats) {}

    private final Engine engine;
    private final Map<Key, FloatBuffer> buffers = new HashMap<>();

    /** No memory yet; it comes from {@code engine} with the first network. */
    public RowBuffers(Engine engine) {
        this.engine = engine;
    }

    FloatBuffer of(Use use, int floats) {
        return buffers.computeIfAbsent(new Key(use, floats), key -> engine.allocate(floats));
    }
}
