package org.mulligan;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Other Javas of this machine, as ImageJ and Fiji come with several. */
public final class Javas {
    private Javas() {}

    /**
     * The home of a Java of this version: the running one, one that MULLIGAN_JAVAS lists (folders,
     * with the separator of paths between them), or one of {@code /usr/lib/jvm}. A test that needs
     * one which is not there is skipped, and says so.
     */
    public static Path home(int version) throws IOException {
        Path running = Path.of(System.getProperty("java.home"));
        if (Runtime.version().feature() == version) return running;
        List<Path> homes = new ArrayList<>();
        Optional.ofNullable(System.getenv("MULLIGAN_JAVAS")).stream()
                .flatMap(list -> Stream.of(list.split(File.pathSeparator)))
                .map(Path::of)
                .forEach(homes::add);
        Path all = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(all))
            try (Stream<Path> folders = Files.list(all)) {
                folders.sorted().forEach(homes::add);
            }
        Optional<Path> found =
                homes.stream()
                        .filter(home -> Files.isExecutable(home.resolve("bin/java")))
                        .filter(home -> isOf(home, version))
                        .findFirst();
        assumeTrue(
                found.isPresent(),
                "there is no Java %d in /usr/lib/jvm or MULLIGAN_JAVAS".formatted(version));
        return found.get();
    }

    private static boolean isOf(Path home, int version) {
        try {
            return Files.readString(home.resolve("release"))
                    .contains("JAVA_VERSION=\"" + version + ".");
        } catch (IOException e) {
            return false; // a folder of something else
        }
    }
}
