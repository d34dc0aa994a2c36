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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.Javas;

/** The shell script that users start, in a folder laid out as the build lays it out. */
@EnabledOnOs(OS.LINUX)
class LauncherTest {
    /** Groups of Maven whose jars belong to the engine's process alone. */
    private static final Map<String, String> ENGINE_ONLY =
            Map.of(
                    "org.tensorflow", "/org/tensorflow/",
                    "org.bytedeco", "/org/bytedeco/",
                    "com.google.protobuf", "/com/google/protobuf/");

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
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
        return new Ended(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    private String macro(String text) throws IOException {
        return Files.writeString(folder.resolve("macro.ijm"), text).toString();
    }

    @ParameterizedTest(name = "Java {0}")
    @ValueSource(ints = {17, 21, 25})
    void resultsGoToStdoutAndTheRestToStderr(int java) throws Exception {
        String macro = macro("print(\"result\"); exit(\"Nothing to do here\");");
        Ended ended = launch(Map.of("JAVA_HOME", Javas.home(java).toString()), "macro", macro);

        assertThat(ended.out()).isEqualTo("result\n");
        assertThat(ended.err()).isEqualTo("said before\nNothing to do here\n");
        assertThat(ended.code()).isEqualTo(1);
    }

    @Test
    void theHostHasOurJarAndItsLibrariesAndNothingOfTheEngine() throws Exception {
        Path other = folder.resolve("with engine");
        layOut(other, System.getProperty("java.class.path"));
        Path library = Files.createDirectories(other.resolve("lib")).resolve("a-1.jar");
        Path engine = Files.createDirectories(other.resolve("engine")).resolve("tensorflow-1.jar");
        for (Path jar : List.of(library, engine))
            new JarOutputStream(Files.newOutputStream(jar), new Manifest()).close();

        Ended ended =
                launch(
                        other,
                        Map.of("MULLIGAN_JAVA_OPTS", "-Dasked=yes"),
                        "macro",
                        macro(
                                "print(call(\"java.lang.System.getProperty\", \"java.class.path\"));"
                                        + "print(call(\"java.lang.System.getProperty\", \"asked\"));"
                                        + "print(call(\"java.lang.System.getProperty\", \"mulligan.home\"));"));

        assertThat(ended.out().lines())
                .containsExactly(
                        other.resolve("Mulligan_-test.jar") + ":" + library,
                        "yes",
                        other.toRealPath().toString());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"plugins, true", "plugins/Mulligan, false"})
    void installedItFindsThePluginAndLeavesTensorFlowToTheEngine(String plugins, boolean fiji)
            throws Exception {
        Path app = Files.createDirectories(folder.resolve("my app")).toRealPath();
        layOut(app.resolve("lib/mulligan"), System.getProperty("java.class.path"));
        Path plugin = Files.createDirectories(app.resolve(plugins)).resolve("Mulligan_-test.jar");
        Files.move(app.resolve("lib/mulligan/Mulligan_-test.jar"), plugin);
        if (fiji) Files.createDirectories(app.resolve("jars"));
        Path engine = Files.createDirectories(app.resolve("lib/mulligan/engine"));
        for (String jar : List.of("imglib2-8.jar", "tensorflow-core-api-1.jar", "javacpp-1.jar"))
            new JarOutputStream(Files.newOutputStream(engine.resolve(jar)), new Manifest()).close();

        Ended ended =
                launch(
                        app.resolve("lib/mulligan"),
                        Map.of(),
                        "macro",
                        macro(
                                "print(call(\"java.lang.System.getProperty\", \"java.class.path\"));"
                                        + "print(call(\"java.lang.System.getProperty\", \"mulligan.models\", \"none\"));"));

        assertThat(ended.out().lines())
                .containsExactly(
                        plugin + ":" + engine.resolve("imglib2-8.jar"),
                        fiji ? app.resolve("models/mulligan").toString() : "none");
    }

    @Test
    void theBuildKeepsTensorFlowOutOfTheLibrariesOfTheHost() throws IOException {
        String dist = Files.readString(Path.of("src/assembly/dist.xml"));
        String lib = dist.substring(dist.indexOf("<outputDirectory>lib<"));
        lib = lib.substring(0, lib.indexOf("</dependencySet>"));
        List<String> engineJars =
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(
                                jar ->
                                        jar.matches(
                                                ".*[/\\\\][^/\\\\]*(tensorflow|javacpp|protobuf).*"))
                        .toList();

        assertThat(engineJars).hasSizeGreaterThan(3);
        assertThat(engineJars)
                .allSatisfy(
                        jar ->
                                assertThat(ENGINE_ONLY.values())
                                        .anySatisfy(group -> assertThat(jar).contains(group)));
        for (String group : ENGINE_ONLY.keySet())
            assertThat(lib).contains("<exclude>%s:*</exclude>".formatted(group));
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
