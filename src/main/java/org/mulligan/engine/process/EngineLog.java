package org.mulligan.engine.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What the engine's process says on its stderr: TensorFlow's warnings, CUDA's complaints, the last
 * words of a crash. In a file for later, and the last lines here for a message.
 */
public final class EngineLog {
    private static final int TAIL = 30;
    private static final long LARGEST = 1 << 20;

    private final Path file;
    private final Deque<String> tail = new ArrayDeque<>();
    private boolean broken;

    EngineLog(Path file) {
        this.file = file;
    }

    /**
     * Property {@code mulligan.engine.log}, else {@code .mulligan/engine.log} in the home folder.
     */
    public static Path file() {
        String named = System.getProperty("mulligan.engine.log");
        return named == null
                ? Path.of(System.getProperty("user.home"), ".mulligan", "engine.log")
                : Path.of(named);
    }

    /** Begins the part of a new process; the part before last goes when the file is large. */
    synchronized void begin(String title) {
        tail.clear();
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            if (Files.exists(file) && Files.size(file) > LARGEST)
                Files.move(
                        file,
                        file.resolveSibling(file.getFileName() + ".old"),
                        StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            broken = true;
        }
        write("--- %s %s".formatted(LocalDateTime.now().truncatedTo(ChronoUnit.SECONDS), title));
    }

    synchronized void add(String line) {
        tail.addLast(line);
        if (tail.size() > TAIL) tail.removeFirst();
        write(line);
    }

    /** The last lines of the newest process. */
    synchronized List<String> tail() {
        return List.copyOf(tail);
    }

    /** A log that cannot be written, on a full disk say, must not stop the work. */
    private void write(String line) {
        if (broken) return;
        try {
            Files.writeString(
                    file,
                    line + System.lineSeparator(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            broken = true;
        }
    }
}
