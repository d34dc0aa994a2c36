package org.mulligan.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelRemovalTest {
    @TempDir private Path folder;
    private ModelFolder models;
    private Path user;

    @BeforeEach
    void fill() throws IOException {
        user = Files.createDirectories(folder.resolve("user"));
        Path shipped = Files.createDirectories(folder.resolve("shipped"));
        ModelFile.write(shipped.resolve("theirs"), Packages.contents());
        ModelFile.write(user.resolve("mine.zip"), Packages.contents());
        ModelFile.write(user.resolve("unpacked"), Packages.contents());
        models = new ModelFolder(Optional.of(shipped), user);
    }

    private List<String> left(Path where) throws IOException {
        try (Stream<Path> files = Files.list(where)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void removesZipsAndFoldersByName() throws IOException {
        assertThat(ModelRemoval.remove(models, "mine")).isEqualTo(user.resolve("mine.zip"));
        assertThat(left(user)).containsExactly("unpacked");
        ModelRemoval.remove(models, " unpacked ");
        assertThat(left(user)).isEmpty();
    }

    @Test
    void removesABrokenOne() throws IOException {
        Files.writeString(user.resolve("broken.zip"), "no zip");
        ModelRemoval.remove(models, "broken.zip");
        assertThat(left(user)).containsExactly("mine.zip", "unpacked");
    }

    @Test
    void aLinkGoesAndWhatItPointsToStays() throws IOException {
        Path elsewhere = folder.resolve("elsewhere");
        ModelFile.write(elsewhere, Packages.contents());
        Files.createSymbolicLink(user.resolve("linked"), elsewhere);
        Files.createSymbolicLink(user.resolve("unpacked/more"), elsewhere);
        List<String> before = left(elsewhere);

        ModelRemoval.remove(models, "linked");
        ModelRemoval.remove(models, "unpacked");
        assertThat(left(user)).containsExactly("mine.zip");
        assertThat(left(elsewhere)).isEqualTo(before).contains("rdf.yaml");
    }

    @Test
    void keepsWhatCameWithMulligan() throws IOException {
        assertThatThrownBy(() -> ModelRemoval.remove(models, "theirs"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("came with Mulligan and stays");
        assertThat(left(folder.resolve("shipped"))).containsExactly("theirs");
        ModelFile.write(user.resolve("theirs.zip"), Packages.contents());
        ModelRemoval.remove(models, "theirs");
        assertThat(left(folder.resolve("shipped"))).containsExactly("theirs");
        assertThat(left(user)).doesNotContain("theirs.zip");
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(
            strings = {"", "  ", "none", ".", "..", "../shipped/theirs", "/etc", "a\\b", "c:x"})
    void touchesNothingElse(String name) throws IOException {
        assertThatThrownBy(() -> ModelRemoval.remove(models, name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(?s)(remove must be a name|No model of yours is named).*");
        assertThat(left(user)).containsExactly("mine.zip", "unpacked");
        assertThat(left(folder.resolve("shipped"))).containsExactly("theirs");
    }

    @Test
    void asksForTheFileWhereTwoHaveOneName() throws IOException {
        ModelFile.write(user.resolve("mine"), Packages.contents());
        assertThatThrownBy(() -> ModelRemoval.remove(models, "mine"))
                .hasMessageContaining("mine, mine.zip");
        ModelRemoval.remove(models, "mine.zip");
        assertThat(left(user)).containsExactly("mine", "unpacked");
    }
}
