package org.mulligan.predict.depth;

import java.nio.FloatBuffer;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.mulligan.engine.Network;
import org.mulligan.engine.Precision;
import org.mulligan.image.filter.Mirror;
import org.mulligan.model.ModelDescription;
import org.mulligan.model.ModelDescription.PercentileRange;
import org.mulligan.model.Task;
import org.mulligan.predict.BoxEngine;
import org.mulligan.predict.LoadedModel;
import org.mulligan.predict.TileBuffers;

/** Networks for sections that move them, so that one knows what comes of a stack. */
public final class DepthModels {
    private DepthModels() {}

    /**
     * For stacks whose planes are 4 px apart.
     *
     * @param right px that a section is moved along its rows
     * @param down px that it is moved along the depth
     */
    public static LoadedModel moving(int right, int down) {
        BoxEngine engine = new BoxEngine(1);
        Network network =
                new Network() {
                    @Override
                    public void run(
                            FloatBuffer input,
                            FloatBuffer output,
                            int height,
                            int width,
                            BooleanSupplier cancelled) {
                        for (int y = 0; y < height; y++)
                            for (int x = 0; x < width; x++)
                                output.put(
                                        y * width + x,
                                        input.get(
                                                Mirror.at(y - down, height) * width
                                                        + Mirror.at(x - right, width)));
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
                        "finer",
                        "a test",
                        Task.ISOTROPIC,
                        "CC0-1.0",
                        5,
                        4,
                        1,
                        new PercentileRange(2, 99.8),
                        Map.of("depth", Map.of("zstep", 4, "axial", 6.0, "psf", 2.0)));
        return new LoadedModel(
                description, "abc", 0, network, engine.info(), new TileBuffers(engine));
    }
}
