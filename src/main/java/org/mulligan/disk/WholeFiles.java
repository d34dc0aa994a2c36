package org.mulligan.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Writes a file or a folder under a hidden name beside its place and moves it there, so that nobody
 * ever sees half of it, and a full disk or a crash leaves what was there before.
 */
public final class WholeFiles {
    /** Writes a file or a folder. */
    @FunctionalInterface
    public interface Writer {
        /**
         * @param part does not exist yet; what is left of it when this throws is deleted
         */
        void write(Path part) throws IOException;
    }

    private WholeFiles() {}

    /**
     * A new file or folder. Its folder must be there.
     *
     * @throws FileAlreadyExistsException when something is at {@code target}; it stays as it is
     */
    public static void create(Path target, Writer writer) throws IOException {
        Path part = hiddenBeside(target);
        try {
            writer.write(part);
            // Not ATOMIC_MOVE, which replaces what is there; within one folder this is a rename.
            Files.move(part, target);
        } finally {
            delete(part);
        }
    }

    /** A file, in the place of the one that may be there. Its folder must be there. */
    public static void replace(Path target, Writer writer) throws IOException {
        Path part = hiddenBeside(target);
        try {
            writer.write(part);
            try {
                Files.move(
                        part,
                        target,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            delete(part);
        }
    }

    /** As {@link #replace(Path, Writer)}. */
    public static void replace(Path target, byte[] bytes) throws IOException {
        replace(target, part -> Files.write(part, bytes));
    }

    /** A name that nobody has, and that lists of images and models leave out. */
    public static Path hiddenBeside(Path target) {
        return target.resolveSibling(
                "." + target.getFileName() + "." + UUID.randomUUID() + ".partial");
    }

    /** A file, a link, or a folder with all that is in it, links not followed; or nothing. */
    public static void delete(Path tree) throws IOException {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) return;
        try (Stream<Path> below = Files.walk(tree)) {
            List<Path> deepestFirst = below.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) Files.delete(path);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
