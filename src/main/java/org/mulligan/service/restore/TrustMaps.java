package org.mulligan.service.restore;

import ij.ImagePlus;
import ij.ImageStack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mulligan.engine.Progress;
import org.mulligan.image.intensity.ChannelIntensities;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.image.io.ImagePart;
import org.mulligan.image.io.ImageResult;
import org.mulligan.image.io.MapImage;
import org.mulligan.image.io.SurroundedPart;
import org.mulligan.image.io.TiffFile;
import org.mulligan.image.plane.PixelMemory;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.image.plane.TurnedPixels;
import org.mulligan.metric.Spread;
import org.mulligan.metric.Trust;
import org.mulligan.metric.interval.Interval;
import org.mulligan.model.ModelDescription;
import org.mulligan.noise.Noise;
import org.mulligan.noise.NoiseFit;
import org.mulligan.predict.LoadedModel;
import org.mulligan.predict.NetworkInput;
import org.mulligan.predict.PlanePrediction;
import org.mulligan.predict.TileProgress;
import org.mulligan.service.report.Provenance;
import org.mulligan.service.restore.interval.HalfWidthMaps;
import org.mulligan.service.restore.interval.IntervalFigures;

/**
 * Maps of how much of a restored image to trust: for each channel added detail, consistency and
 * instability, and the half-width of an interval where the model has one. Computed plane by plane,
 * each plane from all its predictions. The noise is drawn from fixed seeds: the same image and
 * model give the same maps. Where a model fills in what is missing there is nothing to be
 * consistent with, and no noise: that map is 0.
 */
final class TrustMaps {
    static final int SYMMETRIES = 8;
    static final int RENOISED = 4;
    private static final long SEED = 1;

    /** Planes of floats that are in memory at once. */
    private static final int PLANES_AT_ONCE = 11;

    /** And where there are intervals. */
    private static final int OF_INTERVALS = 10;

    private final ImagePlus noisy;
    private final ImagePart taken;
    private final String source;
    private final PlaneSource planes;
    private final LoadedModel model;
    private final Progress progress;
    private final int scale;
    private final boolean fills;
    private final ForwardModel forwardModel;
    private final List<ChannelIntensities.Channel> intensities;
    private final PlanePrediction chosen;
    private final Optional<PlanePrediction> faithful;
    private final List<Trust> trust = new ArrayList<>();
    private final Optional<HalfWidthMaps> halfWidths;

    /** Maps for one channel. */
    private final int kinds;

    private List<float[]> maps = List.of();
    private TileProgress done;

    /**
     * Plans the work and logs the plan.
     *
     * @param part what was restored, and what is read around it
     * @param source what the result says that it was made of
     * @param input the planes that are read, without the pixels that are missing
     * @param model gave the result
     * @param twin its faithful weights; empty where {@code model} has them itself
     * @param tile side of a tile, halo included, px; 0 = automatic
     * @throws IllegalArgumentException when the maps of one plane do not fit into memory
     */
    TrustMaps(
            SurroundedPart part,
            String source,
            NetworkInput input,
            LoadedModel model,
            Optional<LoadedModel> twin,
            int tile,
            Progress progress)
            throws IOException {
        noisy = part.alone();
        taken = part.taken();
        this.source = source;
        planes = input.planes();
        this.model = model;
        this.progress = progress;
        scale = model.description().scale();
        fills = model.description().task().fills();
        forwardModel = new ForwardModel(model.description());
        Optional<Interval> interval =
                fills ? Optional.empty() : model.description().facts().interval();
        kinds = interval.isPresent() ? 4 : 3;
        requireMemory((PLANES_AT_ONCE + (interval.isPresent() ? OF_INTERVALS : 0)) * mapBytes());
        intensities = input.channels();
        halfWidths =
                interval.isPresent()
                        ? Optional.of(new HalfWidthMaps(interval.get(), scale, against(input)))
                        : Optional.empty();
        chosen = new PlanePrediction(model, planes.width(), planes.height(), tile, progress);
        faithful =
                twin.map(
                        loaded ->
                                new PlanePrediction(
                                        loaded, planes.width(), planes.height(), tile, progress));
        for (int c = 0; c < planes.channels(); c++) trust.add(new Trust());
        progress.log(
                "Maps: %d predictions for each of %d plane%s (%d symmetries%s%s), %d tiles in all"
                        .formatted(
                                predictions(),
                                planes.count(),
                                planes.count() == 1 ? "" : "s",
                                SYMMETRIES,
                                fills ? "" : ", %d re-noised inputs".formatted(renoised()),
                                twin.isPresent() ? ", the faithful result" : "",
                                tiles()));
    }

    /** By channel, why a model's interval does not hold, as far as is seen beforehand. */
    private List<Optional<String>> against(NetworkInput input) throws IOException {
        ModelDescription description = model.description();
        boolean strange = !NoiseCheck.of(planes, planes, description, false).warnings().isEmpty();
        List<Optional<String>> against = new ArrayList<>();
        for (int c = 0; c < intensities.size(); c++) {
            Optional<String> reason =
                    OutOfDistributionCheck.unlike(
                            planes, c, intensities.get(c).normalisation(), description);
            if (reason.isEmpty() && strange)
                reason = Optional.of("the noise is of a kind that it was not calibrated on");
            if (reason.isEmpty() && input.strength() != 1)
                reason = Optional.of("it was calibrated on results of strength 1");
            against.add(reason);
        }
        return against;
    }

    private int renoised() {
        return fills ? 0 : RENOISED;
    }

    private long mapBytes() {
        return (long) scale * scale * planes.width() * planes.height() * Float.BYTES;
    }

    private int predictions() {
        return SYMMETRIES + renoised() + (faithful.isPresent() ? 1 : 0);
    }

    private long tiles() {
        return (long) noisy.getStackSize() * predictions() * chosen.tiles();
    }

    /** A new image in memory, titled NAME-maps. */
    ImagePlus toMemory() throws IOException {
        requireMemory(
                (long) kinds
                        * noisy.getStackSize()
                        * scale
                        * scale
                        * noisy.getWidth()
                        * noisy.getHeight()
                        * Float.BYTES);
        ImageStack stack = new ImageStack(scale * noisy.getWidth(), scale * noisy.getHeight());
        for (int i = 0; i < kinds * noisy.getStackSize(); i++)
            stack.addSlice(null, compute(i).array());
        ImagePlus image = MapImage.of(noisy, title(), channels(), stack, scale);
        image.setProperty("Info", info(outcome()));
        return image;
    }

    /** A TIFF file, written plane by plane; no file is left when that fails or is cancelled. */
    void toFile(Path target) throws IOException {
        ImagePlus blank = MapImage.blank(noisy, title(), channels(), scale);
        blank.setProperty("Info", info(Provenance.PENDING));
        ImageResult.write(
                blank,
                this::compute,
                new TiffFile.LateText(Provenance.PENDING, this::outcome),
                target);
    }

    /** One per channel, over the planes computed so far. */
    List<TrustFigures> figures() {
        List<TrustFigures> figures = new ArrayList<>();
        for (int c = 0; c < trust.size(); c++) {
            Trust of = trust.get(c);
            figures.add(
                    new TrustFigures(
                            noisy.getTitle(),
                            c + 1,
                            of.rsp(),
                            of.rse(),
                            of.inconsistent(),
                            of.added(),
                            intervalOf(c)));
        }
        return figures;
    }

    private Optional<IntervalFigures> intervalOf(int channel) {
        return halfWidths.map(maps -> maps.figures(channel));
    }

    /** The maps come in the order of the stack, so those of one plane are asked for in a row. */
    private Pixels compute(int map) throws IOException {
        if (map == 0) done = new TileProgress(progress, tiles(), "Maps");
        if (map % kinds == 0) maps = plane(taken.place(map / kinds));
        return new Pixels.Floats(
                maps.get(map % kinds), scale * noisy.getWidth(), scale * noisy.getHeight());
    }

    /** Added detail, consistency and instability of one plane, and its half-widths. */
    private List<float[]> plane(int plane) throws IOException {
        maps = List.of();
        int width = planes.width();
        int height = planes.height();
        float[] input = planes.read(plane).all();
        float[] result = new float[scale * scale * input.length];
        float[] buffer = new float[result.length];
        Spread spread = new Spread(result.length);
        List<TurnedPixels> turned = TurnedPixels.all(input, width, height);
        for (int i = 0; i < SYMMETRIES; i++) {
            float[] into = i == 0 ? result : buffer;
            report(plane, "symmetry %d of %d".formatted(i + 1, SYMMETRIES));
            run(chosen, plane, turned.get(i), view(into, i));
            spread.add(into);
        }
        float[] faithfulResult = result;
        if (faithful.isPresent()) {
            report(plane, "the faithful result");
            faithfulResult = new float[result.length];
            run(faithful.get(), plane, turned.get(0), view(faithfulResult, 0));
        }
        float[] consistency = new float[input.length];
        if (!fills) {
            forwardModel.fit(input, faithfulResult, width, height);
            float[] expected = forwardModel.of(faithfulResult, width, height);
            Noise noise = NoiseFit.of(input, expected, grain(input));
            for (int i = 0; i < RENOISED; i++) {
                report(plane, "re-noised input %d of %d".formatted(i + 1, RENOISED));
                float[] drawn = noise.draw(expected, SEED + (long) RENOISED * plane + i);
                run(chosen, plane, recorded(drawn), view(buffer, 0));
                spread.add(buffer);
            }
            float[] imaged = forwardModel.of(result, width, height);
            consistency = Trust.consistency(input, imaged, expected, noise, width, height);
            trust.get(planes.channel(plane))
                    .add(taken(input, 1), taken(imaged, 1), taken(consistency, 1));
        }
        float[] added = buffer;
        for (int i = 0; i < added.length; i++) added[i] = result[i] - faithfulResult[i];
        trust.get(planes.channel(plane)).addDetail(taken(result, scale), taken(added, scale));
        List<float[]> all = new ArrayList<>();
        all.add(taken(added, scale));
        all.add(taken(forwardModel.enlarge(consistency, width, height), scale));
        all.add(taken(spread.deviations(), scale));
        if (halfWidths.isPresent()) {
            int channel = planes.channel(plane);
            float[] half =
                    taken(
                            halfWidths
                                    .get()
                                    .plane(
                                            channel,
                                            input,
                                            faithfulResult,
                                            width,
                                            height,
                                            intensities.get(channel).normalisation()),
                            scale);
            halfWidths.get().count(channel, half);
            all.add(half);
        }
        return all;
    }

    /**
     * Without what lies around the part.
     *
     * @param by pixels of the plane along one of the image
     */
    private float[] taken(float[] plane, int by) {
        Pixels all = new Pixels.Floats(plane, by * planes.width(), by * planes.height());
        return (float[]) taken.of(all, by).array();
    }

    private void report(int plane, String what) {
        done.now("Maps of plane %d of %d: %s".formatted(plane + 1, planes.count(), what));
    }

    private void run(PlanePrediction network, int plane, Pixels from, Pixels to)
            throws IOException {
        ChannelIntensities.Channel channel = intensities.get(planes.channel(plane));
        boolean swaps = from instanceof TurnedPixels turned && turned.swaps();
        network.run(from, swaps ? channel.turned() : channel, to, done);
    }

    private Pixels view(float[] array, int symmetry) {
        return TurnedPixels.all(array, scale * planes.width(), scale * planes.height())
                .get(symmetry);
    }

    /** As the camera would have it: rounded and clipped where the input is. */
    private Pixels recorded(float[] drawn) {
        if (planes.bitDepth() == 32)
            return new Pixels.Floats(drawn, planes.width(), planes.height());
        Pixels recorded = Pixels.blank(planes.bitDepth(), planes.width(), planes.height());
        float[] row = new float[planes.width()];
        for (int y = 0; y < planes.height(); y++) {
            System.arraycopy(drawn, y * row.length, row, 0, row.length);
            recorded.set(0, y, row.length, row);
        }
        return recorded;
    }

    /** The smallest step between two intensities that the image can tell. */
    private double grain(float[] input) {
        if (planes.bitDepth() != 32) return 1;
        float largest = Float.MIN_NORMAL;
        for (float value : input) largest = Math.max(largest, Math.abs(value));
        return Math.ulp(largest);
    }

    private String title() {
        return ImageFiles.stem(noisy.getTitle()) + "-maps";
    }

    private List<MapImage.Channel> channels() {
        List<MapImage.Channel> channels = new ArrayList<>();
        for (int c = 0; c < planes.channels(); c++) {
            String of = planes.channels() == 1 ? "" : ", channel " + (c + 1);
            double span =
                    intensities.get(c).normalisation().high()
                            - intensities.get(c).normalisation().low();
            channels.add(new MapImage.Channel("added detail" + of, 0.2 * span, true));
            channels.add(new MapImage.Channel("consistency" + of, 6, true));
            channels.add(new MapImage.Channel("instability" + of, 0.1 * span, false));
            if (halfWidths.isPresent())
                channels.add(
                        new MapImage.Channel(
                                "half-width of the 90 % interval" + of, 0.1 * span, false));
        }
        return channels;
    }

    private String info(String outcome) {
        return MapsInfo.text(model, noisy, source, SYMMETRIES + renoised(), outcome);
    }

    private String outcome() {
        if (fills) return "there is no consistency to map where nothing was measured";
        double most = trust.stream().mapToDouble(Trust::inconsistent).max().orElse(0);
        String outcome =
                "|consistency| > 3 in %.3f %% of the pixels of the worst channel"
                        .formatted(100 * most);
        Optional<String> suspended = halfWidths.flatMap(HalfWidthMaps::suspended);
        suspended.ifPresent(why -> progress.warn("WARNING: " + why));
        outcome += suspended.map(why -> "; " + why).orElse("");
        progress.log(outcome);
        return outcome;
    }

    private static void requireMemory(long bytes) {
        PixelMemory.require(
                bytes,
                1,
                "The maps need %d MB and at most %d MB are free; give an output file, crop the image, or leave the maps off"
                        ::formatted);
    }
}
