package org.mulligan.tensor.foreign;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.mulligan.model.ConvertedModel;
import org.mulligan.tensor.Sessions;
import org.mulligan.tensor.device.Bf16;
import org.mulligan.tensor.frozen.FrozenGraph;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFResourceExhaustedException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/**
 * Finds out by trying what nobody says of a network: which sizes it takes, how much larger its
 * output is, by which steps an image may be moved so that the result only moves with it, and how
 * far an output pixel sees.
 */
final class NetworkProbe implements AutoCloseable {
    private static final int LARGEST_STRIDE = 64;
    private static final int FIRST_SIDE = 128;
    private static final int LAST_SIDE = 1024;

    /**
     * Of a strip as high as this, a change in the middle is seen as far along it as in a square.
     */
    private static final int STRIP = 64;

    /** Of the range of the results: what rounding may change. */
    private static final double ROUNDING = 1e-4;

    /** Large against all that a normalised image holds, and far from the end of half precision. */
    private static final float STRONG = 1e4f;

    private static final float FAINT = 0.5f;

    /** Pixels in a row that tell whether a result is steady. */
    private static final int LEAST = 4;

    private final String name;
    private final Graph graph = new Graph();
    private final Session session;
    private final String input;
    private final String output;
    private final int channels;
    private final double brightest;
    private final BooleanSupplier cancelled;
    private int outputChannels;
    private String refusal = "it was not run";

    /**
     * @param name of the model, for messages
     * @param channels of an image that goes in
     * @param brightest pixel of the images that it is tried with
     * @param cancelled asked before each of them
     * @throws IllegalArgumentException when this CPU cannot compute it
     */
    NetworkProbe(
            String name,
            FrozenGraph network,
            int channels,
            double brightest,
            BooleanSupplier cancelled) {
        this.name = name;
        this.channels = channels;
        this.brightest = brightest;
        this.cancelled = cancelled;
        input = network.input();
        output = network.output();
        Bf16.require(network.graph());
        graph.importGraphDef(network.graph());
        session = Sessions.forPrediction(graph, false);
    }

    /**
     * What was found.
     *
     * @param receptiveField {@link ConvertedModel#WHOLE} when all of an image, or of the only
     *     square, is seen
     */
    record Findings(int outputChannels, int scale, int stride, int receptiveField) {}

    /** An image as the network makes it. */
    private record Image(float[] values, int height, int width, int channels) {
        float at(int y, int x, int c) {
            return values[(y * width + x) * channels + c];
        }
    }

    /**
     * @param side of the only square that the network takes; 0 = any
     * @param stated a stride that its maker states; 0 = none
     * @throws IllegalArgumentException when it takes no size that was tried, or what comes out is
     *     no image
     */
    Findings find(int side, int stated) {
        return side > 0 ? findOf(side, stated) : findOfAny(stated);
    }

    private Findings findOfAny(int stated) {
        int fits = smallestStep(stated);
        int scale = scale(sides(fits), true);
        int reach = growingReach(scale, fits);
        return findings(scale, reach < 0 ? fits : steadyStep(fits, scale, reach), reach);
    }

    private Findings findOf(int side, int stated) {
        int scale = scale(new int[] {side, side}, true);
        // The step is not known, and the border near.
        int reach = reach(side, side, scale, Math.max(1, Math.min(8, side / 8)));
        boolean fits = stated > 0 && side % stated == 0;
        return findings(scale, fits ? stated : stepWithin(side, scale, reach), reach);
    }

    private Findings findings(int scale, int stride, int reach) {
        return new Findings(
                outputChannels, scale, stride, reach < 0 ? ConvertedModel.WHOLE : 2 * reach + 1);
    }

    private int smallestStep(int stated) {
        for (int step = Math.max(1, stated); step <= LARGEST_STRIDE; step *= 2)
            if (scale(sides(step), false) > 0) return step;
        throw new IllegalArgumentException(
                "%s takes no size of image that was tried (multiples of 1, 2, 4 ... %d px): %s"
                        .formatted(name, LARGEST_STRIDE, refusal));
    }

    /** Odd multiples, of which larger steps are no divisors. */
    private static int[] sides(int step) {
        int odd = 2 * ((32 + step - 1) / step) + 1;
        return new int[] {step * odd, step * (odd + 2)};
    }

    /** Pixels out along one in; 0 when it does not run or the sides do not fit. */
    private int scale(int[] sides, boolean required) {
        try {
            Image image = run(noise(sides[0], sides[1], 1), sides[0], sides[1]);
            outputChannels = image.channels();
            int scale = image.height() / sides[0];
            if (scale >= 1
                    && image.height() == scale * sides[0]
                    && image.width() == scale * sides[1]) return scale;
            refusal =
                    "an image of %d x %d px becomes one of %d x %d px, and a result must be as large or a whole number of times larger"
                            .formatted(sides[1], sides[0], image.width(), image.height());
        } catch (RuntimeException e) {
            if (!isTensorFlows(e)) throw e;
            refusal = "TensorFlow says: " + brief(e);
        }
        if (required)
            throw new IllegalArgumentException("%s cannot be run: %s".formatted(name, refusal));
        return 0;
    }

    /** Its exceptions have no class in common. */
    static boolean isTensorFlows(RuntimeException e) {
        return e.getClass().getName().startsWith("org.tensorflow.exceptions.");
    }

    private static String brief(RuntimeException e) {
        String text = String.valueOf(e.getMessage()).lines().findFirst().orElse("nothing");
        return text.length() <= 300 ? text : text.substring(0, 300) + "...";
    }

    private float[] noise(int height, int width, long seed) {
        Random random = new Random(seed);
        float[] values = new float[height * width * channels];
        for (int i = 0; i < values.length; i++)
            values[i] = (float) (brightest * random.nextFloat());
        return values;
    }

    private Image run(float[] values, int height, int width) {
        if (cancelled.getAsBoolean()) throw new CancellationException("Cancelled");
        try (TFloat32 tensor =
                        TFloat32.tensorOf(
                                Shape.of(1, height, width, channels),
                                DataBuffers.of(values, true, false));
                Result result = session.runner().feed(input, tensor).fetch(output).run()) {
            TFloat32 image = (TFloat32) result.get(0);
            Shape shape = image.shape();
            if (shape.numDimensions() != 4 || shape.get(0) != 1)
                throw new IllegalArgumentException(
                        "What %s gives for an image is no image: a tensor of shape %s"
                                .formatted(name, shape));
            float[] all = new float[Math.toIntExact(image.size())];
            image.asRawTensor().data().asFloats().read(all);
            return new Image(all, (int) shape.get(1), (int) shape.get(2), (int) shape.get(3));
        }
    }

    /**
     * With longer and longer images, until the change ends within; -1 when it never does. Along an
     * image that is long and narrow a change is seen as far as in a square of its length, at a
     * fraction of the cost.
     */
    private int growingReach(int scale, int step) {
        for (int side = FIRST_SIDE; side <= LAST_SIDE; side *= 2) {
            int length = (Math.max(side, 2 * step) + step - 1) / step * step;
            int breadth = (Math.max(STRIP, 2 * step) + step - 1) / step * step;
            try {
                int across = reach(breadth, length, scale, step);
                int down = across < 0 ? -1 : reach(length, breadth, scale, step);
                if (down >= 0) return Math.max(across, down);
            } catch (TFResourceExhaustedException e) {
                return -1;
            }
        }
        return -1;
    }

    /**
     * How far from a pixel the result changes along the longer side when the pixel does, along both
     * in a square, in pixels of the input; -1 when it changes as far as the border. Neighbouring
     * pixels lie differently in the network's own grid, so several of a period are tried, and of
     * each a strong change up, down, and a faint one, as parts of a network are deaf to one or
     * another.
     */
    private int reach(int height, int width, int scale, int period) {
        float[] quiet = noise(height, width, 2);
        Image before = run(quiet, height, width);
        int reach = 0;
        int[] shifts = {0, Math.min(1, period - 1), period / 2, period - 1};
        for (int shift : Arrays.stream(shifts).distinct().toArray())
            for (float change : new float[] {STRONG, -STRONG, FAINT}) {
                int y = height / 2 + shift;
                int x = width / 2 + shift;
                float[] loud = quiet.clone();
                for (int c = 0; c < channels; c++)
                    loud[(y * width + x) * channels + c] += (float) (brightest * change);
                Image after = run(loud, height, width);
                int found = 0;
                if (width >= height) found = farthest(before, after, x, scale, true);
                if (found < 0) return -1;
                reach = Math.max(reach, found);
                if (height >= width) found = farthest(before, after, y, scale, false);
                if (found < 0) return -1;
                reach = Math.max(reach, found);
            }
        return reach;
    }

    /** Along x or along y. */
    private static int farthest(Image before, Image after, int at, int scale, boolean along) {
        int end = along ? before.width() : before.height();
        int farthest = 0;
        for (int y = 0; y < before.height(); y++)
            for (int x = 0; x < before.width(); x++)
                for (int c = 0; c < before.channels(); c++) {
                    if (before.at(y, x, c) == after.at(y, x, c)) continue;
                    int changed = along ? x : y;
                    if (changed < scale || changed >= end - scale) return -1;
                    farthest = Math.max(farthest, Math.abs(changed / scale - at));
                }
        return farthest;
    }

    /** The smallest step by which the image may move so that the result only moves with it. */
    private int steadyStep(int fits, int scale, int reach) {
        int border = (reach + LARGEST_STRIDE) / LARGEST_STRIDE * LARGEST_STRIDE;
        int side = (2 * border + 2 * LARGEST_STRIDE + fits - 1) / fits * fits;
        Steadiness steadiness = new Steadiness(side, border, scale);
        int step = fits;
        while (step < LARGEST_STRIDE && !steadiness.holdsFor(step)) step *= 2;
        return step;
    }

    /**
     * The same for the only square that a network takes: a divisor of its side. Where so little of
     * the square is free of its border that it cannot be told, one that leaves tiles a halo.
     */
    private int stepWithin(int side, int scale, int reach) {
        int most = Math.min(LARGEST_STRIDE / 2, Integer.lowestOneBit(side));
        if (reach >= 0) {
            Steadiness steadiness = new Steadiness(side, reach, scale);
            for (int step = 1; step <= most && 2 * reach + step + LEAST < side; step *= 2)
                if (steadiness.holdsFor(step)) return step;
        }
        return Math.min(most, Integer.highestOneBit(Math.max(1, side / 8)));
    }

    /** Whether results move with the image, far enough from the border. */
    private final class Steadiness {
        private final int side;
        private final int border;
        private final int scale;
        private final float[] wide;
        private final Image still;

        Steadiness(int side, int border, int scale) {
            this.side = side;
            this.border = border;
            this.scale = scale;
            wide = noise(side + LARGEST_STRIDE, side + LARGEST_STRIDE, 3);
            still = run(part(wide, side, 0), side, side);
        }

        boolean holdsFor(int step) {
            Image moved = run(part(wide, side, step), side, side);
            return difference(still, moved, scale * step, scale * border)
                    <= ROUNDING * range(still.values());
        }
    }

    private float[] part(float[] wide, int side, int from) {
        int row = side + LARGEST_STRIDE;
        float[] part = new float[side * side * channels];
        for (int y = 0; y < side; y++)
            System.arraycopy(
                    wide,
                    ((y + from) * row + from) * channels,
                    part,
                    y * side * channels,
                    side * channels);
        return part;
    }

    private static double range(float[] values) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (float value : values) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        return Math.max(high - low, 1e-6);
    }

    private static double difference(Image still, Image moved, int by, int border) {
        double most = 0;
        for (int y = border; y < still.height() - border - by; y++)
            for (int x = border; x < still.width() - border - by; x++)
                for (int c = 0; c < still.channels(); c++)
                    most =
                            Math.max(
                                    most,
                                    Math.abs(still.at(y + by, x + by, c) - moved.at(y, x, c)));
        return most;
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
