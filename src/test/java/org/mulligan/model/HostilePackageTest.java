package org.mulligan.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mulligan.model.HostilePackages.Entry;
import org.mulligan.model.archive.PackageFiles;
import org.mulligan.model.archive.PrivateFolder;
import org.mulligan.model.archive.Sha256;
import org.mulligan.model.archive.Yaml;
import org.mulligan.model.archive.Zips;

class HostilePackageTest {
    @TempDir Path folder;

    private static Entry text(String name) {
        return new Entry(name, Packages.utf8("a: 1"));
    }

    private static Arguments zip(String words, Entry... entries) {
        return Arguments.of(words, entries);
    }

    static Stream<Arguments> zips() throws IOException {
        byte[] zeros = new byte[80 << 20];
        return Stream.of(
                zip("outside of it (../evil)", text("rdf.yaml"), text("../evil")),
                zip("outside of it (/etc/evil)", text("rdf.yaml"), text("/etc/evil")),
                zip("outside of it (a/../../evil)", text("rdf.yaml"), text("a/../../evil")),
                zip("outside of it (..\\evil)", text("rdf.yaml"), text("..\\evil")),
                zip("outside of it (C:evil)", text("rdf.yaml"), text("C:evil")),
                zip("holds a link (rdf.yaml)", text("rdf.yaml").link()),
                zip("holds a link (weights)", text("rdf.yaml"), text("weights").link()),
                zip("two files of one name", text("rdf.yaml"), text("rdf.yaml")),
                zip(
                        "two files of one name (rdf.yaml and RDF.yaml)",
                        text("rdf.yaml"),
                        text("RDF.yaml")),
                zip("two files of one name", text("caf\u00e9"), text("cafe\u0301")),
                zip("as a file and as a folder", text("rdf.yaml"), text("rdf.yaml/x")),
                zip("is none on every system", text("rdf.yaml"), text("con.txt")),
                zip("is none on every system", text("rdf.yaml"), text("line\nbreak")),
                zip("is none on every system", text("rdf.yaml"), text("dot.")),
                zip("240 are allowed", text("rdf.yaml"), text("x".repeat(300))),
                zip("8 folders", text("rdf.yaml"), text("a/".repeat(20) + "x")),
                zip("encrypted file", text("rdf.yaml").encrypted()),
                zip("cannot unpack (method 12)", text("rdf.yaml").method(12)),
                zip(
                        "10,000 are allowed",
                        IntStream.range(0, 10_001)
                                .mapToObj(i -> text("f" + i))
                                .toArray(Entry[]::new)),
                zip("100 times as many", text("rdf.yaml"), new Entry("zeros", zeros).deflated()),
                zip(
                        "4,294,967,296 bytes allowed",
                        text("rdf.yaml"),
                        text("a").saying(4_000_000_000L),
                        text("b").saying(4_000_000_000L)),
                zip(
                        "overlap",
                        new Entry("a", new byte[500]),
                        new Entry("b", new byte[500]).sharing(0, 500)),
                zip("overlap", text("rdf.yaml"), new Entry("b", new byte[5]).sharing(0, 1L << 31)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("zips")
    void refusesAZipByItsDirectory(String words, Entry[] entries) throws IOException {
        Path zip = folder.resolve("hostile.zip");
        Files.write(zip, HostilePackages.zip(entries));
        assertThatIOException()
                .isThrownBy(() -> ModelFile.open(zip))
                .withMessageContainingAll("hostile.zip", words);
        assertThat(folder).isDirectoryContaining(file -> file.equals(zip));
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(zip);
        }
    }

    @Test
    void takesAnHonestZipThatIsWrittenTheSameWay() throws IOException {
        Path zip = folder.resolve("m.zip");
        Map<String, byte[]> files = PackageWriter.files(Packages.contents());
        Entry[] entries = new Entry[files.size()];
        int i = 0;
        for (Map.Entry<String, byte[]> file : files.entrySet())
            entries[i++] = new Entry(file.getKey(), file.getValue()).deflated();
        Files.write(zip, HostilePackages.zip(entries));
        ModelFile model = ModelFile.open(zip);
        assertThat(model.graph(Weights.FAITHFUL)).isEqualTo(Packages.FAITHFUL);
        assertThat(PackageFiles.at(zip).names()).containsExactlyElementsOf(files.keySet());
        try (PrivateFolder unpacked = PrivateFolder.beside(folder.resolve("there"))) {
            for (String name : files.keySet())
                unpacked.take(PackageFiles.at(zip), name, "deep/" + name);
            unpacked.moveTo(folder.resolve("there"));
        }
        assertThat(PackageFiles.at(folder.resolve("there")).names()).contains("deep/rdf.yaml");
        assertThat(PackageFiles.at(folder.resolve("there")).bytes("deep/rdf.yaml", 1 << 20))
                .isEqualTo(files.get("rdf.yaml"));
    }

    /** An empty end record, whose comment would be longer than the zip. */
    private static final byte[] NO_END = {
        'P', 'K', 5, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 0
    };

    @Test
    void takesOnlyTheEndThatIsAtTheEnd() throws IOException {
        Map<String, byte[]> files = PackageWriter.files(Packages.contents());
        byte[] sound = Files.readAllBytes(Packages.zip(folder.resolve("m.zip"), files));
        byte[] longer = Arrays.copyOf(sound, sound.length + NO_END.length);
        System.arraycopy(NO_END, 0, longer, sound.length, NO_END.length);
        Path zip = folder.resolve("longer.zip");
        Files.write(zip, longer);
        assertThatIOException()
                .isThrownBy(() -> ModelFile.open(zip))
                .withMessageContainingAll("longer.zip", "its end is missing");
        // The same bytes as a comment belong to the zip and are no end of it.
        longer[sound.length - 2] = (byte) NO_END.length;
        Files.write(zip, longer);
        assertThat(ModelFile.open(zip).graph(Weights.FAITHFUL)).isEqualTo(Packages.FAITHFUL);
    }

    /** Our own package with other bytes in one of its files, and the hashes that belong to them. */
    private Path with(String name, byte[] bytes) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>(PackageWriter.files(Packages.contents()));
        String rdf = new String(files.get("rdf.yaml"), java.nio.charset.StandardCharsets.UTF_8);
        files.put(
                "rdf.yaml",
                Packages.utf8(rdf.replace(Sha256.of(files.get(name)), Sha256.of(bytes))));
        files.put(name, bytes);
        return Packages.zip(folder.resolve("m.zip"), files);
    }

    static Stream<Arguments> bundles() throws IOException {
        byte[] graph = Packages.FAITHFUL;
        byte[] zeros = new byte[80 << 20];
        byte[] sound = Zips.bundle(graph);
        return Stream.of(
                Arguments.of(
                        "zips may lie two deep",
                        HostilePackages.zip(
                                new Entry("saved_model.pb", graph), new Entry("more.zip", sound))),
                Arguments.of(
                        "two files of one name",
                        HostilePackages.zip(
                                new Entry("saved_model.pb", graph),
                                new Entry("saved_model.pb", graph))),
                Arguments.of(
                        "holds a link",
                        HostilePackages.zip(new Entry("saved_model.pb", graph).link())),
                Arguments.of(
                        "would lie outside",
                        HostilePackages.zip(new Entry("saved_model.pb", graph), text("../x"))),
                Arguments.of(
                        "100 times as many",
                        HostilePackages.zip(
                                new Entry("a", zeros).deflated(),
                                new Entry("saved_model.pb", graph))),
                Arguments.of("has no saved_model.pb", HostilePackages.zip(text("other.pb"))),
                Arguments.of("is a broken zip", Arrays.copyOf(sound, sound.length - 30)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bundles")
    void refusesABundleWithinAPackage(String words, byte[] bundle) throws IOException {
        ModelFile model = ModelFile.open(with("faithful.zip", bundle));
        assertThatIOException()
                .isThrownBy(() -> model.graph(Weights.FAITHFUL))
                .withMessageContainingAll("faithful.zip in", "m.zip", words);
    }

    static Stream<Arguments> tensors() {
        return Stream.of(
                Arguments.of("Python objects", "'|O', 'fortran_order': False, 'shape': (1, 4)", 16),
                Arguments.of(
                        "Fortran's order", "'<f4', 'fortran_order': True, 'shape': (1, 4)", 16),
                Arguments.of("kind \">f4\"", "'>f4', 'fortran_order': False, 'shape': (1, 4)", 16),
                Arguments.of("kind \"<f8\"", "'<f8', 'fortran_order': False, 'shape': (1, 4)", 32),
                Arguments.of(
                        "shape (-1, 4)", "'<f4', 'fortran_order': False, 'shape': (-1, 4)", 16),
                Arguments.of("shape ()", "'<f4', 'fortran_order': False, 'shape': ()", 4),
                Arguments.of(
                        "67,108,864 values are allowed",
                        "'<f4', 'fortran_order': False, 'shape': (99999, 99999, 99999)",
                        4),
                Arguments.of(
                        "shape (1, 99999999999)",
                        "'<f4', 'fortran_order': False, 'shape': (1, 99999999999)",
                        4),
                Arguments.of(
                        "has 12 bytes of values, not the 16",
                        "'<f4', 'fortran_order': False, 'shape': (1, 4)",
                        12),
                Arguments.of("NumPy does not write", "__import__('os').system('x')", 4));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tensors")
    void refusesATensor(String words, String header, int bytes) throws IOException {
        ModelFile model =
                ModelFile.open(
                        with(
                                "test_input.npy",
                                HostilePackages.npy("{'descr': %s, } ".formatted(header), bytes)));
        assertThatIOException()
                .isThrownBy(model::testTensors)
                .withMessageContainingAll("test_input.npy in", words);
    }

    @Test
    void refusesACoverByItsDeclaredSize() throws IOException {
        ModelFile huge = ModelFile.open(with("cover.png", HostilePackages.png(60_000, 60_000)));
        assertThatIOException()
                .isThrownBy(huge::cover)
                .withMessageContainingAll(
                        "cover.png in", "60,000 x 60,000 px", "16,777,216 pixels are allowed");
        ModelFile text = ModelFile.open(with("cover.png", Packages.utf8("no picture")));
        assertThatIOException().isThrownBy(text::cover).withMessageContaining("is no picture");
        ModelFile empty = ModelFile.open(with("cover.png", HostilePackages.png(40, 40)));
        assertThatIOException().isThrownBy(empty::cover).withMessageContaining("broken picture");
        Files.delete(folder.resolve("m.zip"));
        assertThat(ModelFile.write(folder.resolve("m.zip"), Packages.contents()).cover().getWidth())
                .isEqualTo(200);
    }

    private static String lines(int count, String line) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) text.append(line.replace("#", "" + i)).append('\n');
        return text.toString();
    }

    static Stream<Arguments> documents() {
        StringBuilder laughs = new StringBuilder("a0: &a0 [lol, lol, lol, lol, lol, lol, lol]\n");
        for (int i = 1; i < 9; i++)
            laughs.append(
                    "a%d: &a%d [%s]\n"
                            .formatted(
                                    i,
                                    i,
                                    String.join(
                                            ", ",
                                            java.util.Collections.nCopies(5, "*a" + (i - 1)))));
        return Stream.of(
                Arguments.of("values allowed", laughs.toString()),
                Arguments.of("50 aliases", "a: &a 1\n" + lines(60, "b#: *a")),
                Arguments.of("nested too deeply", "a: &a [*a]"),
                Arguments.of("nested too deeply", "a: &a {b: {c: *a}}"),
                Arguments.of("nested too deeply", "a: " + "[".repeat(60) + "]".repeat(60)),
                Arguments.of("nested too deeply", "{\"a\": ".repeat(60) + "1" + "}".repeat(60)),
                Arguments.of("nested too deeply", "[".repeat(500_000)),
                Arguments.of("nested too deeply", "- ".repeat(500_000)),
                Arguments.of("tag tag:yaml.org,2002:java.io.File", "a: !!java.io.File [/]"),
                Arguments.of(
                        "tag tag:yaml.org,2002:python/object/apply",
                        "a: !!python/object/apply:os.system [ls]"),
                Arguments.of("tag !mine", "a: !mine 1"),
                Arguments.of("tag tag:yaml.org,2002:binary", "a: !!binary aGk="),
                Arguments.of("a number of 500,000 characters", "a: " + "9".repeat(500_000)),
                Arguments.of("a number of 301 characters", "a: -" + "1".repeat(300)),
                Arguments.of("duplicate key", "a: 1\na: 2"),
                Arguments.of("duplicate key", "{\"a\": 1, \"a\": 2}"),
                Arguments.of("a list or a section as a key", "? [1, 2]\n: 3"),
                Arguments.of("100,000 values", "a: [" + "1,".repeat(200_000) + "1]"),
                Arguments.of("", "a: *nobody"),
                Arguments.of("", "%YAML 9.9\n---\n\u0001"),
                Arguments.of("no list of keys", "just words"),
                Arguments.of("", "a: 1\n---\nb: 2"));
    }

    @ParameterizedTest(name = "{index} {0}")
    @MethodSource("documents")
    void refusesADescriptor(String words, String document) {
        assertThatIOException()
                .isThrownBy(() -> Yaml.parse(Packages.utf8(document)))
                .withMessageContaining(words)
                .satisfies(e -> assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(1000));
    }

    @Test
    void takesJsonAndPlainAliases() throws IOException {
        assertThat(Yaml.parse(Packages.utf8("{\"axes\": \"YXC\", \"mean\": 1.5e3}")).number("mean"))
                .isEqualTo(1500);
        Yaml.Section aliased = Yaml.parse(Packages.utf8("a: &x [1, 2]\nb: *x\nc: !!str 5"));
        assertThat(aliased.map().get("b")).isEqualTo(List.of(1, 2));
        assertThat(aliased.text("c")).isEqualTo("5");
        assertThatIOException()
                .isThrownBy(() -> Yaml.parse(Packages.utf8("a: .nan")).number("a"))
                .withMessageContaining("a must be a finite number");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "stride: 16|stride: 1000000000|at most 4,096, got 1,000,000,000",
                "receptive_field: 43|receptive_field: 2147483647|at most 16,383",
                "scale: 1|scale: 2000000000|at most 64",
                "scale: 1|scale: 99999999999999999999|scale must be a whole number",
                "low: 1.0|low: .nan|low must be a finite number",
                "low: 1.0|low: -.inf|low must be a finite number",
                "source: faithful.zip|source: a/b.zip|must be a file of the package",
                "source: faithful.zip|source: C:b.zip|must be a file of the package",
                "source: faithful.zip|source: .hidden|must be a file of the package",
            })
    void refusesANumberOrAPathThatNoModelHas(String sound, String broken, String words)
            throws IOException {
        Path model = ModelFile.write(folder.resolve("m"), Packages.contents()).path();
        Path rdf = model.resolve("rdf.yaml");
        String yaml = Files.readString(rdf);
        assertThat(yaml).contains(sound);
        Files.writeString(rdf, yaml.replace(sound, broken));
        assertThatIOException()
                .isThrownBy(() -> ModelFile.open(model))
                .withMessageContainingAll("rdf.yaml in " + model, words);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void followsNoLinkOnTheWayToAFile() throws IOException {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "secret");
        Path model = Files.createDirectories(folder.resolve("m"));
        Files.createSymbolicLink(model.resolve("in"), outside);
        Files.writeString(model.resolve("own"), "own");
        PackageFiles files = PackageFiles.at(model);
        assertThat(files.names()).containsExactly("own");
        assertThat(files.has("in/secret")).isFalse();
        assertThatIOException()
                .isThrownBy(() -> files.bytes("in/secret", 100))
                .withMessageContainingAll("in is a link", "put a copy there");
        for (String name : List.of("../outside/secret", outside.resolve("secret").toString(), ""))
            assertThatIOException()
                    .isThrownBy(() -> files.bytes(name, 100))
                    .withMessageContaining("would lie outside of it");
        try (PrivateFolder unpacked = PrivateFolder.temporary("test")) {
            assertThatIOException()
                    .isThrownBy(() -> unpacked.take(files, "own", "../own"))
                    .withMessageContaining("would lie outside");
            unpacked.take(files, "own", "a/own");
            assertThat(unpacked.path().resolve("a/own")).hasContent("own");
            unpacked.close();
            assertThat(unpacked.path()).doesNotExist();
        }
    }
}
