package org.mulligan.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An ImageJ that Mulligan can be put into.
 *
 * @param folder has {@code plugins}; where the program and its Java may lie too
 * @param version of ImageJ itself, e.g. 1.54p
 */
record Host(Kind kind, Path folder, Version version) {
    /** All that we call is in it: we compile against it, and its menu and dialog were tried. */
    static final Version OLDEST = new Version("1.53t");

    /** Ours alone, and on no classpath. */
    static final String OURS = "lib/mulligan";

    /** How an ImageJ looks for plugins and their libraries. */
    enum Kind {
        /** All of {@code plugins} and {@code jars}, folders in them too, is one classpath. */
        FIJI("Fiji", "plugins", "jars/mulligan", Map.of("plugins", 9, "jars", 9)),
        /** The plugins' class loader sees one level of folders in {@code plugins}. */
        IMAGEJ("ImageJ", "plugins/Mulligan", "plugins/Mulligan", Map.of("plugins", 2, "jars", 1));

        private final String title;
        private final String plugin;
        private final String libraries;
        private final Map<String, Integer> classPath;

        Kind(String title, String plugin, String libraries, Map<String, Integer> classPath) {
            this.title = title;
            this.plugin = plugin;
            this.libraries = libraries;
            this.classPath = classPath;
        }

        /** Where our own jar goes. */
        String plugin() {
            return plugin;
        }

        /** Where libraries of ours go that this ImageJ does not have. */
        String libraries() {
            return libraries;
        }

        @Override
        public String toString() {
            return title;
        }
    }

    /** Every jar that this ImageJ loads plugins and libraries from, but for its own ij.jar. */
    List<Path> jars() throws IOException {
        List<Path> jars = new ArrayList<>();
        for (Map.Entry<String, Integer> part : kind.classPath.entrySet()) {
            Path start = folder.resolve(part.getKey());
            if (!Files.isDirectory(start)) continue;
            try (Stream<Path> files = Files.walk(start, part.getValue())) {
                files.filter(file -> file.toString().endsWith(".jar"))
                        .filter(Files::isRegularFile)
                        .sorted()
                        .forEach(jars::add);
            }
        }
        return jars;
    }

    /** A file of this folder as the list of what is installed writes it, with slashes. */
    String relative(Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    @Override
    public String toString() {
        return kind == Kind.FIJI
                ? "Fiji (ImageJ %s), %s".formatted(version, folder)
                : "ImageJ %s, %s".formatted(version, folder);
    }
}
