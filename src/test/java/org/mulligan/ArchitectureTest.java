package org.mulligan;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** DESIGN.md's table of imports, and the walls between the two halves. */
class ArchitectureTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("org.mulligan");

    /** Each package and what of ours it may import, as in DESIGN.md 2. */
    private static final Map<String, List<String>> MAY_IMPORT =
            Map.ofEntries(
                    Map.entry("image", List.of()),
                    Map.entry("model", List.of("image")),
                    Map.entry("engine", List.of("model")),
                    Map.entry("predict", List.of("engine", "model", "image")),
                    Map.entry("metric", List.of("image")),
                    Map.entry(
                            "service",
                            List.of("image", "model", "engine", "predict", "metric", "data")),
                    Map.entry("ui", List.of("service", "engine", "model")),
                    Map.entry("command", List.of("ui", "service", "engine", "model")),
                    Map.entry("ij1", List.of("ui", "service", "engine", "model")),
                    Map.entry("install", List.of("ui", "engine", "model")),
                    Map.entry("cli", List.of("install", "ij1", "ui", "service", "engine", "model")),
                    Map.entry("cluster", List.of("service", "predict", "engine")),
                    Map.entry("tensor", List.of("model", "image")),
                    Map.entry("network", List.of("tensor")),
                    Map.entry("loss", List.of("tensor")),
                    Map.entry("data", List.of("image")),
                    // The plan and the listener of a training are plain data of the contract.
                    Map.entry(
                            "train",
                            List.of(
                                    "data", "network", "loss", "tensor", "metric", "model",
                                    "engine", "image")),
                    Map.entry("worker", List.of("train", "tensor", "model", "engine")));

    private static final List<String> FRONT_HALF =
            List.of(
                    "image", "model", "engine", "predict", "metric", "service", "command", "ui",
                    "ij1", "install", "cli", "cluster", "data");

    static Stream<String> packages() {
        return MAY_IMPORT.keySet().stream().sorted();
    }

    private static String[] names(List<String> packages) {
        return packages.stream().map(name -> "org.mulligan." + name + "..").toArray(String[]::new);
    }

    private static GivenClassesConjunction outside(String... packages) {
        return noClasses().that(not(resideInAnyPackage(names(List.of(packages)))));
    }

    @ParameterizedTest
    @MethodSource("packages")
    void aPackageImportsOnlyWhatTheTableAllows(String name) {
        noClasses()
                .that()
                .resideInAPackage("org.mulligan." + name + "..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("org.mulligan..")
                                .and(not(resideInAPackage("org.mulligan." + name + "..")))
                                .and(not(resideInAnyPackage(names(MAY_IMPORT.get(name))))))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void everyPackageIsInTheTable() {
        assertThat(CLASSES.stream().map(type -> type.getPackageName().split("\\.")).toList())
                .allSatisfy(parts -> assertThat(MAY_IMPORT).containsKey(parts[2]));
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.mulligan.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void nothingImportsCommand() {
        outside("command")
                .should()
                .dependOnClassesThat(resideInAPackage("org.mulligan.command.."))
                .check(CLASSES);
    }

    @Test
    void tensorFlowStaysInTheEngineRoom() {
        outside("tensor", "network", "loss", "train", "worker")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.tensorflow..", "org.bytedeco.."))
                .check(CLASSES);
    }

    @Test
    void onlyTensorNamesTensorFlowsOps() {
        outside("tensor")
                .should()
                .dependOnClassesThat(resideInAPackage("org.tensorflow.op.."))
                .check(CLASSES);
    }

    @Test
    void windowsBelongToTheDoors() {
        outside("ui", "command", "ij1")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("javax.swing..")
                                .or(assignableTo("java.awt.Component"))
                                .or(assignableTo("java.awt.MenuComponent"))
                                .and(not(assignableTo("ij.ImageJ"))))
                .check(CLASSES);
    }

    @Test
    void belowTheServiceNobodyKnowsSciJavasContext() {
        outside("service", "command", "ij1", "cli", "worker")
                .should()
                .dependOnClassesThat(assignableTo("org.scijava.Context"))
                .check(CLASSES);
    }

    @Test
    void onlyTheCommandLineAndTheEnginesProcessPrint() {
        outside("cli", "worker").should().accessField(System.class, "out").check(CLASSES);
        outside("cli", "worker").should().accessField(System.class, "err").check(CLASSES);
    }

    @Test
    void theFrontHalfLoadsWithoutTensorFlow() throws IOException, URISyntaxException {
        URL[] jars =
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(
                                jar ->
                                        !jar.matches(
                                                ".*[/\\\\](tensorflow|ndarray|javacpp|protobuf)-?[^/\\\\]*\\.jar"))
                        .map(ArchitectureTest::url)
                        .toArray(URL[]::new);
        Path classes =
                Path.of(
                        org.mulligan.engine.Engine.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        try (URLClassLoader loader =
                        new URLClassLoader(jars, ClassLoader.getPlatformClassLoader());
                Stream<Path> files = Files.walk(classes.resolve("org/mulligan"))) {
            assertThat(loader.getResource("org/tensorflow/Graph.class")).isNull();
            List<Path> front =
                    files.filter(file -> file.toString().endsWith(".class"))
                            .map(classes::relativize)
                            .filter(file -> FRONT_HALF.contains(file.getName(2).toString()))
                            .toList();
            assertThat(front).hasSizeGreaterThan(30);
            for (Path file : front) loadWhole(loader, file);
        }
    }

    /** Loads a class and every type that its members name. */
    private static void loadWhole(ClassLoader loader, Path file) {
        String name = file.toString().replaceAll("\\.class$", "").replace(File.separatorChar, '.');
        try {
            Class<?> type = Class.forName(name, false, loader);
            assertThat(type.getDeclaredMethods()).isNotNull();
            assertThat(type.getDeclaredFields()).isNotNull();
            assertThat(type.getDeclaredConstructors()).isNotNull();
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new AssertionError(name + " does not load without TensorFlow", e);
        }
    }

    private static URL url(String jar) {
        try {
            return Path.of(jar).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
