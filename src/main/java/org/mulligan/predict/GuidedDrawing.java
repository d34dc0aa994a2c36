package org.mulligan.predict;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.concurrent.CancellationException;
import org.mulligan.engine.Progress;
import org.mulligan.image.filter.Mirror;
import org.mulligan.image.plane.Pixels;
import org.mulligan.model.NoiseField;
import org.mulligan.model.Synthesis;
import org.mulligan.predict.block.Claims;

/**
 * Draws planes of one size from other planes, tile by tile. A tile sees the noise of its place in
 * the plane and the same code as all others, so the cut cannot be seen.
 */
public final class GuidedDrawing {
    /** Tiles that no one asked for, px: a pixel has many planes. */
    private static final int TILE = 512;

    private final Synthesis synthesis;
    private final Synthesis.Guide guide;
    private final int width;
    private final int height;
    private final TiledNetwork network;
    private final Progress progress;
    private final int tiles;
    private long seen;
    private long beyond;

    /**
     * @param model whose description has a guide
     * @param width of a plane, px
     * @param tile side of a tile, halo included, px; 0 = automatic
     */
    public GuidedDrawing(LoadedModel model, int width, int height, int tile, Progress progress) {
        synthesis = model.description().synthesis().orElseThrow();
        guide = synthesis.guide().orElseThrow();
        this.width = width;
        this.height = height;
        this.progress = progress;
        int reach = model.description().halo();
        int stride = model.description().stride();
        Tiling tiling = Tiling.of(width, height, tile == 0 ? TILE : tile, reach, stride);
        tiles = tiling.count();
        network = new TiledNetwork(model, tiling, progress::log, progress::cancelled);
    }

    /** The cut. */
    public Tiling tiling() {
        return network.tiling();
    }

    /** Tiles of a plane, as planned. */
    public int tiles() {
        return tiles;
    }

    /** The share of the inputs' pixels so far, 0 to 1, that no input of the training was like. */
    public double beyond() {
        return seen == 0 ? 0 : beyond / (double) seen;
    }

    /**
     * Draws a plane.
     *
     * @param input finite, not modified; in its own units
     * @param noise of the plane
     * @param code latent numbers and classes, {@link org.mulligan.model.LatentSpace#row}
     * @return the drawn plane, row by row, from -1 to 1 and a little beyond
     * @throws CancellationException when {@code progress} cancels
     */
    public float[] draw(Pixels input, NoiseField noise, float[] code, Runnable tileDone)
            throws IOException {
        float[] drawn = new float[width * height];
        count(input);
        network.run(
                width,
                height,
                synthesis.planes(),
                1,
                (buffer, column, row) -> fill(buffer, input, noise, code, column, row),
                (buffer, column, row) -> take(buffer, drawn, column, row),
                tiling -> Claims.all(),
                () -> {
                    if (progress.cancelled()) throw new CancellationException("Cancelled");
                    tileDone.run();
                });
        return drawn;
    }

    /** An eighth beyond the range, either way, is still like it. */
    private void count(Pixels input) {
        double margin = (guide.high() - guide.low()) / 8;
        float[] row = new float[width];
        for (int y = 0; y < height; y++) {
            input.get(0, y, width, row);
            for (float value : row)
                if (value < guide.low() - margin || value > guide.high() + margin) beyond++;
        }
        seen += (long) width * height;
    }

    private void fill(
            FloatBuffer buffer,
            Pixels input,
            NoiseField noise,
            float[] code,
            TileShape.Span column,
            TileShape.Span row) {
        int planes = synthesis.planes();
        int[] xs = Mirror.run(column.start(), column.size(), width);
        int[] ys = Mirror.run(row.start(), row.size(), height);
        float[] line = new float[width];
        float[] all = new float[column.size() * planes];
        for (int x = 0; x < column.size(); x++)
            System.arraycopy(code, 0, all, x * planes + Synthesis.GUIDE_PLANES, code.length);
        for (int y = 0; y < ys.length; y++) {
            input.get(0, ys[y], width, line);
            for (int x = 0; x < xs.length; x++) all[x * planes] = guide.normalise(line[xs[x]]);
            noise.row(column.start(), row.start() + y, all, 1, planes, column.size());
            buffer.put(y * all.length, all);
        }
    }

    private long take(
            FloatBuffer buffer, float[] drawn, TileShape.Span column, TileShape.Span row) {
        int count = column.to() - column.from();
        for (int y = row.from(); y < row.to(); y++)
            buffer.get(
                    (y - row.start()) * column.size() + column.from() - column.start(),
                    drawn,
                    y * width + column.from(),
                    count);
        return 0;
    }
}
