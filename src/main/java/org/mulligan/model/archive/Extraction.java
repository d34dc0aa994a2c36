package org.mulligan.model.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Files of packages on their way into a folder of ours, which they must not leave or overfill. */
final class Extraction {
    private final Path folder;
    private long bytes;

    Extraction(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /**
     * Copies a file of a package.
     *
     * @param name in the package
     * @param to name in the folder, with {@code /} between folders
     * @throws IOException when it cannot be read, would lie outside of the folder, or all files in
     *     it were larger than {@link ModelLimits#UNPACKED}
     */
    void take(PackageFiles from, String name, String to) throws IOException {
        Path target = folder.resolve(to).normalize();
        if (ZipRules.isOutside(to) || !target.startsWith(folder) || target.equals(folder))
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
}
