package org.mulligan.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.image.Appearance;
import org.mulligan.image.TypicalAppearance;

class AppearanceYamlTest {
    @TempDir Path folder;

    @Test
    void aPackageKeepsWhatItsTrainingImagesLookedLike() throws IOException {
        ModelContents contents = contents();

        ModelFile.write(folder.resolve("m.zip"), contents);

        assertThat(ModelFile.open(folder.resolve("m.zip")).description())
                .isEqualTo(contents.description());
        assertThat(contents.description().appearance().orElseThrow().images()).isEqualTo(2);
    }

    @Test
    void aPackageWithoutItOpens() throws IOException {
        ModelFile.write(folder.resolve("old.zip"), Packages.contents());

        assertThat(ModelFile.open(folder.resolve("old.zip")).description().appearance()).isEmpty();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "limit: 4.0, limit: none, appearance.intensities.limit must be a number",
        "limit: 4.0, limit: -4.0, a positive limit",
        "images: 2, images: 0, a typical appearance needs images",
        "- -1.5, , intensities.mean must have 7 numbers",
    })
    void saysWhatIsWrongWithIt(String sound, String broken, String text) throws IOException {
        Path model = ModelFile.write(folder.resolve("m"), contents()).path();
        Path rdf = model.resolve("rdf.yaml");
        String yaml = Files.readString(rdf);
        int from = yaml.indexOf(sound, yaml.indexOf("appearance:"));
        assertThat(from).isPositive();
        Files.writeString(
                rdf,
                yaml.substring(0, from)
                        + (broken == null ? "" : broken)
                        + yaml.substring(from + sound.length()));

        assertThatIOException()
                .isThrownBy(() -> ModelFile.open(model))
                .withMessageContaining("rdf.yaml in ")
                .satisfies(e -> assertThat(e).message().containsIgnoringCase(text));
    }

    private static ModelContents contents() {
        ModelContents plain = Packages.contents();
        TypicalAppearance known =
                TypicalAppearance.of(List.of(appearance(-1.25), appearance(-1.75)), List.of());
        return new ModelContents(
                plain.description().knowing(known),
                plain.graphs(),
                plain.testInput(),
                plain.testOutput(),
                plain.testWidth(),
                plain.cover(),
                plain.card());
    }

    private static Appearance appearance(double value) {
        return new Appearance(Collections.nCopies(7, value), Collections.nCopies(12, value), value);
    }
}
