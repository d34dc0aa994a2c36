package org.mulligan.predict;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.mulligan.engine.Progress;
import org.mulligan.image.ChannelIntensities;
import org.mulligan.image.Normalisation;
import org.mulligan.image.Pixels;
import org.mulligan.image.PlaneSource;

/**
 * One image through one network: normalised by channel over the whole image, then plane by plane in
 * any order. Logs its plan before the work and the expected time after the first tile, and looks
 * for a cancel between tiles.
 */
public final class Prediction {
    private final PlaneSource image;
    private final Progress progress;
    private final List<ChannelIntensities.Channel> channels;
    private final TiledNetwork network;
    private final long planned;
    private final long begun;
    private long tiles;
    private long clipped;

    private Prediction(
            PlaneSource image,
            Progress progress,
            List<ChannelIntensities.Channel> channels,
            TiledNetwork network) {
        this.image = image;
        this.progress = progress;
        this.channels = channels;
        this.network = network;
        this.planned = (long) image.count() * network.tiling().count();
        this.begun = System.nanoTime();
    }

    /**
     * Reads the image once for its normalisation, plans the tiles and logs the plan.
     *
     * @param tile side of a tile, halo included, px; 0 = automatic
     * @param outputDepth bits of a result's pixel, for the plan
     * @throws IllegalArgumentException when a channel is constant, saturated or not finite
     * @throws CancellationException when {@code progress} cancels
     */
    public static Prediction plan(
            PlaneSource image, LoadedModel model, int tile, int outputDepth, Progress progress)
            throws IOException {
        int reach = model.description().halo();
        int stride = model.description().stride();
        int width = image.width();
        int height = image.height();
        Tiling tiling =
                tile == 0
                        ? Tiling.automatic(width, height, model.engine().memory(), reach, stride)
                        : Tiling.of(width, height, tile, reach, stride);
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
                                megabytes(pixels * outputDepth / 8),
                                model.network().precision(),
                                model.engine().device()));
        List<ChannelIntensities.Channel> channels =
                ChannelIntensities.measure(
                        image,
                        model.description().percentiles().low(),
                        model.description().percentiles().high(),
                        plane -> {
                            requireGoingOn(progress);
                            progress.update("Reading intensities", 0, -1);
                        });
        return new Prediction(
                image,
                progress,
                channels,
                new TiledNetwork(
                        model.network(),
                        model.buffers(),
                        tiling,
                        reach,
                        stride,
                        progress::log,
                        progress::cancelled));
    }

    /**
     * Denoises one plane.
     *
     * @param plane from 0
     * @param result of the same size; overwritten, in the units of the image
     * @throws CancellationException when the progress cancels
     */
    public void plane(int plane, Pixels result) throws IOException {
        requireGoingOn(progress);
        Pixels noisy = image.read(plane);
        ChannelIntensities.Channel channel = channels.get(image.channel(plane));
        long before = tiles;
        clipped +=
                network.run(
                        noisy,
                        channel.normalisation(),
                        Bounds.of(channel, result),
                        result,
                        this::tileDone);
        // Tiles got smaller on the way: the count falls back to the plan's.
        if (tiles - before != planned / image.count()) tiles = before + planned / image.count();
    }

    /** How each channel was normalised. */
    public List<Normalisation> normalisations() {
        return channels.stream().map(ChannelIntensities.Channel::normalisation).toList();
    }

    /** The cut in use. */
    public Tiling tiling() {
        return network.tiling();
    }

    /** Values clipped so far, to {@link Bounds} or to the range of the bit depth. */
    public long clipped() {
        return clipped;
    }

    private void tileDone() {
        double seconds = (System.nanoTime() - begun) / 1e9;
        tiles++;
        double left = Math.max(0, seconds / tiles * (planned - tiles));
        if (tiles == 1 && planned > 1)
            progress.log(
                    "The first of %d tiles took %.1f s; about %s to go"
                            .formatted(planned, seconds, duration(left)));
        progress.update("Denoising", Math.min(1, tiles / (double) planned), left);
        if (tiles < planned) requireGoingOn(progress);
    }

    private static void requireGoingOn(Progress progress) {
        if (progress.cancelled()) throw new CancellationException("Cancelled");
    }

    private static String duration(double seconds) {
        return seconds < 100
                ? "%.0f s".formatted(seconds)
                : "%.0f min".formatted(Math.ceil(seconds / 60));
    }

    private static String megabytes(long bytes) {
        return bytes < 10_000_000L
                ? "%.1f MB".formatted(bytes / 1e6)
                : "%.0f MB".formatted(bytes / 1e6);
    }
}
