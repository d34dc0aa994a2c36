package org.mulligan.install;

import ij.IJ;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/** ImageJs and distributions of a few bytes, and what is in a folder. */
public final class FakeFolders {
    private FakeFolders() {}

    /** A distribution whose files say their name and version. */
    static Distribution mulligan(Path home, String version) throws IOException {
        String[] files = {
            "Mulligan_-%s.jar".formatted(version),
            "lib/ij-1.54p.jar",
            "imagej/Mulligan_Earlier_Names-%s.jar".formatted(version),
            "lib/imglib2-8.0.1.jar",
            "lib/jna-5.14.0.jar",
            "lib/front-%s.jar".formatted(version),
            "engine/front-%s.jar".formatted(version),
            "engine/tensorflow-core-native-1.1.0-linux-x86_64.jar",
            "models/fluorescence/rdf.yaml",
            "bin/mulligan",
            "docs/index.html",
            "licences/THIRD-PARTY.txt",
            "LICENSE"
        };
        for (String file : files) write(home.resolve(file), file + " of " + version);
        return Distribution.at(home);
    }

    /**
     * As Fiji 2.17 lies on the disk, with a library and a plugin that have folders of their own.
     */
    public static Path fiji(Path folder) throws IOException {
        for (String file :
                List.of(
                        "jars/imagej-legacy-2.0.3.jar",
                        "jars/ij-1.54p.jar",
                        "jars/imglib2-7.1.5.jar",
                        "jars/bio-formats/jna-5.17.0.jar",
                        "plugins/Trainable_Segmentation-4.0.0.jar",
                        "plugins/Examples/note.txt",
                        "models/readme.txt")) write(folder.resolve(file), "Fiji's");
        Files.createDirectories(folder.resolve("lib"));
        return folder;
    }

    /** With the real ij.jar, which is where its version is read from. */
    static Path imageJ(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("plugins/Filters"));
        Files.createDirectories(folder.resolve("macros"));
        Files.copy(ijJar(), folder.resolve("ij.jar"));
        return folder;
    }

    static Path ijJar() {
        try {
            return Path.of(IJ.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** Every file and folder below, with the hash of its content. */
    static Map<String, String> everything(Path root) throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.toList())
                found.put(
                        root.relativize(path).toString().replace('\\', '/'),
                        Files.isDirectory(path) ? "folder" : InstalledFiles.hash(path));
        }
        return found;
    }

    /** As a person unpacks a release over the folder of an application. */
    static void unpack(Path zip, Path over) throws IOException {
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (var entry : file.stream().toList()) {
                Path target = over.resolve(entry.getName());
                Files.createDirectories(target.getParent());
                Files.copy(file.getInputStream(entry), target);
            }
        }
    }
}
