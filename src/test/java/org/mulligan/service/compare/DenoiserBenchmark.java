package org.mulligan.service.compare;

import ij.IJ;
import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.EngineSettings;
import org.mulligan.engine.Progress;
import org.mulligan.metric.BestGaussian;
import org.mulligan.metric.CarePsnr;
import org.mulligan.metric.Evaluation;
import org.mulligan.metric.Metric;
import org.mulligan.metric.Psnr;
import org.mulligan.metric.Ssim;
import org.mulligan.metric.risk.Denoiser;
import org.mulligan.model.ModelFile;
import org.mulligan.service.engine.EngineCache;
import org.mulligan.service.restore.RestoreSettings;
import org.mulligan.worker.SameProcessEngine;

/**
 * Denoisers on images that they have not seen, beside the best Gaussian of each image by the truth.
 * Arguments: paths of models; {@code all} prints each image.
 *
 * <p>Property {@code mulligan.data}: the folder of {@code fmd_test48}, {@code w2s_denoise}, {@code
 * sstem_vnc} and {@code natural_gray}; a set that is not there is said to be missing. Property
 * {@code mulligan.only}: a pattern of the sets' names. Property {@code mulligan.strength}: of
 * models that are told of the noise.
 */
final class DenoiserBenchmark {
    private static final double STRENGTH =
            Double.parseDouble(System.getProperty("mulligan.strength", "1"));

    private record Pair(String name, float[] noisy, float[] truth, int width) {
        int height() {
            return noisy.length / width;
        }
    }

    /**
     * @param metric dB
     * @param care whether SSIM is after CARE's affine fit
     */
    private record Sample(String name, List<Pair> pairs, Metric metric, boolean care) {}

    private record Figure(String name, double gaussian, double psnr, double ssim) {}

    private DenoiserBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Path data = Path.of(System.getProperty("mulligan.data", "data"));
        List<String> given = new ArrayList<>(List.of(arguments));
        boolean each = given.remove("all");
        String only = System.getProperty("mulligan.only", ".*");
        try (EngineCache engines =
                new EngineCache(
                        settings -> new SameProcessEngine(EngineSettings.on(DeviceChoice.CPU)))) {
            for (Sample sample : samples(data)) {
                if (!sample.name.matches(only)) continue;
                if (sample.pairs.isEmpty()) {
                    System.out.printf("SKIPPED: %s is not in %s%n", sample.name, data);
                    continue;
                }
                double[] gaussians = new double[sample.pairs.size()];
                for (int i = 0; i < gaussians.length; i++) {
                    Pair pair = sample.pairs.get(i);
                    gaussians[i] =
                            BestGaussian.of(
                                            pair.truth,
                                            pair.noisy,
                                            pair.width,
                                            pair.height(),
                                            sample.metric)
                                    .score();
                }
                for (String path : given) {
                    ModelFile file = ModelFile.open(Path.of(path));
                    Networks networks =
                            new Networks(
                                    List.of(file),
                                    engines,
                                    new Object(),
                                    RestoreSettings.denoise(path).withStrength(STRENGTH));
                    Denoiser denoiser = networks.load(file, Progress.SILENT);
                    List<Figure> figures = new ArrayList<>();
                    for (int i = 0; i < gaussians.length; i++)
                        figures.add(figure(sample, sample.pairs.get(i), gaussians[i], denoiser));
                    print(sample, path, figures, each);
                }
            }
        }
        System.exit(0);
    }

    private static Figure figure(Sample sample, Pair pair, double gaussian, Denoiser denoiser)
            throws IOException {
        float[] result = denoiser.apply(pair.noisy, pair.width, pair.height());
        double ssim =
                sample.care
                        ? Evaluation.of(
                                        List.of(
                                                new Evaluation.Sample(
                                                        pair.name,
                                                        pair.truth,
                                                        result,
                                                        Optional.empty(),
                                                        pair.width,
                                                        pair.height())))
                                .mean()
                                .careSsimUniform()
                        : new Ssim().compare(pair.truth, result, pair.width, pair.height());
        return new Figure(
                pair.name,
                gaussian,
                sample.metric.compare(pair.truth, result, pair.width, pair.height()),
                ssim);
    }

    private static void print(Sample sample, String path, List<Figure> figures, boolean each) {
        double gaussian = 0;
        double psnr = 0;
        double ssim = 0;
        double wide = 0;
        int ofWide = 0;
        List<String> below = new ArrayList<>();
        Figure worst = figures.get(0);
        for (Figure figure : figures) {
            gaussian += figure.gaussian / figures.size();
            psnr += figure.psnr / figures.size();
            ssim += figure.ssim / figures.size();
            if (figure.name.startsWith("WideField")) {
                wide += figure.psnr;
                ofWide++;
            }
            if (figure.psnr < figure.gaussian)
                below.add(text("%s %.2f", figure.name, figure.psnr - figure.gaussian));
            if (figure.psnr - figure.gaussian < worst.psnr - worst.gaussian) worst = figure;
            if (each)
                System.out.println(
                        text(
                                "  %-28s %.2f, Gaussian %.2f",
                                figure.name, figure.psnr, figure.gaussian));
        }
        System.out.println(
                text(
                        "%-10s %-30s n = %d: %.2f dB / %.4f, best Gaussian of each %.2f, worst %+.2f (%s); below it %d %s%s",
                        sample.name,
                        path.replaceFirst(".*/(.*/)", "$1"),
                        figures.size(),
                        psnr,
                        ssim,
                        gaussian,
                        worst.psnr - worst.gaussian,
                        worst.name,
                        below.size(),
                        below,
                        ofWide == 0
                                ? ""
                                : text("; wide field %.2f (n = %d)", wide / ofWide, ofWide)));
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static List<Sample> samples(Path data) throws IOException {
        List<Pair> fmd = pairs(data.resolve("fmd_test48"), "raw", "gt");
        List<Pair> clean = new ArrayList<>();
        for (Pair pair : fmd) clean.add(new Pair(pair.name, pair.truth, pair.truth, pair.width));
        return List.of(
                new Sample("FMD", fmd, new Psnr(), false),
                new Sample(
                        "W2S",
                        pairs(data.resolve("w2s_denoise/test"), "noisy_avg1", "clean_avg400"),
                        new CarePsnr(),
                        true),
                new Sample("EM", noised(data.resolve("sstem_vnc/raw"), 30), new Psnr(), false),
                new Sample(
                        "Set12", noised(data.resolve("natural_gray/Set12"), 25), new Psnr(), false),
                new Sample("clean", clean, new Psnr(), false));
    }

    private static List<Pair> pairs(Path folder, String noisy, String clean) throws IOException {
        List<Pair> pairs = new ArrayList<>();
        for (Path file : files(folder.resolve(noisy))) {
            ImagePlus shot = IJ.openImage(file.toString());
            Path truth = folder.resolve(clean).resolve(file.getFileName());
            pairs.add(
                    new Pair(
                            shot.getTitle(),
                            floats(shot),
                            floats(IJ.openImage(truth.toString())),
                            shot.getWidth()));
        }
        return pairs;
    }

    private static List<Pair> noised(Path folder, double sigma) throws IOException {
        List<Pair> pairs = new ArrayList<>();
        for (Path file : files(folder)) {
            ImagePlus image = IJ.openImage(file.toString());
            float[] truth = floats(image);
            float[] noisy = truth.clone();
            Random random = new Random(pairs.size());
            for (int i = 0; i < noisy.length; i++)
                noisy[i] += (float) (sigma * random.nextGaussian());
            pairs.add(new Pair(image.getTitle(), noisy, truth, image.getWidth()));
        }
        return pairs;
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    private static float[] floats(ImagePlus image) {
        return (float[]) image.getProcessor().convertToFloat().getPixels();
    }
}
