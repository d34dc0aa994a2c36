package org.mulligan.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mulligan.door.CommandFailure;
import org.mulligan.engine.process.EngineFolder;

/**
 * Mulligan as the build lays it out, which is what is installed.
 *
 * @param plugin our own jar, {@code Mulligan_-VERSION.jar}
 */
public record Distribution(Path home, Path plugin) {
    private static final String PREFIX = "Mulligan_-";

    /** Whether a file is a jar of ours, of any version. */
    static boolean isPlugin(Path file) {
        return file.getFileName().toString().matches(PREFIX + ".*\\.jar");
    }

    /**
     * The one that this program was started from.
     *
     * @throws CommandFailure when it was not started from one
     */
    public static Distribution own() throws IOException {
        Path home =
                Optional.ofNullable(System.getProperty("mulligan.home"))
                        .map(Path::of)
                        .or(() -> EngineFolder.ownJar().map(Path::getParent))
                        .orElse(Path.of(""));
        return at(home);
    }

    /**
     * The one in this folder.
     *
     * @throws CommandFailure when there is none, or a part of it is missing
     */
    static Distribution at(Path home) throws IOException {
        Path folder = home.toAbsolutePath();
        List<Path> plugins = List.of();
        if (Files.isDirectory(folder))
            try (Stream<Path> files = Files.list(folder)) {
                plugins = files.filter(Distribution::isPlugin).toList();
            }
        boolean whole =
                Stream.of("bin", "lib", "imagej", "engine", "models", "docs", "licences", "LICENSE")
                        .allMatch(part -> Files.exists(folder.resolve(part)));
        if (plugins.size() == 1 && whole) return new Distribution(folder, plugins.get(0));
        throw new CommandFailure(
                "%s is not a whole Mulligan, with one Mulligan_-VERSION.jar, bin, lib, imagej, engine, models, docs, licences and LICENSE; start bin/mulligan of the folder that mvn package writes"
                        .formatted(folder));
    }

    String version() {
        String name = plugin.getFileName().toString();
        return name.substring(PREFIX.length(), name.length() - ".jar".length());
    }

    /** Libraries of the half that lives in its host. */
    List<Path> libraries() throws IOException {
        return files("lib");
    }

    /** What plain ImageJ needs beside the plugin. */
    List<Path> imageJ() throws IOException {
        return files("imagej");
    }

    List<Path> engine() throws IOException {
        return files("engine");
    }

    /** Every file of every shipped model. */
    List<Path> models() throws IOException {
        return files("models");
    }

    /** The command line, the pages as HTML, and the licences of all that is in here. */
    List<Path> papers() throws IOException {
        List<Path> papers = new ArrayList<>(files("bin"));
        papers.addAll(files("docs"));
        papers.addAll(files("licences"));
        papers.add(home.resolve("LICENSE"));
        return papers;
    }

    private List<Path> files(String part) throws IOException {
        try (Stream<Path> files = Files.walk(home.resolve(part))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
