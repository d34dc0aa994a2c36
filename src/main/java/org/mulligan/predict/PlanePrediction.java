package org.mulligan.predict;

import java.io.IOException;
import java.util.List;
import org.mulligan.engine.Progress;
import org.mulligan.image.intensity.ChannelIntensities;
import org.mulligan.image.plane.Pixels;
import org.mulligan.predict.TiledNetwork.Source;
import org.mulligan.predict.TiledNetwork.Target;

/**
 * Planes of one size through one network, as they lie or turned by a quarter, for results that are
 * made of many predictions. The caller knows the channel.
 */
public final class PlanePrediction {
    private final TiledNetwork upright;
    private final TiledNetwork turned;
    private final int width;
    private final double margin;
    private final int tiles;

    /**
     * Plans the tiles; those of a turned plane are of the same size.
     *
     * @param width of a plane that is not turned, px
     * @param tile side of a tile, halo included, px; 0 = automatic
     */
    public PlanePrediction(LoadedModel model, int width, int height, int tile, Progress progress) {
        this.width = width;
        margin = model.description().facts().margin();
        Tiling tiling = Prediction.tiling(model, width, height, tile);
        tiles = tiling.count();
        upright = network(model, tiling, progress);
        turned = network(model, Prediction.tiling(model, height, width, tiling.size()), progress);
    }

    private static TiledNetwork network(LoadedModel model, Tiling tiling, Progress progress) {
        return new TiledNetwork(model, tiling, progress::log, progress::cancelled);
    }

    /** Tiles that one plane takes. */
    public int tiles() {
        return tiles;
    }

    /** The cut of a plane that is not turned. */
    public Tiling tiling() {
        return upright.tiling();
    }

    /**
     * Runs the network over one plane.
     *
     * @param noisy not modified
     * @param result each side as much longer as the model's scale says; overwritten, in the units
     *     of {@code noisy}
     * @throws java.util.concurrent.CancellationException when the work is not wanted any more
     */
    public void run(
            Pixels noisy, ChannelIntensities.Channel channel, Pixels result, TileProgress done)
            throws IOException {
        done.requireGoingOn();
        long before = done.tiles();
        TiledNetwork network = noisy.width() == width ? upright : turned;
        network.run(
                List.of(new Source(noisy, channel.normalisation(), channel.noise())),
                List.of(
                        new Target(
                                result,
                                channel.normalisation(),
                                Bounds.of(channel, margin, result))),
                done);
        done.countAs(before + tiles);
    }
}
