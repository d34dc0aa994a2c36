package org.mulligan.predict;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.mulligan.engine.Network;
import org.mulligan.engine.Precision;
import org.mulligan.model.ModelDescription;
import org.mulligan.model.ModelDescription.PercentileRange;
import org.mulligan.model.Task;

/** Models that even the light by a formula. */
public final class LightModels {
    /** What a network makes of a normalised pixel of a thumbnail. */
    @FunctionalInterface
    public interface Answer {
        double at(float value, int x, int y);
    }

    private LightModels() {}

    public static LoadedModel of(Answer answer) {
        BoxEngine engine = new BoxEngine(2);
        Network network =
                new Network() {
                    @Override
                    public void run(
                            FloatBuffer input,
                            FloatBuffer output,
                            int height,
                            int width,
                            BooleanSupplier cancelled) {
                        assertThat(width).isEqualTo(64);
                        assertThat(height).isEqualTo(64);
                        for (int i = 0; i < width * height; i++)
                            output.put(i, (float) answer.at(input.get(i), i % width, i / width));
                    }

                    @Override
                    public Precision precision() {
                        return Precision.FP32;
                    }

                    @Override
                    public void close() {}
                };
        ModelDescription description =
                new ModelDescription(
                        "evener",
                        "a test",
                        Task.EVEN_LIGHT,
                        "CC0-1.0",
                        127,
                        8,
                        1,
                        new PercentileRange(2, 99.8),
                        Map.of("seed", 17));
        return new LoadedModel(
                description, "abc", 0, network, engine.info(), new TileBuffers(engine));
    }

    /** Times 1 in the middle and up to 1.96 in the corners. */
    public static LoadedModel bowl() {
        return of((value, x, y) -> value * bowl(x) * bowl(y));
    }

    /** Linear between the knots 0, 9, ..., 63. */
    private static double bowl(double at) {
        double[] knots = {1.4, 1.2, 1.1, 1, 1, 1.1, 1.2, 1.4};
        int before = Math.min(6, (int) (at / 9));
        return knots[before] + (at / 9 - before) * (knots[before + 1] - knots[before]);
    }
}
