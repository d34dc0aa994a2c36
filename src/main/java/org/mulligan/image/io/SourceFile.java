package org.mulligan.image.io;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which file an image was opened from, as it was then.
 *
 * @param path of the file, or of a folder that is one image
 * @param bytes of the file; of a folder the number of the files in it, those below not counted
 * @param modified when, in milliseconds since 1970; of a folder the newest of them
 */
public record SourceFile(Path path, long bytes, long modified) {
    private static final String PROPERTY = "mulligan.source";

    static SourceFile of(Path file) throws IOException {
        Path path = file.toAbsolutePath().normalize();
        if (!Files.isDirectory(path))
            return new SourceFile(
                    path, Files.size(path), Files.getLastModifiedTime(path).toMillis());
        long newest = Files.getLastModifiedTime(path).toMillis();
        List<Path> files;
        try (Stream<Path> all = Files.list(path)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path each : files)
            newest = Math.max(newest, Files.getLastModifiedTime(each).toMillis());
        return new SourceFile(path, files.size(), newest);
    }

    /** Remembers it with the image; a path that leads into a zip is not remembered. */
    static void mark(ImagePlus image, Path file) throws IOException {
        if (Files.exists(file)) image.setProperty(PROPERTY, of(file));
    }

    /** That of an image; empty for one that was not opened here. */
    public static Optional<SourceFile> of(ImagePlus image) {
        return image.getProperty(PROPERTY) instanceof SourceFile file
                ? Optional.of(file)
                : Optional.empty();
    }
}
