package org.mulligan.predict;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.mulligan.engine.OutOfTileMemoryException;
import org.mulligan.engine.Progress;
import org.mulligan.image.filter.Thumbnail;
import org.mulligan.image.intensity.ChannelIntensities;
import org.mulligan.image.intensity.IntensityHistogram;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.image.intensity.Percentiles;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;

/**
 * One image through a network that evens the light. The network sees a thumbnail of each plane and
 * answers with an evened one; the smooth gain and offset that it chose are found from the two and
 * applied to the plane, so nothing but those fields can come from the network. All fields are known
 * before the first plane is computed, and with them what frames and colours are scaled by.
 */
public final class ShadingCorrection implements Restoration {
    /** Percentile of each colour that the colour balance brings to one value. */
    private static final double WHITE = 99.8;

    /** A frame with less light than this share of the first one's is blank, and left as it is. */
    private static final double BLANK = 1e-3;

    private final PlaneSource image;
    private final LoadedModel model;
    private final Progress progress;
    private final String verb;
    private final int frames;
    private final int knots;
    private final List<LightFields> fields = new ArrayList<>();

    /** Of each plane once it is evened. */
    private final List<Double> means = new ArrayList<>();

    private final List<String> notes = new ArrayList<>();
    private final int steps;
    private int done;
    private long clipped;

    private ShadingCorrection(
            PlaneSource image,
            LoadedModel model,
            int frames,
            boolean colours,
            String verb,
            Progress progress) {
        this.image = image;
        this.model = model;
        this.frames = frames;
        this.verb = verb;
        this.progress = progress;
        knots = Thumbnail.SIDE / model.description().stride();
        steps = (colours ? 3 : 2) * image.count();
    }

    /**
     * Reads the image, finds all its fields and logs them.
     *
     * @param frames of the image; its planes are those of the first frame, of the second and so on
     * @param colours whether the channels are colours, which are balanced
     * @param verb what is done, for a status line: "Restoring"
     * @throws IllegalArgumentException when a channel is constant, saturated or not finite
     * @throws CancellationException when {@code progress} cancels
     */
    public static ShadingCorrection plan(
            NetworkInput input,
            LoadedModel model,
            int frames,
            boolean colours,
            String verb,
            Progress progress)
            throws IOException {
        PlaneSource image = input.planes();
        progress.log(
                "Plan: %d plane%s of %d x %d px, each seen as a thumbnail of %d x %d px, %s on %s"
                        .formatted(
                                image.count(),
                                image.count() == 1 ? "" : "s",
                                image.width(),
                                image.height(),
                                Thumbnail.SIDE,
                                Thumbnail.SIDE,
                                model.network().precision(),
                                model.engine().device()));
        ShadingCorrection correction =
                new ShadingCorrection(image, model, frames, colours, verb, progress);
        List<ChannelIntensities.Channel> channels = input.channels();
        for (int plane = 0; plane < image.count(); plane++) correction.find(plane);
        correction.noteFields();
        if (frames > 1)
            for (int c = 0; c < image.channels(); c++)
                correction.evenFrames(c, channels.get(c).normalisation().low());
        if (colours) correction.balance();
        correction.notes.forEach(progress::log);
        return correction;
    }

    private void find(int plane) throws IOException {
        float[] seen = Thumbnail.of(image.read(plane));
        float[] own = seen.clone();
        double[] range = range(own);
        LightFields found = LightFields.none(knots);
        if (range[1] > range[0]) {
            Normalisation units = new Normalisation(range[0], range[1]);
            for (int i = 0; i < own.length; i++) own[i] = units.apply(own[i]);
            found =
                    LightFields.fit(own, run(own), knots)
                            .inUnits(units.low(), units.high() - units.low());
        }
        if (!found.isFinite())
            throw new IOException(
                    "The network's answer to plane %d is not a number; choose another model"
                            .formatted(plane + 1));
        fields.add(found);
        Pixels.Floats thumbnail = new Pixels.Floats(seen, Thumbnail.SIDE, Thumbnail.SIDE);
        found.apply(thumbnail, thumbnail);
        double sum = 0;
        for (float value : seen) sum += value;
        means.add(sum / seen.length);
        tick("Finding the light");
    }

    /** As in the training: percentiles of the thumbnail; where they coincide, its extremes. */
    private double[] range(float[] thumbnail) {
        Percentiles percentiles = new Percentiles(thumbnail);
        double low = percentiles.at(model.description().percentiles().low());
        double high = percentiles.at(model.description().percentiles().high());
        return high > low
                ? new double[] {low, high}
                : new double[] {percentiles.at(0), percentiles.at(100)};
    }

    private float[] run(float[] thumbnail) throws IOException {
        TileBuffers buffers = model.buffers();
        buffers.require(thumbnail.length, thumbnail.length);
        buffers.input().put(0, thumbnail);
        try {
            model.network()
                    .run(
                            buffers.input(),
                            buffers.output(),
                            Thumbnail.SIDE,
                            Thumbnail.SIDE,
                            progress::cancelled);
        } catch (OutOfTileMemoryException e) {
            throw new IOException(
                    "Even a thumbnail of %d px does not fit: %s. Close other programs"
                            .formatted(Thumbnail.SIDE, e.getMessage()),
                    e);
        }
        float[] evened = new float[thumbnail.length];
        buffers.output().get(0, evened);
        return evened;
    }

    private void noteFields() {
        double[] gains = fields.stream().flatMapToDouble(f -> Arrays.stream(f.gain())).toArray();
        double[] offsets =
                fields.stream().flatMapToDouble(f -> Arrays.stream(f.offset())).toArray();
        notes.add(
                "Light: each plane times a smooth gain (%.3f to %.3f) plus a smooth offset (%.4g to %.4g, raw units), bilinear between %d x %d knots that the network chose from a thumbnail of %d x %d px; nothing else was changed"
                        .formatted(
                                Arrays.stream(gains).min().orElse(1),
                                Arrays.stream(gains).max().orElse(1),
                                Arrays.stream(offsets).min().orElse(0),
                                Arrays.stream(offsets).max().orElse(0),
                                knots,
                                knots,
                                Thumbnail.SIDE,
                                Thumbnail.SIDE));
    }

    /** Undoes bleaching: scales the frames of a channel to the mean of the first. */
    private void evenFrames(int channel, double dark) {
        double first = light(channel, 0, dark);
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        int blank = 0;
        for (int frame = 0; frame < frames; frame++) {
            double light = light(channel, frame, dark);
            double factor = first / light;
            if (!(first > 0) || light < BLANK * first) {
                blank++;
                continue;
            }
            least = Math.min(least, factor);
            most = Math.max(most, factor);
            scale(channel, frame, factor, dark);
        }
        String which = image.channels() == 1 ? "" : " of channel " + (channel + 1);
        String left = blank == 0 ? "" : "; %d without light were left as they are".formatted(blank);
        notes.add(
                "Bleaching%s: frames times %.3f to %.3f above the dark level %.5g (percentile %s), so that each has the mean of the first%s"
                        .formatted(
                                which,
                                blank == frames ? 1 : least,
                                blank == frames ? 1 : most,
                                dark,
                                model.description().percentiles().low(),
                                left));
    }

    private int planesOfAFrame() {
        return image.count() / frames;
    }

    /** Mean of an evened frame above the dark level. */
    private double light(int channel, int frame, double dark) {
        double sum = 0;
        int count = 0;
        int first = frame * planesOfAFrame();
        for (int plane = first; plane < first + planesOfAFrame(); plane++) {
            if (image.channel(plane) != channel) continue;
            sum += means.get(plane) - dark;
            count++;
        }
        return sum / count;
    }

    private void scale(int channel, int frame, double factor, double dark) {
        int first = frame * planesOfAFrame();
        for (int plane = first; plane < first + planesOfAFrame(); plane++)
            if (image.channel(plane) == channel)
                fields.set(plane, fields.get(plane).then(factor, dark * (1 - factor)));
    }

    private void balance() throws IOException {
        List<IntensityHistogram> histograms = new ArrayList<>();
        for (int c = 0; c < image.channels(); c++) histograms.add(new IntensityHistogram());
        float[] evened = new float[image.width() * image.height()];
        for (int plane = 0; plane < image.count(); plane++) {
            fields.get(plane)
                    .apply(
                            image.read(plane),
                            new Pixels.Floats(evened, image.width(), image.height()));
            IntensityHistogram histogram = histograms.get(image.channel(plane));
            for (float value : evened) histogram.add(value);
            tick("Balancing the colours");
        }
        double[] whites =
                histograms.stream().mapToDouble(each -> each.percentiles(WHITE)[0]).toArray();
        double white = Arrays.stream(whites).average().orElseThrow();
        List<String> factors = new ArrayList<>();
        for (int c = 0; c < whites.length; c++) {
            double factor = whites[c] > 0 ? white / whites[c] : 1;
            for (int frame = 0; frame < frames; frame++) scale(c, frame, factor, 0);
            factors.add("%.3f".formatted(factor));
        }
        notes.add(
                "Colour balance: red, green and blue times %s, so that percentile %s of each is %.5g"
                        .formatted(String.join(", ", factors), WHITE, white));
    }

    @Override
    public void plane(int plane, Pixels result) throws IOException {
        requireGoingOn();
        clipped += fields.get(plane).apply(image.read(plane), result);
        tick(verb);
    }

    private void requireGoingOn() {
        if (progress.cancelled()) throw new CancellationException("Cancelled");
    }

    /** A step of the work is done. The last one is not cancelled any more. */
    private void tick(String what) {
        done++;
        progress.update(what, Math.min(1, done / (double) steps), -1);
        if (done < steps) requireGoingOn();
    }

    @Override
    public List<String> notes() {
        return List.copyOf(notes);
    }

    @Override
    public String outcome(long pixels) {
        return "%d of %d pixels clipped".formatted(clipped, pixels);
    }
}
