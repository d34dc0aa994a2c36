package org.mulligan.service.models;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mulligan.engine.Engine;
import org.mulligan.engine.Precision;
import org.mulligan.engine.Progress;
import org.mulligan.engine.RowNetwork;
import org.mulligan.model.ModelDescription;
import org.mulligan.model.ModelFile;
import org.mulligan.model.TestTensors;
import org.mulligan.model.Weights;
import org.mulligan.model.export.ExportContents;
import org.mulligan.model.export.ModelExport;
import org.mulligan.predict.LoadedModel;
import org.mulligan.predict.ModelTrial;
import org.mulligan.service.engine.EngineCache;
import org.mulligan.service.engine.RowPortions;

/** Writes a model for other programs; its test tensors are computed with what is written. */
public final class Exporting {
    private final EngineCache engines;
    private final Progress progress;

    public Exporting(EngineCache engines, Progress progress) {
        this.engines = engines;
        this.progress = progress;
    }

    public void write(ModelFile model, ExportSettings settings) throws IOException {
        requireWeights(model, settings);
        ModelExport.require(settings.output(), settings.format(), model.description());
        progress.update("Exporting " + model.name(), 0, -1);
        byte[] graph = graph(model, settings);
        TestTensors tensors = compute(model, settings.sharpness());
        ModelExport.write(
                settings.output(),
                settings.format(),
                new ExportContents(
                        model,
                        settings.sharpness(),
                        graph,
                        tensors,
                        sampleInput(model, tensors, settings),
                        sampleOutput(model.description(), tensors, settings),
                        settings.authors(),
                        model.cover(),
                        model.card()));
    }

    /** As a package states it, where it says how images are normalised. */
    private static byte[] sampleInput(ModelFile model, TestTensors tensors, ExportSettings settings)
            throws IOException {
        ModelDescription description = model.description();
        if (description.takesRows()) return new byte[0];
        boolean units = settings.format().isBioimage() && description.imported().isPresent();
        return tiff(
                units ? model.statedTestInput() : tensors.input(),
                tensors.width(),
                tensors.height(),
                description.taken());
    }

    private static byte[] sampleOutput(
            ModelDescription description, TestTensors tensors, ExportSettings settings) {
        if (description.takesRows()) {
            int size = description.synthesis().orElseThrow().size();
            return tiff(tensors.output(), size, size, description.given());
        }
        boolean units = settings.format().isBioimage() && description.imported().isPresent();
        return tiff(
                units ? description.tensorSpec().stated(tensors.output()) : tensors.output(),
                description.scale() * tensors.width(),
                description.scale() * tensors.height(),
                description.given());
    }

    private static void requireWeights(ModelFile model, ExportSettings settings) {
        if (settings.sharpness() == 0) return;
        if (!model.weights().contains(Weights.ADVERSARIAL))
            throw new IllegalArgumentException(
                    "The model \"%s\" has %s weights only, so sharpness must be 0, got %s"
                            .formatted(
                                    model.name(),
                                    model.description().synthesis().isPresent()
                                            ? Weights.GENERATOR
                                            : Weights.FAITHFUL,
                                    settings.sharpness()));
    }

    /** By way of a file: the engine may live in another process. */
    private byte[] graph(ModelFile model, ExportSettings settings) throws IOException {
        Path file = Files.createTempFile("mulligan-export", ".pb");
        try {
            Engine engine = engines.running();
            engine.saveGraph(model, settings.sharpness(), settings.format().forTensorFlow1(), file);
            return Files.readAllBytes(file);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private TestTensors compute(ModelFile model, double sharpness) throws IOException {
        TestTensors stored = model.testTensors();
        float[] output;
        if (model.description().takesRows()) {
            RowPortions portions = engines.rows();
            try (RowNetwork generator = portions.engine().loadRows(model, Weights.GENERATOR)) {
                output =
                        portions.run(
                                generator,
                                stored.input(),
                                stored.input().length,
                                stored.output().length);
            }
        } else {
            LoadedModel exact = engines.load(model, sharpness, Precision.FP32, engines.device());
            output =
                    new ModelTrial(exact, progress)
                            .run(stored.input(), stored.width(), stored.height());
        }
        return new TestTensors(
                stored.input(), output, stored.depth(), stored.width(), stored.height());
    }

    /**
     * A 32-bit TIFF file.
     *
     * @param values axes YXC
     */
    private static byte[] tiff(float[] values, int width, int height, int channels) {
        ImageStack stack = new ImageStack(width, height);
        // A volume has one channel, and its planes lie one after the other.
        int depth = values.length / (width * height * channels);
        for (int z = 0; z < depth; z++)
            for (int c = 0; c < channels; c++) {
                float[] plane = new float[width * height];
                for (int i = 0; i < plane.length; i++)
                    plane[i] = values[(z * plane.length + i) * channels + c];
                stack.addSlice("", plane);
            }
        ImagePlus image = new ImagePlus("sample", stack);
        image.resetDisplayRange();
        return new FileSaver(image).serialize();
    }
}
