package org.mulligan.train.restore;

import ij.ImagePlus;
import ij.process.ShortProcessor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.mulligan.data.degradation.Degradation;
import org.mulligan.data.degradation.PoissonGaussian;
import org.mulligan.data.pairs.Batches;
import org.mulligan.data.pairs.Exposer;
import org.mulligan.data.pairs.TrainingSet;
import org.mulligan.data.simulation.SimulatedPairs;
import org.mulligan.data.simulation.Structures;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Precision;
import org.mulligan.engine.Progress;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.loss.LeastSquares;
import org.mulligan.model.ModelContents;
import org.mulligan.model.ModelDescription;
import org.mulligan.model.ModelFile;
import org.mulligan.model.Task;
import org.mulligan.model.Weights;
import org.mulligan.network.NetworkSize;
import org.mulligan.network.UNet;
import org.mulligan.service.MulliganService;
import org.mulligan.service.restore.RestoreSettings;
import org.mulligan.service.restore.RestoreSettings.BitDepth;
import org.mulligan.tensor.frozen.FrozenGraph;
import org.mulligan.train.LearningRates;
import org.scijava.Context;

/**
 * Times what DESIGN.md 5 has peers' figures for: a warm prediction of 1024 x 1024 px through the
 * service with the U-Net of 32 filters and depth 2, and a GAN step of batch 8 with its input
 * pipeline. {@code src/test/python/keras_benchmark.py} times the same networks in Keras.
 */
public final class Benchmark {
    private static final UNet UNET = new UNet();
    private static final int FILTERS = 32;
    private static final int DEPTH = 2;
    private static final NetworkSize MEASURES = new NetworkSize(FILTERS, DEPTH, 1);
    private static final int SIDE = 1024;

    private Benchmark() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("mulligan-benchmark");
        ModelFile model = model(folder.resolve("benchmark.zip"));
        predict(model, Precision.FP32);
        predict(model, Precision.BF16);
        tiles(model, Precision.FP32);
        tiles(model, Precision.BF16);
        new SimulatedPairs(Structures.CELLS, 256, 1, 15, 15)
                .write(folder.resolve("pairs"), 24, made -> {});
        step(folder.resolve("pairs"), false);
        step(folder.resolve("pairs"), true);
        System.exit(0);
    }

    private static ModelFile model(Path target) throws IOException {
        Map<String, float[]> weights;
        try (GanGraph graph =
                new GanGraph(
                        GanGraphTest.parts(UNET, new LeastSquares(), 1),
                        MEASURES,
                        1,
                        16,
                        1,
                        false)) {
            weights = graph.weights("ema");
        }
        System.out.printf(
                "U-Net, %d filters, depth %d: %d weights%n",
                FILTERS, DEPTH, weights.values().stream().mapToInt(values -> values.length).sum());
        FrozenGraph frozen =
                FrozenGraph.of((layers, x) -> UNET.apply(layers, x, MEASURES), weights);
        ModelDescription description =
                new ModelDescription(
                        "benchmark",
                        "Untrained",
                        Task.DENOISE,
                        "CC0-1.0",
                        UNET.receptiveField(MEASURES),
                        UNET.stride(MEASURES),
                        1,
                        new ModelDescription.PercentileRange(1, 99.8),
                        Map.of());
        int side = 128;
        Random random = new Random(1);
        float[] input = new float[side * side];
        for (int i = 0; i < input.length; i++) input[i] = random.nextFloat();
        Normalisation own = description.percentiles().of(input);
        for (int i = 0; i < input.length; i++) input[i] = own.apply(input[i]);
        return ModelFile.write(
                target,
                new ModelContents(
                        description,
                        Map.of(Weights.FAITHFUL, frozen.bytes()),
                        input,
                        input,
                        side,
                        new BufferedImage(64, 32, BufferedImage.TYPE_BYTE_GRAY),
                        "# Benchmark\n\n# Validation\n\nNone.\n"));
    }

    private static ImagePlus image(int width, int height) {
        Random random = new Random(2);
        short[] pixels = new short[width * height];
        for (int i = 0; i < pixels.length; i++)
            pixels[i] = (short) (1000 + 300 * Math.sin(0.02 * i) + 100 * random.nextGaussian());
        return new ImagePlus("benchmark", new ShortProcessor(width, height, pixels, null));
    }

    private static void predict(ModelFile model, Precision precision) throws IOException {
        ImagePlus image = image(SIDE, SIDE);
        try (Context context = new Context(MulliganService.class)) {
            MulliganService mulligan = context.service(MulliganService.class);
            RestoreSettings settings =
                    RestoreSettings.denoise(
                            model.path().toString(),
                            0,
                            0,
                            precision,
                            DeviceChoice.AUTO,
                            BitDepth.SAME);
            time(
                    "predict %d x %d px through the service, %s".formatted(SIDE, SIDE, precision),
                    3,
                    11,
                    () -> mulligan.restore(image, settings, Optional.empty(), Progress.SILENT));
        }
    }

    /** Largest difference between one tile and several, in the image's units. */
    private static void tiles(ModelFile model, Precision precision) throws IOException {
        try (Context context = new Context(MulliganService.class)) {
            MulliganService mulligan = context.service(MulliganService.class);
            for (int[] size : new int[][] {{512, 512}, {301, 467}, {97, 1}, {640, 233}})
                for (int tile : new int[] {96, 128, 256}) {
                    ImagePlus image = image(size[0], size[1]);
                    float[] whole = pixels(mulligan, model, precision, image, 1280);
                    float[] tiled = pixels(mulligan, model, precision, image, tile);
                    float[] sorted = whole.clone();
                    Arrays.sort(sorted);
                    double range = sorted[sorted.length - 1] - sorted[0];
                    double largest = 0;
                    for (int i = 0; i < whole.length; i++)
                        largest = Math.max(largest, Math.abs(whole[i] - tiled[i]) / range);
                    System.out.printf(
                            Locale.ROOT,
                            "tiled against untiled, %s, %d x %d px, tile %d: %.1e of the range%n",
                            precision,
                            size[0],
                            size[1],
                            tile,
                            largest);
                }
        }
    }

    private static float[] pixels(
            MulliganService mulligan,
            ModelFile model,
            Precision precision,
            ImagePlus image,
            int tile)
            throws IOException {
        return (float[])
                mulligan.restore(
                                image,
                                RestoreSettings.denoise(
                                        model.path().toString(),
                                        0,
                                        tile,
                                        precision,
                                        DeviceChoice.AUTO,
                                        BitDepth.FLOAT),
                                Optional.empty(),
                                Progress.SILENT)
                        .getProcessor()
                        .getPixels();
    }

    private static void step(Path pairs, boolean bf16) throws IOException {
        TrainingSet images =
                TrainingSet.open(
                        Optional.of(pairs.resolve("noisy")),
                        pairs.resolve("clean"),
                        true,
                        false,
                        new Exposer(
                                new PoissonGaussian(),
                                Degradation.Conditions.gaussian(1, 0, 1, 1),
                                3,
                                300,
                                1,
                                99.8,
                                false),
                        64,
                        1,
                        made -> {});
        try (GanGraph graph =
                        new GanGraph(
                                GanGraphTest.parts(UNET, new LeastSquares(), 1),
                                MEASURES,
                                8,
                                64,
                                1,
                                bf16);
                Batches batches = images.batches(8, 0)) {
            LearningRates.Rate rate = new LearningRates.Rate(1e-4, 0.5, 1);
            LearningRates rates = new LearningRates(rate, rate, 0.99);
            time(
                    "GAN step, batch 8 of 64 px, input pipeline included, "
                            + (bf16 ? "bf16" : "fp32"),
                    10,
                    60,
                    () -> graph.adversarialStep(batches.next(), rates));
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void time(String what, int warm, int runs, Work work) throws IOException {
        for (int i = 0; i < warm; i++) work.run();
        double[] times = new double[runs];
        for (int i = 0; i < runs; i++) {
            long start = System.nanoTime();
            work.run();
            times[i] = (System.nanoTime() - start) * 1e-6;
        }
        Arrays.sort(times);
        System.out.printf(
                Locale.ROOT,
                "%s: least %.0f ms, median %.0f ms of %d%n",
                what,
                times[0],
                times[runs / 2],
                runs);
    }
}
