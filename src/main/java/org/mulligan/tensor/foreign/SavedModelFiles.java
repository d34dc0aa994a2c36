package org.mulligan.tensor.foreign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.mulligan.model.archive.ModelLimits;
import org.mulligan.model.archive.PackageFiles;
import org.mulligan.model.archive.PrivateFolder;
import org.tensorflow.proto.SavedModel;

/**
 * A copy of a stranger's SavedModel: its graph, which may be changed before TensorFlow sees it, and
 * its weights. What is judged is what is loaded, whatever happens to the original meanwhile.
 */
final class SavedModelFiles implements AutoCloseable {
    private static final String GRAPH = "saved_model.pb";
    private static final String VARIABLES = "variables/";

    private final PrivateFolder folder;

    private SavedModelFiles(PrivateFolder folder) {
        this.folder = folder;
    }

    /**
     * @param source a folder with {@code saved_model.pb}, or a zip of it
     * @throws IOException when there is no such model, or it breaks a rule of {@link PackageFiles};
     *     the text names it
     */
    static SavedModelFiles copy(Path source) throws IOException {
        if (!Files.exists(source))
            throw new IOException("There is no folder or zip %s".formatted(source));
        PackageFiles files = PackageFiles.at(source);
        String root = root(files);
        SavedModelFiles copy = new SavedModelFiles(PrivateFolder.temporary("model"));
        try {
            Files.createDirectory(copy.folder.path().resolve(VARIABLES));
            for (String name : files.names()) {
                if (!name.startsWith(root)) continue;
                String inside = name.substring(root.length());
                if (inside.equals(GRAPH) || isWeights(inside))
                    copy.folder.take(files, name, inside);
            }
            return copy;
        } catch (IOException | RuntimeException e) {
            copy.close();
            throw e;
        }
    }

    /** The folder that the model lies in, with its slash; empty: the root. */
    private static String root(PackageFiles files) throws IOException {
        List<String> names = files.names();
        // In a folder that was given, only there: which of several is meant would be a guess.
        boolean zip = !Files.isDirectory(files.path());
        return names.stream()
                .filter(name -> name.equals(GRAPH) || zip && name.endsWith("/" + GRAPH))
                .min(Comparator.comparingInt(String::length))
                .map(name -> name.substring(0, name.length() - GRAPH.length()))
                .orElseThrow(
                        () ->
                                new IOException(
                                        "%s holds no %s; give the folder or the zip of a TensorFlow SavedModel"
                                                .formatted(files.path(), GRAPH)));
    }

    /** No folders and nothing else: a name in a zip must not lead anywhere. */
    private static boolean isWeights(String name) {
        return name.matches(VARIABLES + "variables\\.(index|data-\\d{5}-of-\\d{5})");
    }

    SavedModel graph() throws IOException {
        Path graph = folder.path().resolve(GRAPH);
        if (Files.size(graph) > ModelLimits.GRAPH)
            throw new IOException(
                    "%s has %,d bytes, and %,d are allowed"
                            .formatted(GRAPH, Files.size(graph), ModelLimits.GRAPH));
        return SavedModel.parseFrom(Files.readAllBytes(graph));
    }

    /** See {@link WeightFiles#judge}. */
    void judgeWeights(String name) throws IOException {
        WeightFiles.validator(folder.path().resolve(VARIABLES), name);
    }

    /** Writes the graph that TensorFlow will load. */
    void replace(SavedModel graph) throws IOException {
        Files.write(folder.path().resolve(GRAPH), graph.toByteArray());
    }

    Path folder() {
        return folder.path();
    }

    /** Deletes the copy. */
    @Override
    public void close() throws IOException {
        folder.close();
    }
}
