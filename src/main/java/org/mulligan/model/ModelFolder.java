package org.mulligan.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Compile stub only; the real class comes from the branch {@code model}. */
public final class ModelFolder {
    private ModelFolder() {}

    public static ModelFolder standard() {
        return new ModelFolder();
    }

    public List<ModelFile> list(Consumer<String> warn) {
        throw new UnsupportedOperationException();
    }

    public ModelFile find(String nameOrPath) throws IOException {
        throw new IOException("not yet");
    }

    public Path pathFor(String nameOrPath) {
        throw new UnsupportedOperationException();
    }
}
