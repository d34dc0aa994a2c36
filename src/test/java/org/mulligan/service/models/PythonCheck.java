package org.mulligan.service.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Python with bioimageio.core and TensorFlow, where {@code MULLIGAN_PYTHON} names one. */
public final class PythonCheck {
    private PythonCheck() {}

    /** Skips the test where there is none. */
    public static void require() {
        assumeTrue(
                python().isPresent(),
                "No Python with bioimageio.core 0.11.0 and TensorFlow 2.18; name one with MULLIGAN_PYTHON, as .ci/run does");
    }

    private static Optional<String> python() {
        return Optional.ofNullable(System.getenv("MULLIGAN_PYTHON"))
                .filter(name -> !name.isBlank());
    }

    /**
     * Validates and runs models there.
     *
     * @param folder for what Python says
     * @return of each the largest difference between its test output and what Python computes
     */
    static Map<Path, Double> differences(List<Path> models, Path folder)
            throws IOException, InterruptedException {
        List<String> lines = said(models, folder);
        Map<Path, Double> differences = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i)).startsWith(models.get(i).toAbsolutePath() + " ok ");
            differences.put(models.get(i), Double.valueOf(lines.get(i).replaceFirst(".* ok ", "")));
        }
        return differences;
    }

    /** What is said of each model. */
    static List<String> said(List<Path> models, Path folder)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(python().orElseThrow());
        command.add(Path.of("src/test/python/check_packages.py").toAbsolutePath().toString());
        models.forEach(model -> command.add(model.toAbsolutePath().toString()));
        Path err = folder.resolve("python-err.txt");
        Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        List<String> lines = out.lines().filter(line -> line.matches(".* (ok|FAILED) .*")).toList();
        assertThat(lines).as(out + Files.readString(err)).hasSameSizeAs(models);
        return lines;
    }

    /**
     * Validates and runs all packages below a folder that a test has filled, where there is such a
     * Python; else does nothing.
     *
     * @return how many
     */
    public static int validateAll(Path folder) throws IOException, InterruptedException {
        if (python().isEmpty()) return 0;
        List<Path> models;
        try (Stream<Path> below = Files.walk(folder)) {
            models =
                    below.filter(PythonCheck::isPackage)
                            .filter(PythonCheck::isMeant)
                            .sorted()
                            .toList();
        }
        if (models.isEmpty()) return 0;
        assertThat(differences(models, folder).values())
                .allSatisfy(difference -> assertThat(difference).isLessThan(2e-5));
        return models.size();
    }

    /** Tests make models on purpose whose training went wrong. */
    private static boolean isMeant(Path path) {
        return !path.getFileName().toString().startsWith("fault-");
    }

    private static boolean isPackage(Path path) {
        String file = path.getFileName().toString();
        if (Files.isDirectory(path)) return Files.exists(path.resolve("rdf.yaml"));
        return file.endsWith(".zip") && !Files.exists(path.resolveSibling("rdf.yaml"));
    }
}
