package org.mulligan.model.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.scijava.plugin.SciJavaPlugin;

/**
 * A way in which other tools store a network. Annotate with {@code @Plugin(type =
 * ModelFormat.class, name = "...", priority = ...)}; the one of highest priority that knows a model
 * reads it.
 */
public interface ModelFormat extends SciJavaPlugin {
    /**
     * Reads what a model says of itself; nothing of it is run.
     *
     * @param place a file, or a folder; a zip has been unpacked
     * @return empty when this is no model of this format
     * @throws org.mulligan.model.ForeignModelException when it is one and cannot be imported; the
     *     text says why and what to do
     * @throws IOException when it is one and broken
     */
    Optional<ForeignModel> read(Path place) throws IOException;
}
