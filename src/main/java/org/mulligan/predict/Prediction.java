package org.mulligan.predict;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mulligan.engine.Progress;
import org.mulligan.image.intensity.ChannelIntensities;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.model.ModelDescription;
import org.mulligan.model.TensorSpec;
import org.mulligan.predict.TiledNetwork.Source;
import org.mulligan.predict.TiledNetwork.Target;
import org.mulligan.predict.block.Blocks;
import org.mulligan.predict.block.Claims;

/**
 * One image through one network: normalised by channel over the whole image, then plane by plane in
 * any order. Logs its plan before the work and the expected time after the first tile, and looks
 * for a cancel between tiles.
 */
public final class Prediction implements Restoration {
    /**
     * Of images that are computed block by block, px: images of any size are to go through an
     * engine of 1 GB. With the shipped denoiser in fp32 an engine had 0.98 GB at most in 16 blocks
     * of 624 px, and 1.26 GB in 27 of 800 px; it is given a little less, as that grows with the
     * blocks. It computes about a quarter more pixels than with 1280 px, as halos are a larger part
     * of a tile.
     */
    private static final int LARGEST_BLOCK = 576;

    private final PlaneSource image;
    private final PlanesTaken taken;
    private final double margin;
    private final TensorSpec tensorSpec;
    private final int scale;
    private final List<ChannelIntensities.Channel> channels;
    private final TiledNetwork network;
    private final Optional<Blocks> blocks;
    private final Tiling planned;
    private final int tilesOfAPlane;
    private final TileProgress done;
    private final Progress progress;
    private long clipped;
    private List<String> warnings = List.of();
    private int group = -1;
    private List<Pixels> together = List.of();

    private Prediction(
            PlaneSource image,
            PlanesTaken taken,
            String verb,
            ModelDescription model,
            Progress progress,
            List<ChannelIntensities.Channel> channels,
            TiledNetwork network,
            Optional<Blocks> blocks) {
        this.image = image;
        this.taken = taken;
        this.progress = progress;
        this.margin = model.facts().margin();
        this.tensorSpec = model.tensorSpec();
        this.scale = model.scale();
        this.channels = channels;
        this.network = network;
        this.blocks = blocks;
        this.planned = network.tiling();
        this.tilesOfAPlane = planned.count();
        long tiles = (long) groups(image, model) * tilesOfAPlane;
        this.done =
                blocks.isPresent()
                        ? TileProgress.ofBlocks(progress, image.count(), tilesOfAPlane, verb)
                        : new TileProgress(progress, tiles, verb);
    }

    /**
     * Plans the tiles and logs the plan; then the image is read for its normalisation, if it was
     * not.
     *
     * @param verb what is done, for a status line: "Restoring"
     * @param tile side of a tile, halo included, px; 0 = automatic
     * @param outputDepth bits of a result's pixel, for the plan
     * @throws IllegalArgumentException when a channel is constant, saturated or not finite, or the
     *     model takes another number of channels
     * @throws java.util.concurrent.CancellationException when {@code progress} cancels
     */
    public static Prediction plan(
            NetworkInput input,
            LoadedModel model,
            String verb,
            int tile,
            int outputDepth,
            Progress progress)
            throws IOException {
        return plan(input, model, verb, tile, outputDepth, Optional.empty(), progress);
    }

    /**
     * As {@link #plan(NetworkInput, LoadedModel, String, int, int, Progress)}, for an image some of
     * whose tiles may be computed already, or by another process.
     *
     * @param blocks its tiles; where the model takes channels together they are not asked
     */
    public static Prediction plan(
            NetworkInput input,
            LoadedModel model,
            String verb,
            int tile,
            int outputDepth,
            Optional<Blocks> blocks,
            Progress progress)
            throws IOException {
        PlaneSource image = input.planes();
        return plan(
                input,
                plane -> List.of(image.read(plane)),
                model,
                verb,
                tile,
                outputDepth,
                blocks,
                progress);
    }

    /** Which planes a network takes for one, each of the size and the channel of that. */
    @FunctionalInterface
    public interface PlanesTaken {
        /**
         * @param plane of the image, from 0
         * @return as many as the model takes channels, not written to
         */
        List<Pixels> of(int plane) throws IOException;
    }

    /**
     * As {@link #plan(NetworkInput, LoadedModel, String, int, int, Progress)} for a model that
     * takes other planes than the one that it restores.
     *
     * @param taken those that it takes
     */
    public static Prediction plan(
            NetworkInput input,
            PlanesTaken taken,
            LoadedModel model,
            String verb,
            int tile,
            int outputDepth,
            Progress progress)
            throws IOException {
        return plan(input, taken, model, verb, tile, outputDepth, Optional.empty(), progress);
    }

    private static Prediction plan(
            NetworkInput input,
            PlanesTaken taken,
            LoadedModel model,
            String verb,
            int tile,
            int outputDepth,
            Optional<Blocks> blocks,
            Progress progress)
            throws IOException {
        PlaneSource image = input.planes();
        requireChannels(image, model.description());
        int scale = model.description().scale();
        int width = image.width();
        int height = image.height();
        int size = tile;
        if (blocks.isPresent())
            size =
                    blocks.get()
                            .tile(() -> tiling(model, width, height, tile, LARGEST_BLOCK).size());
        Tiling tiling = tiling(model, width, height, size);
        long pixels = (long) image.count() * width * height;
        progress.log(
                "Plan: %d plane%s of %d x %d px, %d tile%s each of %d x %d px (halo %d px), %s in, %s out, %s on %s"
                        .formatted(
                                image.count(),
                                image.count() == 1 ? "" : "s",
                                width,
                                height,
                                tiling.count(),
                                tiling.count() == 1 ? "" : "s",
                                tiling.tileWidth(),
                                tiling.tileHeight(),
                                tiling.halo(),
                                megabytes(pixels * image.bitDepth() / 8),
                                megabytes(pixels * scale * scale * outputDepth / 8),
                                model.network().precision(),
                                model.engine().device()));
        return new Prediction(
                image,
                taken,
                verb,
                model.description(),
                progress,
                input.channels(),
                new TiledNetwork(model, tiling, progress::log, progress::cancelled),
                blocks);
    }

    private static void requireChannels(PlaneSource image, ModelDescription model) {
        TensorSpec tensorSpec = model.tensorSpec();
        if (tensorSpec.isOneByOne() || image.channels() == tensorSpec.inputChannels()) return;
        throw new IllegalArgumentException(
                "The model \"%s\" takes %d channel%s together, and the image has %d; %s"
                        .formatted(
                                model.name(),
                                tensorSpec.inputChannels(),
                                tensorSpec.inputChannels() == 1 ? "" : "s",
                                image.channels(),
                                tensorSpec.inputChannels() < image.channels()
                                        ? "choose some with Image > Duplicate..."
                                        : "bring them together with Image > Color > Merge Channels..., or give an RGB image"));
    }

    /** How often the network goes over a plane. */
    private static int groups(PlaneSource image, ModelDescription model) {
        return image.count() / model.tensorSpec().inputChannels();
    }

    static Tiling tiling(LoadedModel model, int width, int height, int tile) {
        return tiling(model, width, height, tile, Tiling.LARGEST);
    }

    private static Tiling tiling(LoadedModel model, int width, int height, int tile, int most) {
        int reach = model.description().halo();
        int stride = model.description().stride();
        int side = model.description().tensorSpec().side();
        if (side > 0) return Tiling.exactly(width, height, side, reach, stride);
        if (model.description().seesWholeImages()) return Tiling.whole(width, height, stride);
        return tile == 0
                ? Tiling.automatic(width, height, model.engine().memory(), most, reach, stride)
                : Tiling.of(width, height, tile, reach, stride);
    }

    /**
     * @param plane of the result: channels that come out together lie one after the other
     */
    @Override
    public void plane(int plane, Pixels result) throws IOException {
        done.requireGoingOn();
        if (tensorSpec.isOneByOne()) {
            ChannelIntensities.Channel channel = channels.get(image.channel(plane));
            run(
                    taken.of(plane).stream()
                            .map(
                                    pixels ->
                                            new Source(
                                                    pixels,
                                                    channel.normalisation(),
                                                    channel.noise()))
                            .toList(),
                    List.of(target(result, channel)),
                    tiling -> left(plane, tiling));
            return;
        }
        int count = tensorSpec.outputChannels();
        if (plane / count != group) computeGroup(plane / count);
        float[] line = new float[result.width()];
        for (int y = 0; y < result.height(); y++) {
            together.get(plane % count).get(0, y, line.length, line);
            clipped += result.set(0, y, line.length, line);
        }
    }

    private void computeGroup(int next) throws IOException {
        List<Source> sources = new ArrayList<>();
        for (int c = 0; c < tensorSpec.inputChannels(); c++)
            sources.add(
                    new Source(
                            image.read(next * tensorSpec.inputChannels() + c),
                            channels.get(c).normalisation()));
        group = -1;
        together = new ArrayList<>();
        List<Target> targets = new ArrayList<>();
        for (int c = 0; c < tensorSpec.outputChannels(); c++) {
            together.add(Pixels.blank(32, scale * image.width(), scale * image.height()));
            targets.add(target(together.get(c), amongOthers(tensorSpec.inUnits() ? c : 0)));
        }
        run(sources, targets, tiling -> Claims.all());
        group = next;
    }

    /** A network that takes channels together may give one the intensities of another. */
    private ChannelIntensities.Channel amongOthers(int channel) {
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (ChannelIntensities.Channel each : channels) {
            lowest = Math.min(lowest, each.lowest());
            highest = Math.max(highest, each.highest());
        }
        return new ChannelIntensities.Channel(
                channels.get(channel).normalisation(),
                lowest,
                highest,
                channels.get(channel).sampled(),
                Optional.empty());
    }

    private Target target(Pixels result, ChannelIntensities.Channel channel) {
        return tensorSpec.inUnits()
                ? new Target(result, channel.normalisation(), Bounds.of(channel, margin, result))
                : new Target(result, Normalisation.NONE, Bounds.NONE);
    }

    private Claims left(int plane, Tiling tiling) throws IOException {
        if (blocks.isEmpty()) return Claims.all();
        if (tiling != planned) blocks.get().changeTile(tiling.size());
        return blocks.get().of(plane, tiling.size(), tiling.count());
    }

    private void run(List<Source> sources, List<Target> targets, TiledNetwork.Left left)
            throws IOException {
        long before = done.tiles();
        clipped += network.run(sources, targets, left, done);
        done.countAs(before + tilesOfAPlane);
    }

    /** Logs what a user must be warned of; it comes before all other notes. */
    public void warn(List<String> lines) {
        warnings = List.copyOf(lines);
        warnings.forEach(progress::warn);
    }

    /** The warnings, how each channel is normalised, and the tiles. */
    @Override
    public List<String> notes() {
        List<String> lines = new ArrayList<>(warnings);
        for (int c = 0; c < channels.size(); c++)
            lines.add(channels.get(c).note(c + 1, tensorSpec.scaling() + ", raw units"));
        if (!tensorSpec.inUnits())
            lines.add("The result is what the network gives, not in the units of the image");
        lines.add(
                "Tile: %d x %d px, halo %d px"
                        .formatted(tiling().tileWidth(), tiling().tileHeight(), tiling().halo()));
        return lines;
    }

    @Override
    public String outcome(long pixels) {
        return outcome(pixels, 0);
    }

    /**
     * As {@link #outcome(long)}.
     *
     * @param more values that were clipped on their way from here into the result
     */
    public String outcome(long pixels, long more) {
        return "%d of %d pixels clipped, tiles of %d px"
                .formatted(clipped + more, pixels, tiling().tileWidth());
    }

    /** The cut in use. */
    public Tiling tiling() {
        return network.tiling();
    }

    /** Values clipped so far, to {@link Bounds} or to the range of the bit depth. */
    public long clipped() {
        return clipped;
    }

    private static String megabytes(long bytes) {
        return bytes < 10_000_000L
                ? "%.1f MB".formatted(bytes / 1e6)
                : "%.0f MB".formatted(bytes / 1e6);
    }
}
