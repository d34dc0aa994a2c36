package org.mulligan.train;

import java.awt.Color;
import java.awt.Graphics2D;
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

    private static final int BLANK_SIDE = 256;

    private final Path model;

    /** Whether a model that is there already is of this run. */
    private boolean own;

    /** Makes a part of what is said of a model. */
    protected interface Part {
        void make() throws IOException;
    }

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
        own = resume;
    }

    /**
     * Writes the package: at once what the training has made, so that it is there whatever fails
     * afterwards; then, in its place, with all that is measured of it.
     *
     * @throws IOException when the trained network itself cannot be written
     */
    public final Path write() throws IOException {
        Network plain = network();
        Path written = put(plain);
        attempt("What was measured of the model", () -> put(measured(plain)));
        return written;
    }

    private Path put(Network network) throws IOException {
        ModelDescription description = description(provenance());
        Path written =
                put(
                        new ModelContents(
                                description,
                                network.graphs(),
                                network.testInput(),
                                network.testOutput(),
                                network.testWidth(),
                                network.cover(),
                                card(description)));
        own = true;
        return written;
    }

    /**
     * Makes a part that a model can do without. Where that fails the figures say so.
     *
     * @param what is made, to begin a sentence with
     * @return whether it was made
     */
    protected final boolean attempt(String what, Part part) {
        try {
            part.make();
            return true;
        } catch (IOException | RuntimeException e) {
            String reason = e.getMessage() == null ? e.toString() : e.getMessage();
            figures.add("%s could not be made and is left out: %s".formatted(what, reason));
            return false;
        }
    }

    /** The picture of a model that has none yet. */
    public static BufferedImage blankCover() {
        BufferedImage blank =
                new BufferedImage(BLANK_SIDE, BLANK_SIDE, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = blank.createGraphics();
        graphics.setColor(Color.GRAY);
        graphics.fillRect(0, 0, BLANK_SIDE, BLANK_SIDE);
        graphics.dispose();
        return blank;
    }

    /** Freezes it, and makes an example. The picture may be a {@link #blankCover}. */
    protected abstract Network network() throws IOException;

    /**
     * Measures it.
     *
     * @return with a picture, and further graphs where there are some
     */
    protected abstract Network measured(Network plain) throws IOException;

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
        if (!own || !Files.exists(target)) return ModelFile.write(target, contents).path();
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
