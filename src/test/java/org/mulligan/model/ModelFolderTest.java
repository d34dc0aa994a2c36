package org.mulligan.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFolderTest {
    @TempDir Path folder;
    private Path shipped;
    private Path user;
    private ModelFolder models;

    @BeforeEach
    void layTwoFolders() throws IOException {
        shipped = Files.createDirectory(folder.resolve("shipped"));
        user = folder.resolve("user");
        models = new ModelFolder(Optional.of(shipped), user);
        ModelFile.write(shipped.resolve("fluorescence.zip"), Packages.contents());
    }

    @Test
    void listsShippedModelsFirstAndWarnsOfBrokenOnes() throws IOException {
        ModelFile.write(user.resolve("b"), Packages.contents());
        ModelFile.write(user.resolve("a v1.2.zip"), Packages.contents());
        Files.writeString(user.resolve("broken.zip"), "no zip");
        Files.writeString(user.resolve(".b.zip.partial"), "hidden");
        Files.writeString(user.resolve(".hidden.zip"), "hidden");
        Files.createDirectory(user.resolve("images"));
        Packages.zip(
                user.resolve("foreign.zip"),
                java.util.Map.of("rdf.yaml", Packages.utf8("format_version: 0.4.0")));
        List<String> warnings = new ArrayList<>();
        assertThat(models.list(warnings::add))
                .extracting(ModelFile::name)
                .containsExactly("fluorescence", "a v1.2", "b");
        assertThat(warnings).hasSize(2);
        assertThat(warnings.get(0)).contains("broken.zip");
        assertThat(warnings.get(1)).contains("foreign.zip");
    }

    @Test
    void findsByFileByNameInsideAndByPath() throws IOException {
        Path zip = shipped.resolve("fluorescence.zip");
        assertThat(models.find("fluorescence").path()).isEqualTo(zip);
        assertThat(models.find("Fluorescence denoiser (test)").path()).isEqualTo(zip);
        assertThat(models.find(zip.toString()).path()).isEqualTo(zip);
        Path mine = models.pathFor("fluorescence");
        ModelFile.write(mine, Packages.contents());
        assertThat(models.find("fluorescence").path()).isEqualTo(mine);
    }

    @Test
    void listsTheNamesWhenOneIsUnknown() throws IOException {
        ModelFile.write(user.resolve("mine.zip"), Packages.contents());
        for (String unknown : List.of("nucleii", "no/such/model.zip", ""))
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> models.find(unknown))
                    .withMessageContainingAll(unknown, "There are fluorescence, mine");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ModelFolder(Optional.empty(), folder).find("x"))
                .withMessageContaining("train one");
    }

    @Test
    void saysThatANamedModelIsBroken() throws IOException {
        Files.createDirectories(user);
        Files.writeString(user.resolve("mine.zip"), "no zip");
        assertThatIOException()
                .isThrownBy(() -> models.find("mine"))
                .withMessageContaining("mine.zip");
    }

    @Test
    void putsABareNameIntoTheUsersFolder() {
        assertThat(models.pathFor("mine")).isEqualTo(user.resolve("mine.zip"));
        assertThat(models.pathFor(" my model v1.2 ")).isEqualTo(user.resolve("my model v1.2.zip"));
        assertThat(models.pathFor("a/b")).isEqualTo(Path.of("a/b"));
        assertThat(models.pathFor("b.zip")).isEqualTo(Path.of("b.zip"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".hidden", "a:b", "a*", "naïve", "con", "NUL.x", "dot."})
    void refusesNamesThatAreNoFileEverywhere(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> models.pathFor(name))
                .withMessageContaining("\"" + name + "\"");
    }

    @Test
    void looksForShippedModelsBesideTheJarAndWhereTheInstallerPutsThem() throws IOException {
        Path app = Files.createDirectories(folder.resolve("app"));
        Path inFiji = app.resolve("plugins/Mulligan_.jar");
        Path inImageJ = app.resolve("plugins/Mulligan/Mulligan_.jar");
        assertThat(ModelFolder.besideJar(inFiji)).isEmpty();

        Path installed = Files.createDirectories(app.resolve("lib/mulligan/models"));
        Files.createDirectories(app.resolve("models/mulligan"));
        assertThat(ModelFolder.besideJar(inFiji)).hasValue(installed);
        assertThat(ModelFolder.besideJar(inImageJ)).hasValue(installed);

        assertThat(ModelFolder.besideJar(app.resolve("Mulligan_.jar")))
                .hasValue(app.resolve("models"));
    }

    @Test
    void takesTheFoldersFromSystemProperties() {
        ModelFolder standard = ModelFolder.standard();
        assertThat(standard.user()).isEqualTo(Path.of(System.getProperty("mulligan.models")));
    }
}
