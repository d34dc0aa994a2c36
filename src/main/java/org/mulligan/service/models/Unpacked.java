package org.mulligan.service.models;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.mulligan.engine.Progress;
import org.mulligan.model.ForeignModelException;
import org.mulligan.model.archive.PackageFiles;
import org.mulligan.model.archive.PrivateFolder;

/**
 * A model from a file, a folder or an address as files in a private folder, which is deleted when
 * it is closed.
 */
final class Unpacked implements AutoCloseable {
    /** Other tools' files that are zips inside, and no packages. */
    private static final Pattern OTHERS =
            Pattern.compile(".*\\.(keras|pt|pth|ckpt|torchscript|npz|jar)");

    private static final String UNPACKED = "unpacked";

    private final PrivateFolder folder;
    private final Path place;
    private final String source;

    private Unpacked(String source, PrivateFolder folder, Path place) {
        this.source = source;
        this.folder = folder;
        this.place = place;
    }

    /**
     * @param source a file, a folder, or an http(s) address
     * @param downloads keep what was fetched
     * @throws IOException when it cannot be had; nothing is left behind
     */
    static Unpacked of(String source, Downloads downloads, Progress progress) throws IOException {
        PrivateFolder folder = PrivateFolder.temporary("import");
        try {
            Path file =
                    source.matches("(?i)https?://.*")
                            ? downloads.get(source.strip(), progress)
                            : Path.of(source.strip());
            if (!Files.exists(file))
                throw new NoSuchFileException(file.toString(), null, "it does not exist");
            return new Unpacked(
                    source.strip(),
                    folder,
                    Files.isDirectory(file) ? file : unpacked(file, folder));
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private static Path unpacked(Path file, PrivateFolder folder) throws IOException {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (!name.endsWith(".zip") && (OTHERS.matcher(name).matches() || !isZip(file)))
            return file.toAbsolutePath();
        PackageFiles files = PackageFiles.at(file);
        for (String part : files.names()) folder.take(files, part, UNPACKED + "/" + part);
        return folder.path().resolve(UNPACKED);
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

    /** Something that reads the place. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /** Does it; in the text of a failure the place is called what the user calls it. */
    <T> T naming(Work<T> work) throws IOException {
        try {
            return work.run();
        } catch (ForeignModelException e) {
            throw new ForeignModelException(asGiven(e));
        } catch (IllegalArgumentException e) {
            throw isNamed(e) ? new IllegalArgumentException(asGiven(e), e) : e;
        } catch (IOException e) {
            throw isNamed(e) ? new IOException(asGiven(e), e) : e;
        }
    }

    private boolean isNamed(Exception e) {
        return e.getMessage() != null && e.getMessage().contains(place.toString());
    }

    private String asGiven(Exception e) {
        return e.getMessage().replace(place.toString(), source);
    }

    /** For files of the import's own. */
    Path scratch() {
        return folder.path();
    }

    @Override
    public void close() throws IOException {
        folder.close();
    }
}
