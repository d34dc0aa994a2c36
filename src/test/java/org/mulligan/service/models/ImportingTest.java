package org.mulligan.service.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.engine.Progress;
import org.mulligan.image.intensity.Scaling;
import org.mulligan.model.ForeignModelException;
import org.mulligan.model.ModelDescription;
import org.mulligan.model.ModelFile;
import org.mulligan.model.Task;
import org.mulligan.tensor.foreign.StrangeGraphs;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** Imports that succeed, and those that do not and leave nothing behind. */
@Tag("alone")
class ImportingTest {
    @TempDir private Path folder;
    private Path models;
    private Path graph;
    private Imports imports;
    private List<Path> before;

    @BeforeEach
    void start() throws IOException {
        models = Files.createDirectory(folder.resolve("models"));
        graph =
                StrangeGraphs.write(
                        folder.resolve("sharpen.pb"),
                        TFloat32.class,
                        Shape.of(-1, -1, -1, 1),
                        (tf, x) -> StrangeGraphs.convolved(tf, x, 5, 1, 1, 1));
        imports = new Imports(models);
        before = Imports.leftovers();
    }

    @AfterEach
    void end() {
        imports.close();
    }

    private void assertRefused(
            ThrowingCallable run, Class<? extends Exception> type, String... reasons)
            throws IOException {
        var thrown = assertThatThrownBy(run).isInstanceOf(type);
        for (String reason : reasons) thrown.hasMessageContaining(reason);
        assertThat(models).isEmptyDirectory();
        assertThat(Imports.leftovers()).isSubsetOf(before);
    }

    private ThrowingCallable importing(Object source) {
        return () -> imports.run(source, Imports.settings(""));
    }

    @Test
    void writesAModelWithWhatWasFoundAndLeavesNothingElse() throws IOException {
        Imported imported = imports.run(graph, Imports.settings(""));
        assertThat(imported.model()).isEqualTo(models.resolve("sharpen.zip"));
        assertThat(models.toFile().list()).containsExactly("sharpen.zip");
        assertThat(Imports.leftovers()).isSubsetOf(before);
        ModelDescription model = ModelFile.open(imported.model()).description();
        assertThat(model.task()).isEqualTo(Task.IMAGE_TO_IMAGE);
        assertThat(model.receptiveField()).isEqualTo(5);
        assertThat(model.tensorSpec().inUnits()).isFalse();
        assertThat(imported.lines())
                .contains(
                        "Test tensors: the model brings none",
                        "Open it with Plugins > Mulligan > Apply Mulligan Model...");
    }

    @Test
    void takesTheUsersWordOverWhatWasInferred() throws IOException {
        ImportSettings settings =
                new ImportSettings(
                        "my denoiser",
                        "in",
                        "out",
                        "byxc",
                        Optional.of(Scaling.deviation(1e-6)),
                        Optional.of(true),
                        Optional.of(Task.DENOISE),
                        8);
        ModelDescription model = ModelFile.open(imports.run(graph, settings).model()).description();
        assertThat(model.task()).isEqualTo(Task.DENOISE);
        assertThat(model.stride()).isEqualTo(8);
        assertThat(model.tensorSpec().scaling()).isEqualTo(Scaling.deviation(1e-6));
        assertThat(model.tensorSpec().inUnits()).isTrue();
    }

    @Test
    void refusesPlacesWithoutAModel() throws IOException {
        assertRefused(
                importing(folder.resolve("nowhere.zip")), NoSuchFileException.class, "nowhere.zip");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertRefused(
                importing(empty),
                ForeignModelException.class,
                "empty holds no model that Mulligan knows");
        Path text = Files.writeString(folder.resolve("notes.txt"), "buy milk");
        assertRefused(
                importing(text),
                ForeignModelException.class,
                "notes.txt holds no model that Mulligan knows");
        Path zip = Files.writeString(folder.resolve("notes.zip"), "buy milk");
        assertRefused(importing(zip), IOException.class, "notes.zip");
        Path pb = Files.writeString(folder.resolve("notes.pb"), "buy milk");
        assertRefused(importing(pb), IOException.class, "notes.pb is no TensorFlow graph");
        assertRefused(importing(""), IOException.class);
    }

    @Test
    void callsAZipByItsNameAndNotByWhereItWasUnpacked() throws IOException {
        Path zip = folder.resolve("other.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("rdf.yaml"));
            out.write(
                    """
                    format_version: 0.4.9
                    inputs: [{name: raw, axes: bcyx, data_type: float32}]
                    outputs: [{name: out, axes: bcyx, data_type: float32}]
                    weights: {onnx: {source: a.onnx}}
                    """
                            .getBytes(StandardCharsets.UTF_8));
        }
        assertRefused(
                importing(zip),
                ForeignModelException.class,
                "The package in " + zip + " has weights for [onnx] only");
    }

    @Test
    void refusesWhatTheNetworkDoesNotHave() throws IOException {
        assertRefused(
                () -> imports.run(graph, with("", "nothing", "")),
                IllegalArgumentException.class,
                "sharpen.pb has no output \"nothing\"; it has out");
        assertRefused(
                () -> imports.run(graph, with("nothing", "", "")),
                IllegalArgumentException.class,
                "sharpen.pb has no input \"nothing\"; it has in [?, ?, ?, 1]");
        assertRefused(
                () -> imports.run(graph, with("", "", "bzyxc")),
                IllegalArgumentException.class,
                "letters b, y, x and c");
    }

    private static ImportSettings with(String input, String output, String axes) {
        return new ImportSettings(
                "any name",
                input,
                output,
                axes,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0);
    }

    @Test
    void neverOverwrites() throws IOException {
        Path mine = Files.writeString(models.resolve("sharpen.zip"), "mine");
        assertThatThrownBy(importing(graph))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("give another with name=");
        assertThat(mine).hasContent("mine");
        assertThat(models.toFile().list()).containsExactly("sharpen.zip");
        assertThat(Imports.leftovers()).isSubsetOf(before);
    }

    @Test
    void stopsAtOnceWhenItIsCancelled() throws IOException {
        for (int patience : new int[] {0, 3, 10}) {
            int[] asked = {0};
            Progress impatient =
                    new Progress() {
                        @Override
                        public boolean cancelled() {
                            return ++asked[0] > patience;
                        }
                    };
            assertRefused(
                    () -> imports.run(graph, Imports.settings(""), impatient),
                    CancellationException.class);
            assertThat(asked[0]).isEqualTo(patience + 1);
        }
    }

    private interface Answer {
        void give(HttpExchange exchange) throws IOException;
    }

    /** What a server of our own answers under any path. */
    private void served(Answer answer, java.util.function.Consumer<String> test)
            throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        answer.give(exchange);
                    }
                });
        server.start();
        try {
            test.accept("http://localhost:" + server.getAddress().getPort());
        } finally {
            server.stop(0);
            threads.shutdownNow();
        }
    }

    @Test
    void fetchesFromAnAddressOnceToLookAndToImport() throws IOException {
        byte[] bytes = Files.readAllBytes(graph);
        AtomicInteger asked = new AtomicInteger();
        served(
                exchange -> {
                    asked.incrementAndGet();
                    exchange.sendResponseHeaders(200, bytes.length);
                    exchange.getResponseBody().write(bytes);
                },
                address -> {
                    String source = address + "/files/net.pb?download=1";
                    ImportSettings settings = Imports.settings("fetched");
                    try {
                        assertThat(imports.importing(Progress.SILENT).inferred(source, settings))
                                .containsEntry("task", "image-to-image");
                        imports.run(source, settings);
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                });
        assertThat(asked).hasValue(1);
        assertThat(models.toFile().list()).containsExactly("fetched.zip");
        assertThat(Imports.leftovers()).isSubsetOf(before);
    }

    @ParameterizedTest(name = "{0}, {1} bytes: {2}")
    @CsvSource(
            delimiter = ';',
            value = {
                "404;-1;the server answers 404",
                "500;-1;the server answers 500",
                "200;3000000000;it is larger than the 2,147,483,648 bytes allowed"
            })
    void saysWhatAServerAnswers(int status, long length, String reason) throws IOException {
        served(
                exchange -> exchange.sendResponseHeaders(status, length),
                address -> assertFetchFails(address + "/net.zip", reason));
    }

    private void assertFetchFails(String address, String... reasons) {
        try {
            assertRefused(importing(address), IOException.class, reasons);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void saysThatWhatCameIsNoModel() throws IOException {
        byte[] page = "<html>Sign in first</html>".getBytes(StandardCharsets.UTF_8);
        served(
                exchange -> {
                    exchange.sendResponseHeaders(200, page.length);
                    exchange.getResponseBody().write(page);
                },
                address -> assertFetchFails(address + "/net.zip", "net.zip"));
    }

    @Test
    void saysThatTheConnectionBroke() throws IOException {
        served(
                exchange -> {
                    exchange.sendResponseHeaders(200, 1000);
                    exchange.getResponseBody().write(new byte[10]);
                    exchange.getResponseBody().flush();
                    throw new IOException("gone");
                },
                address -> assertFetchFails(address + "/net.zip", "cannot be fetched"));
    }

    @ParameterizedTest
    @CsvSource({"http://", "http:///net.zip", "https://a b/net.zip"})
    void refusesWhatIsNoAddress(String address) {
        assertFetchFails(address, "is no address");
    }

    @Test
    void saysThatNoServerAnswers() throws IOException {
        int port;
        try (var socket = new java.net.ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertFetchFails(
                "http://localhost:" + port + "/net.zip",
                "cannot be fetched (",
                "download it in a browser and give the file");
    }

    /** The server sends a little and then nothing. */
    @Test
    void stopsWaitingForAServerWhenItIsCancelled() throws IOException {
        var sent = new java.util.concurrent.CountDownLatch(1);
        Progress impatient =
                new Progress() {
                    @Override
                    public boolean cancelled() {
                        return sent.getCount() == 0;
                    }
                };
        served(
                exchange -> {
                    exchange.sendResponseHeaders(200, 1000);
                    exchange.getResponseBody().write(new byte[10]);
                    exchange.getResponseBody().flush();
                    sent.countDown();
                    try {
                        Thread.sleep(60_000);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                address -> {
                    try {
                        assertRefused(
                                () ->
                                        imports.run(
                                                address + "/net.zip",
                                                Imports.settings(""),
                                                impatient),
                                CancellationException.class);
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                });
    }
}
