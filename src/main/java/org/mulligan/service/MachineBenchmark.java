package org.mulligan.service;

import ij.ImagePlus;
import ij.process.ShortProcessor;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.mulligan.engine.Device;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.EngineException;
import org.mulligan.engine.Network;
import org.mulligan.engine.Precision;
import org.mulligan.engine.Progress;
import org.mulligan.model.ModelFile;
import org.mulligan.predict.LoadedModel;
import org.mulligan.service.compare.AutoChoice;
import org.mulligan.service.engine.EngineCache;
import org.mulligan.service.engine.EngineStatus;
import org.mulligan.service.report.Provenance;
import org.mulligan.service.restore.RestoreJob;
import org.mulligan.service.restore.RestoreSettings;
import org.mulligan.service.restore.RestoreSettings.BitDepth;

/**
 * How fast this machine is: at 3x3 convolutions, at copying memory, and at denoising 16-bit images
 * with the shipped model, from image to image and the network's share of that. Other programs that
 * run make it slower.
 */
final class MachineBenchmark {
    static final String MODEL = AutoChoice.SHIPPED;
    private static final int[] SIDES = {512, 1024, 2048};
    private static final int RUNS = 7;

    /** Not counted: the network is planned, and Java's code compiled. */
    private static final int WARM_UP = 5;

    /** Floats of a copy, more than any cache of a small machine holds. */
    private static final int COPIED = 1 << 26;

    private final EngineCache engines;
    private final Progress progress;

    MachineBenchmark(EngineCache engines, Progress progress) {
        this.engines = engines;
        this.progress = progress;
    }

    /**
     * Measures, which takes about half a minute.
     *
     * @param status devices as just measured
     * @param lines is told the results, each as soon as it is known
     */
    void run(EngineStatus status, ModelFile model, Consumer<String> lines) throws IOException {
        lines.accept(
                "Mulligan %s, %s, Java %s, %d processors"
                        .formatted(
                                Provenance.version(),
                                status.info().runtime(),
                                Runtime.version(),
                                Runtime.getRuntime().availableProcessors()));
        for (Device device : status.devices().found())
            lines.accept(
                    text(
                            "3x3 convolution in float32, %s (%s): %.0f GFLOP/s",
                            device.id(), device.name(), device.gigaflops()));
        lines.accept(text("Copy of 256 MB, one thread: %.1f GB/s", gigabytesPerSecond()));
        LoadedModel loaded = engines.load(model, 0, Precision.AUTO, DeviceChoice.AUTO);
        lines.accept(
                text(
                        "%s in %s on %s, medians of %d:",
                        MODEL, loaded.network().precision(), loaded.engine().device(), RUNS));
        lines.accept("  image [px]   image to image [ms]   of it network [ms]   [ns/px]");
        for (int side : SIDES) lines.accept(denoising(loaded, side));
    }

    /**
     * Measures once for each line that is read, for a script that measures other programs in turns
     * with this one.
     *
     * @param side of the image, px
     * @param lines is told "ready" and then, each time, the milliseconds from image to image and
     *     those of them in the network
     */
    void inTurns(ModelFile model, int side, BufferedReader asked, Consumer<String> lines)
            throws IOException {
        Denoising denoising =
                new Denoising(
                        engines.load(model, 0, Precision.AUTO, DeviceChoice.AUTO), image(side));
        for (int run = 0; run < WARM_UP; run++) denoising.run();
        lines.accept("ready");
        while (asked.readLine() != null) {
            denoising.run();
            lines.accept(text("%.2f %.2f", denoising.all * 1e-6, denoising.inside() * 1e-6));
        }
    }

    /** One image through the loaded network, with two clocks in nanoseconds. */
    private static final class Denoising {
        private final ImagePlus image;
        private final LoadedModel model;
        private final Timed network;
        private long all;

        Denoising(LoadedModel loaded, ImagePlus image) {
            this.image = image;
            network = new Timed(loaded.network());
            model =
                    new LoadedModel(
                            loaded.description(),
                            loaded.hash(),
                            loaded.sharpness(),
                            network,
                            loaded.engine(),
                            loaded.buffers());
        }

        void run() throws IOException {
            network.nanoseconds = 0;
            long begun = System.nanoTime();
            new RestoreJob(
                            image,
                            RestoreSettings.denoise(
                                    MODEL, 0, 0, Precision.AUTO, DeviceChoice.AUTO, BitDepth.SAME),
                            Progress.SILENT)
                    .toMemory(model);
            all = System.nanoTime() - begun;
        }

        long inside() {
            return network.nanoseconds;
        }
    }

    private String denoising(LoadedModel model, int side) throws IOException {
        Denoising denoising = new Denoising(model, image(side));
        double[] all = new double[RUNS];
        double[] inside = new double[RUNS];
        for (int run = -WARM_UP; run < RUNS; run++) {
            if (progress.cancelled()) throw new CancellationException("Cancelled");
            progress.update(
                    "Denoising %d px".formatted(side),
                    (run + WARM_UP) / (double) (RUNS + WARM_UP),
                    -1);
            denoising.run();
            if (run < 0) continue;
            all[run] = denoising.all;
            inside[run] = denoising.inside();
        }
        return text(
                "  %4d x %-4d   %19.0f   %18.0f   %7.0f",
                side,
                side,
                median(all) * 1e-6,
                median(inside) * 1e-6,
                median(all) / ((double) side * side));
    }

    /** Read and written counted once, as a copy's bytes. */
    private static double gigabytesPerSecond() {
        float[] from = new float[COPIED];
        float[] to = new float[COPIED];
        double[] times = new double[RUNS];
        for (int run = -1; run < RUNS; run++) {
            long begun = System.nanoTime();
            System.arraycopy(from, 0, to, 0, COPIED);
            if (run >= 0) times[run] = System.nanoTime() - begun;
        }
        return (double) Float.BYTES * COPIED / median(times);
    }

    /** Structures of some 60 px under the noise of photons; the same on every machine. */
    private static ImagePlus image(int side) {
        Random random = new Random(2);
        short[] pixels = new short[side * side];
        for (int i = 0; i < pixels.length; i++) {
            double x = i % side * 0.07;
            double y = i / side * 0.05;
            double light = 200 + 600 * Math.pow(Math.sin(x) * Math.cos(y + Math.sin(0.3 * x)), 2);
            pixels[i] = (short) (light + Math.sqrt(light) * random.nextGaussian());
        }
        return new ImagePlus("benchmark", new ShortProcessor(side, side, pixels, null));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** Another network, with a clock. */
    private static final class Timed implements Network {
        private final Network network;
        private long nanoseconds;

        Timed(Network network) {
            this.network = network;
        }

        @Override
        public void run(
                FloatBuffer input,
                FloatBuffer output,
                int height,
                int width,
                BooleanSupplier cancelled)
                throws EngineException {
            run(input, output, 1, height, width, cancelled);
        }

        @Override
        public void run(
                FloatBuffer input,
                FloatBuffer output,
                int depth,
                int height,
                int width,
                BooleanSupplier cancelled)
                throws EngineException {
            long begun = System.nanoTime();
            network.run(input, output, depth, height, width, cancelled);
            nanoseconds += System.nanoTime() - begun;
        }

        @Override
        public Precision precision() {
            return network.precision();
        }

        /** Closed by whoever loaded it. */
        @Override
        public void close() {}
    }
}
