package org.mulligan.install;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.mulligan.model.archive.Yaml;
import org.mulligan.model.archive.Yaml.Section;

/**
 * The build's step that writes which libraries and models a distribution has, under which licence
 * each, and the texts of these licences. A library without a licence, or with one whose text is
 * nowhere, fails the build.
 */
public final class Licences {
    private static final String INDEX = "THIRD-PARTY.txt";

    /** Names that poms have for what has an identifier. */
    private static final Map<String, String> SPDX =
            Map.of(
                    "Simplified BSD License", "BSD-2-Clause",
                    "Public domain", "Public-Domain",
                    "Apache License 2.0", "Apache-2.0");

    private final Path bom;
    private final Path texts;
    private final Path target;
    private final List<Path> jars;

    private record Library(String name, String version, String licences) {}

    private Licences(Path bom, Path texts, Path target, List<Path> jars) {
        this.bom = bom;
        this.texts = texts;
        this.target = target;
        this.jars = jars;
    }

    /**
     * The build's step.
     *
     * @param arguments CycloneDX list of the libraries, as JSON; folder with texts of licences, by
     *     their SPDX identifiers; file with the class path of the libraries; folder of the models;
     *     folder to write
     */
    public static void main(String... arguments) throws IOException {
        List<Path> jars =
                Stream.of(Files.readString(Path.of(arguments[2])).trim().split("[;:](?=[/A-Za-z])"))
                        .map(Path::of)
                        .toList();
        Path target = Path.of(arguments[4]);
        new Licences(Path.of(arguments[0]), Path.of(arguments[1]), target, jars)
                .write(Path.of(arguments[3]));
    }

    private void write(Path models) throws IOException {
        Files.createDirectories(target);
        if (!Files.exists(bom)) {
            // CycloneDX works online only; without its list the build is for oneself.
            Files.writeString(
                    target.resolve(INDEX),
                    "Built offline (mvn -o), where the list of libraries is not made: not to be handed out.\n");
            return;
        }
        Files.copy(bom, target.resolve("sbom.cdx.json"), StandardCopyOption.REPLACE_EXISTING);
        StringBuilder index = new StringBuilder();
        index.append(
                "What Mulligan is shipped with, made by its build. LICENSE is Mulligan's own.\n");
        index.append("The texts are in this folder. sbom.cdx.json is the list for programs.\n");
        index.append("\nLibraries\n");
        for (Library library : libraries()) index.append(line(library));
        index.append("\nShipped models\n");
        for (Path model : folders(models)) {
            Section rdf = Yaml.parse(Files.readAllBytes(model.resolve("rdf.yaml")));
            index.append("%-36s %s%n".formatted(model.getFileName(), rdf.text("license")));
        }
        Files.writeString(target.resolve(INDEX), index.toString().replace("\r\n", "\n"));
    }

    private static List<Path> folders(Path parent) throws IOException {
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        }
    }

    private List<Library> libraries() throws IOException {
        Section list = Yaml.parse(Files.readAllBytes(bom));
        TreeSet<String> seen = new TreeSet<>();
        List<Library> libraries = new ArrayList<>();
        for (Object component : (List<?>) list.map().get("components")) {
            Section section = new Section((Map<?, ?>) component, "components.");
            Library library =
                    new Library(section.text("name"), section.text("version"), licences(section));
            if (seen.add(library.toString())) libraries.add(library);
        }
        return libraries;
    }

    /** SPDX identifiers; where there are several, one may choose. */
    private static String licences(Section component) throws IOException {
        List<String> names = new ArrayList<>();
        if (component.map().get("licenses") instanceof List<?> all)
            for (Object one : all)
                if (((Map<?, ?>) one).get("license") instanceof Map<?, ?> licence) {
                    Object id = licence.get("id");
                    String name = String.valueOf(id != null ? id : licence.get("name"));
                    names.add(SPDX.getOrDefault(name, name));
                }
        if (names.isEmpty())
            throw new IOException(
                    "The pom of %s names no licence; find it, and say it in the pom of Mulligan"
                            .formatted(component.text("name")));
        return String.join(" or ", names);
    }

    private String line(Library library) throws IOException {
        List<String> files = new ArrayList<>();
        for (Path jar : jars)
            if (jar.getFileName()
                    .toString()
                    .matches(
                            "\\Q%s-%s\\E(-[a-z].*)?\\.jar"
                                    .formatted(library.name, library.version)))
                files.addAll(extract(jar));
        if (files.isEmpty()) files.add(standard(library));
        return "%-36s %s%n%s%n"
                .formatted(
                        library.name + " " + library.version,
                        library.licences,
                        "    " + String.join("\n    ", files));
    }

    /** Texts that the library itself brings. */
    private List<String> extract(Path jar) throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            List<? extends ZipEntry> entries =
                    zip.stream()
                            .filter(entry -> !entry.isDirectory() && isText(entry.getName()))
                            .toList();
            for (ZipEntry entry : entries) {
                String file = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
                String folder = jar.getFileName().toString().replace(".jar", "");
                Path copy = target.resolve(folder).resolve(file);
                Files.createDirectories(copy.getParent());
                try (InputStream in = zip.getInputStream(entry)) {
                    Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
                }
                names.add(folder + "/" + file);
            }
        }
        return names;
    }

    private static boolean isText(String entry) {
        String name = entry.substring(entry.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return name.matches("(.*-)?(licen[sc]e|notice|copying|third.?party[^.]*)(\\.txt|\\.md)?");
    }

    private String standard(Library library) throws IOException {
        for (String licence : library.licences.split(" or ")) {
            if (licence.equals("Public-Domain")) return "in the public domain";
            Path text = texts.resolve(licence + ".txt");
            if (!Files.exists(text)) continue;
            Files.copy(text, target.resolve(licence + ".txt"), StandardCopyOption.REPLACE_EXISTING);
            return licence + ".txt";
        }
        throw new IOException(
                "%s has no text of its licence, and there is none of %s in %s"
                        .formatted(library.name, library.licences, texts));
    }
}
