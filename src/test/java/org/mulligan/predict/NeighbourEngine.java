package org.mulligan.predict;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.mulligan.engine.EngineException;
import org.mulligan.engine.Network;
import org.mulligan.engine.Precision;
import org.mulligan.model.ModelDescription;

/** As {@link BoxEngine}, of the mean of the planes -2, -1, 1 and 2, weighted 1, 2, 3 and 4. */
public final class NeighbourEngine extends BoxEngine {
    private static final List<Integer> DISTANCES = List.of(-2, -1, 1, 2);

    public NeighbourEngine(int radius) {
        super(radius);
    }

    @Override
    public ModelDescription model() {
        return super.model().withNeighbours(DISTANCES);
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
                    BooleanSupplier cancelled)
                    throws EngineException {
                FloatBuffer mean = FloatBuffer.allocate(height * width);
                for (int i = 0; i < height * width; i++) {
                    float sum = 0;
                    for (int d = 0; d < 4; d++) sum += (d + 1) * input.get(4 * i + d);
                    mean.put(i, sum / 10);
                }
                box.run(mean, output, height, width, cancelled);
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
