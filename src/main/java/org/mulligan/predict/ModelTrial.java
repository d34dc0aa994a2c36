package org.mulligan.predict;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.mulligan.engine.EngineException;
import org.mulligan.engine.Progress;
import org.mulligan.image.intensity.NoiseLaw;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.image.plane.Pixels;
import org.mulligan.model.ModelDescription;
import org.mulligan.predict.TiledNetwork.Source;
import org.mulligan.predict.TiledNetwork.Target;

/**
 * Runs a model that turns an image into another on images that only a check needs; a volume has the
 * same image in each of its few planes.
 */
public final class ModelTrial {
    private final LoadedModel model;

    /** That of the grain of the test image. */
    private static final Optional<NoiseLaw> NOISE =
            Optional.of(new NoiseLaw(0, 0, 0.0075, 0, 0, 1));

    /** Planes of a volume. */
    private static final int DEPTH = 4;

    private final Progress progress;

    public ModelTrial(LoadedModel model, Progress progress) {
        this.model = model;
        this.progress = progress;
    }

    /**
     * Runs the network on one tile.
     *
     * @param input normalised, row by row, channels fastest; its sides are multiples of the stride;
     *     of a volume plane by plane
     * @param height px
     * @return a new array, each side as much longer as the model's scale says
     */
    public float[] run(float[] input, int width, int height) throws EngineException {
        ModelDescription description = model.description();
        int pixels = input.length / description.taken();
        float[] output =
                new float[Math.multiplyExact(pixels * description.given(), scale() * scale())];
        model.buffers().require(input.length, output.length);
        model.buffers().input().put(0, input);
        model.network()
                .run(
                        model.buffers().input(),
                        model.buffers().output(),
                        pixels / width / height,
                        height,
                        width,
                        progress::cancelled);
        model.buffers().output().get(0, output);
        return output;
    }

    /**
     * Cuts one image in two ways, so that the tiles of one begin where those of the other do not,
     * and compares the results.
     *
     * @return the largest difference of a pixel; the network is given 0 to 1. Where it gives values
     *     far above 1, as a share of the largest
     */
    public double seam() throws IOException {
        int unit = TileShape.roundUp(8, model.description().stride());
        int core = 12 * unit;
        int side = 2 * core + 4 * unit + 1;
        float[] image = image(side);
        float[] coarse = predict(image, side, cut(side, core));
        float[] fine = predict(image, side, cut(side, 9 * unit));
        double most = 1;
        for (float value : coarse) most = Math.max(most, Math.abs(value));
        return largest(coarse, fine) / most;
    }

    private Tiling cut(int side, int core) {
        int reach = model.description().halo();
        int stride = model.description().stride();
        int size = core + 2 * TileShape.roundUp(reach, stride);
        return Tiling.of(side, side, size, reach, stride);
    }

    /**
     * How long one image, or a plane of a volume, takes, tiles as they are usually chosen, once it
     * is warm.
     *
     * @param side of the square image, px
     * @param times of which the median is taken, odd
     * @return ms
     */
    public double milliseconds(int side, int times) throws IOException {
        float[] image = image(side);
        Tiling tiling = Prediction.tiling(model, side, side, 0);
        predict(image, side, tiling);
        double[] taken = new double[times];
        for (int i = 0; i < times; i++) {
            long begun = System.nanoTime();
            predict(image, side, tiling);
            taken[i] = (System.nanoTime() - begun) / 1e6 / depth();
        }
        Arrays.sort(taken);
        return taken[times / 2];
    }

    private float[] predict(float[] image, int side, Tiling tiling) throws IOException {
        TiledNetwork network = new TiledNetwork(model, tiling, progress::log, progress::cancelled);
        Source source = new Source(new Pixels.Floats(image, side, side), Normalisation.NONE);
        int size = scale() * side;
        float[] results = new float[Math.multiplyExact(size, size)];
        List<Target> targets = new ArrayList<>();
        for (int c = 0; c < model.description().given(); c++)
            targets.add(
                    new Target(
                            new Pixels.Floats(c == 0 ? results : results.clone(), size, size),
                            Normalisation.NONE,
                            Bounds.NONE));
        if (model.description().volume()) {
            network.runVolume(Collections.nCopies(DEPTH, source), 1, targets, this::requireGoingOn);
            return results;
        }
        network.run(
                model.description().told()
                        ? List.of(new Source(source.pixels(), Normalisation.NONE, NOISE))
                        : Collections.nCopies(model.description().taken(), source),
                targets,
                this::requireGoingOn);
        return results;
    }

    private int depth() {
        return model.description().volume() ? DEPTH : 1;
    }

    private void requireGoingOn() {
        if (progress.cancelled()) throw new CancellationException("Cancelled");
    }

    private int scale() {
        return model.description().scale();
    }

    /** Waves of many lengths and grain, 0 to 1; the same on every machine. */
    private static float[] image(int side) {
        float[] image = new float[Math.multiplyExact(side, side)];
        for (int y = 0; y < side; y++)
            for (int x = 0; x < side; x++) {
                int i = y * side + x;
                double waves = Math.sin(0.13 * x + 2e-4 * x * y) + Math.cos(0.041 * y - 0.3 * x);
                double grain = ((i * 0x9E3779B9 >>> 8) & 0xffff) / 65535.0;
                image[i] = (float) (0.4 + 0.15 * waves + 0.3 * (grain - 0.5));
            }
        return image;
    }

    /** The largest difference; NaN when a value is. */
    public static double largest(float[] a, float[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i] - b[i]));
        return largest;
    }
}
