package org.mulligan.tensor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.tensorflow.proto.SavedModel;

/**
 * A copy of a stranger's SavedModel: its graph, which may be changed before TensorFlow sees it, and
 * its weights. What is judged is what is loaded, whatever happens to the original meanwhile.
 */
final class SavedModelFiles implements AutoCloseable {
    private static final String GRAPH = "saved_model.pb";
    private static final String VARIABLES = "variables/";

    /** Of all files, unpacked. */
    private static final long MOST_BYTES = 2L << 30;

    private final Path folder;
    private long bytes;

    private SavedModelFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * @param source a folder with {@code saved_model.pb}, or a zip of it
     * @throws IOException when there is no such model; the text names it
     */
    static SavedModelFiles copy(Path source) throws IOException {
        if (!Files.exists(source))
            throw new IOException("There is no folder or zip %s".formatted(source));
        SavedModelFiles files = new SavedModelFiles(Files.createTempDirectory("mulligan-features"));
        try {
            Files.createDirectory(files.folder.resolve(VARIABLES));
            if (Files.isDirectory(source)) files.copyFolder(source);
            else files.unpack(source);
            return files;
        } catch (IOException | RuntimeException e) {
            files.close();
            throw e;
        }
    }

    private void copyFolder(Path source) throws IOException {
        if (!Files.isRegularFile(source.resolve(GRAPH))) throw none(source);
        try (InputStream in = Files.newInputStream(source.resolve(GRAPH))) {
            take(in, GRAPH, source);
        }
        Path variables = source.resolve(VARIABLES);
        if (!Files.isDirectory(variables)) return;
        try (Stream<Path> all = Files.list(variables)) {
            for (Path file : all.filter(Files::isRegularFile).toList())
                if (isWeights(file.getFileName().toString()))
                    try (InputStream in = Files.newInputStream(file)) {
                        take(in, VARIABLES + file.getFileName(), source);
                    }
        }
    }

    private void unpack(Path source) throws IOException {
        try (ZipFile zip = new ZipFile(source.toFile())) {
            String root = root(zip, source);
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                if (!entry.getName().startsWith(root)) continue;
                String name = entry.getName().substring(root.length());
                boolean weights =
                        name.startsWith(VARIABLES) && isWeights(name.substring(VARIABLES.length()));
                if (!weights && !name.equals(GRAPH)) continue;
                try (InputStream in = zip.getInputStream(entry)) {
                    take(in, name, source);
                }
            }
        } catch (ZipException e) {
            throw new IOException(
                    "%s is neither a folder nor a whole zip (%s); give the folder with %s"
                            .formatted(source, e.getMessage(), GRAPH),
                    e);
        }
    }

    /** The folder in a zip that the model lies in, with its slash; empty: its root. */
    private static String root(ZipFile zip, Path source) throws IOException {
        return zip.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.equals(GRAPH) || name.endsWith("/" + GRAPH))
                .min(Comparator.comparingInt(String::length))
                .map(name -> name.substring(0, name.length() - GRAPH.length()))
                .orElseThrow(() -> none(source));
    }

    private static IOException none(Path source) {
        return new IOException(
                "%s holds no %s; give the folder or the zip of a TensorFlow SavedModel"
                        .formatted(source, GRAPH));
    }

    /** No folders and nothing else: a name in a zip must not lead anywhere. */
    private static boolean isWeights(String name) {
        return name.matches("variables\\.(index|data-\\d{5}-of-\\d{5})");
    }

    private void take(InputStream in, String name, Path source) throws IOException {
        try (var out = Files.newOutputStream(folder.resolve(name))) {
            byte[] part = new byte[1 << 16];
            for (int read = in.read(part); read >= 0; read = in.read(part)) {
                bytes += read;
                if (bytes > MOST_BYTES)
                    throw new IOException(
                            "%s is larger than the %,d bytes allowed"
                                    .formatted(source, MOST_BYTES));
                out.write(part, 0, read);
            }
        }
    }

    SavedModel graph() throws IOException {
        return SavedModel.parseFrom(Files.readAllBytes(folder.resolve(GRAPH)));
    }

    /** Writes the graph that TensorFlow will load. */
    void replace(SavedModel graph) throws IOException {
        Files.write(folder.resolve(GRAPH), graph.toByteArray());
    }

    Path folder() {
        return folder;
    }

    /** Deletes the copy. */
    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
