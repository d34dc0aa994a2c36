package org.mulligan.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.door.CommandFailure;

class LeastVersionsTest {
    private static final ImportOption NO_TESTS = place -> !place.contains("test-classes");

    /** Groovy's classes are called by Appose, which is in our jar. */
    private static JavaClasses ours;

    @TempDir private Path temporary;

    @BeforeAll
    static void read() {
        ours =
                new ClassFileImporter()
                        .withImportOption(NO_TESTS)
                        .importPackages("org.mulligan", "org.apposed.appose");
    }

    @AfterAll
    static void forget() {
        ours = null;
    }

    /** Each of our calls must find what it names in the oldest library that we accept. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "scijava-common, org.scijava",
        "imglib2, net.imglib2",
        "jna, com.sun.jna",
        "jna-platform, com.sun.jna.platform",
        "groovy-json, groovy.json",
        "ij, ij"
    })
    void allThatWeCallIsInTheOldestLibraryThatWeAccept(String artifact, String root)
            throws IOException {
        Path jar = old(artifact);
        JavaClasses old = new ClassFileImporter().importJar(new JarFile(jar.toFile()));
        Set<String> names = old.stream().map(JavaClass::getName).collect(Collectors.toSet());
        List<String> missing = new ArrayList<>();
        int calls = 0;
        for (JavaClass caller : ours)
            for (JavaAccess<?> access : caller.getAccessesFromSelf()) {
                JavaClass owner = access.getTargetOwner();
                if (!owner.getPackageName().equals(root)
                        && !owner.getPackageName().startsWith(root + ".")) continue;
                if (artifact.equals("jna") && owner.getPackageName().contains("platform")) continue;
                calls++;
                if (!names.contains(owner.getName())) missing.add(access.getDescription());
                else if (!has(old.get(owner.getName()), access))
                    missing.add(access.getDescription());
            }
        assertThat(missing).isEmpty();
        assertThat(calls).isGreaterThan(2);
    }

    private static boolean has(JavaClass owner, JavaAccess<?> access) {
        if (access instanceof JavaFieldAccess)
            return owner.getAllFields().stream()
                    .map(JavaField::getName)
                    .anyMatch(access.getTarget().getName()::equals);
        JavaCodeUnit called =
                ((JavaCodeUnitAccess<?>) access).getTarget().resolveMember().orElseThrow();
        return Stream.concat(owner.getAllMethods().stream(), owner.getAllConstructors().stream())
                .map(LeastVersionsTest::signature)
                .anyMatch(signature(called)::equals);
    }

    /** As the virtual machine looks for it, what it returns included. */
    private static String signature(JavaCodeUnit method) {
        return "%s %s %s"
                .formatted(
                        method.getRawReturnType().getName(),
                        method.getName(),
                        HasName.Utils.namesOf(method.getRawParameterTypes()));
    }

    private static Path old(String artifact) {
        Path folder = Path.of(System.getProperty("mulligan.oldest", "target/oldest"));
        String version =
                artifact.equals("ij") ? Host.OLDEST.text() : LeastVersions.ALL.get(artifact).text();
        Path jar = folder.resolve("%s-%s.jar".formatted(artifact, version));
        assumeTrue(Files.exists(jar), "there is no " + jar + "; mvn verify copies it there");
        return jar;
    }

    @Test
    void aLibraryThatIsTooOldIsRefusedWithItsFile() throws IOException {
        Path jars = temporary.resolve("jars");
        Path old = FakeFolders.write(jars.resolve("imglib2-5.12.0.jar"), "old");
        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(() -> LeastVersions.check(List.of(old)))
                .withMessageContainingAll(old.toString(), "7.1.5", "Update");
        LeastVersions.check(
                List.of(
                        FakeFolders.write(jars.resolve("imglib2-7.1.5.jar"), "good"),
                        FakeFolders.write(jars.resolve("imglib2-algorithm-0.1.jar"), "another"),
                        FakeFolders.write(jars.resolve("snakeyaml-engine-2.10.jar"), "not ours")));
        assertThat(Optional.ofNullable(LeastVersions.ALL.get("snakeyaml-engine"))).isEmpty();
    }
}
