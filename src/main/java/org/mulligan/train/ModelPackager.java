package org.mulligan.train;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mulligan.model.ModelContents;
import org.mulligan.model.ModelDescription;
import org.mulligan.model.ModelFile;
import org.mulligan.model.Task;
import org.mulligan.model.Weights;

/** Makes the package of a trained network, and puts it where the plan wants it. */
public abstract class ModelPackager {
    /** The figures of the model, a line each; filled as it is measured. */
    protected final List<String> figures = new ArrayList<>();

    private final Path model;
    private final boolean resume;

    /**
     * The finished network, with an example and a picture of what it does.
     *
     * @param testInput of the example
     * @param testOutput what the main network makes of it
     * @param testWidth side of the example, px; 1 for a row of numbers
     */
    public record Network(
            Map<Weights, byte[]> graphs,
            float[] testInput,
            float[] testOutput,
            int testWidth,
            BufferedImage cover) {}

    /**
     * @param resume whether a model that an earlier part of the same run left there is replaced
     */
    protected ModelPackager(Path model, boolean resume) {
        this.model = model;
        this.resume = resume;
    }

    /** Writes the package. */
    public final Path write() throws IOException {
        Network network = network();
        ModelDescription description = description(provenance());
        return put(
                new ModelContents(
                        description,
                        network.graphs(),
                        network.testInput(),
                        network.testOutput(),
                        network.testWidth(),
                        network.cover(),
                        card(description)));
    }

    /** Freezes and measures it. */
    protected abstract Network network() throws IOException;

    /** How it was made and what was measured, once the network is there. */
    protected abstract Map<String, Object> provenance() throws IOException;

    protected abstract ModelDescription description(Map<String, Object> provenance);

    /** The package's README. */
    protected abstract String card(ModelDescription description);

    /** The figures of the model that was written, a line each. */
    public final List<String> figures() {
        return figures;
    }

    /** A name that a package may have, from that of its file. */
    protected final String name(Task task) {
        String stem = model.getFileName().toString().replaceFirst("\\.zip$", "");
        String clean = stem.replaceAll("[^A-Za-z0-9_+\\- ()]", "-");
        return clean.length() < 5 ? task + " " + clean : clean;
    }

    private Path put(ModelContents contents) throws IOException {
        Path target = model.toAbsolutePath();
        if (target.getParent() != null) Files.createDirectories(target.getParent());
        if (!resume || !Files.exists(target)) return ModelFile.write(target, contents).path();
        Path written = target.resolveSibling(".new-" + target.getFileName());
        ModelFile.write(written, contents);
        if (Files.isDirectory(target)) {
            Path old = target.resolveSibling(".old-" + target.getFileName());
            Files.move(target, old);
            Files.move(written, target);
            CheckpointFolder.delete(old);
        } else {
            Files.move(written, target, StandardCopyOption.REPLACE_EXISTING);
        }
        return target;
    }
}
