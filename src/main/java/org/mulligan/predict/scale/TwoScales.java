package org.mulligan.predict.scale;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.mulligan.engine.Progress;
import org.mulligan.image.filter.Bicubic;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.predict.LoadedModel;
import org.mulligan.predict.NetworkInput;
import org.mulligan.predict.Prediction;
import org.mulligan.predict.Repairs;
import org.mulligan.predict.Restoration;

/**
 * Denoises channels whose neighbouring pixels share their noise at half the resolution, too, where
 * the noise is nearly white. What the larger pixels show is taken from there; the detail that they
 * do not show is taken from the image at its own resolution.
 *
 * <p>On twelve wide-field images of FMD, whose noise has a correlation of 0.56 from pixel to pixel,
 * that is 0.5 dB better than the own resolution alone, and better in each.
 */
public final class TwoScales implements Restoration {
    private final PlaneSource image;
    private final Prediction full;
    private final Prediction half;
    private final BitSet channels;
    private long clipped;

    private TwoScales(PlaneSource image, Prediction full, Prediction half, BitSet channels) {
        this.image = image;
        this.full = full;
        this.half = half;
        this.channels = channels;
    }

    /**
     * Plans the work at half the resolution.
     *
     * @param input the planes
     * @param full the work at the own resolution
     * @param channels those whose noise is shared; the others are left to {@code full}
     * @param strength see {@link NetworkInput}
     * @param tile side of a tile, halo included, px; 0 = automatic
     */
    public static TwoScales plan(
            NetworkInput input,
            Prediction full,
            BitSet channels,
            LoadedModel model,
            double strength,
            String verb,
            int tile,
            Progress progress)
            throws IOException {
        NetworkInput halved =
                new NetworkInput(
                        new HalvedPlanes(input.planes()),
                        model.description(),
                        new Unsaid(progress),
                        Repairs.NONE,
                        strength);
        Prediction half =
                Prediction.plan(halved, model, verb, tile, Float.SIZE, new Unsaid(progress));
        TwoScales scales = new TwoScales(input.planes(), full, half, (BitSet) channels.clone());
        progress.log(scales.words());
        return scales;
    }

    @Override
    public void plane(int plane, Pixels result) throws IOException {
        if (!channels.get(image.channel(plane))) {
            full.plane(plane, result);
            return;
        }
        int width = image.width();
        int height = image.height();
        int columns = (width + 1) / 2;
        int rows = (height + 1) / 2;
        Pixels fine = Pixels.blank(Float.SIZE, width, height);
        full.plane(plane, fine);
        float[] sharp = fine.all();
        Pixels coarse = Pixels.blank(Float.SIZE, columns, rows);
        half.plane(plane, coarse);
        float[] large = coarse.all();
        float[] own = HalvedPlanes.halved(sharp, width, height);
        for (int i = 0; i < large.length; i++) large[i] -= own[i];
        float[] change = Bicubic.enlarge(large, columns, rows, 2);
        float[] line = new float[width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++)
                line[x] = sharp[y * width + x] + change[y * 2 * columns + x];
            clipped += result.set(0, y, width, line);
        }
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>(full.notes());
        notes.add(words());
        return notes;
    }

    private String words() {
        return "Working scale: neighbouring pixels share the noise%s; what squares of 2 px show was denoised at half the resolution, finer detail at the own one"
                .formatted(
                        image.channels() == 1
                                ? ""
                                : " of channel%s %s"
                                        .formatted(
                                                channels.cardinality() == 1 ? "" : "s", numbers()));
    }

    private String numbers() {
        return String.join(
                ", ", channels.stream().mapToObj(channel -> "" + (channel + 1)).toList());
    }

    @Override
    public String outcome(long pixels) {
        return full.outcome(pixels, clipped);
    }

    /** Lets the work be cancelled; its own words would be those of the same planes again. */
    private record Unsaid(Progress progress) implements Progress {
        @Override
        public boolean cancelled() {
            return progress.cancelled();
        }
    }
}
