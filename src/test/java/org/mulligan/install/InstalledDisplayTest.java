package org.mulligan.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.awt.GraphicsEnvironment;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.ExtensionJar;
import org.mulligan.data.simulation.SimulatedPairs;
import org.mulligan.data.simulation.Structures;
import org.mulligan.model.ModelFile;
import org.mulligan.ui.Documentation;

/**
 * A plain ImageJ on a display, with Mulligan installed in it and nothing of ours on the classpath
 * that it starts with.
 */
@Tag("slow")
@Tag("alone")
class InstalledDisplayTest {
    /** What Maven puts on a test's classpath and into no distribution. */
    private static final String OF_TESTS =
            ".*[/\\\\](junit|assertj|archunit|opentest4j|apiguardian|byte-buddy|slf4j|surefire)[^/\\\\]*\\.jar";

    private static final String OF_THE_ENGINE =
            ".*[/\\\\](tensorflow|ndarray|javacpp|protobuf)[^/\\\\]*\\.jar";

    @TempDir private static Path temporary;
    private static Path screenshot;
    private static Path model;
    private static List<String> said;
    private static String complaints;

    @BeforeAll
    static void installAndUse() throws Exception {
        assumeFalse(GraphicsEnvironment.isHeadless(), "there is no display");
        Path folder = temporary.toRealPath();
        Path imageJ = FakeFolders.imageJ(folder.resolve("my ImageJ"));
        new Installing(new PrintStream(PrintStream.nullOutputStream()), System.err)
                .install(imageJ, distribution(folder.resolve("mulligan")));

        Files.move(
                ExtensionJar.build(folder), imageJ.resolve("plugins").resolve("my extension.jar"));
        // Another plugin, one of whose commands is called as one of ours was.
        Path another = Files.createDirectories(folder.resolve("another"));
        Files.writeString(
                another.resolve("plugins.config"),
                "Plugins>Another, \"Check...\", ij.plugin.Converter(\"32-bit\")\n");
        jar(another, imageJ.resolve("plugins/Another_One.jar"));
        new SimulatedPairs(Structures.CELLS, 64, 3, 20, 20)
                .write(folder.resolve("images"), 4, made -> {});
        model = folder.resolve("trained.zip");

        screenshot =
                Files.createDirectories(Path.of("target/screenshots")).resolve("installed.png");
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Duser.home=" + folder,
                                "-cp",
                                imageJ.resolve("ij.jar")
                                        + File.pathSeparator
                                        + probe(folder.resolve("probe")),
                                InstalledProbe.class.getName(),
                                imageJ.toString(),
                                screenshot.toAbsolutePath().toString(),
                                folder.resolve("images/clean").toString(),
                                model.toString(),
                                screenshot
                                        .resolveSibling("installed-extension.png")
                                        .toAbsolutePath()
                                        .toString())
                        .directory(imageJ.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
        said = Files.readAllLines(out);
        complaints = Files.readString(err);
    }

    /** As the build lays it out, from the tests' classpath. */
    private static Distribution distribution(Path home) throws Exception {
        for (String part : List.of("lib", "engine")) Files.createDirectories(home.resolve(part));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path jar = Path.of(entry);
            if (!entry.endsWith(".jar") || entry.matches(OF_TESTS)) continue;
            Files.copy(jar, home.resolve("engine").resolve(jar.getFileName()));
            if (!entry.matches(OF_THE_ENGINE))
                Files.copy(jar, home.resolve("lib").resolve(jar.getFileName()));
        }
        Path classes =
                Path.of(
                        Installing.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        jar(classes, home.resolve("Mulligan_-1.0.0.jar"));
        Files.createDirectories(home.resolve("imagej"));
        Path menu = Files.createDirectories(home.resolve("menu")).resolve("plugins.config");
        Files.copy(classes.resolve("org/mulligan/ij1/earlier-names.txt"), menu);
        jar(menu.getParent(), home.resolve("imagej/Mulligan_Earlier_Names-1.0.0.jar"));
        copy(Path.of("models"), home.resolve("models"));
        Documentation.write(Path.of(""), home.resolve("docs"));
        copy(Path.of("src/main/dist/bin"), home.resolve("bin"));
        copy(Path.of("src/release/licences"), home.resolve("licences"));
        Files.copy(Path.of("LICENSE"), home.resolve("LICENSE"));
        return Distribution.at(home);
    }

    private static void jar(Path classes, Path jar) throws IOException {
        try (JarOutputStream entries = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                entries.putNextEntry(
                        new ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, entries);
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    /** The probe's classes alone: ImageJ must find ours in its plugins folder or not at all. */
    private static Path probe(Path folder) throws Exception {
        Path tests =
                Path.of(
                        InstalledProbe.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        try (Stream<Path> files = Files.list(tests.resolve("org/mulligan/install"))) {
            for (Path file :
                    files.filter(f -> f.getFileName().toString().startsWith("InstalledProbe"))
                            .toList()) {
                Path target = folder.resolve(tests.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
        return folder;
    }

    private static List<String> lines(String word) {
        return said.stream()
                .filter(line -> line.startsWith(word + " "))
                .map(line -> line.substring(word.length() + 1))
                .toList();
    }

    /**
     * Menu and label of each line of our menu file, e.g. {@code Mulligan>Train>Train Denoiser...}.
     */
    private static List<String> ourEntries() throws IOException {
        return entries("src/main/resources/plugins.config");
    }

    private static List<String> entries(String menuFile) throws IOException {
        return Files.readAllLines(Path.of(menuFile)).stream()
                .filter(line -> line.startsWith("Plugins>"))
                .map(line -> line.replaceAll("Plugins>(.+?), \"(.+?)\".*", "$1>$2"))
                .toList();
    }

    @Test
    void theMenuHasOurCommandsOnceEach() throws IOException {
        List<String> leaves =
                lines("menu").stream()
                        .filter(
                                item ->
                                        lines("menu").stream()
                                                .noneMatch(other -> other.startsWith(item + ">")))
                        .toList();
        assertThat(ourEntries())
                .contains(
                        "Mulligan>Denoise with Mulligan...",
                        "Mulligan>Super-Resolve with Mulligan...",
                        "Mulligan>Restore with Mulligan...",
                        "Mulligan>Train>Train Denoiser...",
                        "Mulligan>Train>Train Super-Resolver...",
                        "Mulligan>Train>Train Restorer...");
        List<String> earlier = entries("src/main/resources/org/mulligan/ij1/earlier-names.txt");
        assertThat(leaves)
                .as(complaints)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(ourEntries().stream(), earlier.stream()).toList());
        assertThat(lines("command").stream().filter(line -> line.contains("MulliganPlugin(")))
                .hasSameSizeAs(ourEntries());
    }

    @Test
    void aLineWithAnEarlierNameGivesTheSameResult() {
        assertThat(lines("denoised")).hasSize(1);
        // The second result of one image has a number behind its title.
        assertThat(lines("earlier"))
                .containsExactly(lines("denoised").get(0).replace("denoised", "denoised-1"));
    }

    /** ImageJ itself says at its start that two have the name. */
    @Test
    void whatAnotherPluginIsCalledStaysItsOwn() {
        assertThat(lines("check")).as(complaints).containsExactly("32");
        assertThat(lines("start")).containsExactly("MessageDialog");
    }

    @Test
    void noLibraryMakesAnEntryOfItsOwn() {
        assertThat(lines("plugins"))
                .containsExactly(
                        "Macros",
                        "Shortcuts",
                        "Utilities",
                        "New ",
                        "Compile and Run...",
                        "Install... ",
                        "-",
                        "Another",
                        "Mulligan");
    }

    @Test
    void denoiseOpensItsDialogWithTheInstalledModel() throws IOException {
        assertThat(lines("dialog"))
                .as(complaints)
                .containsExactly("Denoise with Mulligan... - ramp");
        assertThat(lines("choice")).contains("fluorescence", "bf16");
        assertThat(Files.size(screenshot)).isGreaterThan(1000);
    }

    @Test
    void theEngineIsFoundFromTheInstalledJarAndNotOnTheClasspath() {
        assertThat(lines("ours")).containsExactly("true");
        assertThat(lines("tensorflow")).containsExactly("false");
        assertThat(lines("engine")).singleElement().asString().endsWith("lib/mulligan/engine]");
    }

    @Test
    void aMacroDenoisesInTheInstalledEngine() {
        String[] result = lines("denoised").get(0).split(" ");
        assertThat(result[0]).isEqualTo("flat-denoised");
        assertThat(Integer.parseInt(result[1])).isBetween(90, 110);
        assertThat(Integer.parseInt(result[2])).isLessThan(25);
    }

    @Test
    void aJarInThePluginsFolderAddsToADialogAndTrainsInTheInstalledEngine() throws IOException {
        assertThat(lines("offered"))
                .as(complaints)
                .contains(
                        "own unet unet-noise-map residual-cnn",
                        "l1 charbonnier",
                        "own detector poisson-gaussian hot-pixels",
                        "patch pixel",
                        "non-saturating hinge least-squares none least-absolute");
        assertThat(lines("trained")).as(complaints).containsExactly("true");
        assertThat(ModelFile.open(model).card())
                .contains("`pixelloss=charbonnier`", "`architecture=residual-cnn`");
    }

    @Test
    void aFailureIsShownAndStopsTheMacro() {
        assertThat(lines("error")).containsExactly("Macro Error");
        assertThat(lines("log")).singleElement().asString().doesNotContain("went on");
    }
}
