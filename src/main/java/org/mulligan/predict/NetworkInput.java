package org.mulligan.predict;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.mulligan.engine.Progress;
import org.mulligan.image.intensity.ChannelIntensities;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.image.lines.LevelPlanes;
import org.mulligan.image.lines.OffsetLines;
import org.mulligan.image.outlier.CleanedPlanes;
import org.mulligan.image.outlier.LookedAt;
import org.mulligan.image.outlier.Outliers;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.model.ModelDescription;

/**
 * What a network is given of an image: its planes, and how each of their channels is normalised.
 * The whole image is read for that once, when it is first asked for; no plane is kept.
 *
 * <p>{@link OffsetLines} are set level and {@link Outliers} replaced, and what was drawn into the
 * image does not count for the normalisation; an image that has none is what it always was, bit for
 * bit, and one that has outliers is read a second time. Networks of other tools, and those that
 * fill in pixels or even the light, are given the image as it is.
 */
public final class NetworkInput {
    private final PlaneSource planes;
    private final ModelDescription model;
    private final Progress progress;
    private final OffsetLines lines;
    private final Outliers outliers;
    private final boolean looks;
    private final double strength;
    private List<ChannelIntensities.Channel> channels = List.of();

    /** Nothing is read yet; all faults that are found will be repaired. */
    public NetworkInput(PlaneSource planes, ModelDescription model, Progress progress) {
        this(planes, model, progress, Repairs.ALL, 1);
    }

    /**
     * Nothing is read yet.
     *
     * @param strength how many times as strong as it is the noise is said to be, to a network that
     *     is told of it
     */
    public NetworkInput(
            PlaneSource planes,
            ModelDescription model,
            Progress progress,
            Repairs repairs,
            double strength) {
        this.strength = strength;
        this.planes = planes;
        this.model = model;
        this.progress = progress;
        looks = model.imported().isEmpty() && !model.task().fills() && !model.task().evensLight();
        lines = new OffsetLines(repairs.lineOffsets());
        outliers =
                new Outliers(
                        repairs.hotPixels(),
                        planes.width(),
                        IntStream.range(0, planes.count()).map(planes::channel).toArray(),
                        planes.channels());
    }

    /**
     * The planes without the offsets of their lines, and with their outliers replaced once {@link
     * #channels()} are known.
     */
    public PlaneSource planes() {
        return looks ? new CleanedPlanes(new LevelPlanes(planes, lines), outliers, false) : planes;
    }

    /** What does not count of the image, for people and for what restores it. */
    public Outliers outliers() throws IOException {
        channels();
        return outliers;
    }

    /** What was repaired, and what does not count, a line each, for people. */
    public List<String> notes() throws IOException {
        channels();
        List<String> notes = new ArrayList<>(lines.notes());
        notes.addAll(outliers.notes());
        return notes;
    }

    /**
     * How each channel is normalised for the model.
     *
     * @throws IllegalArgumentException when a channel is constant, saturated or not finite
     * @throws CancellationException when the progress cancels
     */
    public List<ChannelIntensities.Channel> channels() throws IOException {
        if (!channels.isEmpty()) return channels;
        if (!looks) return channels = measure(planes);
        List<ChannelIntensities.Channel> all = measure(new LookedAt(planes, lines, outliers));
        outliers.decide();
        if (!outliers.isEmpty())
            all = measure(new CleanedPlanes(new LevelPlanes(planes, lines), outliers, true));
        return channels = model.told() ? withNoise(all) : all;
    }

    private List<ChannelIntensities.Channel> withNoise(List<ChannelIntensities.Channel> all)
            throws IOException {
        double times = strength * model.facts().noiseScale();
        List<ChannelIntensities.Channel> told = new ArrayList<>();
        for (int c = 0; c < all.size(); c++)
            told.add(all.get(c).told(NoiseWindows.law(planes(), c).times(times)));
        return told;
    }

    private List<ChannelIntensities.Channel> measure(PlaneSource source) throws IOException {
        return ChannelIntensities.measure(
                source,
                model.tensorSpec().scaling(),
                plane -> {
                    if (progress.cancelled()) throw new CancellationException("Cancelled");
                    progress.update("Reading intensities", 0, -1);
                });
    }

    /** How many times as strong as it is the noise is said to be. */
    public double strength() {
        return strength;
    }

    /** Of {@link #channels()}. */
    public List<Normalisation> normalisations() throws IOException {
        return channels().stream().map(ChannelIntensities.Channel::normalisation).toList();
    }
}
