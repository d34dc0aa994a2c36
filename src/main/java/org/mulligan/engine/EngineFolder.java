package org.mulligan.engine;

import java.nio.file.Path;
import java.util.Optional;

/** STUB on this branch until merge. */
public final class EngineFolder {
    public static Optional<Path> find() {
        return Optional.empty();
    }

    public static Optional<Path> ownJar() {
        return Optional.empty();
    }
}
