package org.mulligan.service.models;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Engine;
import org.mulligan.engine.EngineSettings;
import org.mulligan.engine.Network;
import org.mulligan.engine.Precision;
import org.mulligan.engine.Progress;
import org.mulligan.model.ModelFile;
import org.mulligan.model.format.ForeignTensor;
import org.mulligan.model.format.ModelFormat;
import org.mulligan.worker.SameProcessEngine;
import org.scijava.Context;
import org.scijava.plugin.PluginService;

/** Imports with the real formats and the real engine, in the process of the test. */
final class Imports implements AutoCloseable {
    private final Context context = new Context(PluginService.class);
    private final Engine engine = new SameProcessEngine(EngineSettings.on(DeviceChoice.CPU));
    private final Downloads downloads = new Downloads();
    private final Path folder;

    /**
     * @param folder that models are written to
     */
    Imports(Path folder) {
        this.folder = folder;
    }

    /** Of which nothing is said but its name. */
    static ImportSettings settings(String name) {
        return new ImportSettings(
                name, "", "", "", Optional.empty(), Optional.empty(), Optional.empty(), 0);
    }

    Imported run(Object source, ImportSettings settings) throws IOException {
        return run(source, settings, Progress.SILENT);
    }

    Imported run(Object source, ImportSettings settings, Progress progress) throws IOException {
        return importing(progress)
                .run(source.toString(), settings, name -> folder.resolve(name + ".zip"));
    }

    Importing importing(Progress progress) {
        List<ModelFormat> formats =
                context.service(PluginService.class).createInstancesOfType(ModelFormat.class);
        return new Importing(formats, engine, downloads, progress);
    }

    /** What an imported network makes of an image as it is, without tiles. */
    float[] output(Path model, ForeignTensor.Image image) throws IOException {
        ModelFile file = ModelFile.open(model);
        int scale = file.description().scale();
        FloatBuffer in = engine.allocate(image.values().length);
        FloatBuffer out =
                engine.allocate(
                        scale
                                * scale
                                * image.height()
                                * image.width()
                                * file.description().tensorSpec().outputChannels());
        in.put(0, image.values());
        try (Network network = engine.load(file, 0, Precision.FP32)) {
            network.run(in, out, image.height(), image.width(), () -> false);
        }
        float[] values = new float[out.capacity()];
        out.get(0, values);
        return values;
    }

    static double largestDifference(float[] one, float[] other) {
        double most = one.length == other.length ? 0 : Double.POSITIVE_INFINITY;
        for (int i = 0; i < Math.min(one.length, other.length); i++)
            most = Math.max(most, Math.abs((double) one[i] - other[i]));
        return most;
    }

    /** Files that imports have left in the temporary folder. */
    static List<Path> leftovers() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(path -> path.getFileName().toString().startsWith("mulligan-"))
                    .filter(
                            path ->
                                    path.getFileName()
                                            .toString()
                                            .matches("mulligan-(import|fetched|features).*"))
                    .toList();
        }
    }

    @Override
    public void close() {
        engine.close();
        context.dispose();
    }
}
