package org.mulligan.service.compare;

import ij.ImagePlus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.mulligan.engine.Progress;
import org.mulligan.image.intensity.Percentiles;
import org.mulligan.image.lines.LevelPlanes;
import org.mulligan.image.lines.OffsetLines;
import org.mulligan.image.plane.ImagePlusPlanes;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.metric.BestGaussian;
import org.mulligan.metric.risk.BlockMeans;
import org.mulligan.metric.risk.Blocks;
import org.mulligan.metric.risk.Denoiser;
import org.mulligan.metric.risk.RepeatedShots;
import org.mulligan.metric.risk.RiskEstimator;
import org.mulligan.metric.risk.Sure;
import org.mulligan.model.ModelFile;
import org.mulligan.service.report.Provenance;

/**
 * Ranks candidates on the middle plane of each channel of an image: the image as it is, Gaussian
 * and median at their best setting, and every installed denoiser with its faithful weights.
 */
public final class Judging {
    private static final long SEED = 1;
    private static final double LOW = 0.1;
    private static final double HIGH = 99.9;

    /** Of a first look, px: a factor of 1.4 apart the best is missed by less than .1 dB. */
    private static final double[] FEW_SIGMAS = {0.7, 1, 1.4, 2, 2.8, 4};

    /** Settings worse than the best in a row after which no better one comes. */
    private static final int PAST_BEST = 2;

    private final Networks networks;
    private final Progress progress;

    public Judging(Networks networks, Progress progress) {
        this.networks = networks;
        this.progress = progress;
    }

    /**
     * Ranks on each channel.
     *
     * @param image not modified
     * @param repeat a second shot of the same field; empty: the image's other planes are looked at
     * @throws NotRanked where nothing can be ranked; the text says why and what to do
     * @throws IllegalArgumentException for RGB, and for a repeat that is none
     * @throws CancellationException when the progress cancels
     */
    public List<Ranking> rank(ImagePlus image, Optional<ImagePlus> repeat) throws IOException {
        return rank(image, repeat, false);
    }

    /**
     * A first look at a small part of each channel, by the noise of the image alone.
     *
     * @param image not modified
     * @throws NotRanked where nothing can be ranked
     */
    List<Ranking> look(ImagePlus image) throws IOException {
        return rank(image, Optional.empty(), true);
    }

    private List<Ranking> rank(ImagePlus image, Optional<ImagePlus> repeat, boolean sample)
            throws IOException {
        OffsetLines lines = new OffsetLines(!sample && networks.settings().repairs().lineOffsets());
        PlaneSource planes = new LevelPlanes(new ImagePlusPlanes(image), lines);
        List<Ranking> channels = new ArrayList<>();
        for (int channel = 0; channel < planes.channels(); channel++) {
            int plane = middle(planes, channel);
            JudgedPlane judged =
                    sample ? JudgedPlane.sample(planes, plane) : JudgedPlane.of(planes, plane);
            String name =
                    planes.channels() == 1
                            ? image.getTitle()
                            : "%s, channel %d".formatted(image.getTitle(), channel + 1);
            Judgeable judgeable = new Judgeable(name, judged);
            Blocks blocks = judgeable.blocks();
            String info = image.getInfoProperty();
            if (info != null && Provenance.isRestored(info)) throw judgeable.restored();
            Repeats repeats =
                    repeat.isPresent()
                            ? Repeats.of(repeat.get(), image, plane, judged)
                            : sample ? Repeats.NONE : Repeats.within(image, planes, plane, judged);
            RiskEstimator estimator =
                    repeats.shots().isEmpty()
                            ? new Sure(judged.values(), blocks, judgeable.independent(blocks), SEED)
                            : new RepeatedShots(judged.values(), repeats.shots(), blocks);
            String basis = repeats.words().orElse("the noise of the image (SURE)");
            channels.add(
                    new Work(estimator, judged, sample)
                            .ranking(image.getTitle(), channel, planes.channels(), basis));
        }
        return channels;
    }

    private static int middle(PlaneSource planes, int channel) {
        int count = planes.count() / planes.channels();
        return count / 2 * planes.channels() + channel;
    }

    /** A candidate before the data range is known. */
    private record Scored(Method method, BlockMeans risk, double seconds, float[] result) {}

    /** One plane. */
    private final class Work {
        private final RiskEstimator estimator;
        private final JudgedPlane plane;
        private final boolean sample;
        private final List<Scored> scored = new ArrayList<>();
        private final List<String> leftOut = new ArrayList<>();
        private int done;

        Work(RiskEstimator estimator, JudgedPlane plane, boolean sample) {
            this.estimator = estimator;
            this.sample = sample;
            this.plane = plane;
        }

        Ranking ranking(String image, int channel, int channels, String basis) throws IOException {
            Scored raw = score(Method.RAW);
            scored.add(raw);
            List<Method> gaussians = new ArrayList<>();
            for (double sigma : sample ? FEW_SIGMAS : BestGaussian.sigmas())
                gaussians.add(Method.gaussian(sigma));
            scored.add(best(gaussians));
            if (!sample) scored.add(best(List.of(Method.median(1), Method.median(2))));
            for (ModelFile model : networks.installed()) score(model);
            scored.sort(Comparator.comparingDouble(each -> each.risk().mean()));
            Percentiles percentiles = new Percentiles(scored.get(0).result());
            double range = percentiles.at(HIGH) - percentiles.at(LOW);
            List<Ranked> rows =
                    scored.stream()
                            .map(
                                    each ->
                                            Ranked.of(
                                                    each.method(),
                                                    each.risk(),
                                                    raw.risk(),
                                                    range,
                                                    each.seconds(),
                                                    each.result()))
                            .toList();
            return new Ranking(image, channel + 1, channels, basis, range, rows, leftOut, plane);
        }

        /** Of settings in rising order, whose risks fall and then rise. */
        private Scored best(List<Method> methods) throws IOException {
            Scored best = score(methods.get(0));
            int worse = 0;
            for (Method method : methods.subList(1, methods.size())) {
                Scored next = score(method);
                if (next.risk().mean() < best.risk().mean()) {
                    best = next;
                    worse = 0;
                } else if (++worse == PAST_BEST) break;
            }
            return best;
        }

        private void score(ModelFile model) {
            List<String> unfit = Networks.unfit(model.description());
            if (!unfit.isEmpty()) {
                leftOut.add("%s: %s".formatted(model.name(), String.join(" and ", unfit)));
                return;
            }
            try {
                synchronized (networks.lock()) {
                    scored.add(
                            score(
                                    Method.of(model),
                                    sample
                                            ? networks.loadPlain(model, progress)
                                            : networks.load(model, progress)));
                }
            } catch (CancellationException e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                leftOut.add("%s: %s".formatted(model.name(), e.getMessage()));
            }
        }

        private Scored score(Method method) throws IOException {
            return score(method, method::filter);
        }

        private Scored score(Method method, Denoiser denoiser) throws IOException {
            if (progress.cancelled()) throw new CancellationException("Cancelled");
            int steps = BestGaussian.sigmas().length + 3 + networks.installed().size();
            progress.update("Judging " + method.name(), Math.min(1, done++ / (double) steps), -1);
            long[] time = new long[1];
            int[] runs = new int[1];
            Denoiser timed =
                    (values, width, height) -> {
                        long start = System.nanoTime();
                        float[] result = denoiser.apply(values, width, height);
                        time[0] += System.nanoTime() - start;
                        runs[0]++;
                        return result;
                    };
            RiskEstimator.Estimate estimate =
                    method.learntFromNoise() ? estimator.ofSelfTaught(timed) : estimator.of(timed);
            return new Scored(method, estimate.risk(), time[0] * 1e-9 / runs[0], estimate.result());
        }
    }
}
