package org.mulligan.service;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Precision;
import org.mulligan.engine.Progress;
import org.mulligan.engine.SynthesisPlan;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingReport;
import org.mulligan.image.io.ImageSnapshot;
import org.mulligan.image.io.TiffFile;
import org.mulligan.model.ModelFile;
import org.mulligan.predict.Generator;
import org.mulligan.predict.LoadedModel;
import org.mulligan.service.engine.EngineCache;
import org.mulligan.service.evaluate.EvaluationPlan;
import org.mulligan.service.evaluate.Judged;
import org.mulligan.service.evaluate.Judging;
import org.mulligan.service.evaluate.JudgingFiles;
import org.mulligan.service.evaluate.SynthesisEvaluation;
import org.mulligan.service.evaluate.SynthesisFigures;
import org.mulligan.service.generate.AugmentPlan;
import org.mulligan.service.generate.Augmenting;
import org.mulligan.service.generate.DrawFrom;
import org.mulligan.service.generate.DrawSettings;
import org.mulligan.service.generate.DrawStyle;
import org.mulligan.service.generate.Drawn;
import org.mulligan.service.generate.GuidedSynthesising;
import org.mulligan.service.generate.SampleSheets;
import org.mulligan.service.generate.Synthesising;
import org.mulligan.service.latent.Explored;
import org.mulligan.service.latent.LatentExplorer;
import org.mulligan.service.latent.LatentSettings;
import org.mulligan.service.latent.LatentTravel;
import org.mulligan.service.latent.LatentWork;
import org.mulligan.service.report.Purpose;

/**
 * What can be done with models that draw images: train them, draw, walk in their latent space,
 * compare, judge, augment. The service has it, and its engine.
 */
public final class Synthesisers {
    private final MulliganService service;
    private final EngineCache engines;

    /** Images wait for one another, those that are restored too. */
    private final Object lock;

    Synthesisers(MulliganService service, EngineCache engines, Object lock) {
        this.service = service;
        this.engines = engines;
        this.lock = lock;
    }

    /**
     * Draws new images.
     *
     * @param output a file ending in {@code .tif} for a stack that is written plane by plane; else
     *     a folder, with a file for each image; never overwritten. Empty: in memory
     * @throws IllegalArgumentException when the model draws nothing, has no such class, or the
     *     images do not fit into memory; the text says what to do
     * @throws CancellationException when {@code progress} cancels; of a folder what is written
     *     stays
     */
    public Drawn draw(DrawSettings settings, Optional<Path> output, Progress progress)
            throws IOException {
        if (output.isPresent()) Synthesising.requireFree(output.get());
        ModelFile model = service.model(settings.style().model());
        boolean guided = model.description().isGuided();
        GuidedSynthesising.requireInput(guided, model.name(), settings.from());
        if (guided) return drawFrom(model, settings, output, progress);
        synchronized (lock) {
            return new Synthesising(
                            generator(Purpose.SYNTHESISE, settings.style(), progress),
                            settings,
                            progress)
                    .to(output);
        }
    }

    private Drawn drawFrom(
            ModelFile model, DrawSettings settings, Optional<Path> output, Progress progress)
            throws IOException {
        Optional<ImagePlus> open = settings.from().flatMap(DrawFrom::image);
        if (open.isEmpty()) return drawnFrom(model, settings, output, progress);
        try (ImageSnapshot own = ImageSnapshot.of(open.get(), progress::log)) {
            return drawnFrom(model, settings.withImage(own.image()), output, progress);
        }
    }

    /** In float32 always: a seed gives the same bits for ever. */
    private Drawn drawnFrom(
            ModelFile model, DrawSettings settings, Optional<Path> output, Progress progress)
            throws IOException {
        synchronized (lock) {
            if (!engines.isRunning())
                progress.update("Starting the engine; the first time takes longer", 0, -1);
            LoadedModel loaded = engines.load(model, 0, Precision.FP32, settings.style().device());
            return new GuidedSynthesising(loaded, model.name(), settings, progress).to(output);
        }
    }

    /**
     * Walks in the latent space of a synthesiser.
     *
     * @param output a TIFF file, written plane by plane; a projection's latent point goes to
     *     NAME-latent.txt beside it. Empty: in memory
     * @throws IllegalArgumentException when the model draws nothing, or a seed, class, file or
     *     image cannot be used; the text says what to do
     * @throws CancellationException when {@code progress} cancels; nothing is left behind
     */
    public Explored explore(LatentSettings settings, Optional<Path> output, Progress progress)
            throws IOException {
        if (output.isPresent()) {
            MulliganService.requireTiff(output.get());
            LatentTravel.requireFree(settings.work(), output.get());
        }
        if (!(settings.work() instanceof LatentWork.Projection asked) || asked.open().isEmpty())
            return travel(settings, output, progress);
        try (ImageSnapshot own = ImageSnapshot.of(asked.open().get(), progress::log)) {
            LatentWork work = new LatentWork.Projection(asked.image(), Optional.of(own.image()));
            return travel(new LatentSettings(settings.style(), work), output, progress);
        }
    }

    private Explored travel(LatentSettings settings, Optional<Path> output, Progress progress)
            throws IOException {
        synchronized (lock) {
            Generator generator = generator(Purpose.LATENT, settings.style(), progress);
            return new LatentTravel(generator, settings.style(), progress)
                    .go(settings.work(), work -> drawNow(settings.style(), work), output);
        }
    }

    private ImagePlus drawNow(DrawStyle style, LatentExplorer.Work work) throws IOException {
        synchronized (lock) {
            return work.with(generator(Purpose.LATENT, style, Progress.SILENT));
        }
    }

    /**
     * Trains a synthesiser; see {@link org.mulligan.engine.Engine#train(SynthesisPlan,
     * TrainingListener)}. Its samples come to the listener as they are drawn.
     *
     * @param sheets a TIFF file for a stack of those samples; empty = none
     */
    public TrainingReport train(
            SynthesisPlan plan, Optional<Path> sheets, TrainingListener listener)
            throws IOException {
        if (sheets.isPresent()) TiffFile.requireFree(MulliganService.requireTiff(sheets.get()));
        if (sheets.isEmpty()) return engines.train(plan, listener);
        SampleSheets kept = new SampleSheets(listener, plan.model(), sheets.get());
        try {
            return engines.train(plan, kept);
        } finally {
            kept.write();
        }
    }

    /**
     * Compares what synthesisers draw with real images, and writes {@code GANs_summary.txt}, {@code
     * GANs_summary.csv} and a picture of drawn images and their nearest real ones for each.
     *
     * @return the blocks of the summary, a line each
     */
    public List<String> evaluate(EvaluationPlan plan, Progress progress) throws IOException {
        List<ModelFile> models = new ArrayList<>();
        for (String name : plan.models()) models.add(service.model(name));
        List<String> lines = new ArrayList<>();
        synchronized (lock) {
            for (SynthesisFigures figures :
                    new SynthesisEvaluation(plan, engines.rows(), progress).run(models)) {
                lines.add("=== %s ===".formatted(figures.name()));
                lines.addAll(figures.lines());
            }
        }
        return lines;
    }

    /**
     * Says how images score to the discriminator of a synthesiser.
     *
     * @param image of the model's size or larger, each plane of which is judged; not modified
     * @param className as which they are looked at; empty = the one of all with which each scores
     *     highest
     * @param map a TIFF file for the map of a larger image; empty = none
     * @throws IllegalArgumentException when the model has no discriminator, or does not know such
     *     images; the text says what to do
     */
    public Judged judge(
            ImagePlus image, String model, String className, Optional<Path> map, Progress progress)
            throws IOException {
        if (map.isPresent()) TiffFile.requireFree(MulliganService.requireTiff(map.get()));
        try (ImageSnapshot own = ImageSnapshot.of(image, progress::log)) {
            synchronized (lock) {
                try (Judging judging = judging(model, className)) {
                    judging.notes().forEach(progress::log);
                    Judged judged = judging.judge(own.image(), progress);
                    if (map.isPresent() && judged.map().isPresent())
                        JudgingFiles.save(judged.map().get(), map.get());
                    return judged;
                }
            }
        }
    }

    /**
     * As {@link #judge(ImagePlus, String, String, Optional, Progress)}, for a file or every image
     * of a folder.
     *
     * @param maps a TIFF file, or for a folder a folder, for the maps of larger images; empty =
     *     none
     * @param lines is told what is said of each image, and the maps written
     * @throws IOException when images of a folder could not be judged; the others are
     */
    public void judge(
            Path input,
            String model,
            String className,
            Optional<Path> maps,
            Consumer<String> lines,
            Progress progress)
            throws IOException {
        MulliganService.requireExisting(input);
        JudgingFiles files = new JudgingFiles(input, maps, progress);
        synchronized (lock) {
            try (Judging judging = judging(model, className)) {
                judging.notes().forEach(progress::log);
                files.run(judging, lines, progress);
            }
        }
    }

    private Judging judging(String model, String className) throws IOException {
        return new Judging(service.model(model), className, engines.rows());
    }

    /**
     * Enlarges a folder of images by turned and by drawn ones into a new folder, which appears when
     * it is whole or not at all.
     *
     * @return how many images of each kind and class there are, a line each
     * @throws IllegalArgumentException when there are no images, or the model draws other classes
     * @throws CancellationException when {@code progress} cancels; nothing is left behind
     */
    public List<String> augment(AugmentPlan plan, Progress progress) throws IOException {
        Optional<ModelFile> model = Optional.empty();
        if (plan.model().isPresent()) model = Optional.of(service.model(plan.model().get()));
        Augmenting augmenting = new Augmenting(plan, model, progress);
        synchronized (lock) {
            return augmenting.run(file -> engines.generator(file, DeviceChoice.AUTO));
        }
    }

    private Generator generator(Purpose purpose, DrawStyle style, Progress progress)
            throws IOException {
        ModelFile model = service.model(style.model());
        purpose.require(model.description());
        if (!engines.isRunning())
            progress.update("Starting the engine; the first time takes longer", 0, -1);
        return engines.generator(model, style.device());
    }
}
