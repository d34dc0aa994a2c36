package org.mulligan.predict;

import java.nio.FloatBuffer;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.mulligan.engine.Network;
import org.mulligan.engine.Precision;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.model.ModelDescription;
import org.mulligan.model.ModelDescription.PercentileRange;
import org.mulligan.model.Task;

/**
 * An engine in plain Java whose network fills what is missing with the middle of the image's
 * intensities, and spoils the rest a little, which nobody may see.
 */
public final class FillingEngine extends BoxEngine {
    /** How far the network of this engine sees, px. */
    public static final int REACH = 6;

    public FillingEngine() {
        super(2);
    }

    @Override
    public ModelDescription model() {
        return new ModelDescription(
                "filler",
                "a test",
                Task.INPAINT,
                "CC0-1.0",
                2 * REACH + 1,
                STRIDE,
                1,
                new PercentileRange(1, 99.8),
                Map.of("seed", 17));
    }

    @Override
    public Network network() {
        return new Network() {
            @Override
            public void run(
                    FloatBuffer input,
                    FloatBuffer output,
                    int height,
                    int width,
                    BooleanSupplier cancelled) {
                runs++;
                for (int i = 0; i < width * height; i++)
                    output.put(
                            i,
                            input.get(i) < Normalisation.MISSING / 2 ? 0.5f : input.get(i) + 0.02f);
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
