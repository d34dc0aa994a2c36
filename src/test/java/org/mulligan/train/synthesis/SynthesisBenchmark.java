package org.mulligan.train.synthesis;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.mulligan.data.samples.Fit;
import org.mulligan.data.samples.Samples;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Precision;
import org.mulligan.engine.SynthesisPlan;
import org.mulligan.tensor.Sessions;
import org.mulligan.train.Extensions;
import org.mulligan.train.LearningRates;
import org.scijava.Context;
import org.scijava.plugin.PluginService;

/**
 * Times a training step of the classic synthesisers with its input pipeline: {@code mlp} with batch
 * 100 at 28 px, {@code dcgan} with batch 64 at 64 px; one system a process, as a training is.
 * {@code src/test/python/synthesis_benchmark.py} times the same in PyTorch and Keras.
 */
final class SynthesisBenchmark {
    private static final int IMAGES = 2000;

    private SynthesisBenchmark() {}

    public static void main(String[] systems) throws IOException {
        Path folder = Files.createTempDirectory("mulligan-benchmark");
        try (Context context = new Context(PluginService.class)) {
            Extensions seams = new Extensions(context.service(PluginService.class));
            for (boolean bf16 : new boolean[] {false, true}) time(folder, seams, systems[0], bf16);
        }
        System.exit(0);
    }

    private static void time(Path folder, Extensions seams, String system, boolean bf16)
            throws IOException {
        int size = system.equals("mlp") ? 28 : 64;
        Path images = folder.resolve("images-" + size + ".idx");
        if (!Files.exists(images)) write(images, size);
        SynthesisPlan plan =
                new SynthesisPlan(
                        new SynthesisPlan.Images(
                                images, Optional.empty(), size, 1, SynthesisPlan.Fit.REFUSE, false),
                        new SynthesisPlan.Drawing(system, "", 0, 0, 0, 0, false, 0),
                        new SynthesisPlan.Schedule(1, 100, 0, 0),
                        1,
                        Precision.FP32,
                        DeviceChoice.CPU,
                        folder.resolve("none"),
                        false);
        if (!seams.system(system).hasLargeLayers()) Sessions.computeSideBySide();
        SynthesisSettings settings =
                SynthesisSettings.of(plan, SynthesisSettings.Common.UNKNOWN, seams);
        Samples samples =
                Samples.open(images, Optional.empty(), size, 1, Fit.REFUSE, 1, line -> {});
        int runs = system.equals("mlp") ? 300 : 40;
        double[] seconds = new double[runs];
        try (SynthesisGraph graph = settings.graph(bf16)) {
            for (int i = -5; i < runs; i++) {
                long begun = System.nanoTime();
                LearningRates rates = settings.rates(i + 5, i + 5, 100, 1);
                graph.step(samples.batch(settings.batch(), i + 5), new int[0], rates);
                graph.average(rates);
                if (i >= 0) seconds[i] = (System.nanoTime() - begun) * 1e-9;
            }
        }
        Arrays.sort(seconds);
        System.out.printf(
                Locale.ROOT,
                "%s, %d px, batch %d, %s: least %.2f ms, median %.2f ms of %d%n",
                system,
                size,
                settings.batch(),
                bf16 ? "bf16" : "fp32",
                1e3 * seconds[0],
                1e3 * seconds[runs / 2],
                runs);
    }

    /** Noise: the time of a step does not depend on what the images show. */
    private static void write(Path file, int size) throws IOException {
        byte[] pixels = new byte[IMAGES * size * size];
        new Random(1).nextBytes(pixels);
        ByteBuffer header = ByteBuffer.allocate(16);
        header.putInt(0x803).putInt(IMAGES).putInt(size).putInt(size);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(header.array());
            out.write(pixels);
        }
    }
}
