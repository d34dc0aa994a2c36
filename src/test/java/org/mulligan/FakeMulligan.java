package org.mulligan;

import ij.IJ;
import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.mulligan.door.WatcherService;
import org.mulligan.engine.Progress;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.engine.TrainingReport;
import org.mulligan.model.ModelFile;
import org.mulligan.service.MulliganService;
import org.mulligan.service.restore.RestoreSettings;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.log.LogService;

/**
 * A service without an engine: it notes what it is asked, and inverts. No plugin: it must not be
 * found where it is not asked for.
 */
public class FakeMulligan extends MulliganService {
    public RestoreSettings settings;
    public Optional<Path> output = Optional.empty();
    public TrainingPlan plan;

    /** How the training "endless" ended. */
    public volatile String ended = "";

    /** How often the model "endless" runs at the moment, 20 s at most each. */
    public final AtomicInteger working = new AtomicInteger();

    /** Of the model "endless" that is done. */
    public volatile double share;

    public List<ModelFile> models = List.of();

    /** A context in which this is the service. */
    public static Context start() {
        return new Context(
                List.of(
                        FakeMulligan.class,
                        CommandService.class,
                        WatcherService.class,
                        LogService.class));
    }

    @Override
    public List<ModelFile> models() {
        return models;
    }

    @Override
    public Path modelPath(String nameOrPath) {
        return Path.of("models", nameOrPath);
    }

    @Override
    public ImagePlus restore(
            ImagePlus noisy, RestoreSettings how, Optional<Path> target, Progress progress) {
        settings = how;
        output = target;
        if (how.model().equals("unknown"))
            throw new IllegalArgumentException(
                    "No model is named \"unknown\"; there is fluorescence");
        if (how.model().equals("broken")) throw new ArrayIndexOutOfBoundsException("7");
        progress.log("inverting " + noisy.getTitle());
        progress.update("inverting", 0.5, 3);
        if (how.model().equals("endless")) waitToBeStopped(progress);
        ImagePlus inverted = noisy.duplicate();
        inverted.setTitle("inverted " + noisy.getTitle());
        for (int i = 1; i <= inverted.getStackSize(); i++)
            inverted.getStack().getProcessor(i).invert();
        return inverted;
    }

    private void waitToBeStopped(Progress progress) {
        working.incrementAndGet();
        try {
            long start = System.nanoTime();
            for (double seconds = 0; seconds < 20; seconds = (System.nanoTime() - start) * 1e-9) {
                share = seconds / 20;
                progress.update("inverting slowly", share, 20 - seconds);
                if (progress.cancelled()) throw new CancellationException("stopped");
                LockSupport.parkNanos(20_000_000);
            }
        } finally {
            working.decrementAndGet();
        }
    }

    @Override
    public List<Path> restore(Path input, RestoreSettings how, Path target, Progress progress)
            throws IOException {
        if (!Files.exists(input)) throw new IOException("There is no image " + input);
        ImagePlus denoised =
                restore(IJ.openImage(input.toString()), how, Optional.of(target), progress);
        IJ.saveAsTiff(denoised, target.toString());
        progress.result(target.toString());
        return List.of(target);
    }

    @Override
    public TrainingReport train(TrainingPlan how, TrainingListener listener) {
        plan = how;
        if (how.model().endsWith("endless")) {
            try {
                waitToBeStopped(listener);
                ended = "done";
            } catch (CancellationException e) {
                ended = "kept";
                return new TrainingReport(how.model(), 3, false, List.of("kept 3 steps"));
            }
        }
        return new TrainingReport(how.model(), 5, true, List.of("PSNR 33.3 dB"));
    }
}
