package org.mulligan.train.vst;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.mulligan.loss.MeanSquaredError;
import org.mulligan.network.NetworkSize;
import org.mulligan.network.UNet;
import org.mulligan.tensor.Adam;
import org.mulligan.tensor.Feeds;
import org.mulligan.tensor.Gradients;
import org.mulligan.tensor.LastLayer;
import org.mulligan.tensor.Layers;
import org.mulligan.tensor.MovingAverage;
import org.mulligan.tensor.RestorationInputs;
import org.mulligan.tensor.Updates;
import org.mulligan.tensor.frozen.FrozenGraph;
import org.mulligan.train.TrainingGraph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;

/**
 * Trains the denoiser that {@code method=noise2vst} puts between its curves: Gaussian noise of one
 * standard deviation over {@link Textures} of any contrast. No command of a user does this, as such
 * a network is of no use without a curve that brings the noise to that deviation.
 *
 * <p>{@code GaussianRecipe gaussian.pb.gz} writes the file of the resources: about ten minutes on
 * one core. The weights repeat with the same CPU and number of threads.
 */
final class GaussianRecipe {
    private static final int STEPS = 5400;
    private static final int IMAGES = 700;
    private static final int BATCH = 12;
    private static final int PATCH = 64;
    private static final double RATE = 1.2e-3;
    private static final double DECAY = 0.995;

    /** Contrast of an image, standard deviations of the noise. */
    private static final double LEAST = 1.5;

    private static final double MOST = 75;

    private GaussianRecipe() {}

    public static void main(String[] arguments) throws Exception {
        Random random = new Random(1);
        List<float[]> images = new ArrayList<>();
        for (int i = 0; i < IMAGES; i++) images.add(Textures.image(i, random));
        try (Training training = new Training()) {
            double mean = 0;
            for (int step = 0; step < STEPS; step++) {
                double loss = training.step(step, images, random);
                mean += (loss - mean) / Math.min(step + 1, 200);
                if ((step + 1) % 300 == 0)
                    System.out.printf("step %d: error %.6f of 0.01%n", step + 1, mean);
            }
            byte[] bytes =
                    FrozenGraph.of(
                                    (layers, x) ->
                                            new UNet().apply(layers, x, GaussianDenoiser.SIZE),
                                    training.weights())
                            .bytes();
            try (OutputStream file =
                    new GZIPOutputStream(Files.newOutputStream(Path.of(arguments[0])))) {
                file.write(bytes);
            }
        }
    }

    private static final class Training extends TrainingGraph {
        private final RestorationInputs inputs = new RestorationInputs(graph, BATCH, PATCH, 1, 1);
        private final Adam adam;
        private final Operand<TFloat32> loss;
        private final Updates updates;
        private final LastLayer last;

        Training() {
            super(1, true);
            NetworkSize size = GaussianDenoiser.SIZE;
            Layers layers = new Layers(graph, variables.within("g."));
            Operand<TFloat32> made = new UNet().apply(layers, inputs.noisy(), size);
            last = LastLayer.of(made);
            loss = new MeanSquaredError().of(layers, made, inputs.target());
            List<String> names = generatorNames();
            adam = adam(names);
            updates =
                    new MovingAverage(graph, variables, names, inputs.decay())
                            .thenAverage(
                                    adam.apply(
                                            Gradients.of(
                                                    graph, "all", loss, variables.values(names))));
            open();
        }

        double step(int step, List<float[]> images, Random random) {
            float[] noisy = new float[BATCH * PATCH * PATCH];
            float[] clean = new float[BATCH * PATCH * PATCH];
            for (int i = 0; i < BATCH; i++)
                fill(images.get(random.nextInt(images.size())), noisy, clean, i, random);
            double rate =
                    RATE
                            * (1 + Math.cos(Math.PI * step / STEPS))
                            / 2
                            * Math.min(1, (step + 1) / 100.0);
            try (Feeds feeds = new Feeds()) {
                Session.Runner runner = runner(last);
                double decay = Math.min(DECAY, (step + 1.0) / (step + 10));
                inputs.feed(runner, noisy, clean, decay, feeds);
                adam.feed(runner, rate + 1e-6, 0.9, step + 1, feeds);
                updates.addTo(runner);
                return measure("The step", runner, List.of(loss))[0];
            }
        }

        private static void fill(
                float[] image, float[] noisy, float[] clean, int number, Random random) {
            int left = random.nextInt(Textures.SIDE - PATCH + 1);
            int top = random.nextInt(Textures.SIDE - PATCH + 1);
            int symmetry = random.nextInt(8);
            double contrast =
                    GaussianDenoiser.SIGMA
                            * LEAST
                            * Math.exp(random.nextDouble() * Math.log(MOST / LEAST));
            for (int y = 0; y < PATCH; y++)
                for (int x = 0; x < PATCH; x++) {
                    int u = (symmetry & 1) > 0 ? PATCH - 1 - x : x;
                    int v = (symmetry & 2) > 0 ? PATCH - 1 - y : y;
                    int from =
                            (symmetry & 4) > 0
                                    ? (top + u) * Textures.SIDE + left + v
                                    : (top + v) * Textures.SIDE + left + u;
                    int to = (number * PATCH + y) * PATCH + x;
                    clean[to] = (float) (contrast * image[from]);
                    noisy[to] =
                            clean[to] + (float) (GaussianDenoiser.SIGMA * random.nextGaussian());
                }
        }

        Map<String, float[]> weights() {
            return weightsOf("ema.g.");
        }
    }
}
