package org.mulligan.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A folder that nobody else knows, to unpack files of strangers to. Closing it deletes it with all
 * that is in it, so that nothing is left of what was refused.
 */
public final class PrivateFolder implements AutoCloseable {
    private final Path path;
    private long bytes;

    private PrivateFolder(Path path) {
        this.path = path;
    }

    /** Among the temporary files. */
    public static PrivateFolder temporary(String purpose) throws IOException {
        return new PrivateFolder(Files.createTempDirectory("mulligan-" + purpose));
    }

    /** Hidden beside a place that it may be moved to by {@link #moveTo}. */
    public static PrivateFolder beside(Path target) throws IOException {
        Path whole = target.toAbsolutePath().normalize();
        Files.createDirectories(whole.getParent());
        return new PrivateFolder(
                Files.createDirectory(
                        whole.resolveSibling(
                                "." + whole.getFileName() + "." + UUID.randomUUID() + ".partial")));
    }

    public Path path() {
        return path;
    }

    /**
     * Copies a file of a package here.
     *
     * @param name in the package
     * @param to name here, with {@code /} between folders
     * @throws IOException when it cannot be read, would lie outside of this folder, or all files
     *     here were larger than {@link ModelLimits#UNPACKED}
     */
    public void take(PackageFiles from, String name, String to) throws IOException {
        Path target = path.resolve(to).normalize();
        if (ZipRules.isOutside(to) || !target.startsWith(path) || target.equals(path))
            throw new IOException(
                    "\"%s\" in %s would lie outside of its folder; do not use it"
                            .formatted(to, from.path()));
        Files.createDirectories(target.getParent());
        from.read(
                name,
                in -> {
                    copy(in, target);
                    return target;
                });
    }

    private void copy(InputStream in, Path target) throws IOException {
        try (OutputStream out =
                Files.newOutputStream(
                        target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            byte[] part = new byte[1 << 16];
            for (int read = in.read(part); read >= 0; read = in.read(part)) {
                bytes += read;
                if (bytes > ModelLimits.UNPACKED)
                    throw new IOException(
                            "makes the model larger than the %,d bytes allowed"
                                    .formatted(ModelLimits.UNPACKED));
                out.write(part, 0, read);
            }
        }
    }

    /**
     * Becomes the folder at {@code target}, whole; closing it does nothing from then on.
     *
     * @throws FileAlreadyExistsException when something is there
     */
    public void moveTo(Path target) throws IOException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS))
            throw new FileAlreadyExistsException(
                    target.toString(),
                    null,
                    "exists already and is never overwritten; choose another name or delete it");
        Files.move(path, target);
    }

    /** Deletes it with all that is in it. */
    @Override
    public void close() throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) return;
        try (Stream<Path> below = Files.walk(path)) {
            List<Path> deepestFirst = below.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) Files.delete(file);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
