package org.mulligan.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.model.archive.Sha256;
import org.mulligan.model.archive.Zips;

class BrokenPackageTest {
    @TempDir Path folder;

    @ParameterizedTest(name = "{0} of the bytes")
    @ValueSource(doubles = {0, 0.001, 0.1, 0.5, 0.9, 0.999, 0.99999})
    void refusesATruncatedZip(double part) throws IOException {
        ModelFile.write(folder.resolve("whole.zip"), Packages.contents());
        byte[] whole = Files.readAllBytes(folder.resolve("whole.zip"));
        Path cut = folder.resolve("cut.zip");
        Files.write(cut, Arrays.copyOf(whole, (int) (part * whole.length)));
        assertThatIOException()
                .isThrownBy(() -> ModelFile.open(cut))
                .withMessageContainingAll("cut.zip", "cut off", "download or copy it again");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "faithful.zip",
                "adversarial.zip",
                "test_input.npy",
                "test_output.npy",
                "cover.png"
            })
    void namesTheFileThatIsDamagedOrMissing(String name) throws IOException {
        Path model = ModelFile.write(folder.resolve("m"), Packages.contents()).path();
        byte[] bytes = Files.readAllBytes(model.resolve(name));
        String wanted = Sha256.of(bytes).substring(0, 12);
        bytes[bytes.length / 2] ^= 4;
        Files.write(model.resolve(name), bytes);
        assertThatIOException()
                .isThrownBy(() -> ModelFile.open(model))
                .withMessageContainingAll(
                        name, wanted, Sha256.of(bytes).substring(0, 12), "copy it again");
        Files.delete(model.resolve(name));
        assertThatIOException()
                .isThrownBy(() -> ModelFile.open(model))
                .withMessageContainingAll("lacks the file " + name, "copy it again");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void neverComputesWithAFlippedByte(long seed) throws IOException {
        Path zip = ModelFile.write(folder.resolve("m.zip"), Packages.contents()).path();
        ModelFile sound = ModelFile.open(zip);
        byte[] bytes = Files.readAllBytes(zip);
        bytes[new Random(seed).nextInt(bytes.length)] ^= 0x10;
        Files.write(zip, bytes);
        try {
            ModelFile model = ModelFile.open(zip); // times and the card are not hashed
            assertThat(model.hash()).isEqualTo(sound.hash());
            assertThat(model.graph(Weights.FAITHFUL)).isEqualTo(Packages.FAITHFUL);
        } catch (IOException e) {
            assertThat(e).isNotInstanceOf(ForeignModelException.class);
            assertThat(e.getMessage()).contains("m.zip");
        }
    }

    @Test
    void noticesWeightsThatChangeAfterOpening() throws IOException {
        ModelFile model = ModelFile.write(folder.resolve("m"), Packages.contents());
        Files.write(folder.resolve("m/faithful.zip"), Zips.bundle(Packages.ADVERSARIAL));
        assertThatIOException()
                .isThrownBy(() -> model.graph(Weights.FAITHFUL))
                .withMessageContaining("faithful.zip");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "format: 1|format: 6|update Mulligan",
                "stride: 16|stride: sixteen|config.mulligan.stride must be a whole number",
                "stride: 16|stride: 0|stride must be 1 px or more",
                "receptive_field: 43|x: 43|config.mulligan.receptive_field is missing",
                "low: 1.0|low: 100|Percentiles must be rising",
                "source: faithful.zip|source: ../faithful.zip|must be a file of the package",
                "source: faithful.zip|source: /etc/passwd|must be a file of the package",
                "source: faithful.zip|source: https://a.b/c.zip|must be a file of the package",
                "type: model|type: !!java.io.File [/]|rdf.yaml in",
                "type: model|type: model%type: model|duplicate key",
                "type: model|type: [|rdf.yaml in",
            })
    void saysWhatIsWrongInTheDescriptor(String sound, String broken, String text)
            throws IOException {
        Path model = ModelFile.write(folder.resolve("m"), Packages.contents()).path();
        Path rdf = model.resolve("rdf.yaml");
        String yaml = Files.readString(rdf);
        assertThat(yaml).contains(sound);
        Files.writeString(rdf, yaml.replace(sound, broken.replace('%', '\n')));
        assertThatIOException()
                .isThrownBy(() -> ModelFile.open(model))
                .withMessageContainingAll(model.toString(), text);
    }

    @Test
    void survivesYamlBombs() throws IOException {
        StringBuilder laughs = new StringBuilder("a0: &a0 [lol, lol]\n");
        for (int i = 1; i < 40; i++)
            laughs.append("a%d: &a%d [%s]\n".formatted(i, i, "*a" + (i - 1) + ", *a" + (i - 1)));
        String deep = "[".repeat(20_000);
        String long1 = "a: " + "x".repeat(2 << 20);
        for (String bomb : List.of(laughs.toString(), deep, "- ".repeat(20_000), long1)) {
            Path zip = folder.resolve("bomb.zip");
            Packages.zip(zip, Map.of("rdf.yaml", Packages.utf8(bomb)));
            assertThatIOException()
                    .isThrownBy(() -> ModelFile.open(zip))
                    .withMessageContainingAll("rdf.yaml in", "bomb.zip");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "/etc/evil", "a/../../evil", "..\\evil", "C:evil"})
    void refusesAZipThatReachesOutside(String name) throws IOException {
        Path zip = folder.resolve("slip.zip");
        Packages.zip(zip, Map.of("rdf.yaml", Packages.utf8("a: 1"), name, new byte[3]));
        assertThatIOException()
                .isThrownBy(() -> ModelFile.open(zip))
                .withMessageContainingAll("slip.zip", name, "outside");
    }

    @Test
    void refusesLinksInAFolder() throws IOException {
        Path model = ModelFile.write(folder.resolve("m"), Packages.contents()).path();
        Files.move(model.resolve("faithful.zip"), folder.resolve("elsewhere.zip"));
        Files.createSymbolicLink(model.resolve("faithful.zip"), folder.resolve("elsewhere.zip"));
        assertThatIOException()
                .isThrownBy(() -> ModelFile.open(model))
                .withMessageContainingAll("faithful.zip", "is a link");
    }

    @Test
    void saysThatThereIsNothing() {
        assertThatIOException()
                .isThrownBy(() -> ModelFile.open(folder.resolve("none.zip")))
                .withMessageContainingAll("none.zip", "there is no model");
    }

    @Test
    void leavesTheCardToItsReaders() throws IOException {
        Path model = ModelFile.write(folder.resolve("m"), Packages.contents()).path();
        Files.writeString(model.resolve("README.md"), "my notes");
        assertThatCode(() -> ModelFile.open(model)).doesNotThrowAnyException();
    }

    @Test
    void saysWhatAPackageOfOthersIs() throws IOException {
        Path descriptors = data().resolve("bioimageio_descriptors");
        assumeThat(descriptors).as("shared data, see MULLIGAN_DATA").isDirectory();
        List<Path> files;
        try (Stream<Path> all = Files.walk(descriptors)) {
            files = all.filter(p -> p.toString().endsWith(".yaml")).toList();
        }
        assertThat(files).isNotEmpty();
        for (Path file : files) {
            Path zip = folder.resolve("foreign.zip");
            Packages.zip(zip, Map.of("rdf.yaml", Files.readAllBytes(file)));
            assertThatIOException()
                    .isThrownBy(() -> ModelFile.open(zip))
                    .withMessageContainingAll("foreign.zip", "only its own packages", "format 0.4");
        }
        Path onnx = data().resolve("models/bioimageio_onnx_unet_nuclei");
        assertThatIOException()
                .isThrownBy(() -> ModelFile.open(onnx))
                .withMessageContainingAll("onnx", "only its own packages");
        assertThatIOException()
                .isThrownBy(
                        () ->
                                ModelFile.open(
                                        data().resolve(
                                                        "models/csbdeep_care_w2s/TF_SavedModel.zip")))
                .withMessageContaining("no rdf.yaml");
    }

    private static Path data() {
        return Path.of(
                Optional.ofNullable(System.getenv("MULLIGAN_DATA")).orElse("../shared/data"));
    }
}
