package org.mulligan.predict;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.mulligan.engine.Progress;
import org.mulligan.image.intensity.ChannelIntensities;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.image.intensity.SampledIntensities;
import org.mulligan.image.lines.LevelPlanes;
import org.mulligan.image.lines.OffsetLines;
import org.mulligan.image.outlier.CleanedPlanes;
import org.mulligan.image.outlier.LookedAt;
import org.mulligan.image.outlier.Outliers;
import org.mulligan.image.plane.CutPlanes;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.image.plane.SampledPlanes;
import org.mulligan.model.ModelDescription;

/**
 * What a network is given of an image: its planes, and how each of their channels is normalised.
 * The whole image is read for that once, when it is first asked for; no plane is kept. That is so
 * where only a part is restored, too: its pixels are those of the whole result. Of a large image
 * pieces are read then ({@link SampledIntensities}), and outliers are looked for in the part.
 *
 * <p>{@link OffsetLines} are set level and {@link Outliers} replaced, and what was drawn into the
 * image does not count for the normalisation; an image that has none is what it always was, bit for
 * bit, and one that has outliers is read a second time. Networks of other tools, and those that
 * fill in pixels or even the light, are given the image as it is.
 */
public final class NetworkInput {
    /** Bytes of an image from which on a part's constants are those of a sample of the whole. */
    private static final double LARGE = 1L << 32;

    private final PlaneSource planes;
    private final PlaneSource whole;
    private final ModelDescription model;
    private final Progress progress;
    private final OffsetLines lines;
    private final Outliers outliers;
    private final boolean looks;
    private final double strength;
    private List<ChannelIntensities.Channel> channels = List.of();
    private Optional<SampledIntensities> sampled = Optional.empty();
    private double large = LARGE;

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
        this(
                planes,
                model,
                progress,
                repairs,
                strength,
                model.imported().isEmpty() && !model.task().fills() && !model.task().evensLight());
    }

    private NetworkInput(
            PlaneSource planes,
            ModelDescription model,
            Progress progress,
            Repairs repairs,
            double strength,
            boolean looks) {
        this.strength = strength;
        this.planes = planes;
        this.whole = planes.whole();
        this.model = model;
        this.progress = progress;
        this.looks = looks;
        lines = new OffsetLines(repairs.lineOffsets());
        outliers =
                new Outliers(
                        repairs.hotPixels(),
                        whole.width(),
                        IntStream.range(0, whole.count()).map(whole::channel).toArray(),
                        whole.channels());
    }

    /** Of an image of more bytes a part's constants are those of a sample of the whole. */
    void sampleFrom(double bytes) {
        large = bytes;
    }

    /**
     * The planes without the offsets of their lines, and with their outliers replaced once {@link
     * #channels()} are known.
     */
    public PlaneSource planes() {
        return planes.within(whole());
    }

    /** The same of all of the image that these planes are a part of. */
    public PlaneSource whole() {
        return looks ? cleaned(false) : whole;
    }

    private CleanedPlanes cleaned(boolean statistics) {
        return new CleanedPlanes(new LevelPlanes(whole, lines), outliers, statistics);
    }

    /** What the constants are measured on: as it came, the whole image or a sample of it. */
    public PlaneSource measured() throws IOException {
        channels();
        return sampled.isPresent()
                ? new SampledPlanes(whole, sampled.get().pieces().each())
                : whole;
    }

    /** Bit y * width + x of what was drawn into a plane; not to be changed. */
    BitSet drawn(int plane) throws IOException {
        channels();
        return outliers.hasDrawn() ? planes.within(cleaned(true)).missing(plane) : new BitSet();
    }

    /**
     * The same image cut into other planes, each channel normalised as here; nothing is repaired in
     * them.
     */
    public NetworkInput asOf(PlaneSource others) throws IOException {
        NetworkInput same =
                new NetworkInput(others, model, progress, Repairs.NONE, strength, false);
        same.channels = channels();
        return same;
    }

    /** What does not count of the image, for people and for what restores it. */
    public Outliers outliers() throws IOException {
        channels();
        return outliers;
    }

    /** What was repaired, and what does not count, a line each, for people. */
    public List<String> notes() throws IOException {
        channels();
        List<String> notes = new ArrayList<>();
        sampled.map(SampledIntensities::toString).ifPresent(notes::add);
        notes.addAll(lines.notes());
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
        boolean part = planes != whole;
        // What is not a number elsewhere does not matter.
        if (part) ChannelIntensities.requireFinite(planes);
        boolean samples = part && whole.bytes() > large;
        if (!looks) return channels = samples ? sample(whole) : measure(whole);
        List<ChannelIntensities.Channel> all;
        if (samples) {
            lookAtPart();
            outliers.decide();
            all = sample(cleaned(true));
        } else {
            all = measure(new LookedAt(whole, lines, outliers));
            outliers.decide();
            if (!outliers.isEmpty()) all = measure(cleaned(true));
        }
        return channels = model.told() ? withNoise(all) : all;
    }

    /** Defects stay in their places, so other planes of a series are looked at there, too. */
    private void lookAtPart() throws IOException {
        CutPlanes part = (CutPlanes) planes.within(whole);
        Set<Integer> taken = Set.copyOf(part.planes());
        for (int plane = 0; plane < whole.count(); plane++) {
            if (!taken.contains(plane) && !outliers.votes(plane)) continue;
            reading();
            Pixels pixels = whole.read(plane);
            Pixels level = lines.level(plane, pixels);
            Pixels here = part.of(pixels);
            outliers.look(plane, here, level == pixels ? here : part.of(level), part.x(), part.y());
        }
    }

    private List<ChannelIntensities.Channel> sample(PlaneSource source) throws IOException {
        SampledIntensities found =
                SampledIntensities.measure(
                        source, model.tensorSpec().scaling(), piece -> reading());
        sampled = Optional.of(found);
        return found.channels();
    }

    private List<ChannelIntensities.Channel> withNoise(List<ChannelIntensities.Channel> all)
            throws IOException {
        double times = strength * model.facts().noiseScale();
        List<ChannelIntensities.Channel> told = new ArrayList<>();
        for (int c = 0; c < all.size(); c++)
            told.add(all.get(c).told(NoiseWindows.law(whole(), c).times(times)));
        return told;
    }

    private List<ChannelIntensities.Channel> measure(PlaneSource source) throws IOException {
        return ChannelIntensities.measure(
                source, model.tensorSpec().scaling(), plane -> reading(), planes == whole);
    }

    private void reading() {
        if (progress.cancelled()) throw new CancellationException("Cancelled");
        progress.update("Reading intensities", 0, -1);
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
