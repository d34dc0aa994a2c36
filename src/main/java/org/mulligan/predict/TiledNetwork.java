package org.mulligan.predict;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.mulligan.engine.OutOfTileMemoryException;
import org.mulligan.image.filter.Mirror;
import org.mulligan.image.intensity.NoiseChannels;
import org.mulligan.image.intensity.NoiseLaw;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.image.plane.Pixels;
import org.mulligan.model.ModelDescription;
import org.mulligan.predict.block.Blocks;
import org.mulligan.predict.block.Claims;

/** Runs a network over a plane of any size, tile by tile. */
public final class TiledNetwork {
    private final LoadedModel model;
    private final Consumer<String> log;
    private final BooleanSupplier cancelled;
    private final int scale;
    private Tiling tiling;
    private int depth = 1;

    /**
     * @param log is told when tiles get smaller
     * @param cancelled true once the work is not wanted any more
     */
    public TiledNetwork(
            LoadedModel model, Tiling tiling, Consumer<String> log, BooleanSupplier cancelled) {
        this.model = model;
        this.tiling = tiling;
        this.log = log;
        this.cancelled = cancelled;
        this.scale = model.description().scale();
    }

    /**
     * A channel that goes in.
     *
     * @param pixels not modified; a pixel that is NaN is missing
     * @param noise its law in the units of the pixels, for a network that is told of it
     */
    public record Source(Pixels pixels, Normalisation normalisation, Optional<NoiseLaw> noise) {
        /** Of whose noise no network is told. */
        public Source(Pixels pixels, Normalisation normalisation) {
            this(pixels, normalisation, Optional.empty());
        }
    }

    /**
     * A channel that comes out.
     *
     * @param pixels each side {@code scale} times as long; overwritten
     * @param normalisation what is undone
     * @param bounds of the result
     */
    public record Target(Pixels pixels, Normalisation normalisation, Bounds bounds) {}

    /** The cut in use; finer than the first one once memory ran out. */
    public Tiling tiling() {
        return tiling;
    }

    /** Is told of tiles. */
    @FunctionalInterface
    public interface Watch {
        /** One was computed; may throw to stop. */
        void tileDone();

        /** One was there already. */
        default void tileFound() {}
    }

    /** Says which tiles are left. */
    @FunctionalInterface
    public interface Left {
        /**
         * @param tiling asked again where tiles got smaller, which are other tiles
         */
        Claims of(Tiling tiling) throws IOException;
    }

    /**
     * Runs the network over one plane. When a tile does not fit into memory, the plane is begun
     * again with tiles of half the size.
     *
     * @param sources the channels that the network takes together, of one size
     * @param targets those that it gives
     * @param watch told after each tile
     * @return how many values of the result were clipped
     * @throws IOException when even the smallest tile does not fit, or the engine died
     */
    long run(List<Source> sources, List<Target> targets, Watch watch) throws IOException {
        return run(sources, targets, tiling -> Claims.all(), watch);
    }

    /**
     * As {@link #run(List, List, Watch)}, for a plane of which some tiles may be there.
     *
     * @param left those that are not
     */
    long run(List<Source> sources, List<Target> targets, Left left, Watch watch)
            throws IOException {
        Pixels first = sources.get(0).pixels();
        return run(
                first.width(),
                first.height(),
                model.description().taken(),
                targets.size(),
                (input, column, row) -> {
                    if (model.description().told()) {
                        readTold(input, sources.get(0), column, row);
                        return;
                    }
                    for (int c = 0; c < sources.size(); c++)
                        read(input, sources.get(c), c, sources.size(), column, row);
                },
                (output, column, row) -> {
                    long clipped = 0;
                    for (int c = 0; c < targets.size(); c++)
                        clipped += write(output, targets.get(c), c, targets.size(), column, row);
                    return clipped;
                },
                left,
                watch);
    }

    /**
     * Runs a network of volumes over several planes. When a tile does not fit into memory, all are
     * begun again with tiles of half the size.
     *
     * @param sources planes, two or more
     * @param first which of them the first target is
     * @param targets planes that are wanted of the result, one after the other
     * @return how many values of the result were clipped
     */
    public long runVolume(List<Source> sources, int first, List<Target> targets, Watch watch)
            throws IOException {
        depth = sources.size();
        return run(
                sources.get(0).pixels().width(),
                sources.get(0).pixels().height(),
                depth,
                depth,
                (input, column, row) -> {
                    int tile = column.size() * row.size();
                    for (int p = 0; p < sources.size(); p++)
                        read(input.slice(p * tile, tile), sources.get(p), 0, 1, column, row);
                },
                (output, column, row) -> {
                    int tile = scale * scale * column.size() * row.size();
                    long clipped = 0;
                    for (int p = 0; p < targets.size(); p++)
                        clipped +=
                                write(
                                        output.slice((first + p) * tile, tile),
                                        targets.get(p),
                                        0,
                                        1,
                                        column,
                                        row);
                    return clipped;
                },
                tiling -> Claims.all(),
                watch);
    }

    /** Fills what the network takes. */
    interface TileFiller {
        /**
         * @param buffer the tile, from its start
         */
        void fill(FloatBuffer buffer, TileShape.Span column, TileShape.Span row);
    }

    /** Takes what the network made. */
    interface TileTaker {
        /**
         * @param buffer the tile, from its start
         * @return how many values were clipped
         */
        long take(FloatBuffer buffer, TileShape.Span column, TileShape.Span row);
    }

    /**
     * Runs the network over a plane of which each tile is filled in and taken by the caller. When a
     * tile does not fit into memory, the plane is begun again with tiles of half the size.
     *
     * @param width of the plane, px
     * @param taken values that the network takes for a pixel
     * @param given values that it gives for one
     * @return how many values were clipped
     */
    long run(
            int width,
            int height,
            int taken,
            int given,
            TileFiller fill,
            TileTaker take,
            Left left,
            Watch watch)
            throws IOException {
        while (true) {
            try {
                Claims claims = left.of(tiling);
                cover(taken, given, fill, take, claims, watch);
                return claims.clipped();
            } catch (OutOfTileMemoryException e) {
                halve(width, height, e);
            }
        }
    }

    private void halve(int width, int height, OutOfTileMemoryException cause) throws IOException {
        ModelDescription description = model.description();
        int reach = description.halo();
        int stride = description.stride();
        int seen = Math.max(tiling.tileWidth(), tiling.tileHeight());
        int smallest = TileShape.smallest(reach, stride);
        if (description.seesWholeImages())
            throw new IOException(
                    "This model needs all of an image at once, and %d x %d px do not fit: %s. Crop or shrink the image, close other programs, or use another model"
                            .formatted(width, height, cause.getMessage()),
                    cause);
        if (seen <= smallest || description.tensorSpec().side() > 0)
            throw new IOException(
                    "Even a tile of %d px, the smallest for this model, does not fit: %s. Close other programs, or use a smaller model"
                            .formatted(seen, cause.getMessage()),
                    cause);
        int half = Math.max(smallest, Math.min(tiling.size(), seen) / 2);
        tiling = Tiling.of(width, height, half, reach, stride);
        log.accept(
                "A tile of %d px does not fit (%s); going on with tiles of %d px"
                        .formatted(seen, cause.getMessage(), tiling.size()));
    }

    private void cover(
            int taken, int given, TileFiller fill, TileTaker take, Claims claims, Watch watch)
            throws IOException {
        int tile = Math.multiplyExact(tiling.tileWidth(), tiling.tileHeight());
        TileBuffers buffers = model.buffers();
        buffers.require(
                Math.multiplyExact(tile, taken), Math.multiplyExact(tile, scale * scale * given));
        BitSet seen = new BitSet();
        while (true) {
            int number = 0;
            for (TileShape.Span row : tiling.rows())
                for (TileShape.Span column : tiling.columns()) {
                    int block = number++;
                    if (seen.get(block)) continue;
                    if (claims.take(block)) {
                        fill.fill(buffers.input(), column, row);
                        model.network()
                                .run(
                                        buffers.input(),
                                        buffers.output(),
                                        depth,
                                        row.size(),
                                        column.size(),
                                        cancelled);
                        claims.done(block, take.take(buffers.output(), column, row));
                        watch.tileDone();
                    } else if (claims.isDone(block)) watch.tileFound();
                    else continue;
                    seen.set(block);
                }
            if (seen.cardinality() == number) return;
            // Another process computes the others; what it leaves is taken when it has ended.
            if (cancelled.getAsBoolean()) throw new CancellationException("Cancelled");
            Blocks.pause();
        }
    }

    private void readTold(
            FloatBuffer input, Source source, TileShape.Span column, TileShape.Span row) {
        FloatBuffer tile = FloatBuffer.allocate(Math.multiplyExact(column.size(), row.size()));
        read(tile, source, 0, 1, column, row);
        NoiseLaw law = source.noise().orElseThrow().normalised(source.normalisation());
        input.put(0, NoiseChannels.of(tile.array(), column.size(), row.size(), law));
    }

    private void read(
            FloatBuffer input,
            Source source,
            int channel,
            int channels,
            TileShape.Span column,
            TileShape.Span row) {
        Pixels noisy = source.pixels();
        int[] xs = Mirror.run(column.start(), column.size(), noisy.width());
        int[] ys = Mirror.run(row.start(), row.size(), noisy.height());
        int first = noisy.width();
        int last = 0;
        for (int x : xs) {
            first = Math.min(first, x);
            last = Math.max(last, x);
        }
        float[] pixels = new float[last - first + 1];
        float[] line = new float[xs.length];
        for (int y = 0; y < ys.length; y++) {
            noisy.get(first, ys[y], pixels.length, pixels);
            for (int x = 0; x < line.length; x++) {
                float value = pixels[xs[x] - first];
                line[x] =
                        Float.isNaN(value)
                                ? Normalisation.MISSING
                                : source.normalisation().apply(value);
            }
            int at = y * line.length;
            if (channels == 1) input.put(at, line);
            else
                for (int x = 0; x < line.length; x++)
                    input.put((at + x) * channels + channel, line[x]);
        }
    }

    private long write(
            FloatBuffer output,
            Target target,
            int channel,
            int channels,
            TileShape.Span column,
            TileShape.Span row) {
        float[] line = new float[scale * (column.to() - column.from())];
        int stride = scale * column.size();
        long clipped = 0;
        for (int y = scale * row.from(); y < scale * row.to(); y++) {
            int at = (y - scale * row.start()) * stride + scale * (column.from() - column.start());
            if (channels == 1) output.get(at, line);
            else
                for (int x = 0; x < line.length; x++)
                    line[x] = output.get((at + x) * channels + channel);
            for (int x = 0; x < line.length; x++)
                line[x] = (float) target.normalisation().undo(line[x]);
            clipped += target.bounds().clip(line);
            clipped += target.pixels().set(scale * column.from(), y, line.length, line);
        }
        return clipped;
    }
}
