package org.mulligan.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of its own on the tests' class path, which has ended.
 *
 * @param code with which it did
 * @param out what it printed
 * @param err what it said beside that
 */
record JavaProcess(int code, String out, String err) {
    /**
     * Runs one to its end, or to that of patience.
     *
     * @param scratch folder that its words are kept in
     * @param arguments of the JVM, its main class, and the arguments of that
     */
    static JavaProcess run(Path scratch, int seconds, List<String> arguments)
            throws IOException, InterruptedException {
        return run(scratch, seconds, arguments, Map.of());
    }

    /** Likewise, with more in its environment. */
    static JavaProcess run(
            Path scratch, int seconds, List<String> arguments, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path out = scratch.resolve("out.txt");
        Path err = scratch.resolve("err.txt");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path")));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
        return new JavaProcess(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
