package org.mulligan.engine.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.cert.Certificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineFolderTest {
    private static final String PROPERTY = "mulligan.engine.folder";

    @TempDir private Path folder;

    @AfterEach
    void forgetTheProperty() {
        System.clearProperty(PROPERTY);
    }

    @ParameterizedTest
    @CsvSource({
        "Mulligan_-1.jar, engine",
        "plugins/Mulligan_-1.jar, lib/mulligan/engine",
        "plugins/Mulligan/Mulligan_-1.jar, lib/mulligan/engine"
    })
    void liesWhereTheDistributionAndTheInstallerPutIt(String jar, String engine)
            throws IOException {
        Files.createDirectories(folder.resolve(jar).getParent());
        Path wanted = Files.createDirectories(folder.resolve(engine));

        assertThat(EngineFolder.beside(folder.resolve(jar))).isEqualTo(wanted);
    }

    @Test
    void namesThePlacesWhenThereIsNone() {
        assertThatIllegalStateException()
                .isThrownBy(() -> EngineFolder.beside(folder.resolve("app/plugins/Mulligan_.jar")))
                .withMessageContainingAll(
                        folder.resolve("app/plugins/engine").toString(),
                        folder.resolve("app/lib/mulligan/engine").toString(),
                        folder.resolve("lib/mulligan/engine").toString(),
                        "bin/mulligan install");
    }

    @Test
    void thePropertyComesFirst() {
        System.setProperty(PROPERTY, folder.toString());
        assertThat(EngineFolder.find()).hasValue(folder);

        System.setProperty(PROPERTY, folder.resolve("none").toString());
        assertThatIllegalStateException()
                .isThrownBy(EngineFolder::find)
                .withMessageContainingAll(PROPERTY, folder.resolve("none").toString());
    }

    @Test
    void aDevelopersClassesAreInNoJar() {
        assertThat(EngineFolder.ownJar()).isEmpty();
        assertThat(EngineFolder.find()).isEmpty();
    }

    @Test
    void aJarsPathMayHaveSpacesAndLetters() throws IOException {
        Path jar = Files.createFile(folder.resolve("größe 100 %.jar"));
        assertThat(EngineFolder.jarOf(source(jar.toUri().toURL()))).hasValue(jar);
        assertThat(EngineFolder.jarOf(source(folder.toUri().toURL()))).isEmpty();
        assertThat(EngineFolder.jarOf(source(new URL("http://localhost/a.jar")))).isEmpty();
        assertThat(EngineFolder.jarOf(source(null))).isEmpty();
    }

    private static CodeSource source(URL location) {
        return new CodeSource(location, (Certificate[]) null);
    }
}
