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
import org.mulligan.engine.Progress;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.engine.TrainingReport;
import org.mulligan.model.ModelFile;
import org.mulligan.service.DenoiseSettings;
import org.mulligan.service.MulliganService;
import org.mulligan.ui.WatcherService;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.log.LogService;

/**
 * A service without an engine: it notes what it is asked, and inverts. No plugin: it must not be
 * found where it is not asked for.
 */
public class FakeMulligan extends MulliganService {
    public DenoiseSettings settings;
    public Optional<Path> output = Optional.empty();
    public TrainingPlan plan;
    public List<ModelFile> models = List.of();

    /** How long a denoising takes if nobody stops it. */
    public volatile int seconds;

    /** How many denoisings are under way. */
    public final AtomicInteger busy = new AtomicInteger();

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
    public ImagePlus denoise(
            ImagePlus noisy, DenoiseSettings how, Optional<Path> target, Progress progress) {
        settings = how;
        output = target;
        if (how.model().equals("unknown"))
            throw new IllegalArgumentException(
                    "No model is named \"unknown\"; there is fluorescence");
        if (how.model().equals("broken")) throw new ArrayIndexOutOfBoundsException("7");
        progress.log("inverting " + noisy.getTitle());
        progress.update("inverting", 0.5, 3);
        work(progress);
        ImagePlus inverted = noisy.duplicate();
        inverted.setTitle("inverted " + noisy.getTitle());
        for (int i = 1; i <= inverted.getStackSize(); i++)
            inverted.getStack().getProcessor(i).invert();
        return inverted;
    }

    private void work(Progress progress) {
        busy.incrementAndGet();
        try {
            for (int i = 1; i <= 10 * seconds; i++) {
                if (progress.cancelled()) throw new CancellationException("The user stopped it");
                progress.update("inverting", 0.5 + i / (20.0 * seconds), seconds - 0.1 * i);
                Thread.sleep(100);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            busy.decrementAndGet();
        }
    }

    @Override
    public List<Path> denoise(Path input, DenoiseSettings how, Path target, Progress progress)
            throws IOException {
        if (!Files.exists(input)) throw new IOException("There is no image " + input);
        ImagePlus denoised =
                denoise(IJ.openImage(input.toString()), how, Optional.of(target), progress);
        IJ.saveAsTiff(denoised, target.toString());
        return List.of(target);
    }

    @Override
    public TrainingReport train(TrainingPlan how, TrainingListener listener) {
        plan = how;
        return new TrainingReport(how.model(), 5, true, List.of("PSNR 33.3 dB"));
    }
}
