package org.mulligan.service.models;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.mulligan.engine.Progress;

/** Fetches a model from an address that a user typed. */
final class Download {
    private static final long MOST_BYTES = 2L << 30;
    private static final int PATIENCE_S = 60;
    private static final int LOOK_MS = 100;
    private static final int OK = 200;

    /** Names whose ending says what is in them; addresses of the zoo often end in none. */
    private static final Pattern NAMED =
            Pattern.compile(
                    "(?i)[\\w.-]+\\.(zip|pb|onnx|h5|hdf5|keras|pt|pth|ckpt|torchscript|tflite|npz|safetensors|ya?ml|json)");

    private final URI address;
    private final Progress progress;

    private Download(URI address, Progress progress) {
        this.address = address;
        this.progress = progress;
    }

    /**
     * @param address of http or https
     * @param folder the file is put there, under its own name if that says what is in it
     * @throws CancellationException soon after {@code progress} cancels
     * @throws IOException when there is no such file, it is too large, or nothing comes for a
     *     minute; the text says which
     */
    static Path fetch(String address, Path folder, Progress progress) throws IOException {
        progress.log("Fetching " + address);
        URI uri = uri(address);
        String path = uri.getPath() == null ? "" : uri.getPath();
        String name = path.substring(path.lastIndexOf('/') + 1);
        Path file = folder.resolve(NAMED.matcher(name).matches() ? name : "model.zip");
        try {
            new Download(uri, progress).save(file);
        } catch (IOException e) {
            throw new IOException(
                    "%s cannot be fetched (%s); download it in a browser and give the file"
                            .formatted(address, reason(e)),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Cancelled");
        }
        return file;
    }

    private static URI uri(String address) throws IOException {
        try {
            URI uri = URI.create(address);
            if (uri.getHost() != null) return uri;
        } catch (IllegalArgumentException e) {
            throw new IOException("%s is no address: %s".formatted(address, e.getMessage()), e);
        }
        throw new IOException("%s is no address: it names no server".formatted(address));
    }

    /** Java's own say nothing of an unknown or silent server. */
    private static String reason(IOException e) {
        if (e.getMessage() != null) return e.getMessage();
        return e instanceof java.net.ConnectException
                ? "no server answers there"
                : e.getClass().getSimpleName();
    }

    private void save(Path file) throws IOException, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .connectTimeout(Duration.ofSeconds(PATIENCE_S))
                        .build();
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(PATIENCE_S)).build();
        HttpResponse<InputStream> answer =
                wait(client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream()));
        try (InputStream in = answer.body()) {
            if (answer.statusCode() != OK)
                throw new IOException("the server answers " + answer.statusCode());
            long stated = answer.headers().firstValueAsLong("content-length").orElse(0);
            if (stated > MOST_BYTES) throw tooLarge();
            save(in, file, stated);
        }
    }

    private static IOException tooLarge() {
        return new IOException("it is larger than the %,d bytes allowed".formatted(MOST_BYTES));
    }

    /** The stream waits for bytes without end, so it is read beside, and left when it stalls. */
    private void save(InputStream in, Path file, long stated)
            throws IOException, InterruptedException {
        long bytes = 0;
        byte[] part = new byte[1 << 16];
        try (var out = Files.newOutputStream(file)) {
            while (true) {
                int read = wait(CompletableFuture.supplyAsync(() -> read(in, part)));
                if (read < 0) break;
                bytes += read;
                if (bytes > MOST_BYTES) throw tooLarge();
                out.write(part, 0, read);
                if (stated > 0) progress.update("Fetching", (double) bytes / stated, -1);
            }
        }
        if (stated > 0 && bytes != stated)
            throw new IOException("%,d of %,d bytes came".formatted(bytes, stated));
    }

    private static int read(InputStream in, byte[] part) {
        try {
            return in.read(part);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private <T> T wait(CompletableFuture<T> future) throws IOException, InterruptedException {
        for (int waited = 0; waited < PATIENCE_S * 1000; waited += LOOK_MS) {
            if (progress.cancelled()) {
                future.cancel(true);
                throw new CancellationException("Cancelled");
            }
            try {
                return future.get(LOOK_MS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                continue;
            } catch (ExecutionException e) {
                Throwable cause = e.getCause();
                if (cause instanceof java.io.UncheckedIOException wrapped) throw wrapped.getCause();
                if (cause instanceof IOException known) throw known;
                throw new IOException(cause.toString(), cause);
            }
        }
        future.cancel(true);
        throw new IOException("nothing came for %d s".formatted(PATIENCE_S));
    }
}
