package org.mulligan.engine.process;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The folder with every jar that the engine's process needs beside our own. It is on no host's
 * classpath.
 */
public final class EngineFolder {
    /** From the folder of our jar: the distribution; Fiji's plugins; a folder in ImageJ's. */
    private static final List<String> PLACES =
            List.of("engine", "../lib/mulligan/engine", "../../lib/mulligan/engine");

    private EngineFolder() {}

    /**
     * The system property {@code mulligan.engine.folder}, else where the distribution and {@code
     * bin/mulligan install} put it, seen from our jar.
     *
     * @return empty when our classes are in no jar, as on a developer's class path, which has the
     *     engine's libraries itself
     * @throws IllegalStateException when there is no such folder; the text names the places
     */
    public static Optional<Path> find() {
        String named = System.getProperty("mulligan.engine.folder");
        if (named == null || named.isBlank()) return ownJar().map(EngineFolder::beside);
        Path folder = Path.of(named);
        if (Files.isDirectory(folder)) return Optional.of(folder);
        throw new IllegalStateException(
                "The system property mulligan.engine.folder must name the folder of Mulligan's engine; there is no folder %s"
                        .formatted(folder.toAbsolutePath()));
    }

    /** Seen from a jar of ours. */
    static Path beside(Path jar) {
        List<Path> places =
                PLACES.stream().map(place -> jar.resolveSibling(place).normalize()).toList();
        return places.stream()
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "Mulligan's engine is missing: there is none of the folders %s. Reinstall with bin/mulligan install"
                                                .formatted(
                                                        places.stream()
                                                                .map(Path::toString)
                                                                .collect(
                                                                        Collectors.joining(
                                                                                ", ")))));
    }

    /** The jar that this class is from, if it is from a jar. */
    public static Optional<Path> ownJar() {
        return jarOf(EngineFolder.class.getProtectionDomain().getCodeSource());
    }

    static Optional<Path> jarOf(CodeSource source) {
        if (source == null || source.getLocation() == null) return Optional.empty();
        try {
            return Optional.of(Path.of(source.getLocation().toURI()).toAbsolutePath())
                    .filter(Files::isRegularFile);
        } catch (URISyntaxException | RuntimeException e) {
            return Optional.empty(); // from no file of this computer: a folder beside it cannot be
        }
    }
}
