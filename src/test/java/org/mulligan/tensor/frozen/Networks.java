package org.mulligan.tensor.frozen;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Runs a frozen network on one image, for tests. */
public final class Networks {
    private Networks() {}

    public static float[] run(FrozenGraph frozen, float[] image, int height, int width) {
        return run(frozen, image, height, width, 1);
    }

    /**
     * @param scale of the network
     */
    public static float[] run(FrozenGraph frozen, float[] image, int height, int width, int scale) {
        FloatBuffer from = buffer(image.length);
        FloatBuffer to = buffer(scale * scale * image.length);
        from.duplicate().put(image);
        try (RunningGraph graph = new RunningGraph(frozen, false)) {
            graph.run(from, to, height, width);
        }
        float[] result = new float[to.capacity()];
        to.get(result);
        return result;
    }

    private static FloatBuffer buffer(int floats) {
        return ByteBuffer.allocateDirect(4 * floats).order(ByteOrder.nativeOrder()).asFloatBuffer();
    }
}
