package org.mulligan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shell script that users start, in a folder laid out as the build lays it out. A macro that
 * writes to the process's descriptor 2 plays the native code.
 */
@EnabledOnOs(OS.LINUX)
class LauncherTest {
    private static final String CHATTER =
            "File.append(\"I0000 chatter\", \"/proc/self/fd/2\");\nprint(\"result\");\n";

    @TempDir private static Path home;
    @TempDir private Path folder;

    private record Ended(int code, String out, String err) {}

    @BeforeAll
    static void layOut() throws IOException {
        layOut(home, System.getProperty("java.class.path"));
    }

    /** The plugin's jar is no more than a pointer to what is tested. */
    private static void layOut(Path home, String classPath) throws IOException {
        Files.copy(
                Path.of("src/main/dist/bin/mulligan"),
                Files.createDirectories(home.resolve("bin")).resolve("mulligan"));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        Arrays.stream(classPath.split(File.pathSeparator))
                                .map(entry -> Path.of(entry).toUri().toString())
                                .collect(Collectors.joining(" ")));
        new JarOutputStream(Files.newOutputStream(home.resolve("Mulligan_-test.jar")), manifest)
                .close();
    }

    @BeforeEach
    void writeTheMacro() throws IOException {
        Files.writeString(folder.resolve("chatter.ijm"), CHATTER);
    }

    private Path log() {
        return folder.resolve("state/mulligan/engine.log");
    }

    private Ended launch(Map<String, String> environment, String... arguments) throws Exception {
        return launch(home, environment, arguments);
    }

    private Ended launch(Path home, Map<String, String> environment, String... arguments)
            throws Exception {
        List<String> command =
                new ArrayList<>(List.of("sh", home.resolve("bin/mulligan").toString()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out.txt");
        Path err = Files.writeString(folder.resolve("err.txt"), "said before\n");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(ProcessBuilder.Redirect.appendTo(err.toFile()));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
        return new Ended(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    @Test
    void whatNativeCodeSaysGoesToTheLogAndWhatWeSayToTheUser() throws Exception {
        Files.writeString(
                folder.resolve("chatter.ijm"), CHATTER + "exit(\"Nothing to do here\");\n");
        Ended ended = launch(Map.of(), "macro", "chatter.ijm");

        assertThat(ended.out()).isEqualTo("result\n");
        assertThat(ended.err())
                .startsWith("said before\n")
                .contains("Nothing to do here")
                .doesNotContain("chatter");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(log()).hasContent("I0000 chatter");
    }

    @Test
    void theLogNeverGrowsLarge() throws Exception {
        Files.createDirectories(log().getParent());
        Files.writeString(log(), "x".repeat(1024 * 1024));
        launch(Map.of(), "macro", "chatter.ijm");
        assertThat(Files.size(log())).isGreaterThan(1024 * 1024);

        launch(Map.of(), "macro", "chatter.ijm");
        assertThat(log()).hasContent("I0000 chatter");
    }

    @Test
    void withoutALogStderrStaysAsItIs() throws Exception {
        Files.writeString(folder.resolve("state"), "a file where the folder would be");
        Ended ended = launch(Map.of(), "macro", "chatter.ijm");

        assertThat(ended.err()).isEqualTo("said before\nI0000 chatter\n");
        assertThat(ended.out()).isEqualTo("result\n");
        assertThat(ended.code()).isZero();
    }

    @Test
    void aJavaThatDoesNotStartSaysWhy() throws Exception {
        Ended ended = launch(Map.of("MULLIGAN_JAVA_OPTS", "-Xmx8q"), "models");

        assertThat(ended.err()).contains("MULLIGAN_JAVA_OPTS=-Xmx8q", "Invalid maximum heap size");
        assertThat(ended.code()).isEqualTo(1);
    }

    @Test
    void aMissingLibraryIsNamed() throws Exception {
        layOut(folder.resolve("broken"), Path.of("target/classes").toAbsolutePath().toString());
        Ended ended = launch(folder.resolve("broken"), Map.of(), "models");

        assertThat(ended.err()).contains("NoClassDefFoundError");
        assertThat(ended.code()).isEqualTo(1);
    }

    @Test
    void aJavaThatIsTooOldIsRefused() throws Exception {
        Path java = Files.createDirectories(folder.resolve("old/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"1.8.0_402\"' >&2\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Ended ended = launch(Map.of("JAVA_HOME", folder.resolve("old").toString()), "models");

        assertThat(ended.err()).contains("older than 17", folder.resolve("old").toString());
        assertThat(ended.code()).isEqualTo(1);
    }
}
