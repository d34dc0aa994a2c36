package org.mulligan.service.restore;

import ij.ImagePlus;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Engine;
import org.mulligan.engine.EngineSettings;
import org.mulligan.engine.Precision;
import org.mulligan.engine.Progress;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.engine.process.Engines;
import org.mulligan.model.Task;
import org.mulligan.service.MulliganService;
import org.mulligan.service.report.Purpose;
import org.mulligan.service.restore.RestoreSettings.BitDepth;
import org.scijava.Context;

/**
 * What the engine's own process costs, with the shipped model: {@code start} (one prediction, cold
 * and warm), {@code overhead} (against the engine in this process, in turns), {@code memory} (of
 * both processes over 2,000 predictions and 2,000 steps), {@code tasks MODEL...} (each model on one
 * image of 1024 x 1024 px: time, and memory of its engine). Start with {@code -Dmulligan.home=.}
 * and javacpp's limits off.
 */
final class ProcessBenchmark {
    private static final int RUNS = 15;

    private ProcessBenchmark() {}

    public static void main(String[] what) throws IOException {
        if (what.length > 0 && what[0].equals("tasks")) {
            for (String model : List.of(what).subList(1, what.length)) task(model);
            System.exit(0);
        }
        for (String one : what)
            switch (one) {
                case "start" -> start();
                case "overhead" -> overhead();
                case "memory" -> {
                    predictions();
                    steps();
                }
                default -> throw new IllegalArgumentException("There is no benchmark " + one);
            }
        System.exit(0);
    }

    private static void start() throws IOException {
        ImagePlus image = image(256);
        double begun = now();
        try (Context context = context(Engines::ownProcess)) {
            double ready = now();
            for (String which : new String[] {"cold", "warm"}) {
                double before = now();
                denoise(context, image);
                print("first tile, %s: %.2f s", which, now() - before);
            }
            print("SciJava's context before: %.2f s", ready - begun);
        }
    }

    private static void overhead() throws IOException {
        try (Context own = context(Engines::ownProcess);
                Context same = context(Engines::sameProcess)) {
            for (int side : new int[] {2048, 1024, 512, 256}) {
                ImagePlus image = image(side);
                short[] there = denoise(own, image);
                short[] here = denoise(same, image);
                double[] apart = new double[RUNS];
                double[] together = new double[RUNS];
                for (int i = 0; i < RUNS; i++) {
                    apart[i] = seconds(own, image);
                    together[i] = seconds(same, image);
                }
                print(
                        "%d x %d px: own process %.0f ms, same process %.0f ms (medians of %d), ratio %.3f; the same bits: %s",
                        side,
                        side,
                        1e3 * median(apart),
                        1e3 * median(together),
                        RUNS,
                        median(apart) / median(together),
                        Arrays.equals(there, here));
            }
        }
    }

    private static void task(String model) throws IOException {
        ImagePlus image = image(1024);
        image.setRoi(100, 100, 32, 32);
        try (Context context = context(Engines::ownProcess)) {
            MulliganService mulligan = context.service(MulliganService.class);
            Task task = mulligan.model(model).description().task();
            Purpose purpose =
                    task.equals(Task.DENOISE)
                            ? Purpose.DENOISE
                            : task.equals(Task.SUPER_RESOLVE)
                                    ? Purpose.SUPER_RESOLVE
                                    : Purpose.RESTORE;
            RestoreSettings settings =
                    new RestoreSettings(
                            purpose,
                            model,
                            0,
                            0,
                            Precision.AUTO,
                            DeviceChoice.CPU,
                            BitDepth.SAME,
                            task.equals(Task.INPAINT)
                                    ? new MaskChoice("roi", Optional.empty())
                                    : MaskChoice.NONE);
            double[] seconds = new double[RUNS];
            for (int i = -3; i < RUNS; i++) {
                double begun = now();
                mulligan.restore(image, settings, Optional.empty(), Progress.SILENT);
                if (i >= 0) seconds[i] = now() - begun;
            }
            print(
                    "%s (%s): %.0f ms (median of %d), engine %d MB",
                    model,
                    task,
                    1e3 * median(seconds),
                    RUNS,
                    mulligan.engineStatus(Progress.SILENT).info().resident() >> 20);
        }
    }

    private static void predictions() throws IOException {
        ImagePlus image = image(256);
        try (Context context = context(Engines::ownProcess)) {
            for (int i = 0; i <= 2000; i++) {
                denoise(context, image);
                if (i % 500 == 0) resident("predictions", i);
            }
        }
    }

    private static void steps() throws IOException {
        Path folder = Files.createTempDirectory("mulligan-benchmark");
        try (Context context = context(Engines::ownProcess)) {
            MulliganService mulligan = context.service(MulliganService.class);
            mulligan.simulate(
                    folder.resolve("pairs"),
                    new Simulating.Plan(
                            12,
                            160,
                            1,
                            "cells",
                            Optional.of(new TrainingPlan.Range(5, 50)),
                            Optional.empty(),
                            1),
                    Progress.SILENT);
            TrainingPlan plan =
                    new TrainingPlan(
                            new TrainingPlan.Images(
                                    Optional.of(folder.resolve("pairs/noisy")),
                                    folder.resolve("pairs/clean"),
                                    true,
                                    false),
                            TrainingPlan.Imaging.noise(new TrainingPlan.Range(3, 300), 1),
                            new TrainingPlan.Generator("unet", 16, 2),
                            new TrainingPlan.Adversary("hinge", 2),
                            new TrainingPlan.Schedule(1, 2000, 64, 8),
                            1,
                            Precision.AUTO,
                            DeviceChoice.AUTO,
                            folder.resolve("model.zip"),
                            false);
            mulligan.train(
                    plan,
                    new TrainingListener() {
                        private long next;

                        @Override
                        public void update(String what, double fraction, double left) {
                            if (Math.round(2000 * fraction) < next) return;
                            resident("steps", Math.round(2000 * fraction));
                            next += 500;
                        }
                    });
        }
    }

    /** Of this process and of those that it started. */
    private static void resident(String what, long count) {
        StringBuilder line =
                new StringBuilder(
                        "after %d %s: host %d MB"
                                .formatted(count, what, megabytes(ProcessHandle.current())));
        ProcessHandle.current()
                .children()
                .forEach(child -> line.append(", engine %d MB".formatted(megabytes(child))));
        System.out.println(line);
    }

    private static long megabytes(ProcessHandle process) {
        try {
            return Files.readAllLines(Path.of("/proc", "" + process.pid(), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    private static Context context(Function<EngineSettings, Engine> start) {
        Context context = new Context(MulliganService.class);
        context.service(MulliganService.class).startEngineWith(start);
        return context;
    }

    private static double seconds(Context context, ImagePlus image) throws IOException {
        double begun = now();
        denoise(context, image);
        return now() - begun;
    }

    private static short[] denoise(Context context, ImagePlus image) throws IOException {
        return (short[])
                context.service(MulliganService.class)
                        .restore(
                                image,
                                RestoreSettings.denoise(
                                        "fluorescence",
                                        0,
                                        0,
                                        Precision.AUTO,
                                        DeviceChoice.CPU,
                                        BitDepth.SAME),
                                Optional.empty(),
                                Progress.SILENT)
                        .getProcessor()
                        .getPixels();
    }

    private static ImagePlus image(int side) {
        Random random = new Random(2);
        short[] pixels = new short[side * side];
        for (int i = 0; i < pixels.length; i++)
            pixels[i] = (short) (1000 + 300 * Math.sin(0.02 * i) + 100 * random.nextGaussian());
        return new ImagePlus("benchmark", new ShortProcessor(side, side, pixels, null));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double now() {
        return System.nanoTime() * 1e-9;
    }

    private static void print(String text, Object... values) {
        System.out.printf(Locale.ROOT, text + "%n", values);
    }
}
