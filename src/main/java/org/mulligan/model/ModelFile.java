package org.mulligan.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** A model package on disk: a bioimage.io folder or flat zip, opened and checked. */
public final class ModelFile {
    private final Path path;
    private final ModelDescription description;
    private final String hash;

    private ModelFile(Path path, ModelDescription description, String hash) {
        this.path = path;
        this.description = description;
        this.hash = hash;
    }

    /**
     * Opens a package and checks the hash of every file it names.
     *
     * @throws IOException when it is missing, broken, truncated, of another format, or a hash is
     *     wrong; the text names the file, what was expected, and what to do
     */
    public static ModelFile open(Path path) throws IOException {
        throw new IOException("not yet");
    }

    /**
     * Writes a package beside {@code target} and moves it into place; a failure leaves nothing.
     *
     * @param target a folder, or a file ending in {@code .zip}
     * @throws java.nio.file.FileAlreadyExistsException when {@code target} exists
     */
    public static ModelFile write(Path target, ModelContents contents) throws IOException {
        throw new IOException("not yet");
    }

    public Path path() {
        return path;
    }

    /** What users type: the file's name without its extension. */
    public String name() {
        return path.getFileName().toString().replaceFirst("\\.zip$", "");
    }

    public ModelDescription description() {
        return description;
    }

    /** SHA-256 of {@code rdf.yaml}, which holds the hashes of all other files; lower-case hex. */
    public String hash() {
        return hash;
    }

    /** The sets of weights inside; always {@link Weights#FAITHFUL}. */
    public Set<Weights> weights() {
        return Set.of(Weights.FAITHFUL);
    }

    /**
     * A serialised TensorFlow {@code SavedModel} message with the weights as constants.
     *
     * @throws IllegalArgumentException when the model has no such weights
     */
    public byte[] graph(Weights weights) throws IOException {
        throw new IOException("not yet");
    }
}
