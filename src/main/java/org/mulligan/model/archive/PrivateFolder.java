package org.mulligan.model.archive;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.mulligan.disk.WholeFiles;

/**
 * A folder that nobody else knows, to unpack files of strangers to. Closing it deletes it with all
 * that is in it, so that nothing is left of what was refused.
 */
public final class PrivateFolder implements AutoCloseable {
    private final Path path;
    private final Extraction extraction;

    private PrivateFolder(Path path) {
        this.path = path;
        this.extraction = new Extraction(path);
    }

    /** Among the temporary files. */
    public static PrivateFolder temporary(String purpose) throws IOException {
        return new PrivateFolder(Files.createTempDirectory("mulligan-" + purpose));
    }

    /** Hidden beside a place that it may be moved to by {@link #moveTo}. */
    public static PrivateFolder beside(Path target) throws IOException {
        Path whole = target.toAbsolutePath().normalize();
        Files.createDirectories(whole.getParent());
        return new PrivateFolder(Files.createDirectory(WholeFiles.hiddenBeside(whole)));
    }

    public Path path() {
        return path;
    }

    /** Copies a file of a package here; see {@link Extraction#take}. */
    public void take(PackageFiles from, String name, String to) throws IOException {
        extraction.take(from, name, to);
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
        WholeFiles.delete(path);
    }
}
