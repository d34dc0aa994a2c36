package org.mulligan.image.tiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Python with tifffile and imagecodecs, where {@code MULLIGAN_PYTHON} names one. */
public final class PythonTiff {
    private static final String NONE =
            "No Python with tifffile and imagecodecs; name one with MULLIGAN_PYTHON, as .ci/run does";

    private PythonTiff() {}

    /** Runs a script of src/test/python; skips the test where there is no such Python. */
    public static List<String> run(String script, Path folder, Object... arguments)
            throws IOException, InterruptedException {
        String python = Optional.ofNullable(System.getenv("MULLIGAN_PYTHON")).orElse("");
        assumeTrue(!python.isBlank(), NONE);
        assumeTrue(
                started(folder, List.of(python, "-c", "import tifffile, imagecodecs")) == 0, NONE);
        List<String> command = new ArrayList<>();
        command.add(python);
        command.add(Path.of("src/test/python", script).toAbsolutePath().toString());
        for (Object argument : arguments) command.add(argument.toString());
        int code = started(folder, command);
        assertThat(code).as(Files.readString(folder.resolve("err.txt"))).isZero();
        return Files.readAllLines(folder.resolve("out.txt"), StandardCharsets.UTF_8);
    }

    private static int started(Path folder, List<String> command)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectOutput(folder.resolve("out.txt").toFile())
                        .redirectError(folder.resolve("err.txt").toFile());
        builder.environment().put("PYTHONIOENCODING", "utf-8");
        return builder.start().waitFor();
    }

    /** Little-endian float64. */
    public static double[] values(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        double[] values = new double[bytes.length / Double.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
        return values;
    }
}
