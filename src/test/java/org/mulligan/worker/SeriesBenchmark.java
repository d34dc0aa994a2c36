package org.mulligan.worker;

import ij.ImagePlus;
import ij.io.FileSaver;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mulligan.data.series.CalciumMovie;
import org.mulligan.data.series.SeriesFigures;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.EngineSettings;
import org.mulligan.engine.Network;
import org.mulligan.engine.Precision;
import org.mulligan.engine.Progress;
import org.mulligan.engine.Supervision;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.image.filter.GaussianBlur;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.image.intensity.Percentiles;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.image.series.SeriesAxis;
import org.mulligan.metric.BestGaussian;
import org.mulligan.metric.CarePsnr;
import org.mulligan.model.ModelFile;
import org.mulligan.service.MulliganService;
import org.mulligan.service.restore.RestoreSettings;
import org.mulligan.service.restore.RestoreSettings.BitDepth;
import org.scijava.Context;

/**
 * Trains on the noisy frames of a simulated calcium movie, and compares what comes out with what
 * anyone has without it. Arguments: minutes, or steps with an s behind; side of a frame, frames,
 * photons of the background, seed; a model to take instead of training. Or: minutes, a folder of
 * noisy frames, one of clean ones of the same names. The property {@code start} is a model to begin
 * with.
 */
public final class SeriesBenchmark {
    private static final List<Integer> DISTANCES = List.of(-2, -1, 1, 2);

    private SeriesBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        String time = arguments[0];
        if (arguments.length == 3) {
            recorded(time, Path.of(arguments[1]), Path.of(arguments[2]));
            System.exit(0);
        }
        int side = Integer.parseInt(arguments[1]);
        int frames = Integer.parseInt(arguments[2]);
        double photons = Double.parseDouble(arguments[3]);
        long seed = Long.parseLong(arguments[4]);
        CalciumMovie movie = CalciumMovie.of(side, frames, photons, seed);
        System.out.printf(
                "%d frames of %d px, %.1f photons, %d cells, seed %d%n",
                frames, side, photons, movie.cells().size(), seed);
        row("noisy", movie, movie.noisy());
        row("mean of k-1 and k+1", movie, means(movie.noisy(), List.of(-1, 1)));
        List<float[]> four = means(movie.noisy(), DISTANCES);
        row("mean of four", movie, four);
        gaussian("noisy", movie, movie.noisy());
        gaussian("mean of four", movie, four);
        Path folder = Files.createTempDirectory("mulligan-series");
        Path file = folder.resolve("movie.tif");
        new FileSaver(movie.image()).saveAsTiffStack(file.toString());
        Path model =
                arguments.length > 5
                        ? Path.of(arguments[5])
                        : train(file, folder.resolve("temporal.zip"), time, seed);
        System.out.println("model " + model);
        alone(movie, model);
        try (Context context = new Context(MulliganService.class)) {
            MulliganService mulligan = context.service(MulliganService.class);
            row(
                    "shipped, frame by frame",
                    movie,
                    restored(
                            mulligan,
                            movie.image(),
                            mulligan.shippedModel("fluorescence").orElseThrow()));
            row(
                    "neighbours, and what only the frame shows",
                    movie,
                    restored(mulligan, movie.image(), model));
        }
        System.exit(0);
    }

    /** PSNR after CARE's fit: the two have scales of their own. */
    private static void recorded(String time, Path noisyFolder, Path cleanFolder)
            throws IOException {
        List<float[]> noisy = new ArrayList<>();
        List<float[]> clean = new ArrayList<>();
        int width = 0;
        int height = 0;
        for (Path file : ImageFiles.list(noisyFolder)) {
            ImagePlus image = ImageFiles.open(file);
            width = image.getWidth();
            height = image.getHeight();
            noisy.add((float[]) image.getProcessor().convertToFloatProcessor().getPixels());
            ImagePlus target = ImageFiles.open(cleanFolder.resolve(file.getFileName()));
            clean.add((float[]) target.getProcessor().convertToFloatProcessor().getPixels());
        }
        ImagePlus stack = CalciumMovie.image("frames", noisy, width, height);
        fitted("noisy", noisy, clean, width, height);
        List<float[]> four = means(noisy, DISTANCES);
        fitted("mean of four", four, clean, width, height);
        for (double sigma : BestGaussian.sigmas())
            fitted(
                    "Gaussian %.2f".formatted(sigma),
                    blurred(noisy, width, height, sigma),
                    clean,
                    width,
                    height);
        for (double sigma : new double[] {0.5, 0.75, 1, 1.25})
            fitted(
                    "mean of four, Gaussian %.2f".formatted(sigma),
                    blurred(four, width, height, sigma),
                    clean,
                    width,
                    height);
        Path model =
                train(
                        noisyFolder,
                        Files.createTempDirectory("mulligan-series").resolve("temporal.zip"),
                        time,
                        1);
        try (Context context = new Context(MulliganService.class)) {
            MulliganService mulligan = context.service(MulliganService.class);
            Path shipped = mulligan.shippedModel("fluorescence").orElseThrow();
            fitted(
                    "shipped, frame by frame",
                    restored(mulligan, stack, shipped),
                    clean,
                    width,
                    height);
            fitted("neighbours", restored(mulligan, stack, model), clean, width, height);
        }
    }

    private static List<float[]> blurred(
            List<float[]> frames, int width, int height, double sigma) {
        return frames.stream().map(f -> GaussianBlur.blur(f, width, height, sigma)).toList();
    }

    private static void fitted(
            String what, List<float[]> made, List<float[]> clean, int width, int height) {
        double mean = 0;
        double worst = Double.POSITIVE_INFINITY;
        for (int t = 0; t < made.size(); t++) {
            double one = new CarePsnr().compare(clean.get(t), made.get(t), width, height);
            mean += one / made.size();
            worst = Math.min(worst, one);
        }
        System.out.printf("%s: CARE PSNR %.2f dB, worst frame %.2f%n", what, mean, worst);
    }

    private static Path train(Path file, Path model, String time, long seed) throws IOException {
        boolean steps = time.endsWith("s");
        double number = Double.parseDouble(steps ? time.substring(0, time.length() - 1) : time);
        TrainingPlan plan =
                new TrainingPlan(
                        new TrainingPlan.Images(
                                Optional.empty(), file, true, false, false, Supervision.NEIGHBOURS),
                        TrainingPlan.Imaging.noise(new TrainingPlan.Range(3, 300), 1),
                        new TrainingPlan.Generator(
                                "unet",
                                "l2",
                                32,
                                3,
                                Optional.ofNullable(System.getProperty("start")).map(Path::of)),
                        new TrainingPlan.Adversary("none", 0),
                        new TrainingPlan.Schedule(
                                steps ? 1 : number, steps ? (long) number : 0, 64, 8),
                        seed,
                        Precision.AUTO,
                        DeviceChoice.CPU,
                        model,
                        false);
        long begun = System.nanoTime();
        try (SameProcessEngine engine =
                new SameProcessEngine(EngineSettings.on(DeviceChoice.CPU))) {
            engine.train(
                    plan,
                    new TrainingListener() {
                        @Override
                        public void log(String line) {
                            System.out.println("  " + line);
                        }
                    });
        }
        System.out.printf("trained in %.1f min%n", (System.nanoTime() - begun) / 60e9);
        return model;
    }

    /** The network by itself, on whole frames. */
    private static void alone(CalciumMovie movie, Path path) throws IOException {
        ModelFile model = ModelFile.open(path);
        int side = movie.width();
        float[] all = new float[movie.noisy().size() * side * side];
        for (int t = 0; t < movie.noisy().size(); t++)
            System.arraycopy(movie.noisy().get(t), 0, all, t * side * side, side * side);
        Percentiles percentiles = new Percentiles(all);
        Normalisation units = new Normalisation(percentiles.at(1), percentiles.at(99.8));
        SeriesAxis axis = new SeriesAxis(1, movie.noisy().size());
        List<float[]> made = new ArrayList<>();
        try (SameProcessEngine engine = new SameProcessEngine(EngineSettings.on(DeviceChoice.CPU));
                Network network = engine.load(model, 0, Precision.AUTO)) {
            FloatBuffer from = engine.allocate(DISTANCES.size() * side * side);
            FloatBuffer to = engine.allocate(side * side);
            for (int t = 0; t < axis.length(); t++) {
                for (int d = 0; d < DISTANCES.size(); d++) {
                    float[] plane = movie.noisy().get(axis.neighbour(t, DISTANCES.get(d)));
                    for (int i = 0; i < plane.length; i++)
                        from.put(i * DISTANCES.size() + d, units.apply(plane[i]));
                }
                network.run(from, to, side, side, () -> false);
                float[] frame = new float[side * side];
                for (int i = 0; i < frame.length; i++) frame[i] = (float) units.undo(to.get(i));
                made.add(frame);
            }
        }
        row("neighbours alone", movie, made);
    }

    private static List<float[]> restored(MulliganService mulligan, ImagePlus movie, Path model)
            throws IOException {
        RestoreSettings settings =
                RestoreSettings.denoise(
                        model.toString(), 0, 0, Precision.AUTO, DeviceChoice.CPU, BitDepth.FLOAT);
        long begun = System.nanoTime();
        ImagePlus result = mulligan.restore(movie, settings, Optional.empty(), Progress.SILENT);
        System.out.printf(
                "  %.3f s a frame%n", (System.nanoTime() - begun) / 1e9 / movie.getStackSize());
        List<float[]> frames = new ArrayList<>();
        for (int slice = 1; slice <= result.getStackSize(); slice++)
            frames.add((float[]) result.getStack().getPixels(slice));
        return frames;
    }

    private static List<float[]> means(List<float[]> frames, List<Integer> distances) {
        SeriesAxis axis = new SeriesAxis(1, frames.size());
        List<float[]> means = new ArrayList<>();
        for (int t = 0; t < frames.size(); t++) {
            float[] mean = new float[frames.get(0).length];
            for (int distance : distances) {
                float[] plane = frames.get(axis.neighbour(t, distance));
                for (int i = 0; i < mean.length; i++) mean[i] += plane[i] / distances.size();
            }
            means.add(mean);
        }
        return means;
    }

    /** The sigma that is best for the mean PSNR of all frames. */
    private static void gaussian(String what, CalciumMovie movie, List<float[]> frames) {
        SeriesFigures best = null;
        double found = 0;
        for (double sigma : BestGaussian.sigmas()) {
            SeriesFigures figures =
                    SeriesFigures.of(movie, blurred(frames, movie.width(), movie.height(), sigma));
            if (best != null && figures.psnr() <= best.psnr()) continue;
            best = figures;
            found = sigma;
        }
        System.out.printf("best Gaussian of %s, sigma %.2f px: %s%n", what, found, best);
    }

    private static void row(String what, CalciumMovie movie, List<float[]> frames) {
        System.out.printf("%s: %s%n", what, SeriesFigures.of(movie, frames));
    }
}
