package org.mulligan.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.mulligan.disk.WholeFiles;

/**
 * What a user has set for the engines of this machine. None of it changes a result, so a macro does
 * not depend on it.
 */
public final class EngineSettingsFile {
    private static final String HEAP = "heap";
    private static final String GPU_MEMORY = "gpumemory";

    private EngineSettingsFile() {}

    /**
     * Property {@code mulligan.engine.settings}, else {@code .mulligan/engine.properties} in the
     * home folder.
     */
    public static Path path() {
        String named = System.getProperty("mulligan.engine.settings");
        return named == null
                ? Path.of(System.getProperty("user.home"), ".mulligan", "engine.properties")
                : Path.of(named);
    }

    /**
     * The settings for an engine on a device.
     *
     * @throws IllegalArgumentException when the file holds something else; the text names it
     */
    public static EngineSettings read(DeviceChoice device) {
        Properties stored = new Properties();
        if (Files.exists(path())) {
            try (InputStream in = Files.newInputStream(path())) {
                stored.load(in);
            } catch (IOException e) {
                throw new IllegalArgumentException(
                        "%s cannot be read (%s); remove it to have the defaults"
                                .formatted(path(), e.getMessage()),
                        e);
            }
        }
        return new EngineSettings(device, megabytes(stored, HEAP), megabytes(stored, GPU_MEMORY));
    }

    /** Keeps the memory of {@code settings} for the engines that start from now on. */
    public static void write(EngineSettings settings) throws IOException {
        Properties stored = new Properties();
        stored.setProperty(HEAP, Integer.toString(settings.heap()));
        stored.setProperty(GPU_MEMORY, Integer.toString(settings.gpuMemory()));
        Path target = path().toAbsolutePath();
        Files.createDirectories(target.getParent());
        WholeFiles.replace(
                target,
                part -> {
                    try (OutputStream out = Files.newOutputStream(part)) {
                        stored.store(out, "Mulligan's engine, MB; 0 = automatic");
                    }
                });
    }

    private static int megabytes(Properties stored, String key) {
        String text = stored.getProperty(key, "0");
        try {
            return Integer.parseInt(text.trim());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "%s must be a whole number of MB in %s, got \"%s\""
                            .formatted(key, path(), text),
                    e);
        }
    }
}
