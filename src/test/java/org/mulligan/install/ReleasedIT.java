package org.mulligan.install;

import static org.assertj.core.api.Assertions.assertThat;

import ij.IJ;
import ij.ImagePlus;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.Javas;

/**
 * What the build hands out, used as it will be: the zips unpacked, our jar with the libraries that
 * it has inside.
 */
@EnabledOnOs(OS.LINUX)
class ReleasedIT {
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path OLDEST =
            Path.of(System.getProperty("mulligan.oldest", "target/oldest")).toAbsolutePath();

    @TempDir private Path temporary;

    private record Ended(int code, String out, String err) {}

    private Ended run(Path java, String... command) throws Exception {
        Path out = temporary.resolve("out.txt");
        Path err = temporary.resolve("err.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(temporary.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", java.toString());
        builder.environment().put("MULLIGAN_JAVA_OPTS", "-Duser.home=" + temporary);
        Process process = builder.start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private static Path zip(String kind) throws IOException {
        try (Stream<Path> files = Files.list(TARGET.resolve("release"))) {
            return files.filter(file -> file.toString().contains("-" + kind + "-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** ImageJ takes the first file that ends so, wherever it lies. */
    @Test
    void eachJarHasOneMenuFile() throws IOException {
        try (Stream<Path> jars = Files.walk(TARGET.resolve("mulligan"))) {
            for (Path jar : jars.filter(file -> file.toString().endsWith(".jar")).toList())
                try (ZipFile zip = new ZipFile(jar.toFile())) {
                    assertThat(zip.stream().filter(e -> e.getName().endsWith("plugins.config")))
                            .as(jar.toString())
                            .hasSize(jar.getFileName().toString().startsWith("Mulligan_") ? 1 : 0);
                }
        }
    }

    private Path noisy() {
        ImagePlus image = IJ.createImage("noisy", "16-bit ramp", 64, 64, 1);
        image.getProcessor().noise(900);
        String path = temporary.resolve("noisy.tif").toString();
        IJ.saveAsTiff(image, path);
        return Path.of(path);
    }

    /** A Fiji with the oldest libraries that we accept, and one that is too old for us. */
    private Path fiji() throws IOException {
        Path fiji = FakeFolders.fiji(temporary.toRealPath().resolve("my Fiji"));
        for (String fake : List.of("ij-1.54p", "imglib2-7.1.5", "bio-formats/jna-5.17.0"))
            Files.delete(fiji.resolve("jars/" + fake + ".jar"));
        try (Stream<Path> jars = Files.list(OLDEST)) {
            for (Path jar : jars.toList())
                Files.copy(jar, fiji.resolve("jars").resolve(jar.getFileName()));
        }
        for (String library : List.of("parsington", "groovy"))
            try (Stream<Path> jars = Files.list(TARGET.resolve("mulligan/lib"))) {
                for (Path jar : jars.toList())
                    if (jar.getFileName().toString().matches(library + "-\\d.*"))
                        Files.copy(jar, fiji.resolve("jars").resolve(jar.getFileName()));
            }
        return fiji;
    }

    @ParameterizedTest(name = "Java {0}")
    @ValueSource(ints = {17, 21, 25})
    void unpackedOverAnImageJItDenoisesFromTheCommandLineAndGoesAgain(int version)
            throws Exception {
        Path java = Javas.home(version);
        Path imageJ = FakeFolders.imageJ(temporary.toRealPath().resolve("my ImageJ"));
        Map<String, String> before = FakeFolders.everything(imageJ);
        FakeFolders.unpack(zip("imagej"), imageJ);
        String mulligan = imageJ.resolve("lib/mulligan/bin/mulligan").toString();
        Path result = temporary.resolve("denoised.tif");

        Ended denoised =
                run(
                        java,
                        "sh",
                        mulligan,
                        "denoise",
                        "--input",
                        noisy().toString(),
                        "--output",
                        result.toString());
        assertThat(denoised.err()).doesNotContain("Exception", "restricted method");
        assertThat(denoised.code()).isZero();
        ImagePlus image = IJ.openImage(result.toString());
        assertThat(image.getWidth()).isEqualTo(64);
        assertThat(image.getStatistics().stdDev).isPositive();

        Ended removed = run(java, "sh", mulligan, "uninstall", imageJ.toString());
        assertThat(removed.err()).isEmpty();
        assertThat(FakeFolders.everything(imageJ)).isEqualTo(before);
    }

    @Test
    void inAFijiWithOlderLibrariesAndAnOlderYamlItWorks() throws Exception {
        Path fiji = fiji();
        FakeFolders.unpack(zip("fiji"), fiji);
        List<String> classPath = new ArrayList<>();
        for (String folder : List.of("jars", "plugins"))
            try (Stream<Path> jars = Files.list(fiji.resolve(folder))) {
                jars.filter(jar -> jar.toString().endsWith(".jar"))
                        .filter(jar -> !jar.toString().contains("Trainable"))
                        .filter(jar -> !jar.toString().contains("legacy"))
                        .map(Path::toString)
                        .sorted()
                        .forEach(classPath::add);
            }
        Path java = Path.of(System.getProperty("java.home"));
        Path result = temporary.resolve("denoised.tif");
        Ended denoised =
                run(
                        java,
                        java.resolve("bin/java").toString(),
                        "-Duser.home=" + temporary,
                        "-cp",
                        String.join(File.pathSeparator, classPath),
                        "org.mulligan.cli.Main",
                        "denoise",
                        "--input",
                        noisy().toString(),
                        "--output",
                        result.toString(),
                        "--maps");
        assertThat(denoised.err()).doesNotContain("Error", "Exception");
        assertThat(denoised.code()).isZero();
        assertThat(result).exists();
    }

    @Test
    void everyJarThatIsHandedOutHasItsLicence() throws Exception {
        try (ZipFile zip = new ZipFile(zip("imagej").toFile())) {
            String index =
                    new String(
                            zip.getInputStream(
                                            zip.getEntry("lib/mulligan/licences/THIRD-PARTY.txt"))
                                    .readAllBytes());
            String list =
                    new String(
                            zip.getInputStream(zip.getEntry("lib/mulligan/licences/sbom.cdx.json"))
                                    .readAllBytes());
            List<JarName> jars =
                    zip.stream()
                            .map(entry -> Path.of(entry.getName()))
                            .filter(path -> !path.getFileName().toString().startsWith("Mulligan_"))
                            .flatMap(path -> JarName.of(path).stream())
                            .toList();
            assertThat(jars).hasSizeGreaterThan(10);
            for (JarName jar : jars) {
                String version = jar.version().text().replaceAll("-(linux|macosx|windows).*", "");
                assertThat(index).contains("\n" + jar.artifact() + " " + version + " ");
                assertThat(list).contains("\"name\" : \"" + jar.artifact() + "\"");
            }
            assertThat(index).contains("snakeyaml-engine", "picocli", "fluorescence");
            for (String text : index.lines().filter(line -> line.startsWith("    ")).toList())
                if (!text.contains("public domain"))
                    assertThat(zip.getEntry("lib/mulligan/licences/" + text.strip()))
                            .as(text)
                            .isNotNull();
        }
    }

    @Test
    void whatOnlyWeUseHasNamesOfOurOwn() throws Exception {
        try (ZipFile zip = new ZipFile(zip("fiji").toFile())) {
            Path jar = temporary.resolve("Mulligan_.jar");
            var plugin =
                    zip.stream()
                            .filter(entry -> entry.getName().matches("plugins/Mulligan_-.*\\.jar"))
                            .findFirst()
                            .orElseThrow();
            Files.copy(zip.getInputStream(plugin), jar);
            try (ZipFile classes = new ZipFile(jar.toFile())) {
                assertThat(classes.stream().map(Object::toString))
                        .filteredOn(name -> name.endsWith(".class"))
                        .allMatch(name -> name.startsWith("org/mulligan/"))
                        .anyMatch(name -> name.startsWith("org/mulligan/libraries/snakeyaml/"))
                        .anyMatch(
                                name -> name.endsWith("aircompressor/zstd/ZstdDecompressor.class"));
            }
        }
    }
}
