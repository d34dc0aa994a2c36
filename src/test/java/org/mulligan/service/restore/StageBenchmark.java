package org.mulligan.service.restore;

import ij.ImagePlus;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Engine;
import org.mulligan.engine.EngineSettings;
import org.mulligan.engine.Network;
import org.mulligan.engine.Precision;
import org.mulligan.engine.Progress;
import org.mulligan.engine.process.Engines;
import org.mulligan.image.io.SurroundedPart;
import org.mulligan.image.plane.Pixels;
import org.mulligan.model.ModelDescription;
import org.mulligan.model.ModelFile;
import org.mulligan.noise.NoiseLeft;
import org.mulligan.predict.LoadedModel;
import org.mulligan.predict.NetworkInput;
import org.mulligan.predict.Prediction;
import org.mulligan.predict.TileBuffers;
import org.mulligan.service.MulliganService;
import org.mulligan.service.restore.RestoreSettings.BitDepth;
import org.scijava.Context;

/**
 * Where the milliseconds of a denoising go, with the shipped model and a warm engine in its own
 * process: image to image through the service, the part of it in the network, and each stage
 * outside by itself. Arguments: sides in px, 1024 if none. Start with {@code -Dmulligan.home=.} and
 * javacpp's limits off.
 */
final class StageBenchmark {
    private static final int RUNS = Integer.getInteger("runs", 15);

    private static double inNetwork;

    private StageBenchmark() {}

    /** A step that is timed. */
    @FunctionalInterface
    private interface Stage {
        void run() throws IOException;
    }

    public static void main(String[] sides) throws IOException {
        for (String side : sides.length == 0 ? new String[] {"1024"} : sides)
            measure(Integer.parseInt(side));
        System.exit(0);
    }

    private static void measure(int side) throws IOException {
        ImagePlus image = image(side);
        RestoreSettings settings =
                RestoreSettings.denoise(
                        "fluorescence", 0, 0, Precision.AUTO, DeviceChoice.CPU, BitDepth.SAME);
        Map<String, double[]> times = new LinkedHashMap<>();
        try (Context context = new Context(MulliganService.class)) {
            MulliganService mulligan = context.service(MulliganService.class);
            mulligan.startEngineWith(chosen -> timed(Engines.ownProcess(chosen)));
            ModelFile file = mulligan.model("fluorescence");
            ModelDescription model = file.description();
            for (int run = -3; run < RUNS; run++) {
                int i = run;
                inNetwork = 0;
                double processors = processors();
                time(
                        times,
                        i,
                        "image to image",
                        () -> mulligan.restore(image, settings, Optional.empty(), Progress.SILENT));
                put(times, i, "- in the network", inNetwork);
                put(times, i, "- of processors outside", processors() - processors);
                stages(times, i, image, settings, model);
            }
        }
        System.out.printf("%d x %d px, medians of %d [ms]%n", side, side, RUNS);
        times.forEach(
                (name, all) ->
                        System.out.printf(
                                Locale.ROOT,
                                "%-44s %8.1f  (%.1f to %.1f)%n",
                                name,
                                median(all),
                                Arrays.stream(all).min().orElse(0),
                                Arrays.stream(all).max().orElse(0)));
    }

    private static void stages(
            Map<String, double[]> times,
            int i,
            ImagePlus image,
            RestoreSettings settings,
            ModelDescription model)
            throws IOException {
        RestoreMode mode =
                RestoreMode.of(
                        SurroundedPart.of(
                                image,
                                settings.cut(),
                                settings.surroundings(model, image.getNFrames())),
                        model,
                        settings);
        NetworkInput input = new NetworkInput(mode.planes(), model, Progress.SILENT);
        time(times, i, "intensities, hot pixels", input::channels);
        time(
                times,
                i,
                "would rounding bias",
                () -> RoundingBias.worst(mode.planes(), input.channels()));
        time(
                times,
                i,
                "unlike the training's?",
                () ->
                        OutOfDistributionCheck.warnings(
                                input.planes(), input.normalisations(), model));
        time(
                times,
                i,
                "noise: warnings and figures",
                () -> {
                    var unused =
                            NoiseCheck.of(input.planes(), input.planes(), model, true)
                                    .figures()
                                    .get();
                });
        Pixels result = Pixels.blank(16, image.getWidth(), image.getHeight());
        float[] none = input.planes().read(0).all();
        time(
                times,
                i,
                "noise left",
                () -> {
                    NoiseLeft left = new NoiseLeft();
                    int side = Math.min(1024, image.getWidth());
                    left.add(
                            input.planes().read(0).part(0, 0, side, side),
                            result.part(0, 0, side, side),
                            side,
                            side);
                    left.share();
                });
        LoadedModel still =
                new LoadedModel(
                        model,
                        "",
                        0,
                        new StillNetwork(),
                        new org.mulligan.engine.EngineInfo("", "CPU", 4L << 30, 0, 0),
                        BUFFERS);
        Prediction prediction = Prediction.plan(input, still, "", 0, Short.SIZE, Progress.SILENT);
        time(times, i, "into tiles and out of them", () -> prediction.plane(0, result));
        if (none.length == 0) throw new IllegalStateException();
    }

    private static final TileBuffers BUFFERS = new TileBuffers(Engines.ownProcess(settings()));

    private static EngineSettings settings() {
        return new EngineSettings(DeviceChoice.CPU, 0, 0);
    }

    /** Takes no time. */
    private static final class StillNetwork implements Network {
        @Override
        public void run(
                java.nio.FloatBuffer input,
                java.nio.FloatBuffer output,
                int height,
                int width,
                java.util.function.BooleanSupplier cancelled) {}

        @Override
        public Precision precision() {
            return Precision.BF16;
        }

        @Override
        public void close() {}
    }

    private static Engine timed(Engine engine) {
        return (Engine)
                Proxy.newProxyInstance(
                        StageBenchmark.class.getClassLoader(),
                        new Class<?>[] {Engine.class},
                        (self, method, arguments) -> {
                            try {
                                Object answer = method.invoke(engine, arguments);
                                return answer instanceof Network network ? timed(network) : answer;
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    private static Network timed(Network network) {
        return (Network)
                Proxy.newProxyInstance(
                        StageBenchmark.class.getClassLoader(),
                        new Class<?>[] {Network.class},
                        (self, method, arguments) -> {
                            double begun = now();
                            try {
                                return method.invoke(network, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            } finally {
                                if (method.getName().equals("run")) inNetwork += now() - begun;
                            }
                        });
    }

    private static void time(Map<String, double[]> times, int run, String name, Stage stage)
            throws IOException {
        double begun = now();
        stage.run();
        put(times, run, name, now() - begun);
    }

    private static void put(Map<String, double[]> times, int run, String name, double seconds) {
        double[] all = times.computeIfAbsent(name, key -> new double[RUNS]);
        if (run >= 0) all[run] = 1e3 * seconds;
    }

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

    /** Time of the processors in this process; the engine has one of its own. */
    private static double processors() {
        return ((com.sun.management.OperatingSystemMXBean)
                                java.lang.management.ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                * 1e-9;
    }

    private static double now() {
        return System.nanoTime() * 1e-9;
    }
}
