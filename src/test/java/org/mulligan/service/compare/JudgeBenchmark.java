package org.mulligan.service.compare;

import ij.IJ;
import ij.ImagePlus;
import ij.process.FloatProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.mulligan.data.degradation.PoissonGaussian;
import org.mulligan.data.simulation.TenKinds;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.EngineSettings;
import org.mulligan.engine.Progress;
import org.mulligan.image.filter.GaussianBlur;
import org.mulligan.image.intensity.AffineFit;
import org.mulligan.image.intensity.Percentiles;
import org.mulligan.image.plane.ImagePlusPlanes;
import org.mulligan.metric.BestGaussian;
import org.mulligan.metric.Psnr;
import org.mulligan.metric.risk.BlockMeans;
import org.mulligan.metric.risk.Blocks;
import org.mulligan.metric.risk.Denoiser;
import org.mulligan.metric.risk.FineNoise;
import org.mulligan.metric.risk.RiskEstimator;
import org.mulligan.model.ModelFolder;
import org.mulligan.noise.PhotonTransfer;
import org.mulligan.service.engine.EngineCache;
import org.mulligan.service.restore.RestoreSettings;
import org.mulligan.worker.SameProcessEngine;

/**
 * Does the judge choose what is best by the truth? FMD, W2S and simulated fields of ten kinds; with
 * Gaussian, median and the installed denoisers as candidates. Prints of each set in how many images
 * the choice is within 0.1 dB of the best candidate, the worst, those that were not ranked, and how
 * estimates and truth go together.
 *
 * <p>Property {@code mulligan.data}: the folder of {@code fmd_test48} and {@code w2s_denoise}; a
 * set that is not there is said to be missing. Of FMD its truth, the mean of 50 shots, is brought
 * to the light of the shot; of W2S, whose images are each stretched by themselves, too (CARE's
 * affine fit). Property {@code mulligan.only}: a pattern of the images' names. Arguments: {@code
 * recorruption} or {@code thinning} instead of SURE; {@code all} prints each image.
 *
 * <p>What was seen is on the page of the command, {@code commands/compare.md}.
 */
final class JudgeBenchmark {
    private static final int SIDE = 384;
    private static final double[] PEAKS = {8, 30, 100, 300, 1000};
    private static final double GAIN = 3;
    private static final double OFFSET = 100;
    private static final double CLOSE = 0.1;

    private record Pair(String set, String name, float[] noisy, float[] truth, int width) {
        int height() {
            return noisy.length / width;
        }
    }

    /** A candidate, in the mind of the judge and by the truth. */
    private record Candidate(String name, double estimated, double real) {}

    /** An image: what was chosen and what would have been best. */
    private record Outcome(
            Pair pair, Candidate chosen, Candidate best, List<Candidate> all, double range) {
        double below() {
            return 10 * Math.log10(chosen.real / best.real);
        }
    }

    private final String estimator;
    private final Networks networks;

    private JudgeBenchmark(String estimator, Networks networks) {
        this.estimator = estimator;
        this.networks = networks;
    }

    public static void main(String[] arguments) throws Exception {
        List<String> given = List.of(arguments);
        Path data = Path.of(System.getProperty("mulligan.data", "data"));
        List<List<Pair>> sets = List.of(fmd(data), w2s(data), simulated());
        try (EngineCache engines =
                new EngineCache(
                        settings -> new SameProcessEngine(EngineSettings.on(DeviceChoice.CPU)))) {
            Networks networks =
                    new Networks(
                            ModelFolder.standard().list(System.err::println),
                            engines,
                            new Object(),
                            RestoreSettings.denoise(""));
            String estimator =
                    given.contains("recorruption")
                            ? "recorruption"
                            : given.contains("thinning") ? "thinning" : "SURE";
            JudgeBenchmark benchmark = new JudgeBenchmark(estimator, networks);
            List<Outcome> all = new ArrayList<>();
            for (List<Pair> set : sets) {
                List<Outcome> outcomes = benchmark.outcomes(set);
                print(estimator, outcomes, given.contains("all"));
                all.addAll(outcomes);
            }
            System.out.println("Together:");
            print(estimator, all, false);
        }
        System.exit(0);
    }

    private List<Outcome> outcomes(List<Pair> pairs) throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        for (Pair pair : pairs) {
            if (!pair.name.matches(System.getProperty("mulligan.only", ".*"))) continue;
            try {
                outcomes.add(estimator.equals("SURE") ? judged(pair) : otherwise(pair));
            } catch (NotRanked e) {
                System.out.printf("%s not ranked: %s%n", pair.name, e.getMessage());
            }
        }
        return outcomes;
    }

    /** By the judge itself, with its search for the best sigma. */
    private Outcome judged(Pair pair) throws IOException {
        ImagePlus image =
                new ImagePlus(pair.name, new FloatProcessor(pair.width, pair.height(), pair.noisy));
        Ranking ranking =
                new Judging(networks, Progress.SILENT).rank(image, Optional.empty()).get(0);
        List<Candidate> candidates = new ArrayList<>();
        Candidate chosen = null;
        for (Ranked row : ranking.rows()) {
            Candidate candidate =
                    new Candidate(
                            row.method().name(),
                            row.risk().mean(),
                            squaredError(row.result(), pair.truth));
            candidates.add(candidate);
            if (row == ranking.winner()) chosen = candidate;
        }
        return outcome(pair, chosen, candidates);
    }

    /** By another estimate, from Gaussians in steps of half a px. */
    private Outcome otherwise(Pair pair) throws IOException {
        Plane plane = Plane.of(pair);
        RiskEstimator other =
                estimator.equals("thinning") ? new Thinning(plane) : new Recorruption(plane, 0.5);
        List<Method> methods = new ArrayList<>();
        methods.add(Method.RAW);
        for (double sigma = 0.5; sigma <= 3; sigma += 0.5) methods.add(Method.gaussian(sigma));
        methods.add(Method.median(1));
        methods.add(Method.median(2));
        networks.installed().forEach(model -> methods.add(Method.of(model)));
        List<Candidate> candidates = new ArrayList<>();
        for (Method method : methods) {
            Denoiser denoiser =
                    method.isModel()
                            ? networks.load(method.model().orElseThrow(), Progress.SILENT)
                            : method::filter;
            candidates.add(
                    new Candidate(
                            method.name(),
                            other.of(denoiser).risk().mean(),
                            squaredError(
                                    denoiser.apply(pair.noisy, pair.width, pair.height()),
                                    pair.truth)));
        }
        Candidate chosen = candidates.get(0);
        for (Candidate each : candidates) if (each.estimated < chosen.estimated) chosen = each;
        return outcome(pair, chosen, candidates);
    }

    private static Outcome outcome(Pair pair, Candidate chosen, List<Candidate> candidates) {
        BestGaussian gaussian =
                BestGaussian.of(pair.truth, pair.noisy, pair.width, pair.height(), new Psnr());
        List<Candidate> all = new ArrayList<>(candidates);
        all.add(
                new Candidate(
                        "Gaussian by the truth, sigma " + gaussian.sigma(),
                        Double.NaN,
                        squaredError(gaussian.image(), pair.truth)));
        Candidate best = all.get(0);
        for (Candidate each : all) if (each.real < best.real) best = each;
        Percentiles percentiles = new Percentiles(pair.truth);
        return new Outcome(
                pair, chosen, best, candidates, percentiles.at(99.9) - percentiles.at(0.1));
    }

    private static void print(String estimator, List<Outcome> outcomes, boolean each) {
        if (outcomes.isEmpty()) return;
        int close = 0;
        int far = 0;
        Outcome worst = outcomes.get(0);
        double off = 0;
        int told = 0;
        List<double[]> psnr = new ArrayList<>();
        List<double[]> gains = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            if (outcome.below() <= CLOSE) close++;
            if (outcome.below() > 0.5) far++;
            if (outcome.below() > worst.below()) worst = outcome;
            double estimated = decibels(outcome.range, outcome.chosen.estimated);
            double real = decibels(outcome.range, outcome.chosen.real);
            if (Double.isFinite(estimated)) {
                psnr.add(new double[] {estimated, real});
                off += Math.abs(estimated - real);
                told++;
            }
            Candidate raw = named(outcome, "raw");
            for (Candidate candidate : outcome.all)
                if (candidate != raw && candidate.estimated > 0)
                    gains.add(
                            new double[] {
                                10 * Math.log10(raw.estimated / candidate.estimated),
                                10 * Math.log10(raw.real / candidate.real)
                            });
            if (each || outcome.below() > CLOSE)
                System.out.printf(
                        Locale.ROOT,
                        "%-26s chose %s, best %s: %.2f dB below; PSNR estimated %.2f, true %.2f%n",
                        outcome.pair.name,
                        outcome.chosen.name,
                        outcome.best.name,
                        outcome.below(),
                        estimated,
                        real);
        }
        System.out.printf(
                Locale.ROOT,
                "%s, %s: n = %d, within %.1f dB of the best %d (%.1f %%), more than 0.5 dB below"
                        + " %d, worst %.2f dB (%s); correlation of estimated and true PSNR %.3f (n ="
                        + " %d, mean difference %.2f dB), of gains over raw %.3f (n = %d)%n",
                outcomes.get(0).pair.set,
                estimator,
                outcomes.size(),
                CLOSE,
                close,
                100.0 * close / outcomes.size(),
                far,
                worst.below(),
                worst.pair.name,
                correlation(psnr),
                told,
                off / Math.max(1, told),
                correlation(gains),
                gains.size());
    }

    private static Candidate named(Outcome outcome, String name) {
        return outcome.all.stream()
                .filter(each -> each.name.equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static double correlation(List<double[]> pairs) {
        float[] a = new float[pairs.size()];
        float[] b = new float[a.length];
        for (int i = 0; i < a.length; i++) {
            a[i] = (float) pairs.get(i)[0];
            b[i] = (float) pairs.get(i)[1];
        }
        return a.length < 2 ? Double.NaN : AffineFit.of(a, b).correlation();
    }

    private static double decibels(double range, double squaredError) {
        return 10 * Math.log10(range * range / squaredError);
    }

    private static double squaredError(float[] result, float[] truth) {
        double sum = 0;
        for (int i = 0; i < truth.length; i++) sum += Math.pow(result[i] - truth[i], 2);
        return sum / truth.length;
    }

    private static List<Pair> fmd(Path data) throws IOException {
        return pairs("FMD", data.resolve("fmd_test48"), "raw", "gt");
    }

    private static List<Pair> w2s(Path data) throws IOException {
        return pairs("W2S", data.resolve("w2s_denoise/test"), "noisy_avg1", "clean_avg400");
    }

    private static List<Pair> pairs(String set, Path folder, String noisy, String clean)
            throws IOException {
        if (!Files.isDirectory(folder)) {
            System.out.printf("SKIPPED: %s, as %s is not there%n", set, folder);
            return List.of();
        }
        List<Pair> pairs = new ArrayList<>();
        List<Path> files;
        try (Stream<Path> all = Files.list(folder.resolve(noisy))) {
            files = all.sorted().toList();
        }
        for (Path file : files) {
            ImagePlus shot = IJ.openImage(file.toString());
            float[] values = floats(shot);
            float[] truth =
                    floats(
                            IJ.openImage(
                                    folder.resolve(clean).resolve(file.getFileName()).toString()));
            AffineFit light = AffineFit.of(truth, values);
            pairs.add(
                    new Pair(
                            set,
                            shot.getTitle(),
                            values,
                            AffineFit.apply(truth, light.gain(), light.offset()),
                            shot.getWidth()));
        }
        return pairs;
    }

    private static float[] floats(ImagePlus image) {
        return (float[]) image.getProcessor().convertToFloat().getPixels();
    }

    /** A camera with an offset of 100 and 3 units per photon, read noise of 0.5 to 2.5 photons. */
    private static List<Pair> simulated() {
        List<Pair> pairs = new ArrayList<>();
        for (TenKinds kind : TenKinds.values())
            for (double peak : PEAKS) {
                long seed = (long) peak;
                float[] photons = kind.photons(SIDE, peak, seed);
                Random random = new Random(seed + kind.ordinal());
                float[] noisy = PoissonGaussian.count(photons, random.nextDouble(0.5, 2.5), random);
                float[] truth = new float[photons.length];
                for (int i = 0; i < noisy.length; i++) {
                    noisy[i] = (float) Math.max(0, Math.rint(OFFSET + GAIN * noisy[i]));
                    truth[i] = (float) (OFFSET + GAIN * photons[i]);
                }
                String name = "%s %.0f".formatted(kind, peak);
                pairs.add(new Pair("Simulated", name, noisy, truth, SIDE));
            }
        return pairs;
    }

    /** What the other estimates need of a plane. */
    private record Plane(float[] noisy, Blocks blocks, FineNoise noise) {
        static Plane of(Pair pair) {
            ImagePlus image =
                    new ImagePlus(
                            pair.name, new FloatProcessor(pair.width, pair.height(), pair.noisy));
            try {
                JudgedPlane judged = JudgedPlane.of(new ImagePlusPlanes(image), 0);
                Judgeable judgeable = new Judgeable(pair.name, judged);
                Blocks blocks = judgeable.blocks();
                return new Plane(pair.noisy, blocks, judgeable.independent(blocks));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Brightness around each pixel, for its variance. */
        double variance(float[] smooth, int pixel) {
            return noise.variance(smooth[pixel]);
        }
    }

    /**
     * Noise n of the same variance is added: y + t n is denoised, y - n / t is what it is compared
     * with, whose noise is independent of the former's.
     *
     * @see <a href="https://arxiv.org/abs/2102.02234">Pang et al. 2021</a>
     */
    private record Recorruption(Plane plane, double t) implements RiskEstimator {
        private static final int DRAWS = 2;

        @Override
        public Estimate of(Denoiser denoiser) throws IOException {
            int width = plane.blocks.width();
            int height = plane.blocks.height();
            float[] smooth = GaussianBlur.blur(plane.noisy, width, height, 1.5);
            Random random = new Random(1);
            double[] figure = new double[plane.noisy.length];
            float[] result = null;
            for (int draw = 0; draw < DRAWS; draw++) {
                float[] more = plane.noisy.clone();
                float[] other = plane.noisy.clone();
                for (int i = 0; i < more.length; i++) {
                    double n = Math.sqrt(plane.variance(smooth, i)) * random.nextGaussian();
                    more[i] += (float) (t * n);
                    other[i] -= (float) (n / t);
                }
                result = denoiser.apply(more, width, height);
                for (int i = 0; i < figure.length; i++)
                    figure[i] +=
                            (Math.pow(result[i] - other[i], 2)
                                            - plane.variance(smooth, i) * (1 + 1 / (t * t)))
                                    / DRAWS;
            }
            return new Estimate(result, Figures.of(plane.blocks, figure));
        }
    }

    /** Photons are dealt to two images by chance; one is denoised, the other compared with. */
    private record Thinning(Plane plane) implements RiskEstimator {
        private static final double SHARE = 0.8;

        @Override
        public Estimate of(Denoiser denoiser) throws IOException {
            int width = plane.blocks.width();
            int height = plane.blocks.height();
            PhotonTransfer transfer =
                    PhotonTransfer.of(plane.noisy, width, height)
                            .orElseThrow(() -> new NotRanked("no gain was measured", false));
            // Where there is read noise it is taken for photons of a lower offset.
            double offset = transfer.lowestOffset();
            Random random = new Random(1);
            float[] first = new float[plane.noisy.length];
            double[] second = new double[first.length];
            double[] variance = new double[first.length];
            for (int i = 0; i < first.length; i++) {
                int photons =
                        (int) Math.max(0, Math.rint((plane.noisy[i] - offset) / transfer.gain()));
                int kept = binomial(photons, random);
                first[i] = (float) (offset + transfer.gain() * kept / SHARE);
                second[i] = offset + transfer.gain() * (photons - kept) / (1 - SHARE);
                variance[i] =
                        transfer.gain()
                                * transfer.gain()
                                * (photons - kept)
                                / ((1 - SHARE) * (1 - SHARE));
            }
            float[] result = denoiser.apply(first, width, height);
            double[] figure = new double[first.length];
            for (int i = 0; i < figure.length; i++)
                figure[i] = Math.pow(result[i] - second[i], 2) - variance[i];
            return new Estimate(result, Figures.of(plane.blocks, figure));
        }

        private static int binomial(int count, Random random) {
            if (count > 200)
                return (int)
                        Math.rint(
                                count * SHARE
                                        + Math.sqrt(count * SHARE * (1 - SHARE))
                                                * random.nextGaussian());
            int kept = 0;
            for (int i = 0; i < count; i++) if (random.nextDouble() < SHARE) kept++;
            return kept;
        }
    }

    /** A single block: here only means are looked at. */
    private static final class Figures {
        static BlockMeans of(Blocks blocks, double[] figure) {
            double sum = 0;
            int count = 0;
            for (int i = 0; i < figure.length; i++) {
                if (blocks.leftOut().get(i)) continue;
                sum += figure[i];
                count++;
            }
            return new BlockMeans(new double[] {sum}, new int[] {count});
        }
    }
}
