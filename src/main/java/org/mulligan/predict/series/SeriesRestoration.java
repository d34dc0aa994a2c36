package org.mulligan.predict.series;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.mulligan.engine.Progress;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.image.plane.RecentPlanes;
import org.mulligan.image.series.Neighbours;
import org.mulligan.image.series.SeriesAxis;
import org.mulligan.model.ModelDescription;
import org.mulligan.noise.NoiseFit;
import org.mulligan.noise.series.Steps;
import org.mulligan.predict.LoadedModel;
import org.mulligan.predict.NetworkInput;
import org.mulligan.predict.Prediction;
import org.mulligan.predict.Restoration;

/**
 * A series of planes through a network that makes each of its neighbours. Where the plane itself is
 * not among them, what only that shows is added ({@link OwnShare}). A few planes around the last
 * one stay in memory.
 */
public final class SeriesRestoration implements Restoration {
    /** Bytes of planes that are kept, where more of them would be asked for again. */
    private static final long KEPT = 256L << 20;

    private final PlaneSource image;
    private final Neighbours neighbours;
    private final Prediction network;
    private final boolean itself;
    private long clipped;

    private SeriesRestoration(
            PlaneSource image, Neighbours neighbours, Prediction network, boolean itself) {
        this.image = image;
        this.neighbours = neighbours;
        this.network = network;
        this.itself = itself;
    }

    /**
     * Plans the tiles and logs the plan.
     *
     * @param axis along which the neighbours lie
     * @param verb what is done, for a status line: "Restoring"
     * @param tile side of a tile, halo included, px; 0 = automatic
     * @param outputDepth bits of a result's pixel, for the plan
     * @throws IllegalArgumentException when a channel is constant, saturated or not finite, or the
     *     series is too short ({@link #require})
     */
    public static SeriesRestoration plan(
            NetworkInput input,
            SeriesAxis axis,
            LoadedModel model,
            String verb,
            int tile,
            int outputDepth,
            Progress progress)
            throws IOException {
        require(axis, model.description());
        input.channels();
        PlaneSource planes = input.planes();
        PlaneSource kept = new RecentPlanes(planes, most(planes, axis, model.description()));
        Neighbours neighbours = new Neighbours(kept, axis, model.description().neighbours());
        return new SeriesRestoration(
                kept,
                neighbours,
                Prediction.plan(input, neighbours::of, model, verb, tile, outputDepth, progress),
                model.description().takesItself());
    }

    /** As many as lie between the first and the last neighbour, as far as memory reaches. */
    private static int most(PlaneSource planes, SeriesAxis axis, ModelDescription model) {
        long bytes = (long) planes.width() * planes.height() * planes.bitDepth() / Byte.SIZE;
        int window = model.farthest();
        return (int) Math.max(window, Math.min((long) window * axis.step(), KEPT / bytes));
    }

    /**
     * @throws IllegalArgumentException when the model takes neighbours that the series does not
     *     have
     */
    public static void require(SeriesAxis axis, ModelDescription model) {
        if (axis.length() >= model.leastSeries()) return;
        if (model.volume())
            throw new IllegalArgumentException(
                    "The model \"%s\" makes all planes of a stack together, and here is one plane. Give the whole stack, or take a model for single images, e.g. model=general"
                            .formatted(model.name()));
        if (model.takesItself())
            throw new IllegalArgumentException(
                    "The model \"%s\" makes each plane of a stack of itself and those above and below, %d together, and here is one plane. Give the whole stack, or take a model for single images, e.g. model=general"
                            .formatted(model.name(), model.taken()));
        throw new IllegalArgumentException(
                "The model \"%s\" makes each plane of a series of those before and after it, and needs %d or more along time (or along depth, where there is one time); here there %s %d. Give the whole series, or take a model for single images, e.g. model=general"
                        .formatted(
                                model.name(),
                                model.leastSeries(),
                                axis.length() == 1 ? "is" : "are",
                                axis.length()));
    }

    @Override
    public void plane(int plane, Pixels result) throws IOException {
        if (itself) {
            network.plane(plane, result);
            return;
        }
        Pixels made = Pixels.blank(32, image.width(), image.height());
        network.plane(plane, made);
        List<Pixels> around = neighbours.of(plane);
        int half = around.size() / 2;
        float[] values = (float[]) made.array();
        float[] own = Neighbours.values(image.read(plane));
        OwnShare.add(
                values,
                own,
                Neighbours.values(around.get(half - 1)),
                // At an end of the series two neighbours are one plane.
                Neighbours.values(around.get(around.size() - 1)),
                image.width(),
                image.height(),
                image.bitDepth() == 32 ? NoiseFit.grain(own) : 1);
        float[] line = new float[image.width()];
        for (int y = 0; y < image.height(); y++) {
            System.arraycopy(values, y * line.length, line, 0, line.length);
            clipped += result.set(0, y, line.length, line);
        }
    }

    /** Logs what a user must be warned of; it comes before all other notes. */
    public void warn(List<String> lines) {
        network.warn(lines);
    }

    @Override
    public List<String> notes() {
        List<String> lines = new ArrayList<>(network.notes());
        if (itself) lines.add("Each plane is made of itself and its neighbours in the stack");
        else
            lines.add(
                    "Each plane is made of its neighbours in the series; what only the plane itself shows is added where it stands above the noise");
        return lines;
    }

    @Override
    public String outcome(long pixels) {
        double step = neighbours.longestStep();
        return "%d of %d pixels clipped, tiles of %d px%s"
                .formatted(
                        network.clipped() + clipped,
                        pixels,
                        network.tiling().tileWidth(),
                        step < Steps.LEAST
                                ? ""
                                : "; the specimen moved by up to %.1f px from one plane to the next, which was undone by whole pixels"
                                        .formatted(step));
    }
}
