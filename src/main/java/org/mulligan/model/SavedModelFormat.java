package org.mulligan.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.scijava.Priority;
import org.scijava.plugin.Plugin;

/** TensorFlow's {@code SavedModel}, of any version, at any depth of a folder. */
@Plugin(type = ModelFormat.class, name = "TensorFlow SavedModel", priority = Priority.LOW)
public final class SavedModelFormat implements ModelFormat {
    static final String GRAPH = "saved_model.pb";
    private static final int DEPTH = 6;

    @Override
    public Optional<ForeignModel> read(Path place) throws IOException {
        return folder(place)
                .map(
                        graph ->
                                new ForeignModel(
                                        "TensorFlow SavedModel",
                                        graph,
                                        ForeignModel.About.NOTHING,
                                        ForeignModel.Network.UNKNOWN,
                                        Optional.empty(),
                                        List.of()));
    }

    /** The uppermost folder that a SavedModel lies in. */
    static Optional<Path> folder(Path place) throws IOException {
        if (!Files.isDirectory(place))
            return place.endsWith(GRAPH) ? Optional.of(place.getParent()) : Optional.empty();
        try (Stream<Path> files = Files.walk(place, DEPTH)) {
            return files.filter(file -> file.endsWith(GRAPH))
                    .min(Comparator.comparingInt(Path::getNameCount))
                    .map(Path::getParent);
        }
    }
}
