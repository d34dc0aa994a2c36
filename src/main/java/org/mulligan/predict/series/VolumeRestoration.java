package org.mulligan.predict.series;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mulligan.engine.Progress;
import org.mulligan.image.intensity.ChannelIntensities;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.image.series.SeriesAxis;
import org.mulligan.predict.Bounds;
import org.mulligan.predict.LoadedModel;
import org.mulligan.predict.NetworkInput;
import org.mulligan.predict.Restoration;
import org.mulligan.predict.TileProgress;
import org.mulligan.predict.TiledNetwork;
import org.mulligan.predict.TiledNetwork.Source;
import org.mulligan.predict.TiledNetwork.Target;
import org.mulligan.predict.Tiling;

/**
 * Stacks through a network that makes all planes of one together, in windows of as many planes as
 * memory holds. The planes of a window stay in memory until the next one of their series.
 */
public final class VolumeRestoration implements Restoration {
    /**
     * What was made of a part of one series.
     *
     * @param series number of its first plane
     */
    private record Made(int series, int window, List<Pixels> planes) {}

    private final PlaneSource image;
    private final SeriesAxis axis;
    private final DepthWindows windows;
    private final double margin;
    private final int scale;
    private final List<ChannelIntensities.Channel> channels;
    private final TiledNetwork network;
    private final TileProgress done;
    private final Progress progress;
    private final Map<Integer, Made> made = new HashMap<>();
    private List<String> warnings = List.of();
    private long clipped;

    private VolumeRestoration(
            NetworkInput input,
            SeriesAxis axis,
            DepthWindows windows,
            LoadedModel model,
            String verb,
            Progress progress)
            throws IOException {
        image = input.planes();
        this.axis = axis;
        this.windows = windows;
        this.progress = progress;
        margin = model.description().facts().margin();
        scale = model.description().scale();
        channels = input.channels();
        network = new TiledNetwork(model, windows.tiling(), progress::log, progress::cancelled);
        long series = image.count() / axis.length();
        done =
                new TileProgress(
                        progress, series * windows.count() * windows.tiling().count(), verb);
    }

    /**
     * Plans windows and tiles and logs the plan.
     *
     * @param axis along which the planes of a volume lie
     * @param verb what is done, for a status line: "Restoring"
     * @param tile side of a tile, halo included, px; 0 = automatic
     * @throws IllegalArgumentException when a channel is constant, saturated or not finite, or the
     *     series is too short ({@link SeriesRestoration#require})
     */
    public static VolumeRestoration plan(
            NetworkInput input,
            SeriesAxis axis,
            LoadedModel model,
            String verb,
            int tile,
            Progress progress)
            throws IOException {
        SeriesRestoration.require(axis, model.description());
        PlaneSource image = input.planes();
        int halo = model.description().halo();
        int stride = model.description().stride();
        int scale = model.description().scale();
        int width = image.width();
        int height = image.height();
        DepthWindows windows =
                DepthWindows.of(
                        axis.length(),
                        model.description().reach(),
                        model.engine().memory(),
                        (long) Float.BYTES * scale * width * scale * height * axis.step(),
                        memory ->
                                tile == 0
                                        ? Tiling.automatic(width, height, memory, halo, stride)
                                        : Tiling.of(width, height, tile, halo, stride));
        Tiling tiling = windows.tiling();
        progress.log(
                "Plan: %d planes of %d x %d px, up to %d together (%d on either side are seen), %d tile%s each of %d x %d px (halo %d px), %s on %s"
                        .formatted(
                                image.count(),
                                width,
                                height,
                                windows.deepest(),
                                windows.reach(),
                                tiling.count(),
                                tiling.count() == 1 ? "" : "s",
                                tiling.tileWidth(),
                                tiling.tileHeight(),
                                tiling.halo(),
                                model.network().precision(),
                                model.engine().device()));
        return new VolumeRestoration(input, axis, windows, model, verb, progress);
    }

    @Override
    public void plane(int plane, Pixels result) throws IOException {
        done.requireGoingOn();
        int series = axis.plane(plane, 0);
        int window = axis.place(plane) / windows.core();
        // Channels are asked for in turn, and their series lie side by side.
        Made known = made.get(plane % axis.step());
        if (known == null || known.series() != series || known.window() != window) {
            made.remove(plane % axis.step());
            known = new Made(series, window, compute(series, window));
            made.put(plane % axis.step(), known);
        }
        Pixels values = known.planes().get(axis.place(plane) - windows.from(window));
        float[] line = new float[result.width()];
        for (int y = 0; y < result.height(); y++) {
            values.get(0, y, line.length, line);
            clipped += result.set(0, y, line.length, line);
        }
    }

    private List<Pixels> compute(int series, int window) throws IOException {
        ChannelIntensities.Channel channel = channels.get(image.channel(series));
        Normalisation normalisation = channel.normalisation();
        List<Source> sources = new ArrayList<>();
        for (int place = windows.start(window); place < windows.end(window); place++)
            sources.add(new Source(image.read(axis.plane(series, place)), normalisation));
        List<Pixels> planes = new ArrayList<>();
        List<Target> targets = new ArrayList<>();
        for (int place = windows.from(window); place < windows.to(window); place++) {
            Pixels result = Pixels.blank(32, scale * image.width(), scale * image.height());
            planes.add(result);
            targets.add(new Target(result, normalisation, Bounds.of(channel, margin, result)));
        }
        long before = done.tiles();
        clipped +=
                network.runVolume(
                        sources, windows.from(window) - windows.start(window), targets, done);
        done.countAs(before + windows.tiling().count());
        return planes;
    }

    /** Logs what a user must be warned of; it comes before all other notes. */
    public void warn(List<String> lines) {
        warnings = List.copyOf(lines);
        warnings.forEach(progress::warn);
    }

    @Override
    public List<String> notes() {
        List<String> lines = new ArrayList<>(warnings);
        for (int c = 0; c < channels.size(); c++)
            lines.add(channels.get(c).note(c + 1, "raw units"));
        lines.add(
                "Tile: %d x %d px, halo %d px, %d planes at a time, of which %d are kept"
                        .formatted(
                                network.tiling().tileWidth(),
                                network.tiling().tileHeight(),
                                network.tiling().halo(),
                                windows.deepest(),
                                windows.core()));
        lines.add("The planes of each stack are made together");
        return lines;
    }

    @Override
    public String outcome(long pixels) {
        return "%d of %d pixels clipped, tiles of %d px"
                .formatted(clipped, pixels, network.tiling().tileWidth());
    }
}
