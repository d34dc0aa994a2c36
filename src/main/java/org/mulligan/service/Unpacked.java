package org.mulligan.service;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.mulligan.engine.Progress;
import org.mulligan.model.ModelArchive;

/**
 * A model from a file, a folder or an address as files in a private folder, which is deleted when
 * it is closed.
 */
final class Unpacked implements AutoCloseable {
    private static final long MOST_BYTES = 2L << 30;
    private static final int PATIENCE_S = 60;

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
                            ? download(URI.create(source.strip()), folder, progress)
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
        if (!file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".zip"))
            return file.toAbsolutePath();
        Path target = Files.createDirectory(folder.resolve("unpacked"));
        ModelArchive.unpack(file, target);
        return target;
    }

    private static Path download(URI address, Path folder, Progress progress) throws IOException {
        progress.log("Fetching " + address);
        String path = address.getPath() == null ? "" : address.getPath();
        String name = path.substring(path.lastIndexOf('/') + 1);
        // Addresses of the zoo often end in no name.
        Path file = folder.resolve(name.matches("[\\w.-]+\\.pb") ? name : "model.zip");
        HttpClient client =
                HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .connectTimeout(Duration.ofSeconds(PATIENCE_S))
                        .build();
        try {
            HttpResponse<InputStream> answer =
                    client.send(
                            HttpRequest.newBuilder(address).build(),
                            HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = answer.body()) {
                if (answer.statusCode() != 200)
                    throw new IOException("the server answers " + answer.statusCode());
                save(in, file, progress);
            }
        } catch (IOException e) {
            throw new IOException(
                    "%s cannot be fetched (%s); download it in a browser and give the file"
                            .formatted(address, e.getMessage()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Cancelled");
        }
        return file;
    }

    private static void save(InputStream in, Path file, Progress progress) throws IOException {
        long bytes = 0;
        try (var out = Files.newOutputStream(file)) {
            byte[] part = new byte[1 << 16];
            for (int read = in.read(part); read >= 0; read = in.read(part)) {
                if (progress.cancelled()) throw new CancellationException("Cancelled");
                bytes += read;
                if (bytes > MOST_BYTES)
                    throw new IOException("it is larger than %,d bytes".formatted(MOST_BYTES));
                out.write(part, 0, read);
            }
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
