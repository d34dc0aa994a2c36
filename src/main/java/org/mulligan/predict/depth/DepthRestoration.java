package org.mulligan.predict.depth;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mulligan.engine.Progress;
import org.mulligan.engine.TrainingPlan.Depth;
import org.mulligan.image.depth.StackSpacing;
import org.mulligan.image.plane.PixelMemory;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.model.ModelDescription;
import org.mulligan.predict.LoadedModel;
import org.mulligan.predict.NetworkInput;
import org.mulligan.predict.Prediction;
import org.mulligan.predict.Restoration;

/**
 * Stacks, one for each channel and frame, through a network that sees their sections: all XZ and
 * all YZ go through it, and the result is the mean of the two. The stacks of one frame are in
 * memory.
 *
 * @see <a href="https://doi.org/10.1007/978-3-319-66185-8_15">Weigert et al. 2017</a>
 */
public final class DepthRestoration implements Restoration {
    private static final double WORTH_A_WORD = 1.1;
    private static final double MOST_RATIO = 1.5;

    private final PlaneSource image;
    private final int slices;
    private final List<Sections> directions;
    private final List<Prediction> networks;
    private final List<String> more;
    private final Map<Integer, float[][]> made = new HashMap<>();
    private int frame = -1;
    private long clipped;

    private DepthRestoration(
            PlaneSource image,
            int slices,
            List<Sections> directions,
            List<Prediction> networks,
            List<String> more) {
        this.image = image;
        this.slices = slices;
        this.directions = directions;
        this.networks = networks;
        this.more = more;
    }

    /**
     * @param title of the stack, for messages
     * @throws IllegalArgumentException when the stack is as fine along its depth as in its planes,
     *     or so much coarser or finer than the model's that the model is of no use
     */
    public static void require(StackSpacing spacing, String title, ModelDescription model) {
        double step = spacing.step();
        double learnt = model.facts().depthStep();
        if (step < Depth.LEAST_STEP)
            throw new IllegalArgumentException(
                    "The planes of \"%s\" are %s px apart by its calibration, so it is as fine along its depth as in its planes, and needs no such model. Where that is wrong, set the voxel depth in Image > Properties..."
                            .formatted(title, rounded(step)));
        if (Math.max(step / learnt, learnt / step) > MOST_RATIO)
            throw new IllegalArgumentException(
                    "The planes of \"%s\" are %s px apart by its calibration, and the model \"%s\" learnt from planes %s px apart. Train one on such stacks (train-restorer task=isotropic), or correct the voxel depth in Image > Properties..."
                            .formatted(title, rounded(step), model.name(), rounded(learnt)));
    }

    /** What a user must be warned of, where the stack is coarser or finer than the model's. */
    public static Optional<String> warning(StackSpacing spacing, ModelDescription model) {
        double step = spacing.step();
        double learnt = model.facts().depthStep();
        return Math.max(step / learnt, learnt / step) <= WORTH_A_WORD
                ? Optional.empty()
                : Optional.of(
                        "The planes are %s px apart, and the model learnt from planes %s px apart: the result may be too soft or too sharp along the depth"
                                .formatted(rounded(step), rounded(learnt)));
    }

    private static String rounded(double step) {
        return BigDecimal.valueOf(step)
                .setScale(2, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    /**
     * Plans the tiles and logs the plan.
     *
     * @param input planes as far apart as their pixels are
     * @param slices of them along the depth
     * @param verb what is done, for a status line: "Restoring"
     * @param tile side of a tile, halo included, px; 0 = automatic
     * @throws IllegalArgumentException when a channel is constant, saturated or not finite, or the
     *     stacks do not fit into memory
     */
    public static DepthRestoration plan(
            NetworkInput input,
            int slices,
            LoadedModel model,
            String verb,
            int tile,
            Progress progress)
            throws IOException {
        PlaneSource image = input.planes();
        long stack = (long) image.width() * image.height() * slices * Float.BYTES;
        // Of each channel the result, and of one the stack that it is made of.
        PixelMemory.require(
                stack * (image.channels() + 1),
                1,
                "A stack is held in memory whole, with 4 bytes for each pixel of its result and 4 more for each channel: that is %d MB, and at most %d MB are free. Give Java more memory, or restore a part: region=x,y,width,height"
                        ::formatted);
        int frames = image.count() / image.channels() / slices;
        List<Sections> directions = new ArrayList<>();
        List<Prediction> networks = new ArrayList<>();
        BothWays both = new BothWays(progress);
        for (boolean columns : new boolean[] {false, true}) {
            Sections sections =
                    new Sections(
                            image.width(),
                            image.height(),
                            slices,
                            image.channels(),
                            frames,
                            columns);
            directions.add(sections);
            networks.add(
                    Prediction.plan(
                            input.asOf(sections),
                            model,
                            verb,
                            tile,
                            Float.SIZE,
                            both.way(directions.size() - 1)));
        }
        return new DepthRestoration(image, slices, directions, networks, input.notes());
    }

    /** How far two predictions that take turns are. */
    private static final class BothWays {
        private final Progress progress;
        private final double[] fractions = new double[2];
        private final double[] left = {-1, -1};

        BothWays(Progress progress) {
            this.progress = progress;
        }

        Progress way(int way) {
            return new Progress() {
                @Override
                public void log(String line) {
                    progress.log(line);
                }

                @Override
                public void warn(String line) {
                    progress.warn(line);
                }

                @Override
                public void update(String what, double fraction, double secondsLeft) {
                    fractions[way] = fraction;
                    left[way] = secondsLeft;
                    double other = left[1 - way] < 0 ? secondsLeft : left[1 - way];
                    progress.update(what, (fractions[0] + fractions[1]) / 2, secondsLeft + other);
                }

                @Override
                public boolean cancelled() {
                    return progress.cancelled();
                }
            };
        }
    }

    @Override
    public void plane(int plane, Pixels result) throws IOException {
        int channel = image.channel(plane);
        int of = plane / image.channels() / slices;
        if (of != frame) made.clear();
        frame = of;
        if (!made.containsKey(channel)) made.put(channel, restored(channel));
        float[] values = made.get(channel)[plane / image.channels() % slices];
        float[] line = new float[image.width()];
        for (int y = 0; y < image.height(); y++) {
            System.arraycopy(values, y * line.length, line, 0, line.length);
            clipped += result.set(0, y, line.length, line);
        }
    }

    private float[][] restored(int channel) throws IOException {
        float[][] stack = new float[slices][];
        for (int z = 0; z < slices; z++)
            stack[z] = image.read((frame * slices + z) * image.channels() + channel).all();
        float[][] sum = new float[slices][image.width() * image.height()];
        for (int way = 0; way < directions.size(); way++) {
            Sections sections = directions.get(way);
            sections.of(stack);
            Pixels section = Pixels.blank(Float.SIZE, sections.width(), sections.height());
            for (int at = 0; at < sections.each(); at++) {
                networks.get(way).plane(sections.number(channel, frame, at), section);
                sections.addHalf((float[]) section.array(), at, sum);
            }
            sections.of(new float[0][]);
        }
        return sum;
    }

    @Override
    public List<String> notes() {
        List<String> lines = new ArrayList<>(more);
        lines.addAll(networks.get(0).notes());
        lines.add("The result is the mean of the network's XZ and YZ sections");
        return lines;
    }

    @Override
    public String outcome(long pixels) {
        return "%d of %d pixels clipped, tiles of %d px"
                .formatted(
                        clipped + networks.stream().mapToLong(Prediction::clipped).sum(),
                        pixels,
                        networks.get(0).tiling().tileWidth());
    }
}
