package org.mulligan.predict;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.mulligan.engine.EngineException;
import org.mulligan.engine.Network;
import org.mulligan.engine.OutOfTileMemoryException;
import org.mulligan.image.Normalisation;
import org.mulligan.image.Pixels;

/** Runs a network over a plane of any size, tile by tile. */
final class TiledNetwork {
    private final Network network;
    private final TileBuffers buffers;
    private final int reach;
    private final int multiple;
    private final int scale;
    private final Consumer<String> log;
    private final BooleanSupplier cancelled;
    private Tiling tiling;

    /**
     * @param reach half of the network's receptive field, px
     * @param multiple its stride, px
     * @param scale pixels of its output along one of its input
     * @param log is told when tiles get smaller
     * @param cancelled true once the work is not wanted any more
     */
    TiledNetwork(
            Network network,
            TileBuffers buffers,
            Tiling tiling,
            int reach,
            int multiple,
            int scale,
            Consumer<String> log,
            BooleanSupplier cancelled) {
        this.network = network;
        this.buffers = buffers;
        this.tiling = tiling;
        this.reach = reach;
        this.multiple = multiple;
        this.scale = scale;
        this.log = log;
        this.cancelled = cancelled;
    }

    /** The cut in use; finer than the first one once memory ran out. */
    Tiling tiling() {
        return tiling;
    }

    /**
     * Runs the network over one plane. When a tile does not fit into memory, the plane is begun
     * again with tiles of half the size.
     *
     * @param noisy not modified; a pixel that is NaN is missing
     * @param result each side {@code scale} times as long; overwritten, in the units of {@code
     *     noisy}
     * @param tileDone called after each tile; may throw to stop
     * @param bounds of the result
     * @return how many values of the result were clipped
     * @throws IOException when even the smallest tile does not fit, or the engine died
     */
    long run(
            Pixels noisy,
            Normalisation normalisation,
            Bounds bounds,
            Pixels result,
            Runnable tileDone)
            throws IOException {
        long[] clipped = {0};
        run(
                noisy.width(),
                noisy.height(),
                1,
                (input, column, row) -> {
                    if (column.from() == 0 && row.from() == 0) clipped[0] = 0;
                    read(noisy, normalisation, column, row);
                },
                (output, column, row) ->
                        clipped[0] += write(result, normalisation, bounds, column, row),
                tileDone);
        return clipped[0];
    }

    /** Fills what the network takes, or takes what it made. */
    interface TileMover {
        /**
         * @param buffer the tile, from its start
         */
        void move(FloatBuffer buffer, TileShape.Span column, TileShape.Span row);
    }

    /**
     * Runs the network over a plane of which each tile is filled in and taken by the caller. When a
     * tile does not fit into memory, the plane is begun again with tiles of half the size.
     *
     * @param width of the plane, px
     * @param planes values that the network takes for a pixel
     */
    void run(int width, int height, int planes, TileMover fill, TileMover take, Runnable tileDone)
            throws IOException {
        while (true) {
            try {
                cover(planes, fill, take, tileDone);
                return;
            } catch (OutOfTileMemoryException e) {
                halve(width, height, e);
            }
        }
    }

    private void halve(int width, int height, OutOfTileMemoryException cause) throws IOException {
        int seen = Math.max(tiling.tileWidth(), tiling.tileHeight());
        int smallest = TileShape.smallest(reach, multiple);
        if (seen <= smallest)
            throw new IOException(
                    "Even a tile of %d px, the smallest for this model, does not fit: %s. Close other programs, or use a smaller model"
                            .formatted(seen, cause.getMessage()),
                    cause);
        int half = Math.max(smallest, Math.min(tiling.size(), seen) / 2);
        tiling = Tiling.of(width, height, half, reach, multiple);
        log.accept(
                "A tile of %d px does not fit (%s); going on with tiles of %d px"
                        .formatted(seen, cause.getMessage(), tiling.size()));
    }

    private void cover(int planes, TileMover fill, TileMover take, Runnable tileDone)
            throws EngineException {
        int tile = Math.multiplyExact(tiling.tileWidth(), tiling.tileHeight());
        buffers.require(Math.multiplyExact(tile, planes), Math.multiplyExact(tile, scale * scale));
        for (TileShape.Span row : tiling.rows())
            for (TileShape.Span column : tiling.columns()) {
                fill.move(buffers.input(), column, row);
                network.run(
                        buffers.input(), buffers.output(), row.size(), column.size(), cancelled);
                take.move(buffers.output(), column, row);
                tileDone.run();
            }
    }

    private void read(
            Pixels noisy, Normalisation normalisation, TileShape.Span column, TileShape.Span row) {
        int[] xs = Mirror.of(column, noisy.width());
        int[] ys = Mirror.of(row, noisy.height());
        int first = noisy.width();
        int last = 0;
        for (int x : xs) {
            first = Math.min(first, x);
            last = Math.max(last, x);
        }
        float[] pixels = new float[last - first + 1];
        float[] line = new float[xs.length];
        FloatBuffer input = buffers.input();
        for (int y = 0; y < ys.length; y++) {
            noisy.get(first, ys[y], pixels.length, pixels);
            for (int x = 0; x < line.length; x++) {
                float value = pixels[xs[x] - first];
                line[x] = Float.isNaN(value) ? Normalisation.MISSING : normalisation.apply(value);
            }
            input.put(y * line.length, line);
        }
    }

    private long write(
            Pixels result,
            Normalisation normalisation,
            Bounds bounds,
            TileShape.Span column,
            TileShape.Span row) {
        FloatBuffer output = buffers.output();
        float[] line = new float[scale * (column.to() - column.from())];
        int stride = scale * column.size();
        long clipped = 0;
        for (int y = scale * row.from(); y < scale * row.to(); y++) {
            int at = (y - scale * row.start()) * stride + scale * (column.from() - column.start());
            output.get(at, line);
            for (int x = 0; x < line.length; x++) line[x] = (float) normalisation.undo(line[x]);
            clipped += bounds.clip(line);
            clipped += result.set(scale * column.from(), y, line.length, line);
        }
        return clipped;
    }
}
