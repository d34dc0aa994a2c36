package org.mulligan.train.synthesis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.LongSupplier;
import javax.imageio.ImageIO;
import org.mulligan.engine.TrainingListener;
import org.mulligan.train.StepListener;
import org.mulligan.train.StepLosses;
import org.mulligan.train.TrainingRun;

/** Draws a sheet of the fixed samples now and then, for the one who watches. */
final class SheetPreview implements StepListener {
    private static final int SHEETS = 20;

    private final FixedSamples samples;
    private final SynthesisGraph graph;
    private final SynthesisDiagnosis diagnosis;
    private final TrainingRun run;
    private final LongSupplier steps;
    private final Path folder;
    private final TrainingListener listener;

    /**
     * @param diagnosis hears how different the images are
     * @param steps of the whole training
     * @param folder where the sheets are written
     */
    SheetPreview(
            FixedSamples samples,
            SynthesisGraph graph,
            SynthesisDiagnosis diagnosis,
            TrainingRun run,
            LongSupplier steps,
            Path folder,
            TrainingListener listener) {
        this.samples = samples;
        this.graph = graph;
        this.diagnosis = diagnosis;
        this.run = run;
        this.steps = steps;
        this.folder = folder;
        this.listener = listener;
    }

    @Override
    public void begun() throws IOException {
        if (run.step() == 0) draw(0);
    }

    @Override
    public void stepped(long done, StepLosses losses) throws IOException {
        if (isDue(done)) draw(done);
    }

    /** At 1 and 2 hundredths too: most happens in the beginning. */
    private boolean isDue(long step) {
        return step % every(SHEETS) == 0
                || step == every(100)
                || step == every(50)
                || step == steps.getAsLong();
    }

    private long every(int times) {
        return Math.max(1, steps.getAsLong() / times);
    }

    private void draw(long step) throws IOException {
        float[] images = graph.draw(samples.codes());
        samples.diversity(images)
                .ifPresent(ratio -> diagnosis.drew(ratio, step / (double) steps.getAsLong()));
        Files.createDirectories(folder);
        Path written = folder.resolve("sheet.png.partial");
        Path file = folder.resolve("sheet-%09d.png".formatted(step));
        ImageIO.write(samples.sheet(images), "png", written.toFile());
        Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
        listener.drew(file, step);
    }
}
