package org.mulligan.install;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mulligan.door.CommandFailure;
import org.mulligan.install.Host.Kind;

/** Finds the ImageJ that a person means by a folder. */
final class HostSearch {
    private static final String EXPECTED =
            "the folder of Fiji, with plugins and jars in it, or of ImageJ, with plugins and ij.jar";

    /** On macOS the program is a folder, and lies beside plugins or around them. */
    private static final List<String> IJ_JARS =
            List.of(
                    "ij.jar",
                    "ImageJ.app/Contents/Java/ij.jar",
                    "ImageJ.app/Contents/Resources/Java/ij.jar",
                    "Contents/Java/ij.jar");

    private HostSearch() {}

    /**
     * The ImageJ in this folder, in the one folder of it that has one, or around it where the
     * folder is a part of one ({@code plugins}, {@code Fiji.app}).
     *
     * @param distribution our own folder, into which nothing is installed
     * @throws CommandFailure when there is none, or not one that can be written
     */
    static Host find(Path given, Optional<Path> distribution) throws IOException {
        Path folder = folder(given);
        if (distribution.isPresent() && folder.startsWith(distribution.get().toRealPath()))
            throw new CommandFailure(
                    "%s is Mulligan's own folder; name %s".formatted(folder, EXPECTED));
        Host host = search(folder);
        for (String part : List.of("", "plugins", "jars", "lib", Host.OURS)) {
            Path inside = host.folder().resolve(part);
            if (Files.exists(inside) && !Files.isWritable(inside))
                throw new CommandFailure(
                        "%s cannot be written; run this as the user to whom it belongs"
                                .formatted(inside));
        }
        return host;
    }

    /** A folder that exists, by its real name. */
    static Path folder(Path given) throws IOException {
        Path folder = given.toAbsolutePath().normalize();
        if (!Files.exists(folder))
            throw new CommandFailure("There is no folder %s; name %s".formatted(folder, EXPECTED));
        if (!Files.isDirectory(folder))
            throw new CommandFailure("%s is a file; name %s".formatted(folder, EXPECTED));
        return folder.toRealPath();
    }

    private static Host search(Path folder) throws IOException {
        Optional<Host> host = at(folder);
        if (host.isEmpty() && isPart(folder)) host = at(folder.getParent());
        if (host.isPresent()) return host.get();
        List<Host> inside = inside(folder);
        if (inside.size() == 1) return inside.get(0);
        throw new CommandFailure(
                inside.isEmpty()
                        ? "%s is neither Fiji nor ImageJ; name %s. Found: %s"
                                .formatted(folder, EXPECTED, contents(folder))
                        : "There are several in %s; name one: %s"
                                .formatted(
                                        folder,
                                        inside.stream()
                                                .map(found -> found.folder().toString())
                                                .collect(Collectors.joining(", "))));
    }

    private static boolean isPart(Path folder) {
        return folder.getNameCount() > 1
                && folder.getFileName().toString().matches("plugins|jars|.*\\.app");
    }

    private static List<Host> inside(Path folder) throws IOException {
        List<Path> folders;
        try (Stream<Path> entries = Files.list(folder)) {
            folders = entries.filter(Files::isDirectory).sorted().toList();
        }
        return folders.stream().flatMap(entry -> at(entry).stream()).toList();
    }

    /** What kind of ImageJ has its {@code plugins} in this very folder. */
    static Optional<Host> at(Path folder) {
        if (!Files.isDirectory(folder.resolve("plugins"))) return Optional.empty();
        Optional<Path> ij =
                IJ_JARS.stream().map(folder::resolve).filter(Files::isRegularFile).findFirst();
        Optional<Host> fiji = fiji(folder, ij);
        if (fiji.isPresent()) return fiji;
        return ij.map(jar -> new Host(Kind.IMAGEJ, folder, HostVersions.ofImageJ(jar)));
    }

    private static Optional<Host> fiji(Path folder, Optional<Path> ijJar) {
        Path jars = folder.resolve("jars");
        if (!Files.isDirectory(jars)) return Optional.empty();
        try (Stream<Path> files = Files.walk(jars, 2)) {
            List<Path> all = files.filter(file -> file.toString().endsWith(".jar")).toList();
            Set<String> artifacts =
                    all.stream()
                            .flatMap(file -> JarName.of(file).stream())
                            .map(JarName::artifact)
                            .collect(Collectors.toSet());
            boolean legacy = artifacts.contains("imagej-legacy") || artifacts.contains("fiji");
            // Plugins of a plain ImageJ bring scijava-common too; but that one has its ij.jar.
            if (!legacy && (ijJar.isPresent() || !artifacts.contains("scijava-common")))
                return Optional.empty();
            Version version =
                    all.stream()
                            .filter(file -> isIj(JarName.of(file)))
                            .findFirst()
                            .map(HostVersions::ofImageJ)
                            .orElse(Version.UNKNOWN);
            return Optional.of(new Host(Kind.FIJI, folder, version));
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty(); // what cannot be listed is not recognised
        }
    }

    private static boolean isIj(Optional<JarName> name) {
        return name.filter(jar -> jar.artifact().equals("ij")).isPresent();
    }

    private static String contents(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            List<String> names =
                    entries.map(path -> path.getFileName().toString()).sorted().limit(9).toList();
            if (names.isEmpty()) return "nothing";
            return String.join(", ", names.subList(0, Math.min(8, names.size())))
                    + (names.size() > 8 ? ", ..." : "");
        }
    }
}
