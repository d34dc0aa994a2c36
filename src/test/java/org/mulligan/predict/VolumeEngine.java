package org.mulligan.predict;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.mulligan.engine.EngineException;
import org.mulligan.engine.EngineInfo;
import org.mulligan.engine.Network;
import org.mulligan.engine.Precision;
import org.mulligan.image.filter.Mirror;
import org.mulligan.model.ModelDescription;

/** As {@link BoxEngine}, of each plane and the one 2 planes above it, mirrored at the ends. */
public final class VolumeEngine extends BoxEngine {
    private final long memory;

    /**
     * @param memory bytes that a tile may use
     */
    public VolumeEngine(int radius, long memory, int scale) {
        super(radius, Integer.MAX_VALUE, scale);
        this.memory = memory;
    }

    @Override
    public EngineInfo info() {
        return new EngineInfo("Box 1.0", "CPU (test)", memory, 1, 0);
    }

    @Override
    public ModelDescription model() {
        return super.model().ofVolumes(List.of(-2, -1, 0, 1, 2));
    }

    @Override
    public Network network() {
        Network box = super.network();
        return new Network() {
            @Override
            public void run(
                    FloatBuffer input,
                    FloatBuffer output,
                    int height,
                    int width,
                    BooleanSupplier cancelled) {
                throw new IllegalStateException("This network takes volumes");
            }

            @Override
            public void run(
                    FloatBuffer input,
                    FloatBuffer output,
                    int depth,
                    int height,
                    int width,
                    BooleanSupplier cancelled)
                    throws EngineException {
                int tile = height * width;
                int made = model().scale() * model().scale() * tile;
                for (int z = 0; z < depth; z++) {
                    int above = Mirror.at(z + 2, depth);
                    FloatBuffer sum = FloatBuffer.allocate(tile);
                    for (int i = 0; i < tile; i++)
                        sum.put(i, (2 * input.get(z * tile + i) + input.get(above * tile + i)) / 3);
                    box.run(sum, output.slice(z * made, made), height, width, cancelled);
                }
            }

            @Override
            public Precision precision() {
                return Precision.FP32;
            }

            @Override
            public void close() {}
        };
    }
}
