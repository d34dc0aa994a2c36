package org.mulligan;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
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
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mulligan.extension.ImageJPatch;
import org.mulligan.model.ModelDescription;
import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** The table of imports, the size of packages, and the walls between the two halves. */
class ArchitectureTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("org.mulligan");

    /** Each package and what of ours it may import; nothing else, and none of them a cycle. */
    private static final Map<String, List<String>> MAY_IMPORT =
            """
            disk:
            extension:
            image.plane:
            image.codec:
            image.tiff.codec: image.codec
            image.tiff.write: image.tiff.codec
            image.tiff: image.plane image.tiff.codec image.tiff.write
            image.zarr.codec: image.codec
            image.zarr: image.plane image.zarr.codec disk
            image.host: image.plane image.tiff
            image.io: image.host image.plane image.tiff image.tiff.codec image.tiff.write image.zarr disk
            image.depth: image.plane image.io
            image.mask: image.plane
            image.filter: image.plane
            image.intensity: image.plane
            image.series: image.plane image.filter noise.series
            image.psf: image.plane image.filter
            noise:
            noise.series:
            noise.spectrum: noise
            noise.law: noise image.intensity image.filter
            noise.lines: noise
            image.lines: image.plane noise noise.lines
            image.outlier: image.plane image.lines noise
            data: image.plane image.io image.filter image.intensity
            data.degradation: extension image.filter image.intensity image.psf
            data.audit: data image.filter image.plane
            data.pairs: data data.audit data.degradation noise noise.series image.io image.filter image.intensity image.plane image.series noise.law
            data.series: data data.pairs noise.series image.io image.intensity image.plane image.series
            data.samples: data data.audit data.degradation image.plane image.io image.mask image.filter image.intensity
            data.unpaired: data data.audit data.pairs engine noise noise.spectrum image.io image.filter image.intensity image.plane
            data.simulation: data data.degradation data.pairs data.simulation.canvas data.simulation.structure image.filter image.intensity
            data.simulation.canvas: image.filter image.intensity
            data.simulation.structure: data.simulation.canvas
            model.archive: disk
            model: model.archive image.intensity image.psf metric.interval disk
            model.format: model model.archive image.io image.intensity
            model.export: model model.archive image.intensity
            engine: model disk
            engine.process: engine model
            tensor: image.filter image.intensity
            tensor.device: tensor disk
            tensor.frozen: tensor tensor.device disk
            tensor.foreign: tensor tensor.device tensor.frozen model model.archive
            network: extension tensor
            loss: extension tensor
            train: extension data.degradation image.psf network loss tensor tensor.device model engine disk
            train.restore: train data data.pairs data.series data.unpaired image.plane image.filter image.intensity metric metric.interval metric.risk network loss tensor tensor.device tensor.frozen model engine noise.law
            train.synthesis: train data data.samples metric.features network loss tensor tensor.device tensor.frozen model engine
            train.vst: noise.spectrum train train.restore data data.pairs noise image.io image.plane image.intensity network loss tensor tensor.foreign tensor.frozen model engine
            worker: train.restore train.synthesis train.vst tensor tensor.device tensor.frozen tensor.foreign model engine engine.process
            predict.block: image.plane disk
            predict: predict.block engine model image.lines image.outlier image.plane image.filter image.intensity noise.law
            predict.scale: predict predict.block engine model image.plane image.filter
            predict.series: predict engine model noise noise.series image.plane image.filter image.series image.intensity
            predict.depth: predict engine model image.depth image.plane
            metric: noise image.plane image.filter image.intensity
            metric.risk: image.filter image.intensity
            metric.interval: image.filter image.intensity
            metric.features:
            service.report: predict engine model image.io
            service.report.html: service.report service.inspect metric model engine image.filter image.io disk
            service.engine: service.report predict engine engine.process model
            service.restore.large: predict.block engine image.plane image.io
            service.restore: service.restore.large service.report service.inspect predict predict.block predict.depth predict.scale predict.series metric noise image.depth image.outlier data data.degradation data.pairs data.simulation engine model image.plane image.series image.io image.mask image.filter image.intensity image.psf noise.law disk service.restore.interval metric.interval
            service.restore.interval: metric.interval image.filter image.intensity
            service.generate: service.report predict data.samples engine model image.plane image.io image.mask disk
            service.latent: service.report service.generate predict engine model image.plane image.io image.filter
            service.evaluate: service.report service.engine predict metric metric.features noise data.samples engine model image.plane image.io disk image.filter
            service.inspect: service.report metric noise noise.series noise.spectrum engine image.plane image.io disk
            service.check: service.report service.inspect data data.audit data.degradation data.pairs data.series data.unpaired noise noise.series engine image.filter image.io disk
            service.compare: service.report service.engine service.restore predict metric metric.risk noise noise.series engine model image.lines image.plane image.io image.filter image.intensity disk
            service.convert: engine image.plane image.io image.zarr
            service.models: service.report service.engine predict engine model model.archive model.format model.export image.io image.intensity
            service.training: service.report engine disk image.depth image.io
            service: extension metric service.report service.report.html service.convert service.training service.engine service.restore service.compare service.generate service.latent service.evaluate service.inspect service.models predict data.degradation engine engine.process model model.format model.export image.plane image.io image.zarr disk service.check image.depth
            door: extension engine image.io
            ui: door service service.generate service.latent service.models service.training engine engine.process model
            command: door ui service service.report engine model image.depth
            command.apply: command door service service.report service.report.html service.restore service.compare service.inspect predict engine image.io image.zarr service.restore.interval
            command.train: extension command door ui service service.restore service.training engine model service.check image.depth
            command.synthesis: command door ui service service.report service.generate service.latent service.evaluate engine
            command.models: command door ui service service.report service.engine service.models service.training engine model.export
            ij1: door ui
            install: door engine.process model model.archive
            cli: install ij1 door extension service
            """
                    .lines()
                    .map(line -> line.split(":"))
                    .collect(
                            Collectors.toMap(
                                    line -> line[0],
                                    line ->
                                            line.length == 1
                                                    ? List.of()
                                                    : List.of(line[1].strip().split(" "))));

    private static final List<String> FRONT_HALF =
            List.of(
                    "disk",
                    "extension",
                    "image",
                    "noise",
                    "data",
                    "model",
                    "engine",
                    "predict",
                    "metric",
                    "service",
                    "command",
                    "door",
                    "ui",
                    "ij1",
                    "install",
                    "cli");

    /** A room with more files is a hall. */
    private static final int MOST_FILES = 25;

    private static final Path SOURCES = Path.of("src/main/java/org/mulligan");

    static Stream<String> packages() {
        return MAY_IMPORT.keySet().stream().sorted();
    }

    private static String[] names(List<String> packages) {
        return packages.stream().map(name -> "org.mulligan." + name).toArray(String[]::new);
    }

    private static GivenClassesConjunction outside(String... packages) {
        return noClasses()
                .that(
                        not(
                                resideInAnyPackage(
                                        Arrays.stream(packages)
                                                .map(name -> "org.mulligan." + name + "..")
                                                .toArray(String[]::new))));
    }

    @ParameterizedTest
    @MethodSource("packages")
    void aPackageImportsOnlyWhatTheTableAllows(String name) {
        noClasses()
                .that()
                .resideInAPackage("org.mulligan." + name)
                .should()
                .dependOnClassesThat(
                        resideInAPackage("org.mulligan..")
                                .and(not(resideInAPackage("org.mulligan." + name)))
                                .and(not(resideInAnyPackage(names(MAY_IMPORT.get(name))))))
                .check(CLASSES);
    }

    @Test
    void everyPackageIsInTheTable() {
        assertThat(CLASSES.stream().map(JavaClass::getPackageName).distinct())
                .containsExactlyInAnyOrder(names(List.copyOf(MAY_IMPORT.keySet())));
    }

    @ParameterizedTest
    @MethodSource("packages")
    void aPackageIsSmallAndSaysWhatLivesThere(String name) throws IOException {
        Path folder = SOURCES.resolve(name.replace('.', '/'));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(Files::isRegularFile)).hasSizeLessThanOrEqualTo(MOST_FILES);
        }
        assertThat(folder.resolve("package-info.java")).content().startsWith("/**");
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.mulligan.(**)").should().beFreeOfCycles().check(CLASSES);
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
        outside("ui", "command", "door", "ij1")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("javax.swing..")
                                .or(assignableTo("java.awt.Component"))
                                .or(assignableTo("java.awt.MenuComponent"))
                                .and(not(assignableTo("ij.ImageJ"))))
                .check(CLASSES);
    }

    @Test
    void onlyTheModelKnowsTheKeysOfItsProvenance() {
        outside("model").should().callMethod(ModelDescription.class, "provenance").check(CLASSES);
    }

    @Test
    void belowTheServiceNobodyKnowsSciJavasContext() {
        outside("service", "command", "ij1", "cli", "worker")
                .should()
                .dependOnClassesThat(assignableTo("org.scijava.Context"))
                .check(CLASSES);
    }

    /**
     * SciJava loads a command only when somebody asks for its inputs, which is after Fiji's start.
     * The signatures of everything else it may read before, with the types that these name and what
     * those extend.
     */
    @Test
    void whatSciJavaLoadsAtItsStartLetsFijiChangeImageJFirst() {
        List<JavaClass> early =
                CLASSES.stream()
                        .filter(type -> type.isAnnotatedWith(Plugin.class))
                        .filter(type -> !type.isAssignableTo(Command.class))
                        .toList();
        assertThat(early).hasSizeGreaterThan(20);
        List<JavaClass> naming =
                early.stream().filter(type -> signatures(type).anyMatch(ofImageJ())).toList();
        assertThat(naming).extracting(JavaClass::getSimpleName).containsOnly("MulliganService");
        assertThat(naming).allMatch(ArchitectureTest::patchesFirst);
    }

    private static Predicate<JavaClass> ofImageJ() {
        return resideInAPackage("ij..");
    }

    private static Stream<JavaClass> signatures(JavaClass type) {
        return Stream.concat(Stream.of(type), type.getAllRawSuperclasses().stream())
                .filter(resideInAPackage("org.mulligan.."))
                .flatMap(
                        own ->
                                Stream.concat(
                                        own.getFields().stream().map(JavaField::getRawType),
                                        own.getCodeUnits().stream()
                                                .flatMap(ArchitectureTest::types)))
                .map(JavaClass::getBaseComponentType)
                .flatMap(
                        named ->
                                Stream.of(
                                                Stream.of(named),
                                                named.getAllRawSuperclasses().stream(),
                                                named.getAllRawInterfaces().stream())
                                        .flatMap(Function.identity()));
    }

    private static Stream<JavaClass> types(JavaCodeUnit code) {
        return Stream.of(
                        Stream.of(code.getRawReturnType()),
                        code.getRawParameterTypes().stream(),
                        code.getExceptionTypes().stream())
                .flatMap(Function.identity());
    }

    /** Of the class or what it extends, whose static initialiser runs before its own. */
    private static boolean patchesFirst(JavaClass type) {
        return Stream.concat(Stream.of(type), type.getAllRawSuperclasses().stream())
                .flatMap(own -> own.getStaticInitializer().stream())
                .flatMap(code -> code.getMethodCallsFromSelf().stream())
                .anyMatch(call -> call.getTargetOwner().isEquivalentTo(ImageJPatch.class));
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
