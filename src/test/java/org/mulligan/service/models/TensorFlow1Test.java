package org.mulligan.service.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * TensorFlow 1.15, which CARE, StarDist and N2V bring, on the host's class path before and behind
 * us: classes of the same names as ours.
 */
@Tag("slow")
class TensorFlow1Test {
    @TempDir private static Path folder;

    private static final List<String> host = new ArrayList<>();
    private static String neighbours;

    /** As installed: our jar with the engine's folder beside it, and a host without TensorFlow. */
    @BeforeAll
    static void install() throws IOException {
        Path neighbour = Path.of(System.getProperty("mulligan.neighbour"));
        neighbours =
                neighbour.resolve("libtensorflow-1.15.0.jar")
                        + File.pathSeparator
                        + neighbour.resolve("libtensorflow_jni-1.15.0.jar");
        assertThat(neighbour.resolve("libtensorflow-1.15.0.jar")).exists();
        Path engine = Files.createDirectory(folder.resolve("engine"));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            if (entry.endsWith("test-classes")) host.add(entry);
            else if (Files.isDirectory(path)) host.add(jar(path).toString());
            else {
                Files.createSymbolicLink(engine.resolve(path.getFileName()), path.toAbsolutePath());
                if (!entry.matches(".*[/\\\\](tensorflow|ndarray|javacpp|protobuf)[^/\\\\]*"))
                    host.add(entry);
            }
        }
    }

    /** JUnit warns of each link that it deletes. */
    @AfterAll
    static void takeTheLinksAway() throws IOException {
        try (Stream<Path> links = Files.list(folder.resolve("engine"))) {
            for (Path link : links.toList()) Files.delete(link);
        }
    }

    private static Path jar(Path classes) throws IOException {
        Path jar = folder.resolve("Mulligan_-test.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> files = Files.walk(classes)) {
            for (Path path : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(path).toString()));
                Files.copy(path, out);
            }
        }
        return jar;
    }

    @ParameterizedTest(name = "{0} on the class path first, {1} used first")
    @CsvSource({"theirs, theirs", "theirs, ours", "ours, theirs", "ours, ours"})
    void bothWorkInTurns(String before, String first) throws Exception {
        String ours = String.join(File.pathSeparator, host);
        String path =
                before.equals("theirs")
                        ? neighbours + File.pathSeparator + ours
                        : ours + File.pathSeparator + neighbours;
        Path err = folder.resolve("err.txt");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Djava.awt.headless=true",
                                "-Dmulligan.home=" + System.getProperty("mulligan.home"),
                                "-Dmulligan.engine.log="
                                        + System.getProperty("mulligan.engine.log"),
                                "-cp",
                                path,
                                Neighbour.class.getName(),
                                first)
                        .redirectError(err.toFile())
                        .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(Files.readString(err)).isZero();
        List<String> lines = out.lines().toList();
        List<String> ourLines = lines.stream().filter(line -> line.startsWith("ours")).toList();
        assertThat(ourLines).hasSize(3).allMatch(line -> line.equals(ourLines.get(0)));
        assertThat(ourLines.get(0)).endsWith(" true");
        assertThat(lines).contains("theirs 2.0 1.15.0", "theirs 4.0 1.15.0", "theirs 6.0 1.15.0");
    }
}
