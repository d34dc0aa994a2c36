package org.mulligan.predict;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.mulligan.engine.Devices;
import org.mulligan.engine.EngineException;
import org.mulligan.engine.EngineInfo;
import org.mulligan.engine.Network;
import org.mulligan.engine.OutOfTileMemoryException;
import org.mulligan.engine.Precision;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.engine.TrainingReport;
import org.mulligan.engine.process.IncapableEngine;
import org.mulligan.model.ModelDescription;
import org.mulligan.model.ModelDescription.PercentileRange;
import org.mulligan.model.ModelFile;
import org.mulligan.model.Task;

/**
 * An engine in plain Java. Its network is the mean of a box, zero outside of the tile, minus half
 * the mean of the 4 x 4 block that the pixel lies in: it notices both a tile's border and its
 * origin, as a U-Net of depth 2 does. One that enlarges makes pixels of which each notices it more
 * than the one before.
 */
public class BoxEngine extends IncapableEngine {
    public static final int STRIDE = 4;
    private final int radius;
    private final int largestTile;
    private final int scale;
    public int runs;

    /** Runs, counted from 1, in which its process dies. */
    public Set<Integer> deaths = Set.of();

    public int allocations;
    public boolean closed;

    public BoxEngine(int radius) {
        this(radius, Integer.MAX_VALUE);
    }

    /**
     * @param largestTile side beyond which a tile does not fit into memory, px
     */
    public BoxEngine(int radius, int largestTile) {
        this(radius, largestTile, 1);
    }

    /**
     * @param scale pixels of the output along a pixel of the input; above 1 it super-resolves
     */
    public BoxEngine(int radius, int largestTile, int scale) {
        this.radius = radius;
        this.largestTile = largestTile;
        this.scale = scale;
    }

    public ModelDescription model() {
        int reach = Math.max(radius, STRIDE - 1);
        return new ModelDescription(
                "box filter",
                "a test",
                scale == 1 ? Task.DENOISE : Task.SUPER_RESOLVE,
                "CC0-1.0",
                2 * reach + 1,
                STRIDE,
                scale,
                new PercentileRange(2, 99.8),
                Map.of("seed", 17));
    }

    /** The faithful weights of {@link #model}, ready to run. */
    public LoadedModel loaded() {
        return new LoadedModel(model(), "abc", 0, network(), info(), new TileBuffers(this));
    }

    @Override
    public EngineInfo info() {
        return new EngineInfo("Box 1.0", "CPU (test)", 1L << 30, 1, 0);
    }

    @Override
    public Devices devices() {
        return new Devices(List.of(), "");
    }

    @Override
    public FloatBuffer allocate(int floats) {
        allocations++;
        return ByteBuffer.allocateDirect(4 * floats).order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    @Override
    public Network load(ModelFile model, double sharpness, Precision precision) {
        return network();
    }

    public Network network() {
        return new Network() {
            @Override
            public void run(
                    FloatBuffer input,
                    FloatBuffer output,
                    int height,
                    int width,
                    BooleanSupplier cancelled)
                    throws EngineException {
                runs++;
                if (deaths.contains(runs)) throw new EngineException("The engine was ended");
                if (Math.max(width, height) > largestTile)
                    throw new OutOfTileMemoryException("too large", null);
                if (width % STRIDE != 0 || height % STRIDE != 0)
                    throw new IllegalStateException("not a multiple: " + width + " x " + height);
                filter(input, output, height, width);
            }

            @Override
            public Precision precision() {
                return Precision.FP32;
            }

            @Override
            public void close() {}
        };
    }

    private void filter(FloatBuffer input, FloatBuffer output, int height, int width) {
        double[][] sums = new double[height + 1][width + 1];
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                sums[y + 1][x + 1] =
                        input.get(y * width + x) + sums[y][x + 1] + sums[y + 1][x] - sums[y][x];
        double box = (2 * radius + 1) * (2 * radius + 1);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) {
                double mean =
                        sum(
                                        sums,
                                        Math.max(0, y - radius),
                                        Math.max(0, x - radius),
                                        Math.min(height, y + radius + 1),
                                        Math.min(width, x + radius + 1))
                                / box;
                int top = y / STRIDE * STRIDE;
                int left = x / STRIDE * STRIDE;
                double block = sum(sums, top, left, top + STRIDE, left + STRIDE) / 16;
                for (int sub = 0; sub < scale * scale; sub++) {
                    double share = 0.5 * (sub + 1) / (scale * scale);
                    output.put(
                            (scale * y + sub / scale) * scale * width + scale * x + sub % scale,
                            (float) ((1 + share) * mean - share * block));
                }
            }
    }

    private static double sum(double[][] sums, int top, int left, int bottom, int right) {
        return sums[bottom][right] - sums[top][right] - sums[bottom][left] + sums[top][left];
    }

    @Override
    public TrainingReport train(TrainingPlan plan, TrainingListener listener) {
        return new TrainingReport(plan.model(), 3, true, List.of("trained"));
    }

    @Override
    public void close() {
        closed = true;
    }
}
