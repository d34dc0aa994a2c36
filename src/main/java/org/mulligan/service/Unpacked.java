package org.mulligan.service;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mulligan.engine.Progress;
import org.mulligan.model.ModelArchive;

/**
 * A model from a file, a folder or an address as files in a private folder, which is deleted when
 * it is closed.
 */
final class Unpacked implements AutoCloseable {
    /** Other tools' files that are zips inside, and no packages. */
    private static final Pattern OTHERS =
            Pattern.compile(".*\\.(keras|pt|pth|ckpt|torchscript|npz|jar)");

    private final Path folder;
    private final Path place;

    private Unpacked(Path folder, Path place) {
        this.folder = folder;
        this.place = place;
    }

    /**
     * @param source a file, a folder, or an http(s) address
     * @throws IOException when it cannot be had; nothing is left behind
     */
    static Unpacked of(String source, Progress progress) throws IOException {
        Path folder = Files.createTempDirectory("mulligan-import");
        try {
            Path file =
                    source.matches("(?i)https?://.*")
                            ? Download.fetch(source.strip(), folder, progress)
                            : Path.of(source.strip());
            if (!Files.exists(file))
                throw new NoSuchFileException(file.toString(), null, "it does not exist");
            return new Unpacked(folder, Files.isDirectory(file) ? file : unpacked(file, folder));
        } catch (IOException | RuntimeException e) {
            delete(folder);
            throw e;
        }
    }

    private static Path unpacked(Path file, Path folder) throws IOException {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (!name.endsWith(".zip") && (OTHERS.matcher(name).matches() || !isZip(file)))
            return file.toAbsolutePath();
        Path target = Files.createDirectory(folder.resolve("unpacked"));
        ModelArchive.unpack(file, target);
        return target;
    }

    private static boolean isZip(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(4), new byte[] {'P', 'K', 3, 4});
        }
    }

    /** What to read: the file, or the folder that it was unpacked to. */
    Path place() {
        return place;
    }

    /** For files of the import's own. */
    Path scratch() {
        return folder;
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) Files.deleteIfExists(file);
    }

    @Override
    public void close() throws IOException {
        delete(folder);
    }
}
