package org.mulligan.train.vst;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.mulligan.data.ImageFault;
import org.mulligan.data.ImageFile;
import org.mulligan.data.pairs.TrainingSet;
import org.mulligan.engine.Supervision;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.engine.TrainingReport;
import org.mulligan.model.ModelDescription.PercentileRange;
import org.mulligan.noise.NoiseModel;
import org.mulligan.noise.spectrum.FinestDetail;
import org.mulligan.train.CheckpointFolder;
import org.mulligan.train.Extensions;
import org.mulligan.train.TrainingLog;
import org.mulligan.train.TrainingLoop;
import org.mulligan.train.TrainingRun;
import org.scijava.plugin.PluginService;

/**
 * Fits a denoiser that is there to images whose noise it does not know: a curve before it, and the
 * way back behind it. A model that the plan starts from is what that must beat.
 *
 * @see <a href="https://arxiv.org/abs/2411.10209">Herbreteau, Unser 2024</a>
 */
public final class VstTrainer {
    /** As those of every restorer. */
    static final PercentileRange PERCENTILES =
            new PercentileRange(TrainingSet.LOW_PERCENTILE, TrainingSet.HIGH_PERCENTILE);

    private static final int LOG_LINES = 100;

    private final TrainingPlan plan;
    private final Extensions seams;
    private final boolean bf16;
    private final TrainingListener listener;

    /**
     * @param plugins where architectures are found by name
     * @param bf16 whether convolutions are computed in bfloat16
     */
    public VstTrainer(
            TrainingPlan plan, PluginService plugins, boolean bf16, TrainingListener listener) {
        this.plan = plan;
        seams = new Extensions(plugins);
        this.bf16 = bf16;
        this.listener = listener;
    }

    /**
     * Whether {@code method=auto} chooses it: for one plane, which is little to train a network
     * with, and noise of each pixel by itself. What cannot be read is not for it.
     */
    public static boolean suits(TrainingPlan plan) {
        TrainingPlan.Images images = plan.images();
        if (images.supervision() != Supervision.AUTO || images.noisy().isPresent()) return false;
        try {
            List<Path> files = NoisyImages.files(images.target(), line -> {});
            if (files.size() != 1) return false;
            ImageFile file = ImageFile.open(files.get(0));
            if (file.planes().size() != 1) return false;
            float[] plane = file.planes().get(0);
            return ImageFault.of(plane, ImageFault.NO_SCALE).isEmpty()
                    && isIndependent(plane, file.width(), file.height());
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isIndependent(float[] plane, int width, int height) {
        return NoiseModel.of(plane, width, height)
                .filter(noise -> !noise.isNoiseFree())
                .filter(noise -> !noise.rowsStandOut() && !noise.columnsStandOut())
                .filter(noise -> !FinestDetail.isShared(plane, width, height))
                .isPresent();
    }

    /**
     * Runs the plan from its start or its last checkpoint, and writes the model.
     *
     * @throws CancellationException when it is cancelled before there is anything to keep
     */
    public TrainingReport train() throws IOException {
        CheckpointFolder checkpoints =
                new CheckpointFolder(plan.checkpointFolder(), plan.model(), plan.resume());
        checkpoints.requireFree();
        Optional<Path> start = plan.generator().start();
        Optional<FrozenDenoiser> known =
                start.isPresent()
                        ? Optional.of(FrozenDenoiser.open(start.get(), seams))
                        : Optional.empty();
        FrozenDenoiser denoiser = GaussianDenoiser.open(seams);
        if (plan.schedule().patch() % denoiser.stride() != 0)
            throw new IllegalArgumentException(
                    "Patch must be a multiple of %d px with method=noise2vst, got %d"
                            .formatted(denoiser.stride(), plan.schedule().patch()));
        if (plan.images().supervision() == Supervision.AUTO)
            listener.log("One plane, with noise of each pixel by itself: method=noise2vst");
        NoisyImages images =
                NoisyImages.open(
                        plan.images().target(),
                        plan.schedule().patch(),
                        PERCENTILES,
                        plan.images().skip(),
                        listener::log);
        StabilisingCurve curve = StabilisingCurve.start(images.images(), denoiser.sigma());
        TrainingRun run = new TrainingRun(new TrainingLog(LOG_LINES, listener::log));
        try (VstGraph graph =
                new VstGraph(
                        denoiser,
                        curve,
                        plan.schedule().batch(),
                        plan.schedule().patch(),
                        plan.seed(),
                        bf16)) {
            VstTraining training =
                    new VstTraining(plan, images, denoiser, known, curve, graph, run, bf16);
            return new TrainingLoop(training, graph, run, checkpoints, listener).run();
        }
    }
}
